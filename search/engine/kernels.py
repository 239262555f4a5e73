"""The hot loops of the engine, compiled: marking, finding, scoring, and the heap of the best.

``word_kernels`` and ``place_kernels`` have the others.

Each reads the postings of one term in one segment, block by block. Documents are numbers in the segment.
``level`` has the arrays of the term's level, ``block`` is the term's first block, ``count`` its postings.
Each has a plain twin in the tests.
"""

from typing import TypeAlias

import numpy as np

from index.codec.compiled import (
    FLOATS,
    FLOATS_2,
    NUMBERS,
    NUMBERS_2,
    PLACES,
    PLACES_2,
    TO_FLOATS,
    TO_NUMBERS,
    TO_PLACES,
    TO_TRUTHS,
    Floats,
    Numbers,
    Places,
    Truths,
    b1,
    compiled,
    f8,
    i8,
    same_type_tuple,
    u4,
    void,
)
from index.codec.layout import BLOCK, LEVELS, MOST_FIELDS
from index.codec.postings import (
    PACKED,
    Packed,
    code_at,
    unpack_codes,
    unpack_documents,
    unpack_gaps,
)

BY_FIELD = same_type_tuple(f8, MOST_FIELDS)
ByField: TypeAlias = tuple[float, float, float]
LEVEL_TUPLE = same_type_tuple(PACKED, len(LEVELS))
_NO_DOCUMENT = np.uint32(0xFFFFFFFF)
NEARLY = 1 - 1e-12
"""The share of a sum of scores that is sure whatever the order of adding."""


@compiled(b1(PACKED, u4, FLOATS))
def counts(level: Packed, code: np.uint32, boosts: Floats) -> bool:
    """Return whether a posting is of a field in which its term counts."""
    counts = False
    for field in range(len(boosts)):
        counts |= boosts[field] > 0.0 and level.times_of[code, field] > 0
    return counts


@compiled(i8(FLOATS))
def only_field(boosts: Floats) -> int:
    """Return the only field in which a term counts, or -1 where it counts in several."""
    only = -1
    for field in range(len(boosts)):
        if boosts[field] > 0.0:
            if only >= 0:
                return -1
            only = field
    return only


@compiled(void(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, TO_TRUTHS))
def mark(levels: tuple[Packed, ...], lists: Places, asked: Places, boosts: Floats, mask: Truths) -> None:
    """Mark the documents that have any of the asked terms in a field in which it counts."""
    documents = np.empty(BLOCK, np.uint32)
    codes = np.empty(BLOCK, np.uint32)
    for number in range(len(asked)):
        listed = lists[asked[number]]
        level, block, count = levels[listed[0]], listed[1], listed[2]
        # Every posting is of a field that is placed.
        anywhere = boosts[number, : listed[3]].all()
        for begin in range(0, count, BLOCK):
            size = min(BLOCK, count - begin)
            unpack_documents(level, block, size, documents, 0)
            if anywhere:
                for i in range(size):
                    mask[documents[i]] = True
            else:
                unpack_codes(level, block, size, codes, 0)
                for i in range(size):
                    if counts(level, codes[i], boosts[number]):
                        mask[documents[i]] = True
            block += 1


@compiled(BY_FIELD(FLOATS))
def by_field(numbers: Floats) -> ByField:
    """Return numbers by field as a loop keeps them at hand, which it does not do with an array."""
    return numbers[0], numbers[1], numbers[2]


@compiled(f8(NUMBERS_2, NUMBERS_2, u4, u4, BY_FIELD, f8, BY_FIELD))
def score_of(
    times_of: Numbers,
    lengths: Numbers,
    document: np.uint32,
    code: np.uint32,
    weights: ByField,
    flat: float,
    steep: ByField,
) -> float:
    """Return the score of a posting: weight times frequency / (frequency + flat + steep * length), summed.

    A field without weight adds nothing; the level need not have it.
    """
    score = 0.0
    for field in range(MOST_FIELDS):
        if weights[field] > 0.0:
            times = times_of[code, field]
            if times > 0:
                length = lengths[field, document]
                score += weights[field] * times / (times + flat + steep[field] * length)
    return score


@compiled(void(TO_FLOATS, TO_NUMBERS, i8, f8, u4))
def _sink(scores: Floats, documents: Numbers, at: int, score: float, document: np.uint32) -> None:
    """Put a document into a heap of the best at a place or further down; the worst of all stands first.

    Of two that score the same, the one with the higher number is worse.
    """
    while True:
        child = 2 * at + 1
        if child >= len(scores):
            break
        other = child + 1
        if other < len(scores) and (
            scores[other] < scores[child]
            or (scores[other] == scores[child] and documents[other] > documents[child])
        ):
            child = other
        if scores[child] > score or (scores[child] == score and documents[child] < document):
            break
        scores[at] = scores[child]
        documents[at] = documents[child]
        at = child
    scores[at] = score
    documents[at] = document


@compiled(void(TO_FLOATS, TO_NUMBERS, f8, u4))
def take(scores: Floats, documents: Numbers, score: float, document: np.uint32) -> None:
    """Put a document into a heap of the best in place of the worst, unless it is worse."""
    if score > scores[0] or (score == scores[0] and document <= documents[0]):
        _sink(scores, documents, 0, score, document)


@compiled(void(TO_FLOATS, TO_NUMBERS))
def empty(best: Floats, best_documents: Numbers) -> None:
    """Make a heap of the best hold nobody: every place scores -1."""
    best[:] = -1.0
    best_documents[:] = _NO_DOCUMENT


@compiled(i8(PACKED, i8, i8, u4))
def block_of(level: Packed, block: int, last: int, wanted: np.uint32) -> int:
    """Return the block, from one on, in which a document is if the list has it."""
    if block < last and level.first[block + 1] <= wanted:
        step = 1
        while block + step <= last and level.first[block + step] <= wanted:
            block += step
            step *= 2
        high = min(block + step, last + 1)
        while high - block > 1:
            middle = (block + high) // 2
            if level.first[middle] <= wanted:
                block = middle
            else:
                high = middle
    return block


@compiled(i8(PLACES, i8))
def size_of_block(listed: Places, block: int) -> int:
    """Return how many postings a block of a term has, by the term's row in a table."""
    last = listed[1] + (listed[2] - 1) // BLOCK
    return BLOCK if block < last else (listed[2] - 1) % BLOCK + 1


@compiled(i8(PACKED, i8, i8, NUMBERS, i8, TO_NUMBERS, TO_NUMBERS, TO_PLACES, TO_PLACES))
def find(
    level: Packed,
    block: int,
    count: int,
    candidates: Numbers,
    size: int,
    codes: Numbers,
    found: Numbers,
    blocks: Places,
    places: Places,
) -> int:
    """Find those of ``size`` ascending candidates that a term has; return how many.

    For each: which candidate it is (``found``), its code, its block and its place there.
    """
    last = block + (count - 1) // BLOCK
    gaps = np.empty(BLOCK, np.uint32)
    current = np.int64(-1)
    document = np.uint32(0)
    here = 0
    at = 0
    hits = 0
    for number in range(size if count > 0 else 0):
        wanted = candidates[number]
        block = block_of(level, block, last, wanted)
        if level.first[block] > wanted:
            continue
        if current != block:
            current = np.int64(block)
            here = BLOCK if block < last else (count - 1) % BLOCK + 1
            unpack_gaps(level, block, here, gaps, 0)
            document = level.first[block]
            at = 0
        while document < wanted and at + 1 < here:
            at += 1
            document += gaps[at] + np.uint32(1)
        if document == wanted:
            found[hits] = number
            codes[hits] = code_at(level, block, here, at)
            blocks[hits] = block
            places[hits] = at
            hits += 1
    return hits


@compiled(void(PACKED, i8, i8, FLOATS, f8, FLOATS, NUMBERS, i8, TO_FLOATS))
def add_scores_of(
    level: Packed,
    block: int,
    count: int,
    weights: Floats,
    flat: float,
    steep: Floats,
    candidates: Numbers,
    size: int,
    scores: Floats,
) -> None:
    """Add the scores of a term to those of ``size`` ascending candidates only."""
    times_of, lengths = level.times_of, level.lengths
    weight, slope = by_field(weights), by_field(steep)
    codes = np.empty(size, np.uint32)
    found = np.empty(size, np.uint32)
    blocks = np.empty(size, np.int64)
    places = np.empty(size, np.int64)
    hits = find(level, block, count, candidates, size, codes, found, blocks, places)
    for hit in range(hits):
        document = candidates[found[hit]]
        scores[document] += score_of(times_of, lengths, document, codes[hit], weight, flat, slope)


@compiled(void(LEVEL_TUPLE, PLACES_2, FLOATS_2, PLACES, FLOATS_2, i8, i8, f8, FLOATS_2, NUMBERS, TO_FLOATS))
def add_scores_of_asked(
    levels: tuple[Packed, ...],
    lists: Places,
    idf: Floats,
    asked: Places,
    boosts: Floats,
    first: int,
    end: int,
    flat: float,
    steep: Floats,
    candidates: Numbers,
    scores: Floats,
) -> None:
    """Add the scores of the asked terms from one place to another to those of ascending candidates."""
    weights = np.empty(boosts.shape[1])
    for number in range(first, end):
        term = asked[number]
        kind, block, count = lists[term, 0], lists[term, 1], lists[term, 2]
        for field in range(len(weights)):
            weights[field] = boosts[number, field] * idf[term, field]
        size = len(candidates)
        add_scores_of(levels[kind], block, count, weights, flat, steep[kind], candidates, size, scores)


@compiled(i8(TO_FLOATS, TO_NUMBERS))
def put_in_order(best: Floats, best_documents: Numbers) -> int:
    """Sort a heap of the best, best first, and return how many there are."""
    for end in range(len(best) - 1, 0, -1):
        score, document = best[0], best_documents[0]
        last_score, last_document = best[end], best_documents[end]
        take(best[:end], best_documents[:end], last_score, last_document)
        best[end] = score
        best_documents[end] = document
    size = 0
    while size < len(best) and best[size] >= 0.0:
        size += 1
    return size


@compiled(void(NUMBERS, i8, FLOATS, TO_FLOATS, TO_NUMBERS))
def take_all(met: Numbers, size: int, scores: Floats, best: Floats, best_documents: Numbers) -> None:
    """Fill a heap with the best of the documents met."""
    empty(best, best_documents)
    for i in range(size):
        take(best, best_documents, scores[met[i]], met[i])
