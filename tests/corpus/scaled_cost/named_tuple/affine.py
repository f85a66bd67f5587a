from typing import NamedTuple

import numpy as np


class Grads(NamedTuple):
    dC2_dW: np.ndarray
    dC2_db: np.ndarray


def scaled_grads(dC_dW, dC_db, c):
    return Grads(dC2_dW=dC_dW * c, dC2_db=dC_db * c)
