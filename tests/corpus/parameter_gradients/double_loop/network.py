def parameter_gradients(grad_a, h_prev):
    dW = []
    for i in range(len(grad_a)):
        row = []
        for j in range(len(h_prev)):
            row.append(grad_a[i] * h_prev[j])
        dW.append(row)
    return {"dW": dW, "db": list(grad_a)}
