"""The same checks as a plain unittest, run by gradescope-utils' runner, with no isolation.

What a course writes today: student code is imported into the process that holds the
answers. The same functions are called on inputs of the same sizes.
"""

import io
import sys
import unittest
from pathlib import Path

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

sys.path.insert(0, str(Path(__file__).parent / "submission"))

import affine
import softmax as student

RNG = np.random.default_rng(0)
LOGITS = [3 * RNG.standard_normal(n) for n in (5, 2, 1, 3, 7, 17)] + [
    np.array([3, -1, 0, 2]),
    np.array([1.5, 1.5, 1.5, 1.5]),
    np.array([-0.25, 40.0, 39.5, 0.75]),
    np.array([1000.0, 0.0, -1000.0]),
    np.array([1000.0, 1000.0, 1000.0]),
    np.array([-800.0, -800.5, -801.0]),
]
SIZES = [(5, 3), (2, 7), (2, 2), (1, 4), (3, 1), (1, 1), (3, 3)]
MODULES = [tuple(RNG.standard_normal(s) for s in ((m, n), m, n, m)) for m, n in SIZES]


def expected_jacobian(z):  # noqa: ANN001, ANN201, D103
    e = np.exp(z - z.max())
    y = e / e.sum()
    return np.diag(y) - np.outer(y, y)


class Checks(unittest.TestCase):
    """One test a part."""

    @weight(5)
    def test_softmax_jacobian(self) -> None:
        """J = diag(y) - y y^T."""
        for z in LOGITS:
            np.testing.assert_allclose(
                student.softmax_jacobian(z), expected_jacobian(z), 1e-7, 1e-9
            )

    @weight(1)
    def test_affine_forward(self) -> None:
        """Y = W x + b."""
        for W, b, x, _ in MODULES:
            np.testing.assert_allclose(affine.affine_forward(W, b, x), W @ x + b)

    @weight(4)
    def test_affine_backward(self) -> None:
        """dW, db, dx."""
        for W, _, x, g in MODULES:
            dW, db, dx = affine.affine_backward(W, x, g)
            np.testing.assert_allclose(dW, np.outer(g, x))
            np.testing.assert_allclose(db, g)
            np.testing.assert_allclose(dx, W.T @ g)


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Checks)
    JSONTestRunner(visibility="visible", stream=io.StringIO()).run(suite)
