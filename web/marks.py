"""Matched words: a text is split into runs here and marked by a template's macro."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of text and whether it matched."""

    text: str
    is_match: bool


def marked(text: str, spans: Iterable[tuple[int, int]]) -> list[Run]:
    """Split a text into runs at its matched spans; joined, the runs are the text again.

    Spans are in order; where two overlap the later one begins at the end of the earlier one.
    """
    return [run for run in _runs(text, spans) if run.text]


def _runs(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Run]:
    position = 0
    for start, end in spans:
        begin = max(start, position)
        yield Run(text[position:begin], is_match=False)
        yield Run(text[begin:end], is_match=True)
        position = max(position, end)
    yield Run(text[position:], is_match=False)
