"""The rules, stage by stage, and their registry."""
