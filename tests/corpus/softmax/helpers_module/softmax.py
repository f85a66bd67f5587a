from helpers import softmax, softmax_rows  # noqa: F401
