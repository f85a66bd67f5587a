"""A small gradient problem as text, which an author changes into another one.

In the text of the problem NAME stands for its name, and FILE for the student's file without its
ending.
"""

PROBLEM = """\
# yaml-language-server: $schema=../problem.schema.json
# The line above lets editors complete every key and say what it means.
# docs/problem-format.md explains them all; docs/authoring.md makes another problem of this one.
problem: NAME  # as this file is called
title: A gradient that is summed over samples
statement: |  # what students read: Markdown, with formulas between dollars
  Every row of $x$, one for each sample, is multiplied entry by entry by $w$: $y_{ij} = x_{ij} w_j$.
  Of the cost, only the gradient $g$ with respect to $y$ is known. In `FILE.py`, write

  * `forward(x, w)`, which returns $y$;
  * `backward(x, g)`, which returns `dw`, the gradient of the cost with respect to $w$.
reference: NAME  # what is right: reference/NAME.py
sizes: [N, D]  # the numbers are chosen for you: primes that differ, each size once 1, all equal
inputs:  # what is drawn, with its shape; normal: of both signs, upstream: a gradient from above
  x: {normal: [N, D]}
  w: {normal: [D]}
  g: {upstream: [N, D]}
gradients:  # what is the derivative of what: grade check verifies it
  dw: {of: cost, wrt: w}
parts:  # the functions that students write; what they return are quantities of the reference
  - {function: forward, arguments: [x, w], returns: y, marks: 1}
  - {function: backward, arguments: [x, g], returns: dw, marks: 2}
marks: 3  # of all parts; may be left out
cases:  # more than the sizes make; gives: numbers worked out by hand, to check the reference by
  - {x: [[1.0, 2.0], [3.0, -1.0]], w: [2.0, 0.5], gives: {y: [[2.0, 1.0], [6.0, -0.5]]}}
misconceptions:  # known mistakes: what is wrong, and then what to try
  averaged: The gradient is averaged over the samples. Does the cost divide by their number?
"""

REFERENCE = '''\
"""What is right. A function is a quantity, its parameters are what that is computed from."""

import numpy as np


def y(x, w):
    return x * w


def cost(y, g):
    return np.sum(g * y)  # a cost whose gradient with respect to y is g


def dw(x, g):
    return np.sum(g * x, axis=0)
'''

MISCONCEPTIONS = '''\
"""Known mistakes. QUANTITY__NAME is what QUANTITY becomes for those who make it."""

import numpy as np


def dw__averaged(x, g):
    return np.mean(g * x, axis=0)
'''

RIGHT = """\
import numpy as np


def forward(x, w):
    return x * w


def backward(x, g):
    return np.sum(g * x, axis=0)
"""

RIGHT_EXPECTED = """\
what: a right answer
verdicts: {y: right, dw: right}
"""

WRONG = """\
import numpy as np


def backward(x, g):
    return np.mean(g * x, axis=0)
"""

WRONG_EXPECTED = """\
what: a known mistake going back; nothing going forward
verdicts: {dw: wrong}
diagnosis: {dw: averaged}
"""
