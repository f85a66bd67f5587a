"""Recognises mistakes by what they do to the numbers."""
