"""Writes reports: the seam `Format`, and one file for each format."""
