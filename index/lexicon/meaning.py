"""What words mean, by the company they keep: a vector for each, near for near meanings.

Co-occurrence within a window, positive pointwise mutual information, and a truncated singular value
decomposition (Levy, Goldberg and Dagan, Improving Distributional Similarity, TACL 2015; the decomposition by
random projection: Halko, Martinsson and Tropp, SIAM Review 2011).
"""

from typing import TypeAlias

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.codec.compiled import NUMBERS, PLACES, Numbers, Places, compiled, i8, void

Vectors: TypeAlias = NDArray[np.float32]

WINDOW = 4
"""How many words away a neighbour may be; the nearest weighs 1, the next a half, and so on."""
DIMENSIONS = 150
NOBODY = np.uint32(0xFFFFFFFF)
"""Stands for a word that has no vector, or is no context."""

_NEXT_TO_NOTHING = 1e-6
_SPARE = 10
_ROUNDS = 2
_SMOOTHING = 0.75
"""Rare contexts are counted as if less rare (Levy and others, context distribution smoothing)."""
_AT_ONCE = 4_096
_TO_COUNTS = types.float32[:, ::1]


@compiled(void(NUMBERS, NUMBERS, PLACES, i8, _TO_COUNTS))
def _count(rows: Numbers, contexts: Numbers, starts: Places, window: int, counts: Vectors) -> None:
    """Count how often each word stands near each context; see ``company``."""
    for text in range(len(starts) - 1):
        for here in range(starts[text], starts[text + 1]):
            for there in range(here + 1, min(starts[text + 1], here + window + 1)):
                weight = np.float32(1.0 / (there - here))
                if rows[here] != NOBODY and contexts[there] != NOBODY:
                    counts[rows[here], contexts[there]] += weight
                if rows[there] != NOBODY and contexts[here] != NOBODY:
                    counts[rows[there], contexts[here]] += weight


def company(rows: Numbers, contexts: Numbers, starts: Places, shape: tuple[int, int]) -> Vectors:
    """Return how often each of the rows stands near each of the contexts, nearer ones counted more.

    ``rows`` and ``contexts`` say for each token which it is, or NOBODY; ``starts`` where each text begins,
    and where the last one ends.
    """
    counts = np.zeros(shape, np.float32)
    _count(rows, contexts, starts, WINDOW, counts)
    return counts


class Meanings:
    """Makes vectors of unit length from what company words keep."""

    def __init__(self, counts: Vectors) -> None:
        share = np.maximum(counts.sum(axis=0, dtype=np.float64), _NEXT_TO_NOTHING) ** _SMOOTHING
        self._share = share / share.sum()
        informed = self._informed(counts)
        strength, axes = _decomposed(informed)
        self._to_axes: Vectors = (axes.T / np.sqrt(strength)).astype(np.float32)

    def vectors(self, counts: Vectors) -> Vectors:
        """Return the vector of each row."""
        found = self._informed(counts) @ self._to_axes
        found /= np.linalg.norm(found, axis=1, keepdims=True) + np.float32(_NEXT_TO_NOTHING)
        return found

    def _informed(self, counts: Vectors) -> Vectors:
        """Return the positive pointwise mutual information of rows and contexts."""
        informed = np.empty_like(counts)
        for at in range(0, len(counts), _AT_ONCE):
            part = counts[at : at + _AT_ONCE]
            expected = (part.sum(axis=1, keepdims=True, dtype=np.float64) + 1) * self._share
            np.log(np.maximum(part / expected, 1), out=informed[at : at + _AT_ONCE], casting="same_kind")
        return informed


def _decomposed(matrix: Vectors) -> tuple[Vectors, Vectors]:
    """Return the largest singular values of a matrix and their right vectors; the same for the same one."""
    wide = min(DIMENSIONS + _SPARE, *matrix.shape)
    chance = np.random.default_rng(0)
    across = matrix @ chance.standard_normal((matrix.shape[1], wide)).astype(np.float32)
    for _ in range(_ROUNDS):
        along = np.linalg.qr(matrix.T @ np.linalg.qr(across)[0])[0]
        across = matrix @ along
    basis = np.linalg.qr(across)[0]
    _, strength, axes = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    dimensions = min(DIMENSIONS, int(np.count_nonzero(strength > strength[0] * _NEXT_TO_NOTHING)))
    return strength[:dimensions], axes[:dimensions]
