"""Sentences of a news text, and places where it may be cut."""

import re
from collections.abc import Iterator

import regex

from search.answer import Span

_END = regex.compile(
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
_MAY_END = re.compile(r"[\n.!?؟…۔]")
_GRAPHEME = regex.compile(r"\X")
# White space that carries a mark is a grapheme with it, and no place for a cut.
_SPACE = regex.compile(r"\s(?!\p{Grapheme_Extend}|\p{M}|\u200d)")
# No grapheme that news prints is longer than this many code points.
_REACH = 64


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
    """Yield where sentences end. Few places are looked at closely: where one may end is seen quickly."""
    end = 0
    for place in _MAY_END.finditer(text):
        if place.start() >= end and (match := _END.match(text, place.start())):
            end = match.end()
            yield end


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the stretch without the white space at its ends."""
    while start < end and text[start].isspace() and _SPACE.match(text, start):
        start += 1
    while end > start and text[end - 1].isspace() and _SPACE.match(text, end - 1):
        end -= 1
    return Span(start, end)


def cut_before(text: str, at: int, floor: int) -> int:
    """Return the last place at or before ``at``, and after ``floor``, where the text may be cut.

    That is a space between words, or, where there is none, the border of a grapheme (UAX 29).
    """
    if at >= len(text):
        return len(text)
    for place in range(at, floor, -1):
        if _SPACE.match(text, place):
            return place
    return _grapheme_border(text, at)


def cut_after(text: str, at: int, ceiling: int) -> int:
    """Return the first place at or after ``at``, and before ``ceiling``, where a stretch may begin."""
    if at <= 0:
        return 0
    for place in range(at - 1, ceiling - 1):
        if _SPACE.match(text, place):
            return place + 1
    return _grapheme_border(text, at)


def _grapheme_border(text: str, at: int) -> int:
    border = start = max(0, at - _REACH)
    for match in _GRAPHEME.finditer(text, start):
        if match.end() > at:
            break
        border = match.end()
    return border
