"""Drives a student's descent: it runs beside the student's code and holds nothing right."""


def gradient_descent(student, W, b, g, data, eta, max_iterations):
    """Return the weights, the biases and the losses that a student's descent leads to."""
    theta = {"W": W, "b": b, "g": g}
    came = student.gradient_descent(theta, data, eta, max_iterations)
    if isinstance(came, dict) and set(came) == {"theta", "losses"}:
        came = came["theta"], came["losses"]
    if not isinstance(came, tuple | list) or len(came) != 2:
        return came
    end, losses = came
    if not isinstance(end, dict) or not {"W", "b"} <= set(end):
        return came
    return end["W"], end["b"], losses
