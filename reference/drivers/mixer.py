"""Drives a student's step of training: it runs beside the student's code."""


def sgd_step(student, params, grads, eta):
    """Return the parameters that a student's step leads to, under names of their own."""
    new = student.sgd_step(params, grads, eta)
    if not isinstance(new, dict) or set(new) != set(params):
        return new
    return {f"{name}_new": new[name] for name in params}
