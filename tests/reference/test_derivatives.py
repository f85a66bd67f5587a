"""References are right, by two means that know nothing of them.

Each gradient agrees with differences of its cost along random directions, and with torch's
automatic differentiation of a forward pass that is written anew here.
"""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from tests.conftest import ROOT

STEP = 1e-6
JACOBIAN: Any = torch.autograd.functional.jacobian

Arrays = Mapping[str, Any]


def reference(name: str) -> ModuleType:
    """Return a reference of the built-in course as a module."""
    path = ROOT / "reference" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(f"under_test_{name}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


SOFTMAX, AFFINE, NETWORK, HINGE = map(reference, ("softmax", "affine", "worked_network", "hinge"))


@pytest.fixture
def rng() -> np.random.Generator:
    """Return a generator of random numbers."""
    return np.random.default_rng(7)


def along(cost: Callable[..., Any], given: Arrays, wrt: str, direction: np.ndarray) -> np.ndarray:
    """Return the central difference of a cost along a direction of one argument."""
    ahead, behind = (
        np.asarray(cost(**{**given, wrt: given[wrt] + sign * STEP * direction})) for sign in (1, -1)
    )
    return np.asarray((ahead - behind) / (2 * STEP))


def automatic(cost: Callable[..., torch.Tensor], given: Arrays, wrt: Sequence[str]) -> Arrays:
    """Return the derivatives of a cost with respect to some arguments, by torch."""
    tensors = {
        name: torch.tensor(value, dtype=torch.float64, requires_grad=name in wrt)
        if isinstance(value, np.ndarray) and value.dtype.kind == "f"
        else value
        for name, value in given.items()
    }
    found = torch.autograd.grad(cost(**tensors), [tensors[name] for name in wrt])
    return dict(zip(wrt, (each.numpy() for each in found), strict=True))


def check(
    gradients: Arrays,
    cost: Callable[..., Any],
    twin: Callable[..., torch.Tensor],
    given: Arrays,
    rng: np.random.Generator,
) -> None:
    """Compare gradients of a scalar cost with both means."""
    exact = automatic(twin, given, list(gradients))
    for name, gradient in gradients.items():
        assert gradient.shape == given[name].shape
        assert np.allclose(gradient, exact[name], rtol=1e-10, atol=1e-12), name
        for _ in range(5):
            direction = rng.standard_normal(given[name].shape)
            expected = (gradient * direction).sum()
            assert along(cost, given, name, direction) == pytest.approx(
                expected, rel=1e-5, abs=1e-8
            )


@pytest.mark.parametrize("n", [1, 2, 5, 17])
@pytest.mark.parametrize("beta", [None, 2.25, 0.375, -0.75, 0.0])
def test_the_jacobian_of_the_softmax(n: int, beta: float | None, rng: np.random.Generator) -> None:
    for _ in range(5):
        x = 3 * rng.standard_normal(n)
        if beta is None:
            function, jacobian = SOFTMAX.softmax, SOFTMAX.softmax_jacobian(SOFTMAX.softmax(x))
        else:

            def function(z: Any, beta: float = beta) -> Any:
                return SOFTMAX.softmax_beta(z, beta)

            jacobian = SOFTMAX.softmax_beta_jacobian(function(x), beta)
        exact = JACOBIAN(
            lambda z: torch.softmax((1.0 if beta is None else beta) * z, 0),
            torch.tensor(x, dtype=torch.float64),
        )
        assert np.allclose(jacobian, exact.numpy(), rtol=1e-10, atol=1e-14)
        direction = rng.standard_normal(n)
        difference = (function(x + STEP * direction) - function(x - STEP * direction)) / (2 * STEP)
        assert np.allclose(difference, jacobian @ direction, atol=1e-8)


def test_softmax_of_rows_is_softmax_of_each_row(rng: np.random.Generator) -> None:
    Z = 5 * rng.standard_normal((7, 3))
    assert np.allclose(SOFTMAX.softmax_rows(Z), [SOFTMAX.softmax(z) for z in Z], rtol=1e-15)
    assert np.allclose(SOFTMAX.softmax_rows(Z), torch.softmax(torch.tensor(Z), 1).numpy())


@pytest.mark.parametrize("logits", [[1000.0, 0, -1000], [1000.0] * 3, [-800.0] * 3])
def test_the_softmax_does_not_overflow(logits: list[float]) -> None:
    y = SOFTMAX.softmax(np.array(logits))
    assert np.isfinite(y).all()
    assert y.sum() == pytest.approx(1)
    assert np.isfinite(SOFTMAX.softmax_jacobian(y)).all()
    assert np.array_equal(SOFTMAX.softmax_beta(np.array(logits) / 2, 2.0), y)


@pytest.mark.parametrize(("m", "n"), [(5, 3), (2, 2), (1, 4), (3, 1), (1, 1)])
def test_the_gradients_of_the_affine_map(m: int, n: int, rng: np.random.Generator) -> None:
    given = {
        name: rng.standard_normal(shape)
        for name, shape in (("W", (m, n)), ("b", m), ("x", n), ("g", m))
    }
    W, x, g = given["W"], given["x"], given["g"]
    gradients = {"W": AFFINE.dW(x, g), "b": AFFINE.db(g), "x": AFFINE.dx(W, g)}

    def cost(W: Any, b: Any, x: Any, g: Any) -> Any:
        return g @ AFFINE.y(W, b, x)

    check(gradients, cost, lambda W, b, x, g: (g * (W @ x + b)).sum(), given, rng)


@pytest.mark.parametrize("c", [3.0, -2.5, 0.0])
def test_the_gradients_of_a_scaled_cost(c: float, rng: np.random.Generator) -> None:
    """Of C2 = c sum(sin(W x + b)), whose unscaled gradients torch gives."""
    given = {"W": rng.standard_normal((4, 3)), "b": rng.standard_normal(4)}
    x = rng.standard_normal(3)

    def cost(W: Any, b: Any) -> Any:
        return c * np.sin(W @ x + b).sum()

    def twin(W: torch.Tensor, b: torch.Tensor, scale: float = c) -> torch.Tensor:
        return scale * torch.sin(W @ torch.tensor(x) + b).sum()

    plain = automatic(lambda W, b: twin(W, b, 1.0), given, ["W", "b"])
    gradients = {"W": AFFINE.dC2_dW(plain["W"], c), "b": AFFINE.dC2_db(plain["b"], c)}
    check(gradients, cost, twin, given, rng)


def network(given: Arrays) -> Arrays:
    """Return all quantities of the worked network."""
    found = {**given, "slope": 0.0}
    for name in ("S1", "Z1", "Y", "loss", "delta2", "dW2", "delta1", "dW1", "W2_new", "W1_new"):
        function = getattr(NETWORK, name)
        parameters = function.__code__.co_varnames[: function.__code__.co_argcount]
        found[name] = function(*(found[parameter] for parameter in parameters))
    return found


@pytest.mark.parametrize(
    ("d", "H", "K", "N"), [(2, 3, 1, 4), (4, 5, 2, 7), (3, 2, 5, 1), (5, 3, 2, 2)]
)
def test_the_worked_network(d: int, H: int, K: int, N: int, rng: np.random.Generator) -> None:
    shapes = {"X": (d, N), "T": (K, N), "W1": (H, d), "W2": (K, H)}
    given = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    found = network({**given, "lr": 0.5})
    gradients = {"W1": found["dW1"], "W2": found["dW2"]}

    def twin(X: Any, T: Any, W1: Any, W2: Any) -> torch.Tensor:
        loss: torch.Tensor = ((W2 @ torch.relu(W1 @ X) - T) ** 2).sum() / (2 * N)
        return loss

    check(gradients, lambda **each: network({**each, "lr": 0.5})["loss"], twin, given, rng)
    for inner, gradient, rest in (
        ("Y", "delta2", lambda Y, T, **_: ((Y - T) ** 2).sum() / (2 * N)),
        ("S1", "delta1", lambda S1, T, W2: ((W2 @ torch.relu(S1) - T) ** 2).sum() / (2 * N)),
    ):
        point = {inner: found[inner], "T": given["T"], "W2": given["W2"]}
        assert np.allclose(found[gradient], automatic(rest, point, [inner])[inner], rtol=1e-10)
    assert np.allclose(found["W1_new"], given["W1"] - 0.5 * found["dW1"])
    assert np.allclose(found["W2_new"], given["W2"] - 0.5 * found["dW2"])
    assert network({**given, "lr": 1e-3} | {"W1": found["W1"]})["loss"] == found["loss"]


@pytest.mark.parametrize("shape", [(5, 3), (2, 7), (7, 2), (1, 5), (5,), (2,)])
def test_the_gradient_of_the_hinge_loss(shape: tuple[int, ...], rng: np.random.Generator) -> None:
    for margin in (0.25, 0.6):
        o = rng.standard_normal(shape)
        y = rng.integers(0, shape[-1], shape[:-1])

        def loss(o: Any, y: Any = y, margin: float = margin) -> Any:
            return HINGE.hinge(HINGE.slack(HINGE.p(o), y, margin))

        def twin(o: torch.Tensor, y: Any = y, margin: float = margin) -> torch.Tensor:
            p = torch.softmax(o, -1).reshape(-1, o.shape[-1])
            labels = torch.tensor(y).reshape(-1)
            total = torch.zeros((), dtype=torch.float64)
            for row, label in zip(p, labels, strict=True):
                for index, probability in enumerate(row):
                    if index != label:
                        total = total + torch.relu(probability - row[label] + margin)
            return total

        p = HINGE.p(o)
        slack = HINGE.slack(p, y, margin)
        assert np.abs(slack).min() > 1e-4, "too near to a kink for differences"
        gradient = HINGE.hinge_grad(p, y, HINGE.active(slack, 0.0))
        assert float(loss(o)) == pytest.approx(float(twin(torch.tensor(o))), rel=1e-12)
        check({"o": gradient}, loss, twin, {"o": o}, rng)


def test_the_hinge_at_a_tie_is_on_in_part() -> None:
    slack = np.array([0.5, -1.0, 0.0])
    assert HINGE.active(slack, 0.0).tolist() == [1, 0, 0]
    assert HINGE.active(slack, 0.5).tolist() == [1, 0, 0.5]
    assert HINGE.active(slack, np.array([0, 0, 0.25])).tolist() == [1, 0, 0.25]
