import numpy as np


def forward(X, params):
    W1, W2, W3 = params["Theta1"], params["Theta2"], params["Theta3"]
    H1 = X.transpose(0, 2, 1)
    A1 = np.matmul(H1, W1) + params["b1"][None, None, :]
    H2 = np.clip(A1, 0, None)
    H3 = H2.transpose(0, 2, 1)
    H4 = X + H3
    A2 = np.matmul(H4, W2) + params["b2"][None, None, :]
    H5 = np.clip(A2, 0, None)
    H6 = np.mean(H5, -1)
    A3 = np.matmul(H6, W3) + params["b3"][None, :]
    Yhat = np.exp(A3 - np.logaddexp.reduce(A3, axis=1)[:, None])
    return dict(Yhat=Yhat, A3=A3, H6=H6, H5=H5, A2=A2, H4=H4, H3=H3, H2=H2, A1=A1, H1=H1)
