"""Reads courses: problem files, and the graphs that references draw."""
