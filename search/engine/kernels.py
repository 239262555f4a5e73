"""The hot loops of the engine, compiled: marking, scoring and pruning; ``place_kernels`` has the others.

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
    TO_FLOATS_2,
    TO_NUMBERS,
    TO_PLACES,
    TO_PLACES_2,
    TO_TRUTHS,
    TRUTHS,
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
from index.codec.layout import (
    BLOCK,
    LEVELS,
    MOST_FIELDS,
    MOST_PAIR_LENGTH,
    MOST_PAIR_TIMES,
    PAIR_LENGTH_BITS,
    PAIR_TIMES_BITS,
)
from index.codec.postings import PACKED, Packed, unpack_code, unpack_codes, unpack_documents

BY_FIELD = same_type_tuple(f8, MOST_FIELDS)
ByField: TypeAlias = tuple[float, float, float]
LEVEL_TUPLE = same_type_tuple(PACKED, len(LEVELS))
_NO_DOCUMENT = np.uint32(0xFFFFFFFF)
NEARLY = 1 - 1e-12
"""The share of a sum of scores that is sure whatever the order of adding."""
_READ_ANYWAY = 16
"""Postings for each document looked for up to which reading them all is quicker than finding the few."""
_FIELD_SHIFT = PAIR_TIMES_BITS + PAIR_LENGTH_BITS
_NO_BOUND = MOST_PAIR_TIMES


@compiled(b1(PACKED, u4, FLOATS))
def counts(level: Packed, code: np.uint32, boosts: Floats) -> bool:
    """Return whether a posting is of a field in which its term counts."""
    counts = False
    for field in range(len(boosts)):
        counts |= boosts[field] > 0.0 and level.times_of[code, field] > 0
    return counts


@compiled(void(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, TO_TRUTHS))
def mark(levels: tuple[Packed, ...], lists: Places, asked: Places, boosts: Floats, mask: Truths) -> None:
    """Mark the documents that have any of the asked terms in a field in which it counts."""
    documents = np.empty(BLOCK, np.uint32)
    codes = np.empty(BLOCK, np.uint32)
    for number in range(len(asked)):
        term = asked[number]
        level, block, count = levels[lists[term, 0]], lists[term, 1], lists[term, 2]
        # Every posting is of a field that is placed.
        anywhere = boosts[number, : lists[term, 3]].all()
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
def _by_field(numbers: Floats) -> ByField:
    """Return numbers by field as a loop keeps them at hand, which it does not do with an array."""
    return numbers[0], numbers[1], numbers[2]


@compiled(f8(NUMBERS_2, NUMBERS_2, u4, u4, BY_FIELD, f8, BY_FIELD))
def _score(
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
def _take(scores: Floats, documents: Numbers, score: float, document: np.uint32) -> None:
    """Put a document into a heap of the best in place of the worst, unless it is worse."""
    if score > scores[0] or (score == scores[0] and document <= documents[0]):
        _sink(scores, documents, 0, score, document)


@compiled(void(TO_FLOATS, TO_NUMBERS, f8, u4))
def _raise(scores: Floats, documents: Numbers, score: float, document: np.uint32) -> None:
    """Put a document into a heap of the best, or with its new score in its place where it is there."""
    at = 0
    for place in range(len(documents)):
        if documents[place] == document:
            at = place
    _sink(scores, documents, at, score, document)


@compiled(void(TO_FLOATS, TO_NUMBERS))
def _empty(best: Floats, best_documents: Numbers) -> None:
    """Make a heap of the best hold nobody: every place scores -1."""
    best[:] = -1.0
    best_documents[:] = _NO_DOCUMENT


@compiled(
    i8(PACKED, i8, i8, FLOATS, f8, FLOATS, f8, f8, TRUTHS, TO_FLOATS, TO_NUMBERS, i8, TO_FLOATS, TO_NUMBERS)
)
def _add_scores(
    level: Packed,
    block: int,
    count: int,
    weights: Floats,
    flat: float,
    steep: Floats,
    least: float,
    left: float,
    allowed: Truths,
    scores: Floats,
    met: Numbers,
    size: int,
    best: Floats,
    best_documents: Numbers,
) -> int:
    """Add the scores of a term to those of its documents; return how many documents were met by now.

    Documents whose score was zero are added to those ``met``, of which there are ``size``, unless even with
    ``left``, the most that other terms can add, they score less than ``least`` or the worst of the best.
    Where ``allowed`` is not empty, others are passed over. The heap of the best is kept.
    """
    times_of, lengths = level.times_of, level.lengths
    weight, slope = _by_field(weights), _by_field(steep)
    documents = np.empty(BLOCK, np.uint32)
    codes = np.empty(BLOCK, np.uint32)
    needed = max(least, best[0]) * NEARLY - left
    for begin in range(0, count, BLOCK):
        here = min(BLOCK, count - begin)
        unpack_documents(level, block, here, documents, 0)
        unpack_codes(level, block, here, codes, 0)
        for i in range(here):
            document = documents[i]
            if len(allowed) == 0 or allowed[document]:
                before = scores[document]
                score = before + _score(times_of, lengths, document, codes[i], weight, flat, slope)
                if before == 0.0:
                    if score < needed or score == 0.0:
                        continue
                    met[size] = document
                    size += 1
                    scores[document] = score
                    if score > best[0]:
                        _sink(best, best_documents, 0, score, document)
                        needed = max(least, best[0]) * NEARLY - left
                else:
                    scores[document] = score
                    if score > best[0]:
                        _raise(best, best_documents, score, document)
                        needed = max(least, best[0]) * NEARLY - left
        block += 1
    return size


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
    documents = np.empty(BLOCK, np.uint32)
    last = block + (count - 1) // BLOCK
    current = np.int64(-1)
    here = 0
    at = 0
    hits = 0
    for number in range(size if count > 0 else 0):
        wanted = candidates[number]
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
        if level.first[block] > wanted:
            continue
        if current != block:
            current = np.int64(block)
            here = BLOCK if block < last else (count - 1) % BLOCK + 1
            unpack_documents(level, block, here, documents, 0)
            at = 0
        while at < here and documents[at] < wanted:
            at += 1
        if at < here and documents[at] == wanted:
            found[hits] = number
            unpack_code(level, block, here, at, codes, hits)
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
    weight, slope = _by_field(weights), _by_field(steep)
    codes = np.empty(size, np.uint32)
    found = np.empty(size, np.uint32)
    blocks = np.empty(size, np.int64)
    places = np.empty(size, np.int64)
    hits = find(level, block, count, candidates, size, codes, found, blocks, places)
    for hit in range(hits):
        document = candidates[found[hit]]
        scores[document] += _score(times_of, lengths, document, codes[hit], weight, flat, slope)


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


@compiled(void(NUMBERS, i8, i8, f8, FLOATS, TO_FLOATS))
def shares(pairs: Numbers, begin: int, end: int, flat: float, steep: Floats, most: Floats) -> None:
    """Write the most that frequency / (frequency + flat + steep * length) can be in each field of a term.

    ``pairs`` has, from one place to another, the competitive pairs of the term or of a block of it.
    """
    for i in range(begin, end):
        field = pairs[i] >> np.uint32(_FIELD_SHIFT)
        times = (pairs[i] >> np.uint32(PAIR_LENGTH_BITS)) & np.uint32(MOST_PAIR_TIMES)
        length = pairs[i] & np.uint32(MOST_PAIR_LENGTH)
        share = 1.0
        if times != np.uint32(_NO_BOUND):
            share = times / (times + flat + steep[field] * length)
        most[field] = max(most[field], share)


@compiled(i8(TO_FLOATS, TO_NUMBERS))
def put_in_order(best: Floats, best_documents: Numbers) -> int:
    """Sort a heap of the best, best first, and return how many there are."""
    for end in range(len(best) - 1, 0, -1):
        score, document = best[0], best_documents[0]
        last_score, last_document = best[end], best_documents[end]
        _take(best[:end], best_documents[:end], last_score, last_document)
        best[end] = score
        best_documents[end] = document
    size = 0
    while size < len(best) and best[size] >= 0.0:
        size += 1
    return size


@compiled(void(PACKED, i8, i8, FLOATS, f8, FLOATS, TO_FLOATS))
def _add_to_scored(
    level: Packed, block: int, count: int, weights: Floats, flat: float, steep: Floats, scores: Floats
) -> None:
    """Add the scores of a term to those of its documents that have any."""
    times_of, lengths = level.times_of, level.lengths
    weight, slope = _by_field(weights), _by_field(steep)
    documents = np.empty(BLOCK, np.uint32)
    codes = np.empty(BLOCK, np.uint32)
    for begin in range(0, count, BLOCK):
        here = min(BLOCK, count - begin)
        unpack_documents(level, block, here, documents, 0)
        unpack_codes(level, block, here, codes, 0)
        for i in range(here):
            document = documents[i]
            if scores[document] > 0.0:
                scores[document] += _score(times_of, lengths, document, codes[i], weight, flat, slope)
        block += 1


@compiled(void(NUMBERS, i8, FLOATS, TO_FLOATS, TO_NUMBERS))
def take_all(met: Numbers, size: int, scores: Floats, best: Floats, best_documents: Numbers) -> None:
    """Fill a heap with the best of the documents met."""
    _empty(best, best_documents)
    for i in range(size):
        _take(best, best_documents, scores[met[i]], met[i])


@compiled(i8(TO_NUMBERS, i8, TO_FLOATS, f8))
def _keep_hopeful(met: Numbers, size: int, scores: Floats, least: float) -> int:
    """Keep the documents that score at least so much, and return how many; the score of others becomes 0."""
    kept = 0
    for i in range(size):
        document = met[i]
        if scores[document] >= least:
            met[kept] = document
            kept += 1
        else:
            scores[document] = 0.0
    return kept


@compiled(void(PLACES_2, FLOATS_2, FLOATS_2, PLACES, FLOATS_2, TO_FLOATS_2, TO_PLACES_2, TO_FLOATS))
def _put_shortest_first(
    lists: Places,
    most: Floats,
    idf: Floats,
    asked: Places,
    boosts: Floats,
    weights: Floats,
    reads: Places,
    left: Floats,
) -> None:
    """Write what is to be read: what is of one block first, then what can add most first.

    A row of ``reads`` has a list's level, first block and count. ``left`` gets the most that a list and all
    after it can add, and zero after the last.
    """
    for number in range(len(asked)):
        term = asked[number]
        own = 0.0
        for field in range(idf.shape[1]):
            own += boosts[number, field] * idf[term, field] * most[term, field]
        short = lists[term, 2] <= BLOCK
        at = number
        while at > 0 and (left[at - 1] < own if short == (reads[at - 1, 2] <= BLOCK) else short):
            left[at] = left[at - 1]
            reads[at] = reads[at - 1]
            weights[at] = weights[at - 1]
            at -= 1
        left[at] = own
        reads[at] = lists[term]
        for field in range(idf.shape[1]):
            weights[at, field] = boosts[number, field] * idf[term, field]
    left[len(asked)] = 0.0
    for number in range(len(asked) - 1, -1, -1):
        left[number] += left[number + 1]


@compiled(
    i8(
        LEVEL_TUPLE,
        PLACES_2,
        FLOATS_2,
        FLOATS_2,
        PLACES,
        FLOATS_2,
        f8,
        FLOATS_2,
        f8,
        TRUTHS,
        TO_FLOATS,
        TO_NUMBERS,
        TO_FLOATS,
        TO_NUMBERS,
    )
)
def best_of_words(
    levels: tuple[Packed, ...],
    lists: Places,
    most: Floats,
    idf: Floats,
    asked: Places,
    boosts: Floats,
    flat: float,
    steep: Floats,
    least: float,
    allowed: Truths,
    scores: Floats,
    met: Numbers,
    best: Floats,
    best_documents: Numbers,
) -> int:
    """Find the best documents for any of some terms, best first, and return how many there are.

    Those that score less than ``least`` may be left out. ``lists``, ``most`` and ``idf`` are a table's, of
    which terms are ``asked``, with ``boosts`` by field. ``scores`` are zero before and after.
    """
    weights = np.empty(boosts.shape)
    reads = np.empty((len(asked), lists.shape[1]), np.int64)
    left = np.empty(len(asked) + 1)
    _put_shortest_first(lists, most, idf, asked, boosts, weights, reads, left)
    size = 0
    at = 0
    in_order = False
    _empty(best, best_documents)
    while at < len(reads) and left[at] >= least * NEARLY:
        kind, block, count = reads[at, 0], reads[at, 1], reads[at, 2]
        size = _add_scores(
            levels[kind],
            block,
            count,
            weights[at],
            flat,
            steep[kind],
            least,
            left[at + 1],
            allowed,
            scores,
            met,
            size,
            best,
            best_documents,
        )
        at += 1
        least = max(least, best[0])
    while at < len(reads):
        size = _keep_hopeful(met, size, scores, (least - left[at]) * NEARLY)
        kind, block, count = reads[at, 0], reads[at, 1], reads[at, 2]
        if size * _READ_ANYWAY > count:
            _add_to_scored(levels[kind], block, count, weights[at], flat, steep[kind], scores)
        else:
            if not in_order:
                met[:size].sort()
                in_order = True
            add_scores_of(levels[kind], block, count, weights[at], flat, steep[kind], met, size, scores)
        at += 1
        if at < len(reads):
            take_all(met, size, scores, best, best_documents)
            least = max(least, best[0])
    take_all(met, size, scores, best, best_documents)
    for i in range(size):
        scores[met[i]] = 0.0
    return put_in_order(best, best_documents)
