"""The hot loops that find the best documents for any of some words; compiled.

Each posting has a code, which tells the most that it adds to a score without a look at the document's length
(``index/codec/codes``). These are added up for all documents, in 16 bits each, rounded up; the documents that
are first by these sums are scored exactly, and then all that can still be as good. To read every posting that
way takes less time than to find out which of them need not be read.

Words, their stems and their kin are asked together by the kin alone, their *head*: a word as written stands
nowhere where its kin do not, and no more often in any field, so what all add to a score is at most what the
kin would add if they weighed as much as all.
"""

from typing import NamedTuple

import numpy as np

from index.codec.compiled import (
    FLOATS_2,
    NUMBERS,
    PLACES,
    PLACES_2,
    SINGLES_2,
    TO_FLOATS,
    TO_FLOATS_2,
    TO_NUMBERS,
    TO_PLACES,
    TO_SHORTS,
    TRUTHS,
    Floats,
    Numbers,
    Places,
    Shorts,
    Singles,
    Truths,
    compiled,
    f8,
    i8,
    named_tuple,
    same_type_tuple,
    u2,
    void,
)
from index.codec.layout import BLOCK, LEVELS, MOST_FIELDS
from index.codec.postings import PACKED, Packed, unpack_codes, unpack_gaps
from search.engine.kernels import (
    BY_FIELD,
    LEVEL_TUPLE,
    NEARLY,
    ByField,
    add_scores_of,
    by_field,
    empty,
    put_in_order,
    take,
)

SHARES_TUPLE = same_type_tuple(SINGLES_2, len(LEVELS))
_CHUNK = 512
"""So many documents are passed over together where none of them can be among the best."""
_FIRST = 2
"""How many times as many documents as are asked for are scored first."""
_SURELY = 1 + 1e-6
"""What makes up for rounding in single precision."""
LONG = 2048
"""Postings from which on a head may be read last."""
_LITTLE = 0.06
"""The most, as a share of all, that the heads add together that are read last."""
_LOOKED_UP = 1000
"""Postings that are read in the time in which a document is scored."""
_MOST = 0xFFFF
"""The greatest sum of 16 bits."""
_1 = np.uint64(1)


class Question(NamedTuple):
    """Some terms of a table, whose ``lists`` these are: which are ``asked``, what each weighs by field."""

    lists: Places
    asked: Places
    weights: Floats
    flat: float
    steep: Floats


QUESTION = named_tuple((PLACES_2, PLACES, TO_FLOATS_2, f8, FLOATS_2), Question)


class Heads(NamedTuple):
    """The heads of the terms of a question that any document has, and what each weighs by field at most."""

    terms: Places
    weights: Floats


HEADS = named_tuple((TO_PLACES, TO_FLOATS_2), Heads)


@compiled(void(QUESTION, TO_PLACES, TO_FLOATS_2, i8))
def _rarest_first(question: Question, terms: Places, weights: Floats, size: int) -> None:
    """Put terms, and what they weigh, in the order of how many postings they have."""
    for end in range(1, size):
        at = end
        while at > 0 and question.lists[terms[at], 2] < question.lists[terms[at - 1], 2]:
            terms[at], terms[at - 1] = terms[at - 1], terms[at]
            for field in range(MOST_FIELDS):
                weights[at, field], weights[at - 1, field] = weights[at - 1, field], weights[at, field]
            at -= 1


@compiled(HEADS(QUESTION, PLACES))
def _heads(question: Question, head_of: Places) -> Heads:
    """Return the heads of a question, the rarest first; ``head_of`` has that of each term asked."""
    terms = np.empty(len(head_of), np.int64)
    weights = np.zeros((len(head_of), MOST_FIELDS))
    size = 0
    for number in range(len(head_of)):
        head = head_of[number]
        if question.lists[head, 2] == 0:
            continue
        at = 0
        while at < size and terms[at] != head:
            at += 1
        if at == size:
            terms[at] = head
            size += 1
        for field in range(MOST_FIELDS):
            weights[at, field] += question.weights[number, field]
    _rarest_first(question, terms, weights, size)
    return Heads(terms[:size], weights[:size])


@compiled(TO_SHORTS(SINGLES_2, i8, BY_FIELD, f8))
def _by_code(shares: Singles, codes: int, weights: ByField, scale: float) -> Shorts:
    """Return the most that a posting of each of the first codes adds, times the scale and rounded up."""
    surely = scale * _SURELY
    title, body, lead = (
        np.float32(weights[0] * surely),
        np.float32(weights[1] * surely),
        np.float32(weights[2] * surely),
    )
    most = np.empty(codes, np.uint16)
    for code in range(codes):
        own = title * shares[0, code] + body * shares[1, code] + lead * shares[2, code]
        most[code] = np.uint16(own) + np.uint16(1)
    return most


@compiled(i8(PACKED, PLACES))
def _codes(level: Packed, listed: Places) -> int:
    """Return a number that is greater than all codes of a term; the most used codes are the lowest."""
    codes = np.int64(1)
    for block in range(listed[1], listed[1] + (listed[2] - 1) // BLOCK + 1):
        codes = max(codes, np.int64(1) << np.int64(level.widths[block, 1]))
    return int(min(codes, np.int64(len(level.times_of))))


@compiled(void(PACKED, SINGLES_2, PLACES, BY_FIELD, f8, TO_SHORTS))
def _add_postings(
    level: Packed, shares: Singles, listed: Places, weights: ByField, scale: float, sums: Shorts
) -> None:
    """Add the most that the postings of a term add to what documents can score."""
    most = _by_code(shares, _codes(level, listed), weights, scale)
    gaps, codes = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    block = listed[1]
    for begin in range(0, listed[2], BLOCK):
        size = min(BLOCK, listed[2] - begin)
        unpack_gaps(level, block, size, gaps, 0)
        unpack_codes(level, block, size, codes, 0)
        document = np.uint64(level.first[block]) - _1
        for i in range(size):
            document += np.uint64(gaps[i]) + _1
            sums[document] += most[codes[i]]
        block += 1


@compiled(f8(HEADS, i8))
def _weight(heads: Heads, first: int) -> float:
    """Return the most that the heads from one on add to a score."""
    return np.float64(heads.weights[first:].sum())


@compiled(i8(QUESTION, HEADS, i8))
def _postings(question: Question, heads: Heads, first: int) -> int:
    """Return how many postings the heads from one on have."""
    count = 0
    for head in range(first, len(heads.terms)):
        count += question.lists[heads.terms[head], 2]
    return count


@compiled(i8(QUESTION, HEADS))
def _essential(question: Question, heads: Heads) -> int:
    """Return how many heads are read at once: all but long ones that together add little to any score."""
    little = _weight(heads, 0) * _LITTLE
    size = len(heads.terms)
    while size > 1 and question.lists[heads.terms[size - 1], 2] > LONG and _weight(heads, size - 1) < little:
        size -= 1
    return size


@compiled(void(LEVEL_TUPLE, SHARES_TUPLE, QUESTION, HEADS, i8, i8, f8, TRUTHS, TO_SHORTS))
def _add_heads(
    levels: tuple[Packed, ...],
    shares: tuple[Singles, ...],
    question: Question,
    heads: Heads,
    first: int,
    end: int,
    scale: float,
    allowed: Truths,
    sums: Shorts,
) -> None:
    """Add the most that the postings of some heads add to what documents that are allowed can score."""
    for head in range(first, end):
        listed = question.lists[heads.terms[head]]
        weights = by_field(heads.weights[head])
        _add_postings(levels[listed[0]], shares[listed[0]], listed, weights, scale, sums)
    for document in range(len(allowed)):
        if not allowed[document]:
            sums[document] = 0


@compiled(TO_SHORTS(TO_SHORTS))
def _tops(sums: Shorts) -> Shorts:
    """Return the most that any document of each chunk can score."""
    tops = np.empty(len(sums) // _CHUNK, np.uint16)
    for chunk in range(len(tops)):
        top = np.uint16(0)
        for place in range(_CHUNK):
            top = max(top, sums[chunk * _CHUNK + place])
        tops[chunk] = top
    return tops


@compiled(u2(TO_SHORTS, i8))
def _largest(numbers: Shorts, place: int) -> np.uint16:
    """Return the number at a place from the greatest on, or zero where there are no more."""
    if place > len(numbers):
        return np.uint16(0)
    at = len(numbers) - place
    return np.uint16(np.partition(numbers, at)[at])


@compiled(TO_NUMBERS(TO_SHORTS, TO_SHORTS, f8))
def _hopeful(sums: Shorts, tops: Shorts, needed: float) -> Numbers:
    """Return, ascending, the documents that can score so much, and anything."""
    least = np.uint16(max(min(np.ceil(needed), _MOST), 1.0))
    count = 0
    for chunk in range(len(tops)):
        if tops[chunk] >= least:
            for document in range(chunk * _CHUNK, (chunk + 1) * _CHUNK):
                count += sums[document] >= least
    found = np.empty(count, np.uint32)
    size = 0
    for chunk in range(len(tops)):
        if tops[chunk] >= least:
            for document in range(chunk * _CHUNK, (chunk + 1) * _CHUNK):
                if sums[document] >= least:
                    found[size] = document
                    size += 1
    return found


@compiled(TO_NUMBERS(TO_SHORTS, TO_SHORTS, i8))
def _promising(sums: Shorts, tops: Shorts, most: int) -> Numbers:
    """Return, ascending, the documents that can score most: about so many."""
    # As many documents as chunks score what the last of the best chunks can: no other is among the best.
    found = _hopeful(sums, tops, np.float64(_largest(tops, most)))
    return found[sums[found] >= _largest(sums[found], most)]


@compiled(void(LEVEL_TUPLE, QUESTION, NUMBERS, TO_FLOATS, TO_FLOATS, TO_NUMBERS))
def _take_exactly(
    levels: tuple[Packed, ...],
    question: Question,
    documents: Numbers,
    scores: Floats,
    best: Floats,
    best_documents: Numbers,
) -> None:
    """Score ascending documents, and take the best among the best; ``scores`` are zero before and after.

    The terms are added in the order in which they are asked, so that what is alike scores alike.
    """
    for number in range(len(question.asked)):
        listed = question.lists[question.asked[number]]
        level, steep = levels[listed[0]], question.steep[listed[0]]
        weights, size = question.weights[number], len(documents)
        add_scores_of(level, listed[1], listed[2], weights, question.flat, steep, documents, size, scores)
    for document in documents:
        if scores[document] > 0.0:
            take(best, best_documents, scores[document], document)
        scores[document] = 0.0


@compiled(
    i8(
        LEVEL_TUPLE, SHARES_TUPLE, PLACES_2, FLOATS_2, PLACES, PLACES, FLOATS_2, f8, FLOATS_2,
        i8, f8, TRUTHS, TO_FLOATS, TO_FLOATS, TO_NUMBERS,
    )
)  # fmt: skip
def best_of_words(
    levels: tuple[Packed, ...],
    shares: tuple[Singles, ...],
    lists: Places,
    idf: Floats,
    asked: Places,
    head_of: Places,
    boosts: Floats,
    flat: float,
    steep: Floats,
    documents: int,
    least: float,
    allowed: Truths,
    scores: Floats,
    best: Floats,
    best_documents: Numbers,
) -> int:
    """Find the best documents for any of some terms, best first, and return how many there are.

    Those that score less than ``least`` may be left out. ``lists`` and ``idf`` are a table's, of which terms
    are ``asked``, with ``boosts`` by field; ``head_of`` has the head of each, itself where it is its own.
    ``shares`` has by level the greatest share of each code by field. ``scores`` are zero before and after.
    """
    empty(best, best_documents)
    question = Question(lists, asked, boosts * idf[asked], flat, steep)
    heads = _heads(question, head_of)
    if len(heads.terms) == 0:
        return 0
    scale = max(_MOST - len(heads.terms), 1) / _weight(heads, 0)
    sums = np.zeros(((documents - 1) // _CHUNK + 1) * _CHUNK, np.uint16)
    essential = _essential(question, heads)
    _add_heads(levels, shares, question, heads, 0, essential, scale, allowed, sums)
    tops = _tops(sums)
    promising = _promising(sums, tops, _FIRST * len(best))
    _take_exactly(levels, question, promising, scores, best, best_documents)
    for document in promising:
        sums[document] = 0
    needed = max(least, best[0]) * NEARLY
    others = _hopeful(sums, tops, (needed - _weight(heads, essential)) * scale)
    postings = _postings(question, heads, essential)
    # Who needs nothing from the heads that were read may have all of it from those that were not.
    if postings > 0 and (needed <= _weight(heads, essential) or len(others) * _LOOKED_UP > postings):
        _add_heads(levels, shares, question, heads, essential, len(heads.terms), scale, allowed, sums)
        for document in promising:
            sums[document] = 0
        others = _hopeful(sums, _tops(sums), needed * scale)
    _take_exactly(levels, question, others, scores, best, best_documents)
    return put_in_order(best, best_documents)
