"""What goes wrong in a network with samples in columns: each function replaces its quantity."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]
Activation: TypeAlias = Any


def _all_the_way(W: Layers, X: Floats, layer: Callable[[int, Floats], Floats]) -> None:
    """Go through all layers: what fails in one of them gives nothing for any."""
    Z = X
    for k in range(1, len(W) + 1):
        Z = layer(k, Z)


def _all_the_way_back(W: Layers, dloss: Floats, layer: Callable[[int, Floats], Floats]) -> None:
    """Go back through all layers: what fails in one of them gives nothing for any."""
    delta = dloss
    for k in range(len(W) - 1, 0, -1):
        delta = layer(k, delta)


def S__bias_forgotten(k: int, W: Layers, Z: Layers) -> Floats:
    """The product with the weights alone."""
    return W[k] @ Z[k - 1]


def S__bias_along_samples(k: int, W: Layers, X: Floats, Z: Layers, b: Layers) -> Floats:
    """As numpy adds a vector to a matrix, which fails unless there are as many samples."""
    _all_the_way(W, X, lambda j, below: W[j] @ below + b[j])
    return W[k] @ Z[k - 1] + b[k]


def S__samples_in_rows(k: int, W: Layers, X: Floats, Z: Layers, b: Layers) -> Floats:
    """As if samples were rows, which fails unless there are as many as inputs."""
    _all_the_way(W, X, lambda j, below: below @ W[j].T + b[j])
    return Z[k - 1] @ W[k].T + b[k]


def S__weights_transposed(k: int, W: Layers, X: Floats, Z: Layers, b: Layers) -> Floats:
    """Transposed weights, which fails unless they are square."""
    _all_the_way(W, X, lambda j, below: W[j].T @ below + b[j][:, None])
    return W[k].T @ Z[k - 1] + b[k][:, None]


def S__weighted_inputs_passed_on(k: int, W: Layers, X: Floats, S: Layers, b: Layers) -> Floats:
    """From the weighted inputs of the layer below."""
    return W[k] @ (X if k == 1 else S[k - 1]) + b[k][:, None]


def S__sample_in_every_layer(k: int, W: Layers, X: Floats, b: Layers) -> Floats:
    """From the batch, which fails unless widths agree."""
    return W[k] @ X + b[k][:, None]


def Z__activation_forgotten(j: int, X: Floats, S: Layers) -> Floats:
    """The weighted inputs themselves."""
    return X if j == 0 else S[j]


def Z__last_layer_linear(j: int, X: Floats, f: Sequence[Activation], S: Layers) -> Floats:
    """No activation in the last layer."""
    if j == 0:
        return X
    return S[j] if j == len(S) else f[j](S[j])


def Z__one_activation_for_all(j: int, X: Floats, f: Sequence[Activation], S: Layers) -> Floats:
    """The activation of the first layer in every layer."""
    return X if j == 0 else f[1](S[j])


def Z__activations_reversed(j: int, X: Floats, f: Sequence[Activation], S: Layers) -> Floats:
    """The activations in the opposite order."""
    return X if j == 0 else f[len(S) + 1 - j](S[j])


def Z__activation_twice(j: int, X: Floats, f: Sequence[Activation], S: Layers) -> Floats:
    """The activation of the activation."""
    return X if j == 0 else f[j](f[j](S[j]))


def Z__derivative_for_activation(j: int, X: Floats, f: Sequence[Activation], S: Layers) -> Floats:
    """The derivative of the activation."""
    return X if j == 0 else f[j].derivative(S[j])


def loss__mean_forgotten(Y: Floats, T: Floats) -> Floats:
    """The sum over the samples."""
    return ((Y - T) ** 2).sum() / 2


def dloss__mean_forgotten(Y: Floats, T: Floats) -> Floats:
    """The gradient of the sum over the samples."""
    return Y - T


def loss__mean_over_outputs(Y: Floats, T: Floats) -> Floats:
    """Divided by the number of outputs."""
    return ((Y - T) ** 2).sum() / (2 * len(Y))


def dloss__mean_over_outputs(Y: Floats, T: Floats) -> Floats:
    """Divided by the number of outputs."""
    return (Y - T) / len(Y)


def loss__mean_over_entries(Y: Floats, T: Floats) -> Floats:
    """Half the mean of all squares."""
    return ((Y - T) ** 2).mean() / 2


def dloss__mean_over_entries(Y: Floats, T: Floats) -> Floats:
    """Divided by the number of entries."""
    return (Y - T) / Y.size


def loss__half_forgotten(right: Floats) -> Floats:
    """Without one half."""
    return 2 * right


def dloss__half_forgotten(right: Floats) -> Floats:
    """The gradient of the loss without one half."""
    return 2 * right


def dloss__half_kept(right: Floats) -> Floats:
    """Half of the gradient."""
    return right / 2


def dloss__sign(right: Floats) -> Floats:
    """Target minus output."""
    return -right


def loss__norm(Y: Floats, T: Floats) -> Floats:
    """The distance, not squared."""
    return np.sqrt(((Y - T) ** 2).sum()) / (2 * Y.shape[1])


def dloss__norm(Y: Floats, T: Floats) -> Floats:
    """The gradient of the distance."""
    return (Y - T) / np.sqrt(((Y - T) ** 2).sum()) / (2 * Y.shape[1])


def loss__error_summed(Y: Floats, T: Floats) -> Floats:
    """The square of the sum of all errors."""
    return (Y - T).sum() ** 2 / (2 * Y.shape[1])


def loss__not_summed(Y: Floats, T: Floats) -> Floats:
    """One number for each sample."""
    return ((Y - T) ** 2).sum(axis=0) / (2 * Y.shape[1])


def dloss__of_each_sample(right: Floats) -> Floats:
    """The sum over the outputs."""
    return right.sum(axis=0)


def dZ_dW__every_unit(S_l: Floats, Z_prev: Floats, j: int) -> Floats:
    """All rows."""
    return _slope(S_l) * Z_prev[j]


def dZ_db__every_unit(S_l: Floats) -> Floats:
    """All rows."""
    return _slope(S_l)


def dZnext_dZ__every_sample(S_next: Floats, W_next: Floats, i: int) -> Floats:
    """All columns."""
    return _slope(S_next) * W_next[:, [i]]


def dZnext_dZ__same_unit_only(S_next: Floats, i: int, n: int, right: Floats) -> Floats:
    """The entry of unit i alone, which fails where there is none."""
    D = np.zeros_like(S_next)
    D[i, n] = right[i, n]
    return D


def dZ_dW__one_sample_only(i: int, j: int, right: Floats) -> Floats:
    """The entry in column j alone, which fails where there is none."""
    D = np.zeros_like(right)
    D[i, j] = right[i, j]
    return D


def dZ_db__one_sample_only(i: int, right: Floats) -> Floats:
    """The entry in column i alone, which fails where there is none."""
    D = np.zeros_like(right)
    D[i, i] = right[i, i]
    return D


def dZ_dW__indices_exchanged(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """The derivative by the entry in row j and column i, which fails where there is none."""
    return _in_row(S_l, j, _slope(S_l)[j] * Z_prev[i])


def dZnext_dZ__row_for_column(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """With a row of the weights, which fails unless they are square."""
    return _in_column(S_next, n, _slope(S_next)[:, n] * W_next[i])


def dZ_dW__input_of_same_unit(S_l: Floats, Z_prev: Floats, i: int) -> Floats:
    """With the output of unit i below, which fails where there is none."""
    return _in_row(S_l, i, _slope(S_l)[i] * Z_prev[i])


def dZ_dW__derivative_forgotten(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """The derivative of S."""
    return _in_row(S_l, i, Z_prev[j])


def dZ_db__derivative_forgotten(S_l: Floats, i: int) -> Floats:
    """The derivative of S."""
    return _in_row(S_l, i, np.ones(S_l.shape[1]))


def dZnext_dZ__derivative_forgotten(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """The derivative of S."""
    return _in_column(S_next, n, W_next[:, i])


def dZ_dW__factor_forgotten(S_l: Floats, i: int) -> Floats:
    """The derivative by the bias."""
    return _in_row(S_l, i, _slope(S_l)[i])


def dZnext_dZ__factor_forgotten(S_next: Floats, n: int) -> Floats:
    """The derivative of tanh alone."""
    return _in_column(S_next, n, _slope(S_next)[:, n])


def dZ_dW__value_for_derivative(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """The value of tanh."""
    return _in_row(S_l, i, np.tanh(S_l[i]) * Z_prev[j])


def dZ_db__value_for_derivative(S_l: Floats, i: int) -> Floats:
    """The value of tanh."""
    return _in_row(S_l, i, np.tanh(S_l[i]))


def dZnext_dZ__value_for_derivative(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """The value of tanh."""
    return _in_column(S_next, n, np.tanh(S_next[:, n]) * W_next[:, i])


def dZ_dW__input_squared(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """One less the square of S."""
    return _in_row(S_l, i, (1 - S_l[i] ** 2) * Z_prev[j])


def dZ_db__input_squared(S_l: Floats, i: int) -> Floats:
    """One less the square of S."""
    return _in_row(S_l, i, 1 - S_l[i] ** 2)


def dZnext_dZ__input_squared(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """One less the square of S."""
    return _in_column(S_next, n, (1 - S_next[:, n] ** 2) * W_next[:, i])


def dZ_dW__not_squared(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """One less tanh."""
    return _in_row(S_l, i, (1 - np.tanh(S_l[i])) * Z_prev[j])


def dZ_db__not_squared(S_l: Floats, i: int) -> Floats:
    """One less tanh."""
    return _in_row(S_l, i, 1 - np.tanh(S_l[i]))


def dZnext_dZ__not_squared(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """One less tanh."""
    return _in_column(S_next, n, (1 - np.tanh(S_next[:, n])) * W_next[:, i])


def dZ_dW__at_tanh(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """The derivative at Z."""
    return _in_row(S_l, i, _slope(np.tanh(S_l[i])) * Z_prev[j])


def dZ_db__at_tanh(S_l: Floats, i: int) -> Floats:
    """The derivative at Z."""
    return _in_row(S_l, i, _slope(np.tanh(S_l[i])))


def dZnext_dZ__at_tanh(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """The derivative at Z."""
    return _in_column(S_next, n, _slope(np.tanh(S_next[:, n])) * W_next[:, i])


def dZ_dW__row_alone(i: int, right: Floats) -> Floats:
    """The row that is not 0."""
    return right[i]


def dZ_db__row_alone(i: int, right: Floats) -> Floats:
    """The row that is not 0."""
    return right[i]


def dZnext_dZ__column_alone(n: int, right: Floats) -> Floats:
    """The column that is not 0."""
    return right[:, n]


def dZ_dW__counted_from_one(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    """With both indices one lower."""
    return _in_row(S_l, i - 1, _slope(S_l)[i - 1] * Z_prev[j - 1])


def dZ_db__counted_from_one(S_l: Floats, i: int) -> Floats:
    """With an index one lower."""
    return _in_row(S_l, i - 1, _slope(S_l)[i - 1])


def dZnext_dZ__counted_from_one(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    """With both indices one lower."""
    return _in_column(S_next, n - 1, _slope(S_next)[:, n - 1] * W_next[:, i - 1])


def _slope(S: Floats) -> Floats:
    return 1 - np.tanh(S) ** 2


def _in_row(like: Floats, place: int, row: Floats) -> Floats:
    D = np.zeros_like(like)
    D[place] = row
    return D


def _in_column(like: Floats, place: int, column: Floats) -> Floats:
    D = np.zeros_like(like)
    D[:, place] = column
    return D


def delta_last__sign(right: Floats) -> Floats:
    """Target minus output."""
    return -right


def delta_last__mean_forgotten(right: Floats, T: Floats) -> Floats:
    """Summed over the samples."""
    return right * T.shape[1]


def delta_last__half_forgotten(right: Floats) -> Floats:
    """The gradient of the loss without one half."""
    return 2 * right


def delta_last__mean_over_outputs(right: Floats, T: Floats) -> Floats:
    """Divided by the number of outputs."""
    return right * T.shape[1] / len(T)


def delta_last__derivative_forgotten(Y_last: Floats, T: Floats) -> Floats:
    """The gradient with respect to the outputs."""
    return (Y_last - T) / T.shape[1]


def delta_hidden__derivative_forgotten(W_next: Floats, delta_next: Floats) -> Floats:
    """The gradient with respect to the outputs."""
    return W_next.T @ delta_next


def delta_last__at_activation(Y_last: Floats, T: Floats, g: Activation) -> Floats:
    """The derivative at the outputs."""
    return (Y_last - T) / T.shape[1] * g.derivative(Y_last)


def delta_hidden__at_activation(
    W_next: Floats, delta_next: Floats, Z_l: Floats, g: Activation
) -> Floats:
    """The derivative at the outputs."""
    return (W_next.T @ delta_next) * g.derivative(Z_l)


def delta_last__value_for_derivative(Y_last: Floats, T: Floats) -> Floats:
    """The activation in place of its derivative."""
    return (Y_last - T) / T.shape[1] * Y_last


def delta_hidden__value_for_derivative(W_next: Floats, delta_next: Floats, Z_l: Floats) -> Floats:
    """The activation in place of its derivative."""
    return (W_next.T @ delta_next) * Z_l


def delta_last__derivative_of_tanh(Y_last: Floats, T: Floats, S_last: Floats) -> Floats:
    """The derivative of tanh for every activation."""
    return (Y_last - T) / T.shape[1] * _slope(S_last)


def delta_hidden__derivative_of_tanh(W_next: Floats, delta_next: Floats, S_l: Floats) -> Floats:
    """The derivative of tanh for every activation."""
    return (W_next.T @ delta_next) * _slope(S_l)


def delta_last__derivative_twice(right: Floats, S_last: Floats, g: Activation) -> Floats:
    """The derivative once more."""
    return right * g.derivative(S_last)


def delta_hidden__derivative_twice(right: Floats, S_l: Floats, g: Activation) -> Floats:
    """The derivative once more."""
    return right * g.derivative(S_l)


def delta_hidden__not_transposed(
    W_next: Floats, delta_next: Floats, S_l: Floats, g: Activation
) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return (W_next @ delta_next) * g.derivative(S_l)


def delta_hidden__transposed_where_needed(
    W_next: Floats, delta_next: Floats, S_l: Floats, g: Activation
) -> Floats:
    """The weights as they are where they fit so."""
    fits = W_next.shape[1] == len(delta_next)
    return ((W_next if fits else W_next.T) @ delta_next) * g.derivative(S_l)


def delta_hidden__derivative_too_early(
    W_next: Floats, delta_next: Floats, S_l: Floats, g: Activation
) -> Floats:
    """The derivative before the product, which fails unless widths agree."""
    return W_next.T @ (delta_next * g.derivative(S_l))


def delta_hidden__mask_before_and_after(
    W_next: Floats, delta_next: Floats, S_l: Floats, g: Activation
) -> Floats:
    """The derivative before the product and behind it, which fails unless widths agree."""
    return (W_next.T @ (delta_next * g.derivative(S_l))) * g.derivative(S_l)


def delta_hidden__weights_forgotten(delta_next: Floats, S_l: Floats, g: Activation) -> Floats:
    """Without the weights, which fails unless widths agree."""
    return delta_next * g.derivative(S_l)


def delta_last__targets_forgotten(Y_last: Floats, S_last: Floats, g: Activation) -> Floats:
    """The outputs in place of the errors."""
    return Y_last / Y_last.shape[1] * g.derivative(S_last)


def dW__mean_twice(k: int, delta: Layers, Z: Layers) -> Floats:
    """Divided by the number of samples once more."""
    return delta[k] @ Z[k - 1].T / Z[0].shape[1]


def db__bias_averaged(k: int, delta: Layers) -> Floats:
    """The mean over the samples."""
    return delta[k].mean(axis=1)


def delta__last_derivative_forgotten(
    k: int, dloss: Floats, W: Layers, delta: Layers, S: Layers, f: Sequence[Activation]
) -> Floats:
    """The last layer taken as linear."""
    if k == len(S):
        return dloss
    return (W[k + 1].T @ delta[k + 1]) * f[k].derivative(S[k])


def delta__derivative_forgotten(k: int, dloss: Floats, W: Layers, delta: Layers) -> Floats:
    """No derivative in any layer."""
    return _back(k, dloss, W, delta)


def delta__at_activation(
    k: int, dloss: Floats, W: Layers, delta: Layers, Z: Layers, f: Sequence[Activation]
) -> Floats:
    """The derivative at the outputs."""
    return _back(k, dloss, W, delta) * f[k].derivative(Z[k])


def delta__value_for_derivative(
    k: int, dloss: Floats, W: Layers, delta: Layers, Z: Layers
) -> Floats:
    """The activation in place of its derivative."""
    return _back(k, dloss, W, delta) * Z[k]


def delta__derivative_of_layer_above(
    k: int, dloss: Floats, W: Layers, delta: Layers, S: Layers, f: Sequence[Activation]
) -> Floats:
    """The derivative of another activation, at the right place."""
    return _back(k, dloss, W, delta) * f[min(k + 1, len(S))].derivative(S[k])


def dW__own_outputs(k: int, delta: Layers, Z: Layers) -> Floats:
    """With what the layer puts out."""
    return delta[k] @ Z[k].T


def dW__before_activation(k: int, delta: Layers, X: Floats, S: Layers) -> Floats:
    """With the weighted inputs of the layer below."""
    return delta[k] @ (X if k == 1 else S[k - 1]).T


def dW__batch_in_every_layer(k: int, delta: Layers, X: Floats) -> Floats:
    """With the batch."""
    return delta[k] @ X.T


def delta__not_transposed(
    k: int, dloss: Floats, W: Layers, delta: Layers, S: Layers, f: Sequence[Activation]
) -> Floats:
    """The weights as they are, which fails unless they are square."""
    _all_the_way_back(W, dloss, lambda j, above: (W[j + 1] @ above) * S[j])
    g_Z = dloss if k == len(S) else W[k + 1] @ delta[k + 1]
    return g_Z * f[k].derivative(S[k])


def delta__own_weights(
    k: int, dloss: Floats, W: Layers, delta: Layers, S: Layers, f: Sequence[Activation]
) -> Floats:
    """The weights of the layer itself, which fails unless widths agree."""
    _all_the_way_back(W, dloss, lambda j, above: (W[j].T @ above) * S[j])
    g_Z = dloss if k == len(S) else W[k].T @ delta[k + 1]
    return g_Z * f[k].derivative(S[k])


def dW__transposed(k: int, delta: Layers, Z: Layers) -> Floats:
    """The product the other way round."""
    return Z[k - 1] @ delta[k].T


def db__bias_not_summed(k: int, delta: Layers) -> Floats:
    """One column for each sample."""
    return delta[k]


def db__bias_of_first_sample(k: int, delta: Layers) -> Floats:
    """The first sample alone."""
    return delta[k][:, 0]


def db__bias_summed_over_units(k: int, delta: Layers) -> Floats:
    """The sum over the units."""
    return delta[k].sum(axis=0)


def dW__reversed(k: int, delta: Layers, Z: Layers) -> Floats:
    """From the last layer to the first."""
    other = len(Z) - k
    return delta[other] @ Z[other - 1].T


def db__reversed(k: int, delta: Layers, Z: Layers) -> Floats:
    """From the last layer to the first."""
    return delta[len(Z) - k].sum(axis=1)


def _back(k: int, dloss: Floats, W: Layers, delta: Layers) -> Floats:
    return dloss if k == len(W) else W[k + 1].T @ delta[k + 1]
