def through_scale(grads, c):
    return {name: c * g for name, g in grads.items()}
