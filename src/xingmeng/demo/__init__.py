"""The region told as a story, through the same actions that people use; nothing is put in by hand."""
