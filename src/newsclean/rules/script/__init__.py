"""Stage 4: conversion between traditional and simplified characters, when asked for."""

from newsclean.rules.script import conversion

RULES = conversion.RULES
