"""The report: a log and its texts as one page for people."""
