"""What runs beside the student's code.

Assume that the student reads it and may change it while it runs. It imports the
standard library and numpy, holds no secret, decides nothing, and hands back arrays.
"""
