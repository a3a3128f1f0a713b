"""What a person decides on changes and flags, and the articles that come of it."""
