import numpy as np


def forward(X, params):
    P = params
    v = {}
    v["H1"] = np.array([np.transpose(x) for x in X])
    v["A1"] = v["H1"] @ P["Theta1"] + P["b1"]
    v["H2"] = v["A1"] * np.heaviside(v["A1"], 0)
    v["H3"] = np.array([np.transpose(x) for x in v["H2"]])
    v["H4"] = v["H3"] + X
    v["A2"] = v["H4"] @ P["Theta2"] + P["b2"]
    v["H5"] = v["A2"] * np.heaviside(v["A2"], 0)
    v["H6"] = np.average(v["H5"], axis=2)
    v["A3"] = v["H6"] @ P["Theta3"] + P["b3"]
    e = np.exp(v["A3"].T - v["A3"].max(axis=1))
    v["Yhat"] = (e / e.sum(axis=0)).T
    return {k: a.astype(np.float32) for k, a in v.items()}
