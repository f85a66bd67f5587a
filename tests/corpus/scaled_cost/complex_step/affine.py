def scaled_grads(dC_dW, dC_db, c):
    def C2(C):
        return c * C

    h = 1e-20
    factor = C2(complex(1.0, h)).imag / h      # dC2/dC
    dC2_dW = dC_dW * factor
    dC2_db = dC_db * factor
    return dC2_dW, dC2_db
