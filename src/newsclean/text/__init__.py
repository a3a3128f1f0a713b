"""What text is made of: classes of characters, kinds of lines, typed spans."""
