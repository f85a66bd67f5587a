"""Reads a submission once, keeping out everything that is not a plain file."""
