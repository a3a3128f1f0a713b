"""Proposals, the view that rules read, and the run of an article from stage to stage."""
