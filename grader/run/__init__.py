"""Where student code runs: the seam `Runner`, the real one, and the fake that is shipped."""
