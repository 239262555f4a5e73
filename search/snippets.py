"""Snippets: the passages of an article that show best why it was found."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.codec.compiled import Bytes, Truths
from search.answer import Snippet, Span
from search.characters import grapheme_borders, kinds_of
from search.passage_places import MOST_PASSAGES, NO_BORDERS, find_opening, find_passages

ELLIPSIS = "…"
JOIN = " … "
_UNKNOWN: Truths = np.empty(0, np.bool_)


class Found(NamedTuple):
    """A matched stretch of a text, which word of the query it answers, and how telling that word is.

    ``only_kin`` says that it is no form of that word, only kin to it.
    """

    start: int
    end: int
    key: str
    weight: float = 1.0
    only_kin: bool = False


def snippet(body: str, found: Sequence[Found], *, length: int = 240) -> Snippet:
    """Return the best passages of a body, at most about ``length`` code points, with the spans found in them.

    Passages are whole sentences where they fit. Without anything found, which is in the order of its places,
    it is the beginning of the body.
    """
    return _joined(body, passages(body, found, length), found)


def passages(body: str, found: Sequence[Found], length: int) -> list[Span]:
    """Return where the passages of a snippet are, in reading order."""
    kinds = kinds_of(body)
    if not found:
        return [_opening(body, kinds, length)]
    starts, ends, keys, weighed, _ = zip(*found, strict=True)
    numbers: dict[str, int] = {}
    stretches = np.array((starts, ends), np.int64)
    words = np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)
    weights = np.array(weighed, np.float64)
    places = np.empty((MOST_PASSAGES, 2), np.int64)
    count = find_passages(kinds, stretches, words, weights, length, _UNKNOWN, places)
    if count == NO_BORDERS:  # which is seldom, and takes long to find out
        borders = grapheme_borders(body)
        count = find_passages(kinds, stretches, words, weights, length, borders, places)
    return [Span(start, end) for start, end in places[:count].tolist()]


def _opening(body: str, kinds: Bytes, length: int) -> Span:
    start, end = find_opening(kinds, length, _UNKNOWN)
    if start == NO_BORDERS:
        start, end = find_opening(kinds, length, grapheme_borders(body))
    return Span(start, end)


def _joined(body: str, shown: Sequence[Span], found: Sequence[Found]) -> Snippet:
    text = ""
    spans: list[Span] = []
    for number, (start, end) in enumerate(shown):
        text += JOIN if number else (ELLIPSIS if _cut_before(body, start) else "")
        shift = len(text) - start
        text += body[start:end].replace("\n", " ")
        inside = [one for one in found if start <= one.start and one.end <= end]
        spans += [Span(one.start + shift, one.end + shift) for one in inside]
    if shown and _cut_after(body, shown[-1].end):
        text += ELLIPSIS
    return Snippet(text, united(spans))


def united(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in order, overlapping ones made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _cut_before(body: str, at: int) -> bool:
    before = body[:at].rstrip(" \t")
    return bool(before) and before[-1] not in '.!?؟…۔\n"»”)'


def _cut_after(body: str, at: int) -> bool:
    return bool(body[at:].strip()) and body[at - 1] not in '.!?؟…۔"»”)' and not body[at:].startswith("\n")
