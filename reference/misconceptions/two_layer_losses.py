"""What goes wrong in the losses of two layers: each function replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def mse__averaged(yhat: Floats, y: Floats) -> Floats:
    """The mean over the outputs."""
    return ((yhat - y) ** 2).mean()


def dmse__averaged(yhat: Floats, y: Floats) -> Floats:
    """The gradient of the mean over the outputs."""
    return 2 * (yhat - y) / len(yhat)


def mse__half(yhat: Floats, y: Floats) -> Floats:
    """One half of the square."""
    return ((yhat - y) ** 2).sum() / 2


def dmse__half(yhat: Floats, y: Floats) -> Floats:
    """The gradient of one half of the square."""
    return yhat - y


def mse__norm(yhat: Floats, y: Floats) -> Any:
    """The distance, not squared."""
    return np.linalg.norm(yhat - y)


def dmse__norm(yhat: Floats, y: Floats) -> Floats:
    """The gradient of the distance."""
    return (yhat - y) / np.linalg.norm(yhat - y)


def mse__absolute(yhat: Floats, y: Floats) -> Any:
    """The sum of the absolute differences."""
    return np.abs(yhat - y).sum()


def dmse__absolute(yhat: Floats, y: Floats) -> Any:
    """The gradient of the sum of the absolute differences."""
    return np.sign(yhat - y)


def mse__not_reduced(yhat: Floats, y: Floats) -> Floats:
    """One number for each output."""
    return (yhat - y) ** 2


def bce__not_reduced(yhat: Floats, y: Floats) -> Any:
    """One number for each output."""
    return -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))


def dmse__sign(yhat: Floats, y: Floats) -> Floats:
    """Target minus output."""
    return 2 * (y - yhat)


def bce__sign(yhat: Floats, y: Floats) -> Any:
    """Without the minus in front."""
    return (y * np.log(yhat) + (1 - y) * np.log(1 - yhat)).mean()


def dbce__sign(yhat: Floats, y: Floats) -> Floats:
    """Target minus output."""
    return (y - yhat) / (yhat * (1 - yhat)) / len(yhat)


def bce__summed(yhat: Floats, y: Floats) -> Any:
    """The sum over the outputs."""
    return -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)).sum()


def dbce__summed(yhat: Floats, y: Floats) -> Floats:
    """The gradient of the sum over the outputs."""
    return (yhat - y) / (yhat * (1 - yhat))


def bce__sign_of_one_term(yhat: Floats, y: Floats) -> Any:
    """The second term with the other sign."""
    return -(y * np.log(yhat) - (1 - y) * np.log(1 - yhat)).mean()


def dbce__sign_of_one_term(yhat: Floats, y: Floats) -> Floats:
    """The second term with the other sign."""
    return -(y / yhat + (1 - y) / (1 - yhat)) / len(yhat)


def bce__one_term(yhat: Floats, y: Floats) -> Any:
    """Only the term of the targets that are 1."""
    return -(y * np.log(yhat)).mean()


def dbce__one_term(yhat: Floats, y: Floats) -> Floats:
    """Only the term of the targets that are 1."""
    return -y / yhat / len(yhat)


def dbce__sigmoid_folded_in(yhat: Floats, y: Floats) -> Floats:
    """The gradient with respect to what goes into a sigmoid."""
    return (yhat - y) / len(yhat)


def bce__base_two(yhat: Floats, y: Floats) -> Any:
    """Logarithms of base 2."""
    return -(y * np.log2(yhat) + (1 - y) * np.log2(1 - yhat)).mean()


def bce__exchanged(yhat: Floats, y: Floats) -> Any:
    """Output and target in each other's place."""
    return -(yhat * np.log(y) + (1 - yhat) * np.log(1 - y)).mean()
