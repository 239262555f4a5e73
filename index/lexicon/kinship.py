"""Which stems are kin: what their letters let one suspect and their meanings confirm."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from index.codec.compiled import Places, Truths
from index.lexicon.letters import (
    long_sounds,
    long_spellings,
    roots,
    short_skeletons,
    skeletons,
    sounds,
    spellings,
    verbs,
)
from index.lexicon.meaning import Vectors

Pair: TypeAlias = tuple[int, int]

_LONGEST_GROUP = 400
"""Stems that share so little tell nothing of one another; the most frequent are looked at."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A reason to suspect that stems are kin: they share a key.

    Two are kin where the cosine of their vectors is ``least`` or more; where one of them is too rare for its
    company to tell, ``least_rare``. ``strict`` tells close kin from those that share a root alone. Where one
    is the name of a place or of a month, it is ``least_named``: nothing is derived from Berlin but what is
    of Berlin, though the letters of April are in it.
    """

    keys: Callable[[str], Iterable[str]]
    least: float
    strict: bool
    least_rare: float = 1.0
    least_named: float = 0.5


RELATIONS = (
    Relation(skeletons, 0.25, strict=True),
    Relation(short_skeletons, 0.35, strict=True),
    Relation(spellings, 0.25, strict=True, least_named=0.25),
    Relation(long_spellings, 0.25, strict=True, least_rare=0.0, least_named=0.0),
    Relation(sounds, 0.45, strict=True, least_named=0.45),
    Relation(long_sounds, 0.45, strict=True, least_rare=0.1, least_named=0.1),
    Relation(verbs, 0.2, strict=True, least_rare=-1.0),
    Relation(roots, 0.5, strict=True),
    Relation(roots, 0.3, strict=False),
)


def suspected(
    relations: Iterable[Relation], stems: Sequence[str], rare: Truths, named: Places, vectors: Vectors
) -> dict[Pair, float]:
    """Return the pairs that a relation holds for, and how near their meanings must be, the least of all.

    ``rare`` says which stems are so; ``named`` has the number of the place or month that a stem names, or -1.
    """
    pairs: dict[Pair, float] = {}
    for relation in relations:
        for group in _groups(relation, stems):
            few, name = rare[group], named[group]
            least = np.where(few | few[:, None], min(relation.least, relation.least_rare), relation.least)
            least = np.where(name == name[:, None], least, np.maximum(least, relation.least_named))
            near = vectors[group] @ vectors[group].T >= least
            for one, other in np.argwhere(np.triu(near, 1)).tolist():
                pair = group[one], group[other]
                pairs[pair] = min(pairs.get(pair, 1.0), float(least[one, other]))
    return pairs


def _groups(relation: Relation, stems: Sequence[str]) -> Iterator[list[int]]:
    """Yield the stems that share a key, ascending; only those of groups of two or more."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, stem in enumerate(stems):
        for key in sorted(set(relation.keys(stem))):
            groups[key].append(number)
    return (group[:_LONGEST_GROUP] for group in groups.values() if len(group) > 1)


Apart: TypeAlias = Callable[[Sequence[int], Sequence[int]], bool]
"""Says whether two families never are one, by their members."""


class Families:
    """Members joined into families by average link (Sokal and Michener 1958), the nearest first."""

    def __init__(self, vectors: Vectors, apart: Apart) -> None:
        self._vectors = vectors
        self._apart = apart
        self._family = list(range(len(vectors)))
        self._members = [[number] for number in range(len(vectors))]
        self._sums = vectors.copy()

    def join(self, pairs: Mapping[Pair, float]) -> None:
        """Join the families of pairs whose average nearness is what the pair asks for."""
        nearness = {pair: float(self._vectors[pair[0]] @ self._vectors[pair[1]]) for pair in pairs}
        for pair in sorted(pairs, key=lambda pair: (-nearness[pair], pair)):
            one, other = (self._family[number] for number in pair)
            if one == other or self._average(one, other) < pairs[pair]:
                continue
            if not self._apart(self._members[one], self._members[other]):
                self.unite(one, other)

    def unite(self, one: int, other: int) -> None:
        """Make one family of those of two members, whatever they mean."""
        kept, gone = sorted((self._family[one], self._family[other]))
        if kept == gone:
            return
        self._sums[kept] += self._sums[gone]
        self._members[kept] += self._members[gone]
        for member in self._members[gone]:
            self._family[member] = kept
        self._members[gone] = []

    def of(self) -> list[int]:
        """Return the family of each member: the lowest number in it."""
        return list(self._family)

    def _average(self, one: int, other: int) -> float:
        pairs = len(self._members[one]) * len(self._members[other])
        return float(self._sums[one] @ self._sums[other]) / pairs
