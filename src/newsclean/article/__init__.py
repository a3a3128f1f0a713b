"""The text of an article while it is cleaned: what is proposed, settled and applied."""
