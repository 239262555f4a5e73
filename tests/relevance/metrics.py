"""How well a ranking answers a question."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.relevance.collection import Question

CUT, DEEP = 10, 100


@dataclass(frozen=True)
class Measured:
    """The figures of one ranking, or their means over many.

    ``ndcg`` has gain 2^grade - 1 (Burges and others 2005) over the first ten, ``mrr`` the first relevant of
    them, ``recall`` the relevant among the first hundred.
    """

    ndcg: float
    mrr: float
    recall: float


def measure(question: Question, ranked: Sequence[str]) -> Measured:
    """Return the figures of a ranking, best first."""
    relevant = question.relevant
    first = next((place for place, one in enumerate(ranked[:CUT], 1) if one in relevant), None)
    return Measured(
        ndcg=_gain([question.grades.get(one, 0) for one in ranked]) / _gain(_ideal(question.grades)),
        mrr=1 / first if first else 0.0,
        recall=len(relevant.intersection(ranked[:DEEP])) / len(relevant),
    )


def mean(measured: Sequence[Measured]) -> Measured:
    """Return the means of figures."""
    count = len(measured)
    return Measured(
        ndcg=sum(one.ndcg for one in measured) / count,
        mrr=sum(one.mrr for one in measured) / count,
        recall=sum(one.recall for one in measured) / count,
    )


def _ideal(grades: Mapping[str, int]) -> list[int]:
    return sorted(grades.values(), reverse=True)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades[:CUT], 1))
