"""Sentences of a news text, and places where it may be cut."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import regex

from index.codec.cutting import UNITS_ENCODING
from search.answer import Span
from search.sentence_places import find_sentences, kinds

ENDS = regex.compile(
    r"""
    \n+                                   # a paragraph ends
    | (?:
        (?<! \b\p{L} ) (?<! \b\p{L}\p{M}+ ) \. # a full stop, but not after the initial of a name: د. أحمد
        | [!?؟…۔]
      )+
      ["'»”’)\]]*                          # the marks that close with it
      (?: \s(?!\p{Grapheme_Extend}|\p{M}|\u200d) )+
    """,
    regex.VERBOSE,
)
"""Where sentences end."""
_GRAPHEME = regex.compile(r"\X")
SPACE = regex.compile(r"\s(?!\p{Grapheme_Extend}|\p{M}|\u200d)")
"""White space. What carries a mark is a grapheme with it, and no place for a cut."""
# No grapheme that news prints is longer than this many code points.
_REACH = 64
_KEPT = 4_096
"""How many pairs of white space and what follows it stay known."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text in order, without the white space around them."""
    units = np.frombuffer(text.encode(UNITS_ENCODING), np.uint16)
    if len(units) > len(text):
        return _plainly(text)
    places = np.empty((len(units), 2), np.int64)
    return [*map(Span._make, places[: find_sentences(units, kinds(), places)].tolist())]


def _plainly(text: str) -> list[Span]:
    ends = [match.end() for match in ENDS.finditer(text)]
    stretches = [trimmed(text, start, end) for start, end in pairwise([0, *ends, len(text)])]
    return [one for one in stretches if one.start < one.end]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the stretch without the white space at its ends."""
    while start < end and _is_space(text, start):
        start += 1
    while end > start and _is_space(text, end - 1):
        end -= 1
    return Span(start, end)


def _is_space(text: str, place: int) -> bool:
    """Return whether there is white space that carries no mark."""
    return text[place : place + 1].isspace() and _begins_with_space(text[place : place + 2])


@lru_cache(_KEPT)
def _begins_with_space(two: str) -> bool:
    return SPACE.match(two) is not None


def cut_before(text: str, at: int, floor: int) -> int:
    """Return the last place at or before ``at``, and after ``floor``, where the text may be cut.

    That is a space between words, or, where there is none, the border of a grapheme (UAX 29).
    """
    if at >= len(text):
        return len(text)
    for place in range(at, floor, -1):
        if _is_space(text, place):
            return place
    return _grapheme_border(text, at)


def cut_after(text: str, at: int, ceiling: int) -> int:
    """Return the first place at or after ``at``, and before ``ceiling``, where a stretch may begin."""
    if at <= 0:
        return 0
    for place in range(at - 1, ceiling - 1):
        if _is_space(text, place):
            return place + 1
    return _grapheme_border(text, at)


def _grapheme_border(text: str, at: int) -> int:
    border = start = max(0, at - _REACH)
    for match in _GRAPHEME.finditer(text, start):
        if match.end() > at:
            break
        border = match.end()
    return border
