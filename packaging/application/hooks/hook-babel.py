"""Leave out the thousand files of Babel's locales, which the application never asks for and would unpack first."""

hiddenimports = ["babel.dates"]
