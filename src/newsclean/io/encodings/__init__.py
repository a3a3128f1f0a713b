"""From bytes to text, with proof that the text gives the same bytes back."""
