"""The application in which people review a log: a server for one machine, over the review and the report."""
