"""One document of a segment, compared with the one that its stored article makes."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index import schema
from index.codec import layout
from index.codec.segment import Level, Segment
from index.document import Document, Positions

LOOKED_UP = 5
"""How many words of a field are looked up among the postings; the rows of words are compared whole."""

_TEXTS = {
    layout.N: (schema.TITLE_N, schema.BODY_N),
    layout.E: (schema.TITLE_E, schema.BODY_E),
    layout.D: (schema.TITLE_D, schema.BODY_D),
}
"""The fields whose words make up a document's row, by level."""


def compare(segment: Segment, number: int, expected: Document) -> str | None:
    """Return how a document of a segment differs from the expected one, or None."""
    problem = next(_differences(segment, number, expected), None)
    return problem and f"article {expected.keys[schema.ID][0]} {problem}"


def _differences(segment: Segment, number: int, expected: Document) -> Iterator[str]:
    yield from _of_keys(segment, number, expected.keys)
    yield from _of_numbers(segment, number, expected)
    yield from _of_rows(segment, number, expected)
    yield from _of_texts(segment, number, expected)
    yield from _of_author(segment.levels[layout.AUTHOR], number, expected.words[schema.AUTHOR_N])
    if segment.stored[number] != expected.stored:
        yield "is stored otherwise"


def _of_keys(segment: Segment, number: int, expected: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for field in layout.KEYS:
        for key in expected[field]:
            if number not in segment.keys[field].find(key):
                yield f"is not found by {field} {key!r}"
    for field in layout.FACETS:
        facet = segment.facets[field]
        found = [facet.keys[key].decode() for key in facet.groups()[facet.group[number]]]
        if found != list(expected[field]):
            yield f"has {found} for {field} instead of {list(expected[field])}"


def _of_numbers(segment: Segment, number: int, expected: Document) -> Iterator[str]:
    found = {field: int(segment.numbers[field][number]) for field in layout.NUMBERS}
    found |= {name: int(segment.lengths[field][number]) for name, field in layout.LENGTH_FIELDS.items()}
    for field, value in found.items():
        if value != expected.numbers[field]:
            yield f"has {value} for {field} instead of {expected.numbers[field]}"


def _of_rows(segment: Segment, number: int, expected: Document) -> Iterator[str]:
    row = segment.sequences.of(number)
    for level, (title, body) in _TEXTS.items():
        terms = segment.levels[level].terms
        found = [terms[term].decode() for term in segment.sequences.terms[level][row]]
        if found != _row(expected.words[title]) + _row(expected.words[body]):
            yield f"has other words in its row on level {level}"


def _of_texts(segment: Segment, number: int, expected: Document) -> Iterator[str]:
    length = expected.numbers[schema.TITLE_LENGTH]
    lead = int(segment.lengths[layout.LEAD][number])
    for level, fields in _TEXTS.items():
        title, body = (expected.words[field] for field in fields)
        for word in [*list(title)[:LOOKED_UP], *list(body)[:LOOKED_UP]]:
            in_title, in_body = title.get(word, ()), body.get(word, ())
            times = [len(in_title), len(in_body), sum(place < lead for place in in_body)]
            places = [*in_title, *(length + place for place in in_body)]
            if not _has(segment.levels[level], number, word, times, places):
                yield f"is not found by its word {word!r} on level {level}"


def _of_author(level: Level, number: int, expected: Positions) -> Iterator[str]:
    for word, places in expected.items():
        if not _has(level, number, word, [len(places)], places):
            yield f"is not found by its author's name {word!r}"


def _row(words: Positions) -> list[str]:
    placed = {place: word for word, places in words.items() for place in places}
    return [placed[place] for place in range(len(placed))]


def _has(level: Level, number: int, word: str, times: Sequence[int], places: Sequence[int]) -> bool:
    """Say whether a word stands in a document so often in each field, and at these positions."""
    term = level.find(word)
    if term is None:
        return False
    found = level.postings(term)
    at = int(np.searchsorted(found.documents, number))
    if at == len(found.documents) or found.documents[at] != number or found.times[at].tolist() != list(times):
        return False
    if not level.spec.positions:
        return True
    placed, positions = level.positions(term, found.times)
    return bool(positions[placed[at] : placed[at + 1]].tolist() == list(places))
