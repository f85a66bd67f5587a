"""Drives a student's descent: it runs beside the student's code and holds nothing right."""


def gradient_descent(student, W, b, g, data, eta, max_iterations):
    """Return the weights, the biases and the losses that a student's descent leads to."""
    theta = {"W": W, "b": b, "g": g}
    pairs = [(x, label) for x, label in data]
    came = student.gradient_descent(theta, pairs, eta, max_iterations)
    if isinstance(came, dict) and {"theta", "losses"} <= set(came):
        came = came["theta"], came["losses"]
    match came:
        case None:
            return None
        case [{"W": weights, "b": biases}, losses] | {"W": weights, "b": biases, "losses": losses}:
            return weights, biases, losses
    raise TypeError("what came back is not theta, a dict with W and b, and losses")
