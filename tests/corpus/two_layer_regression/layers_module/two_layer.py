from layers import Affine, FiveReLU, SquaredError


def loss_and_grads(x, y, params):
    first, act = Affine(params["W1"], params["b1"]), FiveReLU()
    second, cost = Affine(params["W2"], params["b2"]), SquaredError()
    z1 = first.forward(x)
    z2 = act.forward(z1)
    yhat = second.forward(z2)
    loss = cost.forward(yhat, y)
    g_yhat = cost.backward()
    g_z2 = second.backward(g_yhat)
    g_z1 = act.backward(g_z2)
    first.backward(g_z1)
    return dict(z1=z1, z2=z2, yhat=yhat, loss=loss, g_yhat=g_yhat, g_W2=second.dW,
                g_b2=second.db, g_z2=g_z2, g_z1=g_z1, g_W1=first.dW, g_b1=first.db)
