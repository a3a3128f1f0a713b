"""A run: inputs read, cleaned and written in order, one record of the log after another."""
