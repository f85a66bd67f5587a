"""A class: many submissions, spread over the cores of a machine."""
