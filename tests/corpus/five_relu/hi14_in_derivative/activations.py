def five_relu(z):
    return 5 * z.clip(min=0)


def d_five_relu(z):
    return (z > 0).astype("float64")
