"""The gate for authors: is the reference right, and do the cases tell every mistake from it?"""
