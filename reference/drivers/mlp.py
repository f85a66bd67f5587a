"""Drives a student's class MLP: it runs beside the student's code and holds nothing right."""

from contextlib import suppress


def forward(student, in1, out1, out2, f, g, parameters, x):
    """Return the outputs of the student's network for a batch."""
    return _network(student, (in1, out1, out2), f, g, parameters).forward(x)


def backward(student, in1, out1, out2, f, g, parameters, x, dJdy_hat):
    """Return the gradients that the student's network has after a backward pass."""
    network = _network(student, (in1, out1, out2), f, g, parameters)
    network.forward(-x)  # what it remembers has to be that of the last batch
    network.forward(x)
    network.backward(dJdy_hat)
    names = ("dJdW1", "dJdb1", "dJdW2", "dJdb2")
    if not any(name in network.grads for name in names):
        return network.grads  # under other names: the report says which
    return {name: network.grads.get(name) for name in names}


def _network(student, sizes, f, g, parameters):
    network = student.MLP(sizes[0], sizes[1], f, sizes[1], sizes[2], g)
    # Gradients may be added up from here on; but to clear has no marks of its own.
    with suppress(Exception):
        network.clear_grad_and_cache()
    for name, value in parameters.items():
        held = network.parameters.get(name)
        # Where the same tensor is also held elsewhere, as in a module, that must follow.
        if (
            isinstance(held, type(value))
            and held.shape == value.shape
            and held.dtype == value.dtype
        ):
            held.data.copy_(value)
        else:
            network.parameters[name] = value
    return network
