"""Drives a student's class MLP: it runs beside the student's code, and nothing in it is right."""

from typing import Any


def forward(
    student: Any, in1: Any, out1: Any, out2: Any, f: Any, g: Any, parameters: Any, x: Any
) -> Any:
    """Return the outputs of the student's network for a batch."""
    return _network(student, (in1, out1, out2), f, g, parameters).forward(x)


def backward(
    student: Any,
    in1: Any,
    out1: Any,
    out2: Any,
    f: Any,
    g: Any,
    parameters: Any,
    x: Any,
    dJdy_hat: Any,
) -> Any:
    """Return the gradients that the student's network has after a backward pass."""
    network = _network(student, (in1, out1, out2), f, g, parameters)
    network.forward(x)
    network.backward(dJdy_hat)
    names = ("dJdW1", "dJdb1", "dJdW2", "dJdb2")
    return {name: network.grads.get(name) for name in names}


def _network(student: Any, sizes: Any, f: Any, g: Any, parameters: Any) -> Any:
    network = student.MLP(sizes[0], sizes[1], f, sizes[1], sizes[2], g)
    network.clear_grad_and_cache()
    for name, value in parameters.items():
        held = network.parameters.get(name)
        # Where the same tensor is also held under another name, that must follow.
        if type(held) is type(value) and held.shape == value.shape and held.dtype == value.dtype:
            held.data.copy_(value)
        else:
            network.parameters[name] = value
    return network
