"""References are right: differences along random directions agree with every gradient."""

import importlib.util
from types import ModuleType

import numpy as np
import pytest

from tests.conftest import ROOT

STEP = 1e-6


def reference(name: str) -> ModuleType:
    """Return a reference of the built-in course as a module."""
    path = ROOT / "reference" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(f"under_test_{name}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def rng() -> np.random.Generator:
    """Return a generator of random numbers."""
    return np.random.default_rng(7)


@pytest.mark.parametrize("n", [1, 2, 5, 17])
def test_the_jacobian_of_the_softmax(n: int, rng: np.random.Generator) -> None:
    module = reference("softmax")
    for _ in range(20):
        z, direction = 3 * rng.standard_normal(n), rng.standard_normal(n)
        ahead, behind = module.softmax(z + STEP * direction), module.softmax(z - STEP * direction)
        jacobian = module.softmax_jacobian(module.softmax(z))
        assert np.allclose((ahead - behind) / (2 * STEP), jacobian @ direction, atol=1e-8)
        assert np.allclose(jacobian.sum(axis=0), 0)


def test_softmax_of_rows_is_softmax_of_each_row(rng: np.random.Generator) -> None:
    module = reference("softmax")
    Z = 5 * rng.standard_normal((7, 3))
    assert np.allclose(module.softmax_rows(Z), [module.softmax(z) for z in Z], rtol=1e-15)


@pytest.mark.parametrize("logits", [[1000.0, 0, -1000], [1000.0] * 3, [-800.0] * 3])
def test_the_softmax_does_not_overflow(logits: list[float]) -> None:
    module = reference("softmax")
    y = module.softmax(np.array(logits))
    assert np.isfinite(y).all()
    assert y.sum() == pytest.approx(1)
    assert np.isfinite(module.softmax_jacobian(y)).all()


@pytest.mark.parametrize(("m", "n"), [(5, 3), (2, 2), (1, 4), (3, 1), (1, 1)])
def test_the_gradients_of_the_affine_map(m: int, n: int, rng: np.random.Generator) -> None:
    module = reference("affine")
    for _ in range(20):
        W, b, x, g = (rng.standard_normal(shape) for shape in ((m, n), m, n, m))
        for position, name in ((0, "dW"), (1, "db"), (2, "dx")):
            given = [W, b, x]
            direction = rng.standard_normal(given[position].shape)
            costs = []
            for sign in (1, -1):
                moved = list(given)
                moved[position] = given[position] + sign * STEP * direction
                costs.append(g @ module.y(*moved))
            arguments = {"dW": (x, g), "db": (g,), "dx": (W, g)}[name]
            gradient = getattr(module, name)(*arguments)
            assert gradient.shape == given[position].shape
            along = (gradient * direction).sum()
            assert (costs[0] - costs[1]) / (2 * STEP) == pytest.approx(along, rel=1e-6, abs=1e-8)
