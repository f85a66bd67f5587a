"""What students get wrong about the hinge loss over softmax probabilities.

Each function gives the numbers of one mistake, in place of the right quantity; what is
computed from it follows. All of them take one sample or a batch of rows.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def p__logits(o: Floats) -> Floats:
    """The scores themselves in place of probabilities."""
    return o


def hinge_grad__logits(o: Floats, y: Floats | int, margin: float) -> Floats:
    """The gradient of the hinge loss on the scores themselves."""
    return _pull(_wrong(y, o) * (_ahead(o, y) + margin > 0), y)


def p__softmax_over_the_batch(o: Floats) -> Floats:
    """All probabilities of the batch sum to 1 together."""
    e = np.exp(o - o.max())
    return e / e.sum()


def slack__right_class_included(p: Floats, y: Floats | int, margin: float) -> Floats:
    """The right class counts as well, with exactly the margin."""
    return _ahead(p, y) + margin


def slack__margin_subtracted(p: Floats, y: Floats | int, margin: float) -> Floats:
    """The margin has the opposite sign."""
    return np.where(_wrong(y, p), _ahead(p, y) - margin, -1)


def active__margin_forgotten(p: Floats, y: Floats | int) -> Floats:
    """Only classes above the right one count, not those within the margin."""
    return _wrong(y, p) * (_ahead(p, y) > 0)


def active__indicator_forgotten(p: Floats, y: Floats | int) -> Floats:
    """Every wrong class counts, violating or not."""
    return 1.0 * _wrong(y, p)


def active__indicator_reversed(p: Floats, y: Floats | int, slack: Floats) -> Floats:
    """The classes count that do not violate the margin."""
    return 1.0 * (_wrong(y, p) & (slack < 0))


def hinge__squared(slack: Floats) -> Floats:
    """Each violation squared."""
    return (np.maximum(slack, 0) ** 2).sum()


def active__squared(slack: Floats) -> Floats:
    """The derivative of each violation squared."""
    return 2 * np.maximum(slack, 0)


def hinge__largest_violation_only(slack: Floats) -> Floats:
    """Of each sample the largest violation only."""
    return np.maximum(slack, 0).max(axis=-1).sum()


def active__largest_violation_only(slack: Floats) -> Floats:
    """The class counts that violates the margin most."""
    first = np.eye(slack.shape[-1])[slack.argmax(axis=-1)]
    return first * (slack > 0)


def hinge__mean_over_samples(right: Floats, y: Floats | int) -> Floats:
    """The mean over the samples."""
    return right / np.size(y)


def hinge_grad__mean_over_samples(right: Floats, y: Floats | int) -> Floats:
    """The gradient of the mean over the samples."""
    return right / np.size(y)


def hinge__mean_over_classes(right: Floats, p: Floats) -> Floats:
    """The mean over the wrong classes."""
    return right / (p.shape[-1] - 1)


def hinge_grad__mean_over_classes(right: Floats, p: Floats) -> Floats:
    """The gradient of the mean over the wrong classes."""
    return right / (p.shape[-1] - 1)


def hinge_grad__by_probabilities(active: Floats, y: Floats | int) -> Floats:
    """The gradient with respect to the probabilities."""
    return _pull(active, y)


def hinge_grad__right_class_forgotten(p: Floats, y: Floats | int, active: Floats) -> Floats:
    """The term of the right class itself is missing."""
    return p * (active - _sum(active * _ahead(p, y)))


def hinge_grad__probabilities_forgotten(p: Floats, y: Floats | int, active: Floats) -> Floats:
    """The terms with the probabilities are missing: the diagonal of the Jacobian only."""
    return p * _pull(active, y)


def hinge_grad__sign_of_probabilities(p: Floats, y: Floats | int, active: Floats) -> Floats:
    """The terms with the probabilities have the opposite sign."""
    return p * (_pull(active, y) + _sum(active * _ahead(p, y)))


def hinge_grad__violating_class_in_front(p: Floats, y: Floats | int, active: Floats) -> Floats:
    """The probability in front is that of the violating class."""
    return _pull(active * p, y) - _sum(active * p * _ahead(p, y))


def hinge_grad__summed_over_samples(right: Floats) -> Floats:
    """The rows of a batch added up; shape (K,)."""
    return right.reshape(-1, right.shape[-1]).sum(axis=0)


def hinge_grad__sum_in_each_row(right: Floats) -> Floats:
    """The sum of the rows of a batch in each row."""
    total = right.reshape(-1, right.shape[-1]).sum(axis=0)
    return np.broadcast_to(total, right.shape).copy()


def _wrong(y: Floats | int, p: Floats) -> Floats:
    return np.eye(p.shape[-1])[y] == 0


def _ahead(p: Floats, y: Floats | int) -> Floats:
    """By how much each class is more probable than the right one."""
    return p - _sum(np.where(_wrong(y, p), 0, p))


def _pull(active: Floats, y: Floats | int) -> Floats:
    """Up for each active class, and down for the right class as many times."""
    return np.where(_wrong(y, active), active, active - _sum(active))


def _sum(terms: Floats) -> Floats:
    return terms.sum(axis=-1, keepdims=True)
