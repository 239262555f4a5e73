"""How likely one word was typed for another: letters that are alike, and keys that are neighbours."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from rapidfuzz.distance import OSA, Levenshtein

ALIKE = (
    "ضظ",
    "ذدز",
    "ثسص",
    "تط",
    "هحة",
    "قكغج",
    "اعء",
    "جش",
    "فب",
    "بپ",
)
"""Letters that sound alike in some part of the Arab world, or stand for one foreign sound."""

KEYBOARD = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
"""The rows of the Arabic keyboard of personal computers (ASMO 663, Windows 101)."""

ALIKE_COST = 0.5
NEIGHBOUR_COST = 0.7
SWAP_COST = 0.7
FIRST_LETTER = 0.3
"""What is added where the first letter differs: hands rarely slip there."""


def _pairs() -> Iterator[tuple[frozenset[str], float]]:
    for row in KEYBOARD:
        yield from ((frozenset(pair), NEIGHBOUR_COST) for pair in pairwise(row))
    for group in ALIKE:
        yield from ((frozenset(pair), ALIKE_COST) for pair in combinations(group, 2))


_COSTS = dict(_pairs())


def slip_cost(typed: str, meant: str) -> float:
    """Return the cost of having typed one word for another: about 1 for each slip, less for likely ones."""
    edits = Levenshtein.editops(typed, meant)
    if OSA.distance(typed, meant) < len(edits):
        cost = OSA.distance(typed, meant) * SWAP_COST
    else:
        cost = sum(_edit_cost(edit.tag, typed, edit.src_pos, meant, edit.dest_pos) for edit in edits)
    return cost + (FIRST_LETTER if typed[:1] != meant[:1] else 0)


def _edit_cost(tag: str, typed: str, here: int, meant: str, there: int) -> float:
    if tag != "replace":
        return 1.0
    return _COSTS.get(frozenset((typed[here], meant[there])), 1.0)
