"""What goes wrong in the mixer network.

A function ``quantity__name`` is the quantity as it comes out with the mistake ``name``.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Parameters: TypeAlias = dict[str, Floats]
Evaluate: TypeAlias = Callable[..., Any]


# Transposes


def H1__not_transposed(X: Floats) -> Floats:
    """X as it is."""
    return X


def H3__not_transposed(H2: Floats) -> Floats:
    """H2 as it is."""
    return H2


def g_H2__not_transposed(g_H4: Floats) -> Floats:
    """The gradient of H4 as it is."""
    return g_H4


def H1__all_axes(X: Floats) -> Floats:
    """The axis of the batch is turned as well; shape (D, L, m)."""
    return X.T


def H3__all_axes(H2: Floats) -> Floats:
    """The axis of the batch is turned as well; shape (L, D, m)."""
    return H2.T


def g_H2__all_axes(g_H4: Floats) -> Floats:
    """The axis of the batch is turned as well; shape (D, L, m)."""
    return g_H4.T


def H1__reshaped(X: Floats) -> Floats:
    """The shape is right, the entries stay in their old order."""
    return X.reshape(X.shape[0], X.shape[2], X.shape[1])


def H3__reshaped(H2: Floats) -> Floats:
    """The shape is right, the entries stay in their old order."""
    return H2.reshape(H2.shape[0], H2.shape[2], H2.shape[1])


def g_H2__reshaped(g_H4: Floats) -> Floats:
    """The shape is right, the entries stay in their old order."""
    return g_H4.reshape(g_H4.shape[0], g_H4.shape[2], g_H4.shape[1])


# Layers


def A1__bias_forgotten(H1: Floats, Theta1: Floats) -> Floats:
    """No bias."""
    return H1 @ Theta1


def A2__bias_forgotten(H4: Floats, Theta2: Floats) -> Floats:
    """No bias."""
    return H4 @ Theta2


def A3__bias_forgotten(H6: Floats, Theta3: Floats) -> Floats:
    """No bias."""
    return H6 @ Theta3


def A1__bias_summed(H1: Floats, Theta1: Floats, b1: Floats) -> Floats:
    """Ones times b: each entry gets the sum of all biases."""
    return H1 @ Theta1 + np.ones(len(b1)) @ b1


def A2__bias_summed(H4: Floats, Theta2: Floats, b2: Floats) -> Floats:
    """Ones times b: each entry gets the sum of all biases."""
    return H4 @ Theta2 + np.ones(len(b2)) @ b2


def A3__bias_summed(H6: Floats, Theta3: Floats, b3: Floats) -> Floats:
    """Ones times b: each entry gets the sum of all biases."""
    return H6 @ Theta3 + np.ones(len(b3)) @ b3


def A1__weights_transposed(H1: Floats, Theta1: Floats, b1: Floats) -> Floats:
    """Weights the other way round; they are square, so that nothing breaks."""
    return H1 @ Theta1.T + b1


def A2__weights_transposed(H4: Floats, Theta2: Floats, b2: Floats) -> Floats:
    """Weights the other way round; they are square, so that nothing breaks."""
    return H4 @ Theta2.T + b2


def H2__relu_forgotten(A1: Floats) -> Floats:
    """Negative entries pass."""
    return A1


def H5__relu_forgotten(A2: Floats) -> Floats:
    """Negative entries pass."""
    return A2


def H2__mask_for_relu(A1: Floats) -> Floats:
    """The derivative of the ReLU in place of the ReLU."""
    return (A1 > 0) * 1.0


def H5__mask_for_relu(A2: Floats) -> Floats:
    """The derivative of the ReLU in place of the ReLU."""
    return (A2 > 0) * 1.0


def H4__skip_forgotten(H3: Floats) -> Floats:
    """X is not added."""
    return H3


def H4__skip_multiplied(H3: Floats, X: Floats) -> Floats:
    """X is a factor."""
    return H3 * X


def H4__relu_after_skip(H3: Floats, X: Floats) -> Floats:
    """One more ReLU, behind the sum."""
    return np.maximum(H3 + X, 0)


def H5__second_skip(A2: Floats, H4: Floats) -> Floats:
    """A skip connection around the second layer as well."""
    return np.maximum(A2, 0) + H4


# The mean over the columns


def H6__pooling_mean_forgotten(H5: Floats) -> Floats:
    """The sum over the columns."""
    return H5.sum(axis=2)


def g_H5__pooling_mean_forgotten(g_H6: Floats, D: int) -> Floats:
    """Without the factor 1/D."""
    return np.repeat(g_H6[:, :, np.newaxis], D, axis=2)


def H6__pooling_divided_by_rows(H5: Floats, L: int) -> Floats:
    """The sum over the columns, divided by the number of rows."""
    return H5.sum(axis=2) / L


def g_H5__pooling_divided_by_rows(right: Floats, D: int, L: int) -> Floats:
    """With the factor 1/L in place of 1/D."""
    return right * D / L


def H6__pooling_over_rows(H5: Floats) -> Floats:
    """The mean along the other axis; shape (m, D)."""
    return H5.mean(axis=1)


def H6__max_pooling(H5: Floats) -> Floats:
    """The largest entry of each row."""
    return H5.max(axis=2)


def g_H5__not_spread(g_H6: Floats, D: int) -> Floats:
    """One column in place of D; shape (m, L, 1)."""
    return g_H6[:, :, np.newaxis] / D


# Predictions


def Yhat__softmax_forgotten(A3: Floats) -> Floats:
    """The logits."""
    return A3


def Yhat__sigmoid(A3: Floats) -> Floats:
    """Each class by itself."""
    return 1 / (1 + np.exp(-A3))


def Yhat__softmax_over_batch(A3: Floats) -> Floats:
    """Columns sum to 1, not rows."""
    e = np.exp(A3 - A3.max(axis=0))
    return e / e.sum(axis=0)


def Yhat__softmax_over_everything(A3: Floats) -> Floats:
    """The whole batch sums to 1."""
    e = np.exp(A3 - A3.max())
    return e / e.sum()


def Yhat__not_normalised(A3: Floats) -> Floats:
    """Exponentials that are not divided by their sum."""
    return np.exp(A3)


def Yhat__log_softmax(A3: Floats) -> Floats:
    """Logarithms of the probabilities."""
    shifted = A3 - A3.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


# The gradient of the loss


def g_A3__sign(right: Floats) -> Floats:
    """Targets minus predictions."""
    return -right


def g_A3__batch_mean_forgotten(right: Floats, m: int) -> Floats:
    """Without the factor 1/m."""
    return right * m


def g_A3__mean_over_classes(right: Floats, K: int) -> Floats:
    """A mean over all entries, 1/(m K)."""
    return right / K


def g_A3__halved(right: Floats) -> Floats:
    """With a factor 1/2."""
    return right / 2


def g_A3__softmax_skipped(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The gradient with respect to the predictions."""
    return -Y / Yhat / m


def g_A3__diagonal_only(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The softmax as if it worked entry by entry."""
    return (Y * Yhat - Y) / m


def g_A3__extra_predictions(right: Floats, Yhat: Floats) -> Floats:
    """The predictions as one more factor."""
    return right * Yhat


def g_A3__extra_derivative(right: Floats, Yhat: Floats) -> Floats:
    """The derivative of a sigmoid as one more factor."""
    return right * Yhat * (1 - Yhat)


def g_A3__one_sample_jacobian(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The Jacobian of one vector, fed with a batch: it runs only where m = K."""
    jacobian = np.diag(Yhat) - Yhat @ Yhat.T
    return (-Y / Yhat / m) @ jacobian


# Parameters


def g_Theta3__mean_twice(right: Floats, m: int) -> Floats:
    """Divided by m once more."""
    return right / m


def g_b3__mean_twice(right: Floats, m: int) -> Floats:
    """Divided by m once more."""
    return right / m


def g_Theta2__mean_twice(right: Floats, m: int) -> Floats:
    """Divided by m once more."""
    return right / m


def g_b2__mean_twice(right: Floats, m: int) -> Floats:
    """Divided by m once more."""
    return right / m


def g_Theta1__mean_twice(right: Floats, m: int) -> Floats:
    """Divided by m once more."""
    return right / m


def g_b1__mean_twice(right: Floats, m: int) -> Floats:
    """Divided by m once more."""
    return right / m


def g_Theta3__gradient_transposed(right: Floats) -> Floats:
    """Shape (K, L)."""
    return right.T


def g_Theta2__gradient_transposed(right: Floats) -> Floats:
    """Square, so that the shape does not show it."""
    return right.T


def g_Theta1__gradient_transposed(right: Floats) -> Floats:
    """Square, so that the shape does not show it."""
    return right.T


def g_Theta3__input_not_transposed(H6: Floats, g_A3: Floats) -> Floats:
    """Runs only where m = L."""
    return H6 @ g_A3


def g_Theta2__input_not_transposed(H4: Floats, g_A2: Floats) -> Floats:
    """Runs only where L = D."""
    return (H4 @ g_A2).sum(axis=0)


def g_Theta1__input_not_transposed(H1: Floats, g_A1: Floats) -> Floats:
    """Runs only where L = D."""
    return (H1 @ g_A1).sum(axis=0)


def g_Theta2__skip_not_in_input(X: Floats, g_A2: Floats) -> Floats:
    """X in place of what goes into the layer."""
    return (X.swapaxes(1, 2) @ g_A2).sum(axis=0)


def g_Theta2__output_for_input(H5: Floats, g_A2: Floats) -> Floats:
    """What comes out of the layer in place of what goes in."""
    return (H5.swapaxes(1, 2) @ g_A2).sum(axis=0)


def g_Theta1__output_for_input(H2: Floats, g_A1: Floats) -> Floats:
    """What comes out of the layer in place of what goes in."""
    return (H2.swapaxes(1, 2) @ g_A1).sum(axis=0)


def g_Theta3__batch_not_summed(H6: Floats, g_A3: Floats) -> Floats:
    """One gradient for each sample; shape (m, L, K)."""
    return H6[:, :, np.newaxis] * g_A3[:, np.newaxis, :]


def g_b3__batch_not_summed(g_A3: Floats) -> Floats:
    """One gradient for each sample; shape (m, K)."""
    return g_A3


def g_Theta2__batch_not_summed(H4: Floats, g_A2: Floats) -> Floats:
    """One gradient for each sample; shape (m, D, D)."""
    return H4.swapaxes(1, 2) @ g_A2


def g_b2__batch_not_summed(g_A2: Floats) -> Floats:
    """One gradient for each sample; shape (m, D)."""
    return g_A2.sum(axis=1)


def g_Theta1__batch_not_summed(H1: Floats, g_A1: Floats) -> Floats:
    """One gradient for each sample; shape (m, L, L)."""
    return H1.swapaxes(1, 2) @ g_A1


def g_b1__batch_not_summed(g_A1: Floats) -> Floats:
    """One gradient for each sample; shape (m, L)."""
    return g_A1.sum(axis=1)


def g_Theta3__first_sample(H6: Floats, g_A3: Floats) -> Floats:
    """The part of the first sample."""
    return np.outer(H6[0], g_A3[0])


def g_b3__first_sample(g_A3: Floats) -> Floats:
    """The part of the first sample."""
    return g_A3[0]


def g_Theta2__first_sample(H4: Floats, g_A2: Floats) -> Floats:
    """The part of the first sample."""
    return H4[0].T @ g_A2[0]


def g_b2__first_sample(g_A2: Floats) -> Floats:
    """The part of the first sample."""
    return g_A2[0].sum(axis=0)


def g_Theta1__first_sample(H1: Floats, g_A1: Floats) -> Floats:
    """The part of the first sample."""
    return H1[0].T @ g_A1[0]


def g_b1__first_sample(g_A1: Floats) -> Floats:
    """The part of the first sample."""
    return g_A1[0].sum(axis=0)


def g_b2__rows_not_summed(g_A2: Floats) -> Floats:
    """Summed over the batch alone; shape (L, D)."""
    return g_A2.sum(axis=0)


def g_b1__rows_not_summed(g_A1: Floats) -> Floats:
    """Summed over the batch alone; shape (D, L)."""
    return g_A1.sum(axis=0)


def g_b3__wrong_axis(g_A3: Floats) -> Floats:
    """Summed over the classes; shape (m,)."""
    return g_A3.sum(axis=1)


def g_b2__wrong_axis(g_A2: Floats) -> Floats:
    """Summed over the columns; shape (L,)."""
    return g_A2.sum(axis=(0, 2))


def g_b1__wrong_axis(g_A1: Floats) -> Floats:
    """Summed over the last axis; shape (D,)."""
    return g_A1.sum(axis=(0, 2))


def g_b2__bias_mean_over_rows(right: Floats, L: int) -> Floats:
    """The mean over the rows, summed over the batch."""
    return right / L


def g_b1__bias_mean_over_rows(right: Floats, D: int) -> Floats:
    """The mean over the rows, summed over the batch."""
    return right / D


def g_b2__bias_averaged(g_A2: Floats) -> Floats:
    """The mean over rows and batch."""
    return g_A2.mean(axis=(0, 1))


def g_b1__bias_averaged(g_A1: Floats) -> Floats:
    """The mean over rows and batch."""
    return g_A1.mean(axis=(0, 1))


# Back through the layers


def g_H6__weights_not_transposed(g_A3: Floats, Theta3: Floats) -> Floats:
    """Runs only where K = L."""
    return g_A3 @ Theta3


def g_H4__weights_not_transposed(g_A2: Floats, Theta2: Floats) -> Floats:
    """Square, so that the shape does not show it."""
    return g_A2 @ Theta2


def g_X__weights_not_transposed(g_H4: Floats, g_A1: Floats, Theta1: Floats) -> Floats:
    """Square, so that the shape does not show it."""
    return g_H4 + (g_A1 @ Theta1).swapaxes(1, 2)


def g_A2__no_mask(g_H5: Floats) -> Floats:
    """Every unit lets the gradient pass."""
    return g_H5


def g_A1__no_mask(g_H2: Floats) -> Floats:
    """Every unit lets the gradient pass."""
    return g_H2


def g_A2__mask_of_input(g_H5: Floats, H4: Floats) -> Floats:
    """The mask of what goes into the layer."""
    return g_H5 * (H4 > 0)


def g_A1__mask_of_input(g_H2: Floats, H1: Floats) -> Floats:
    """The mask of what goes into the layer."""
    return g_H2 * (H1 > 0)


def g_A2__relu_as_mask(g_H5: Floats, H5: Floats) -> Floats:
    """The ReLU itself as its derivative."""
    return g_H5 * H5


def g_A1__relu_as_mask(g_H2: Floats, H2: Floats) -> Floats:
    """The ReLU itself as its derivative."""
    return g_H2 * H2


def g_A2__relu_of_gradient(g_H5: Floats) -> Floats:
    """Only positive gradients pass."""
    return np.maximum(g_H5, 0)


def g_A1__relu_of_gradient(g_H2: Floats) -> Floats:
    """Only positive gradients pass."""
    return np.maximum(g_H2, 0)


def g_H4__mask_after_product(g_H5: Floats, A2: Floats, Theta2: Floats) -> Floats:
    """First the product with the weights, then the mask."""
    return (g_H5 @ Theta2.T) * (A2 > 0)


def g_X__mask_after_product(g_H4: Floats, g_H2: Floats, A1: Floats, Theta1: Floats) -> Floats:
    """First the product with the weights, then the mask."""
    return g_H4 + ((g_H2 @ Theta1.T) * (A1 > 0)).swapaxes(1, 2)


def g_H4__mask_twice(g_H5: Floats, A2: Floats, Theta2: Floats) -> Floats:
    """The mask once more behind the product."""
    return ((g_H5 * (A2 > 0)) @ Theta2.T) * (A2 > 0)


def g_X__mask_twice(g_H4: Floats, g_H2: Floats, A1: Floats, Theta1: Floats) -> Floats:
    """The mask once more behind the product."""
    return g_H4 + (((g_H2 * (A1 > 0)) @ Theta1.T) * (A1 > 0)).swapaxes(1, 2)


def g_H2__split_at_sum(right: Floats) -> Floats:
    """Half of the gradient for each of the two summands."""
    return right / 2


def g_X__skip_path_forgotten(g_A1: Floats, Theta1: Floats) -> Floats:
    """Only through the first layer."""
    return (g_A1 @ Theta1.T).swapaxes(1, 2)


def g_X__layer_path_forgotten(g_H4: Floats) -> Floats:
    """Only through the skip connection."""
    return g_H4


def g_X__first_layer_not_turned(g_H4: Floats, g_A1: Floats, Theta1: Floats) -> Floats:
    """The second transpose left out, which fits only where L is D."""
    return g_H4 + g_A1 @ Theta1.T


def g_X__all_axes(g_H4: Floats, g_A1: Floats, Theta1: Floats) -> Floats:
    """The second transpose turns the axis of the batch as well."""
    return g_H4 + (g_A1 @ Theta1.T).T


def g_X__weights_left_out(g_H4: Floats, g_A1: Floats) -> Floats:
    """The gradient of A1 in place of that of H1."""
    return g_H4 + g_A1.swapaxes(1, 2)


def g_X__paths_multiplied(g_H4: Floats, g_A1: Floats, Theta1: Floats) -> Floats:
    """A product of the two paths."""
    return g_H4 * (g_A1 @ Theta1.T).swapaxes(1, 2)


def g_X__paths_averaged(right: Floats) -> Floats:
    """Half of the sum."""
    return right / 2


# The loss


def loss__loss_sign(right: Floats) -> Floats:
    """Without the minus."""
    return -right


def loss__loss_summed(right: Floats, m: int) -> Floats:
    """The sum over the batch."""
    return right * m


def loss__loss_over_classes(right: Floats, K: int) -> Floats:
    """A mean over all entries."""
    return right / K


def loss__loss_mean_twice(right: Floats, m: int) -> Floats:
    """1/m once more."""
    return right / m


def loss__loss_of_each_sample(A3: Floats, Y: Floats) -> Floats:
    """The loss of each sample; shape (m,)."""
    return -(Y * _log_softmax(A3)).sum(axis=1)


def loss__loss_all_classes(A3: Floats, m: int) -> Floats:
    """The logarithms of all predictions."""
    return -_log_softmax(A3).sum() / m


def loss__loss_binary(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """A term for each wrong class as well."""
    with np.errstate(divide="ignore"):
        return -np.log(np.where(Y == 1, Yhat, 1 - Yhat)).sum() / m


def loss__loss_logarithm_forgotten(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The predictions themselves."""
    return -(Y * Yhat).sum() / m


def loss__loss_predicted_class(A3: Floats) -> Floats:
    """The loss of the most probable classes."""
    return -_log_softmax(A3).max(axis=1).mean()


def loss__loss_softmax_again(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The predictions taken for logits."""
    return -(Y * _log_softmax(Yhat)).sum() / m


def loss__loss_squared(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The squared error, the mean over the batch."""
    return ((Yhat - Y) ** 2).sum() / m


def _log_softmax(A3: Floats) -> Floats:
    shifted = A3 - A3.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


# Training


def Theta1_new__ascent(Theta1: Floats, g_Theta1: Floats, eta: float) -> Floats:
    """The step goes uphill."""
    return Theta1 + eta * g_Theta1


def b1_new__ascent(b1: Floats, g_b1: Floats, eta: float) -> Floats:
    """The step goes uphill."""
    return b1 + eta * g_b1


def Theta2_new__ascent(Theta2: Floats, g_Theta2: Floats, eta: float) -> Floats:
    """The step goes uphill."""
    return Theta2 + eta * g_Theta2


def b2_new__ascent(b2: Floats, g_b2: Floats, eta: float) -> Floats:
    """The step goes uphill."""
    return b2 + eta * g_b2


def Theta3_new__ascent(Theta3: Floats, g_Theta3: Floats, eta: float) -> Floats:
    """The step goes uphill."""
    return Theta3 + eta * g_Theta3


def b3_new__ascent(b3: Floats, g_b3: Floats, eta: float) -> Floats:
    """The step goes uphill."""
    return b3 + eta * g_b3


def Theta1_new__rate_forgotten(Theta1: Floats, g_Theta1: Floats) -> Floats:
    """The whole gradient at once."""
    return Theta1 - g_Theta1


def b1_new__rate_forgotten(b1: Floats, g_b1: Floats) -> Floats:
    """The whole gradient at once."""
    return b1 - g_b1


def Theta2_new__rate_forgotten(Theta2: Floats, g_Theta2: Floats) -> Floats:
    """The whole gradient at once."""
    return Theta2 - g_Theta2


def b2_new__rate_forgotten(b2: Floats, g_b2: Floats) -> Floats:
    """The whole gradient at once."""
    return b2 - g_b2


def Theta3_new__rate_forgotten(Theta3: Floats, g_Theta3: Floats) -> Floats:
    """The whole gradient at once."""
    return Theta3 - g_Theta3


def b3_new__rate_forgotten(b3: Floats, g_b3: Floats) -> Floats:
    """The whole gradient at once."""
    return b3 - g_b3


def Theta1_new__step_alone(g_Theta1: Floats, eta: float) -> Floats:
    """What is added, in place of the sum."""
    return -eta * g_Theta1


def b1_new__step_alone(g_b1: Floats, eta: float) -> Floats:
    """What is added, in place of the sum."""
    return -eta * g_b1


def Theta2_new__step_alone(g_Theta2: Floats, eta: float) -> Floats:
    """What is added, in place of the sum."""
    return -eta * g_Theta2


def b2_new__step_alone(g_b2: Floats, eta: float) -> Floats:
    """What is added, in place of the sum."""
    return -eta * g_b2


def Theta3_new__step_alone(g_Theta3: Floats, eta: float) -> Floats:
    """What is added, in place of the sum."""
    return -eta * g_Theta3


def b3_new__step_alone(g_b3: Floats, eta: float) -> Floats:
    """What is added, in place of the sum."""
    return -eta * g_b3


def b1_new__biases_still(b1: Floats) -> Floats:
    """The bias stays as it was."""
    return b1


def b2_new__biases_still(b2: Floats) -> Floats:
    """The bias stays as it was."""
    return b2


def b3_new__biases_still(b3: Floats) -> Floats:
    """The bias stays as it was."""
    return b3


def Theta1_new__only_last_layer(Theta1: Floats) -> Floats:
    """Only the last layer learns."""
    return Theta1


def b1_new__only_last_layer(b1: Floats) -> Floats:
    """Only the last layer learns."""
    return b1


def Theta2_new__only_last_layer(Theta2: Floats) -> Floats:
    """Only the last layer learns."""
    return Theta2


def b2_new__only_last_layer(b2: Floats) -> Floats:
    """Only the last layer learns."""
    return b2


def g_H6__updated_weights(g_A3: Floats, Theta3_new: Floats) -> Floats:
    """The weights have had their step already."""
    return g_A3 @ Theta3_new.T


def g_H4__updated_weights(g_A2: Floats, Theta2_new: Floats) -> Floats:
    """The weights have had their step already."""
    return g_A2 @ Theta2_new.T


def loss__sum_for_mean(right: Floats, m: int) -> Floats:
    """The sum over the batch, ..."""
    return right * m


def g_A3__sum_for_mean(right: Floats, m: int) -> Floats:
    """... and its gradient."""
    return right * m


def g_A2__mask_moved(g_H5: Floats) -> Floats:
    """No mask here, ..."""
    return g_H5


def g_H4__mask_moved(g_A2: Floats, A2: Floats, Theta2: Floats) -> Floats:
    """... but behind the product with the weights."""
    return (g_A2 @ Theta2.T) * (A2 > 0)


def g_H5__share_forgotten(g_H6: Floats, D: int) -> Floats:
    """Without the factor 1/D, on the way back alone."""
    return np.repeat(g_H6[:, :, np.newaxis], D, axis=2)


def losses__loss_after_step(graph: Evaluate, params: Parameters, epochs: int) -> Floats:
    """Each loss is that after its step."""
    return _curve(graph, params, epochs + 1)[1:]


def losses__one_loss_more(graph: Evaluate, params: Parameters, epochs: int) -> Floats:
    """The loss after the last step as well."""
    return _curve(graph, params, epochs + 1)


def losses__last_loss_only(right: Floats) -> Floats:
    """A single number."""
    return right[-1]


def losses__step_lost(right: Floats) -> Floats:
    """The parameters never change."""
    return np.full_like(right, right[0])


def losses__gradients_of_the_start(
    graph: Evaluate, params: Parameters, eta: float, epochs: int
) -> Floats:
    """The gradients are worked out once, and used in every step."""
    slopes = graph("grads")
    steps = [
        {name: value - number * eta * slopes[f"g_{name}"] for name, value in params.items()}
        for number in range(epochs)
    ]
    return np.array([graph("loss", **each) for each in steps])


def losses__gradients_pile_up(
    graph: Evaluate, params: Parameters, eta: float, epochs: int
) -> Floats:
    """Gradients are added to those of all steps before."""
    curve = []
    total = {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(epochs):
        now, slopes = graph("loss", "grads", **params)
        curve.append(now)
        total = {name: value + slopes[f"g_{name}"] for name, value in total.items()}
        params = {name: value - eta * total[name] for name, value in params.items()}
    return np.array(curve)


def _curve(graph: Evaluate, params: Parameters, epochs: int) -> Floats:
    curve = []
    for _ in range(epochs):
        now, *new = graph("loss", *[f"{name}_new" for name in params], **params)
        curve.append(now)
        params = dict(zip(params, new, strict=True))
    return np.array(curve)
