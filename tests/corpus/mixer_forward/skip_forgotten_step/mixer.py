def H3(H2):
    return H2.transpose(0, 2, 1)


def H4(H3, X):
    return H3
