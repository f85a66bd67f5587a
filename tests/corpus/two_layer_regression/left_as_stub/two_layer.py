def loss_and_grads(x, y, params):
    """One forward and one backward pass."""
    pass
