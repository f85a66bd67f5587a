from gradients import hidden_gradient, output_gradient, parameter_gradients, through_tanh


def back_propagation(theta, h, a, y, yhat):
    grad_a = output_gradient(yhat, y)
    pairs = [parameter_gradients(grad_a, h[-1])]
    for k in range(len(h) - 2, -1, -1):
        grad_h = hidden_gradient(theta["W"][k + 1], grad_a)
        grad_a = through_tanh(grad_h, a[k])
        pairs.append(parameter_gradients(grad_a, h[k]))
    dW, db = zip(*reversed(pairs))
    return {"dW": list(dW), "db": list(db)}
