"""The languages in which people are spoken to."""
