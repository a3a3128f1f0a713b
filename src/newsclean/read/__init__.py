"""Where articles come from: files, folders, standard input, the records of JSON Lines."""
