"""A log in the forms that other tools read. Each exporter takes a log and gives pieces of a file."""
