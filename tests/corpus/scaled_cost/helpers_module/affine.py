from chain_rule import through_scale


def scaled_grads(dC_dW, dC_db, c):
    return through_scale({"dC2_dW": dC_dW, "dC2_db": dC_db}, c)
