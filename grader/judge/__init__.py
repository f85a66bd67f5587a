"""From answers to verdicts: each part in each case, then each part over all its cases."""
