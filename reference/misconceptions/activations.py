"""What goes wrong with activation functions: each function replaces its quantity."""

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def sigmoid__sign_of_exponent(z: Floats) -> Floats:
    """The exponential of z in place of that of -z."""
    return 1 / (1 + np.exp(z))


def sigmoid__brackets_forgotten(z: Floats) -> Floats:
    """One divided by one, and the exponential added to it."""
    return 1 + np.exp(-z)


def sigmoid__tanh_for_logistic(z: Floats) -> Floats:
    """The hyperbolic tangent."""
    return np.tanh(z)


def dsigmoid__at_value(sigmoid: Floats) -> Floats:
    """At the value of the function, not at z."""
    twice = _logistic(sigmoid)
    return twice * (1 - twice)


def dsigmoid__input_for_output(z: Floats) -> Floats:
    """With z in place of the value."""
    return z * (1 - z)


def dsigmoid__negated(sigmoid: Floats) -> Floats:
    """With a minus in front."""
    return -sigmoid * (1 - sigmoid)


def dsigmoid__factor_lost(sigmoid: Floats) -> Floats:
    """Only one of the two factors."""
    return 1 - sigmoid


def dsigmoid__square_of_value(sigmoid: Floats) -> Floats:
    """The formula of the hyperbolic tangent, with the logistic function in it."""
    return 1 - sigmoid**2


def dsigmoid__tanh_derivative(z: Floats) -> Floats:
    """The derivative of the hyperbolic tangent."""
    return 1 - np.tanh(z) ** 2


def dsigmoid__value_for_derivative(sigmoid: Floats) -> Floats:
    """The function itself."""
    return sigmoid


def _logistic(z: Floats) -> Floats:
    return np.exp(-np.logaddexp(0, -z))


def tanh__turned_round(z: Floats) -> Floats:
    """One over the hyperbolic tangent."""
    return (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))


def tanh__logistic(z: Floats) -> Floats:
    """The logistic function."""
    return _logistic(z)


def tanh__inner_two_forgotten(z: Floats) -> Floats:
    """The logistic function of z, not of twice that."""
    return 2 * _logistic(z) - 1


def tanh__one_forgotten(z: Floats) -> Floats:
    """Without the last term."""
    return 2 * _logistic(2 * z)


def dtanh__at_tanh(tanh: Floats) -> Floats:
    """At the value of the function, not at z."""
    return 1 - np.tanh(tanh) ** 2


def dtanh__input_squared(z: Floats) -> Floats:
    """With z in place of the value."""
    return 1 - z**2


def dtanh__logistic_formula(tanh: Floats) -> Floats:
    """The formula of the logistic function, with the hyperbolic tangent in it."""
    return tanh * (1 - tanh)


def dtanh__logistic_derivative(z: Floats) -> Floats:
    """The derivative of the logistic function."""
    return _logistic(z) * (1 - _logistic(z))


def dtanh__not_squared(tanh: Floats) -> Floats:
    """Without the square."""
    return 1 - tanh


def dtanh__value_for_derivative(tanh: Floats) -> Floats:
    """The function itself."""
    return tanh


def dtanh__square_of_difference(tanh: Floats) -> Floats:
    """The square outside of the brackets."""
    return (1 - tanh) ** 2


def dtanh__square_added(tanh: Floats) -> Floats:
    """A plus in place of the minus."""
    return 1 + tanh**2


def dtanh__cosh_not_squared(z: Floats) -> Floats:
    """One over the hyperbolic cosine, once."""
    return 1 / np.cosh(z)


def relu__absolute(z: Floats) -> Floats:
    """The absolute value."""
    return np.abs(z)


def drelu__value_for_derivative(relu: Floats) -> Floats:
    """The function itself."""
    return relu


def dleaky_relu__value_for_derivative(leaky_relu: Floats) -> Floats:
    """The function itself."""
    return leaky_relu


def dsoftplus__value_for_derivative(softplus: Floats) -> Floats:
    """The function itself."""
    return softplus


def dgelu__value_for_derivative(gelu: Floats) -> Floats:
    """The function itself."""
    return gelu


def drelu__mask_forgotten(z: Floats) -> Floats:
    """As if all entries were positive."""
    return np.ones(z.shape)


def dleaky_relu__mask_forgotten(z: Floats) -> Floats:
    """As if all entries were positive."""
    return np.ones(z.shape)


def relu__sides_swapped(z: Floats) -> Floats:
    """Negative numbers come through."""
    return np.minimum(z, 0)


def drelu__sides_swapped(z: Floats) -> Floats:
    """One below 0."""
    return (z < 0).astype(float)


def leaky_relu__sides_swapped(z: Floats, alpha: float) -> Floats:
    """The small slope above 0."""
    return np.where(z > 0, alpha * z, z)


def dleaky_relu__sides_swapped(z: Floats, alpha: float) -> Floats:
    """The small slope above 0."""
    return np.where(z > 0, alpha, 1)


def leaky_relu__alpha_forgotten(relu: Floats) -> Floats:
    """The plain rectifier."""
    return relu


def dleaky_relu__alpha_forgotten(z: Floats) -> Floats:
    """The derivative of the plain rectifier."""
    return (z > 0).astype(float)


def leaky_relu__alpha_alone(z: Floats, alpha: float) -> Floats:
    """The number alpha below 0."""
    return np.where(z > 0, z, alpha)


def leaky_relu__alpha_negative(z: Floats, alpha: float) -> Floats:
    """A line that falls below 0."""
    return np.where(z > 0, z, -alpha * z)


def dleaky_relu__alpha_negative(z: Floats, alpha: float) -> Floats:
    """The slope of a line that falls below 0."""
    return np.where(z > 0, 1, -alpha)


def dleaky_relu__alpha_times_z(z: Floats, alpha: float) -> Floats:
    """The line itself below 0."""
    return np.where(z > 0, 1, alpha * z)


def softplus__softplus_falls(z: Floats) -> Floats:
    """The exponential of -z in place of that of z."""
    return np.logaddexp(0, -z)


def dsoftplus__inner_derivative_forgotten(z: Floats) -> Floats:
    """The derivative of the logarithm alone."""
    return _logistic(-z)


def dsoftplus__differentiated_twice(z: Floats) -> Floats:
    """The second derivative."""
    return _logistic(z) * (1 - _logistic(z))


def gelu__tanh_approximation(z: Floats) -> Floats:
    """The approximation by the hyperbolic tangent."""
    return z * (1 + np.tanh(_inside_tanh(z))) / 2


def dgelu__tanh_approximation(z: Floats) -> Floats:
    """The derivative of the approximation by the hyperbolic tangent."""
    t = np.tanh(_inside_tanh(z))
    inner = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z**2)
    return (1 + t) / 2 + z * (1 - t**2) * inner / 2


def gelu__logistic_approximation(z: Floats) -> Floats:
    """The approximation by the logistic function."""
    return z * _logistic(1.702 * z)


def dgelu__logistic_approximation(z: Floats) -> Floats:
    """The derivative of the approximation by the logistic function."""
    s = _logistic(1.702 * z)
    return s + 1.702 * z * s * (1 - s)


def gelu__root_two_forgotten(z: Floats) -> Floats:
    """The error function of z."""
    return z * _cdf(math.sqrt(2) * z)


def dgelu__root_two_forgotten(z: Floats) -> Floats:
    """The error function of z in the first term."""
    return _cdf(math.sqrt(2) * z) + z * _density(z)


def gelu__cdf_alone(normal_cdf: Floats) -> Floats:
    """Without the factor z."""
    return normal_cdf


def gelu__density(z: Floats) -> Floats:
    """The density in place of the distribution function."""
    return z * _density(z)


def dgelu__product_rule_forgotten(normal_cdf: Floats) -> Floats:
    """The first term of the product rule alone."""
    return normal_cdf


def dgelu__second_term_alone(z: Floats) -> Floats:
    """The second term of the product rule alone."""
    return z * _density(z)


def dgelu__second_term_subtracted(z: Floats, normal_cdf: Floats) -> Floats:
    """The second term of the product rule with a minus."""
    return normal_cdf - z * _density(z)


def dgelu__density_not_normalised(z: Floats, normal_cdf: Floats) -> Floats:
    """The exponential in place of the density."""
    return normal_cdf + z * np.exp(-(z**2) / 2)


def dgelu__density_without_z(z: Floats, normal_cdf: Floats) -> Floats:
    """The density without the factor z."""
    return normal_cdf + _density(z)


def _inside_tanh(z: Floats) -> Floats:
    return math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)


def _density(z: Floats) -> Floats:
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def _cdf(z: Floats) -> Floats:
    values: Floats = np.vectorize(math.erf, otypes=[np.float64])(z / math.sqrt(2))
    return (1 + values) / 2


def five_relu__five_forgotten(z: Floats) -> Floats:
    """The plain rectifier."""
    return np.maximum(z, 0)


def d_five_relu__five_forgotten_going_back(z: Floats) -> Floats:
    """The derivative of the plain rectifier."""
    return (z > 0).astype(float)


def five_relu__five_everywhere(z: Floats) -> Floats:
    """Without the rectifier."""
    return 5 * z


def d_five_relu__five_everywhere(z: Floats) -> Floats:
    """Without a mask."""
    return np.full(z.shape, 5)


def d_five_relu__five_z(z: Floats) -> Floats:
    """The derivative of 5 z taken to be 5 z."""
    return 5 * z


def d_five_relu__function_for_derivative(five_relu: Floats) -> Floats:
    """The function itself."""
    return five_relu


def five_relu__slopes_swapped(z: Floats) -> Floats:
    """Negative numbers come through."""
    return 5 * np.minimum(z, 0)


def d_five_relu__slopes_swapped(z: Floats) -> Floats:
    """Nothing above 0, 5 below."""
    return 5 * (z < 0)


def five_relu__capped(z: Floats) -> Floats:
    """Cut off at 5."""
    return np.minimum(np.maximum(z, 0), 5)


def d_five_relu__capped(z: Floats) -> Floats:
    """One between 0 and 5."""
    return ((z > 0) & (5 - z > 0)).astype(float)


def five_relu__inside_out(z: Floats) -> Floats:
    """The larger of z and 5."""
    return np.maximum(z, 5)


def jac__diagonal_as_vector(right: Floats) -> Floats:
    """The diagonal alone."""
    return np.diag(right)


def jac__one_for_identity(name: str, right: Floats) -> Any:
    """The number 1 for the identity."""
    return 1.0 if name == "identity" else right


def jac__ones_for_identity(name: str, right: Floats) -> Floats:
    """Ones everywhere for the identity."""
    return np.ones(right.shape) if name == "identity" else right


def jac__derivative_in_every_row(right: Floats) -> Floats:
    """All derivatives in each row."""
    return np.tile(np.diag(right), (len(right), 1))


def jac__derivative_in_every_column(right: Floats) -> Floats:
    """All derivatives in each column."""
    return np.tile(np.diag(right), (len(right), 1)).T


def jac__outer_product(right: Floats) -> Floats:
    """The product of the derivatives with each other."""
    return np.outer(np.diag(right), np.diag(right))


def jac__function_on_diagonal(activation: Floats) -> Floats:
    """The function in place of its derivative."""
    return np.diag(activation)


def jac__like_softmax(name: str, sigmoid: Floats, right: Floats) -> Floats:
    """The formula of the softmax for the logistic function."""
    return np.diag(sigmoid) - np.outer(sigmoid, sigmoid) if name == "sigmoid" else right
