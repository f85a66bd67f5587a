def H1(X):
    return X


def A1(H1, Theta1, b1):
    return H1 @ Theta1 + b1
