"""The command `newsclean`: a thin shell over the library."""
