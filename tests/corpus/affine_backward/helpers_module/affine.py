import helpers


def affine_forward(W, b, x):
    return helpers.matvec(W, x) + b


def affine_backward(W, x, dC_dy):
    dW = helpers.outer(dC_dy, x)
    db = dC_dy
    dx = helpers.matvec(W.T, dC_dy)
    return dW, db, dx
