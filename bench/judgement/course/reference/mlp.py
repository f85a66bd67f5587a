r"""A network of four layers: ReLU three times, softmax, mean cross-entropy.

Rows are samples. Weights act from the right.
"""
# mypy: disable-error-code="no-any-return"

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def params(  # noqa: PLR0913, PLR0917  (four layers have eight parameters)
    W1: Floats,
    b1: Floats,
    W2: Floats,
    b2: Floats,
    W3: Floats,
    b3: Floats,
    W4: Floats,
    b4: Floats,
) -> dict[str, Floats]:
    """All parameters by their names."""
    return {
        "W1": W1,
        "b1": b1,
        "W2": W2,
        "b2": b2,
        "W3": W3,
        "b3": b3,
        "W4": W4,
        "b4": b4,
    }


def Z1(X: Floats, W1: Floats, b1: Floats) -> Floats:
    r"""Weighted inputs of layer 1; shape (m, n1)."""
    return X @ W1 + b1


def H1(Z1: Floats) -> Floats:
    r"""Outputs of layer 1, :math:`\max(Z_1, 0)`; shape (m, n1)."""
    return np.maximum(Z1, 0)


def Z2(H1: Floats, W2: Floats, b2: Floats) -> Floats:
    r"""Weighted inputs of layer 2; shape (m, n2)."""
    return H1 @ W2 + b2


def H2(Z2: Floats) -> Floats:
    r"""Outputs of layer 2, :math:`\max(Z_2, 0)`; shape (m, n2)."""
    return np.maximum(Z2, 0)


def Z3(H2: Floats, W3: Floats, b3: Floats) -> Floats:
    r"""Weighted inputs of layer 3; shape (m, n3)."""
    return H2 @ W3 + b3


def H3(Z3: Floats) -> Floats:
    r"""Outputs of layer 3, :math:`\max(Z_3, 0)`; shape (m, n3)."""
    return np.maximum(Z3, 0)


def Z4(H3: Floats, W4: Floats, b4: Floats) -> Floats:
    r"""Weighted inputs of layer 4; shape (m, n4)."""
    return H3 @ W4 + b4


def P(Z4: Floats) -> Floats:
    """Probabilities: the softmax of each row; shape (m, n4)."""
    e = np.exp(Z4 - Z4.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss(Z4: Floats, Y: Floats) -> Floats:
    """Cross-entropy, the mean over the samples; a number, at least 0."""
    shifted = Z4 - Z4.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return (log_sum - (Y * shifted).sum(axis=1)).mean()


def delta4(P: Floats, Y: Floats) -> Floats:
    """Gradient with respect to Z4, with the factor 1/m; shape (m, n4)."""
    return (P - Y) / len(Y)


def dW4(H3: Floats, delta4: Floats) -> Floats:
    """Gradient with respect to W4; the shape of W4."""
    return H3.T @ delta4


def db4(delta4: Floats) -> Floats:
    """Gradient with respect to b4; the shape of b4."""
    return delta4.sum(axis=0)


def g_H3(delta4: Floats, W4: Floats) -> Floats:
    """Gradient with respect to H3; shape (m, n3)."""
    return delta4 @ W4.T


def delta3(g_H3: Floats, Z3: Floats, slope3: Floats | float) -> Floats:
    """Gradient with respect to Z3; shape (m, n3)."""
    return g_H3 * ((Z3 > 0) + slope3 * (Z3 == 0))


def dW3(H2: Floats, delta3: Floats) -> Floats:
    """Gradient with respect to W3; the shape of W3."""
    return H2.T @ delta3


def db3(delta3: Floats) -> Floats:
    """Gradient with respect to b3; the shape of b3."""
    return delta3.sum(axis=0)


def g_H2(delta3: Floats, W3: Floats) -> Floats:
    """Gradient with respect to H2; shape (m, n2)."""
    return delta3 @ W3.T


def delta2(g_H2: Floats, Z2: Floats, slope2: Floats | float) -> Floats:
    """Gradient with respect to Z2; shape (m, n2)."""
    return g_H2 * ((Z2 > 0) + slope2 * (Z2 == 0))


def dW2(H1: Floats, delta2: Floats) -> Floats:
    """Gradient with respect to W2; the shape of W2."""
    return H1.T @ delta2


def db2(delta2: Floats) -> Floats:
    """Gradient with respect to b2; the shape of b2."""
    return delta2.sum(axis=0)


def g_H1(delta2: Floats, W2: Floats) -> Floats:
    """Gradient with respect to H1; shape (m, n1)."""
    return delta2 @ W2.T


def delta1(g_H1: Floats, Z1: Floats, slope1: Floats | float) -> Floats:
    """Gradient with respect to Z1; shape (m, n1)."""
    return g_H1 * ((Z1 > 0) + slope1 * (Z1 == 0))


def dW1(X: Floats, delta1: Floats) -> Floats:
    """Gradient with respect to W1; the shape of W1."""
    return X.T @ delta1


def db1(delta1: Floats) -> Floats:
    """Gradient with respect to b1; the shape of b1."""
    return delta1.sum(axis=0)
