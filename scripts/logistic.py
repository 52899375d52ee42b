"""Logistic regression over sparse signs, for the weights that an atlas reads by.

NumPy alone suffices: the matrices are of ones, and the loss is smooth and convex.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

#: How many steps are taken to find weights.
STEPS = 250


class Incidence:
    """Which signs each sample shows: a sparse matrix, scaled by column; column 0 is all ones.

    Parameters
    ----------
    rows : sequence of sequence of int
        The columns of each sample's signs, from 1 on; one that stands twice counts twice.
    width : int
        How many columns there are, column 0 included.
    scale : array of float, optional
        By what each column is multiplied.
    """

    def __init__(
        self, rows: Sequence[Sequence[int]], width: int, scale: Matrix | None = None
    ) -> None:
        full = [[0, *sorted(row)] for row in rows]
        self.width = width
        self._scale = np.ones(width) if scale is None else scale
        self._columns = np.array([column for row in full for column in row])
        self._starts = np.cumsum([0, *map(len, full)])[:-1]
        order = np.argsort(self._columns, kind="stable")
        self._rows = np.repeat(np.arange(len(full)), [len(row) for row in full])[order]
        self._held, self._firsts = np.unique(self._columns[order], return_index=True)

    def times(self, right: Matrix) -> Matrix:
        """Return this matrix times another."""
        scaled = (right.T * self._scale).T
        return np.add.reduceat(scaled[self._columns], self._starts, axis=0)

    def turned_times(self, right: Matrix) -> Matrix:
        """Return this matrix, transposed, times another."""
        out = np.zeros((self.width, *right.shape[1:]))
        out[self._held] = np.add.reduceat(right[self._rows], self._firsts, axis=0)
        return (out.T * self._scale).T

    def steepness(self) -> float:
        """Return the largest eigenvalue of the transposed times the matrix."""
        vector = np.ones(self.width)
        for _ in range(30):
            vector = self.turned_times(self.times(vector))
            size = float(np.linalg.norm(vector))
            vector /= size
        return size


def fit(shown: Incidence, wanted: Matrix, counts: Matrix, ridge: float, of_start: float) -> Matrix:
    """Return the weights, a row a column of `shown`: Nesterov's accelerated descent.

    Parameters
    ----------
    wanted : array of shape (samples, labels)
        1 where a sample has a label, else 0.
    counts : array of shape (samples, labels)
        How much each sample counts for each label.
    ridge, of_start : float
        How strongly weights are held near zero, and how strongly column 0's.
    """
    held = np.full((shown.width, 1), ridge)
    held[0] = of_start
    step = 1 / (0.25 * 1.05 * shown.steepness() + ridge)
    weights = ahead = np.zeros((shown.width, wanted.shape[1]))
    speed = 1.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-shown.times(ahead)))
        slope = shown.turned_times(counts * (likely - wanted)) + held * ahead
        before, weights = weights, ahead - step * slope
        faster = (1 + (1 + 4 * speed * speed) ** 0.5) / 2
        ahead = weights + (speed - 1) / faster * (weights - before)
        speed = faster
    return weights
