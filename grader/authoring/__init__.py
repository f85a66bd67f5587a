"""Writes what an author begins with: a small problem that is complete and passes the checks."""
