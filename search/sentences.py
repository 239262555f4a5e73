"""Sentences of a news text, and places where it may be cut."""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from search.answer import Span

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
_MAY_END = re.compile(r"""[\n.!?؟…۔](?:(?<=\n)|(?=["'»”’)\]\s]))""")
"""Finds quickly where a sentence may end: few places are left to be looked at closely."""
_GRAPHEME = regex.compile(r"\X")
SPACE = regex.compile(r"\s(?!\p{Grapheme_Extend}|\p{M}|\u200d)")
"""White space. What carries a mark is a grapheme with it, and no place for a cut."""
# No grapheme that news prints is longer than this many code points.
_REACH = 64
_KEPT = 4_096
"""How many pairs of white space and what follows it stay known."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text in order, without the white space around them."""
    found = []
    start = 0
    for end in (*_ends(text), len(text)):
        stretch = trimmed(text, start, end)
        if stretch.start < stretch.end:
            found.append(stretch)
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end."""
    end = 0
    for found in _MAY_END.finditer(text):
        place = found.start()
        if place >= end and (match := ENDS.match(text, place)):
            end = match.end()
            yield end


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
