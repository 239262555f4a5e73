"""The hot loops of the engine, compiled: marking, scoring, pruning, phrases and nearness.

Each reads the postings of one term in one segment, block by block. Documents are numbers in the segment.
``level`` has the arrays of the term's level, ``block`` is the term's first block, ``count`` its postings.
Each has a plain twin in the tests.
"""

from typing import TypeAlias

import numpy as np

from index.codec.compiled import (
    BYTES,
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
    Bytes,
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
from index.codec.packing import from_sevens, unpack
from index.codec.postings import PACKED, Packed, positions_bit, unpack_code, unpack_codes, unpack_documents

BY_FIELD = same_type_tuple(f8, MOST_FIELDS)
ByField: TypeAlias = tuple[float, float, float]
LEVEL_TUPLE = same_type_tuple(PACKED, len(LEVELS))
_NO_DOCUMENT = np.uint32(0xFFFFFFFF)
_NEARLY = 1 - 1e-12
"""The share of a sum of scores that is sure whatever the order of adding."""
_READ_ANYWAY = 16
"""Postings for each document looked for up to which reading them all is quicker than finding the few."""
_FIELD_SHIFT = PAIR_TIMES_BITS + PAIR_LENGTH_BITS
_NO_BOUND = MOST_PAIR_TIMES
_CANDIDATE_SHIFT = 32


@compiled(b1(PACKED, u4, FLOATS))
def _counts(level: Packed, code: np.uint32, boosts: Floats) -> bool:
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
                    if _counts(level, codes[i], boosts[number]):
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
    needed = max(least, best[0]) * _NEARLY - left
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
                        needed = max(least, best[0]) * _NEARLY - left
                else:
                    scores[document] = score
                    if score > best[0]:
                        _raise(best, best_documents, score, document)
                        needed = max(least, best[0]) * _NEARLY - left
        block += 1
    return size


@compiled(i8(PACKED, i8, i8, NUMBERS, i8, TO_NUMBERS, TO_NUMBERS, TO_PLACES, TO_PLACES))
def _find(
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
    hits = _find(level, block, count, candidates, size, codes, found, blocks, places)
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
def _put_in_order(best: Floats, best_documents: Numbers) -> int:
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
def _take_all(met: Numbers, size: int, scores: Floats, best: Floats, best_documents: Numbers) -> None:
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
    while at < len(reads) and left[at] >= least * _NEARLY:
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
        size = _keep_hopeful(met, size, scores, (least - left[at]) * _NEARLY)
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
            _take_all(met, size, scores, best, best_documents)
            least = max(least, best[0])
    _take_all(met, size, scores, best, best_documents)
    for i in range(size):
        scores[met[i]] = 0.0
    return _put_in_order(best, best_documents)


@compiled(i8(PLACES_2, PLACES, i8, i8))
def _postings(lists: Places, asked: Places, first: int, end: int) -> int:
    """Return how many postings the asked terms from one place to another have."""
    count = 0
    for number in range(first, end):
        count += lists[asked[number], 2]
    return count


@compiled(TO_NUMBERS(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, i8, i8))
def _with_any(
    levels: tuple[Packed, ...], lists: Places, asked: Places, boosts: Floats, first: int, end: int
) -> Numbers:
    """Return, ascending, the documents that have any of the asked terms from one place to another."""
    found = np.empty(_postings(lists, asked, first, end), np.uint32)
    documents = np.empty(BLOCK, np.uint32)
    codes = np.empty(BLOCK, np.uint32)
    size = 0
    for number in range(first, end):
        term = asked[number]
        level, block, count = levels[lists[term, 0]], lists[term, 1], lists[term, 2]
        for begin in range(0, count, BLOCK):
            here = min(BLOCK, count - begin)
            unpack_documents(level, block, here, documents, 0)
            unpack_codes(level, block, here, codes, 0)
            for i in range(here):
                if _counts(level, codes[i], boosts[number]):
                    found[size] = documents[i]
                    size += 1
            block += 1
    if end - first == 1:
        return found[:size]
    found[:size].sort()
    kept = 0
    for i in range(size):
        if i == 0 or found[i] != found[i - 1]:
            found[kept] = found[i]
            kept += 1
    return found[:kept]


@compiled(TO_NUMBERS(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, i8, i8, NUMBERS))
def _having_any(
    levels: tuple[Packed, ...],
    lists: Places,
    asked: Places,
    boosts: Floats,
    first: int,
    end: int,
    candidates: Numbers,
) -> Numbers:
    """Return those of ascending candidates that have any of the asked terms from one place to another."""
    size = len(candidates)
    has = np.zeros(size, np.bool_)
    codes = np.empty(size, np.uint32)
    found = np.empty(size, np.uint32)
    blocks = np.empty(size, np.int64)
    places = np.empty(size, np.int64)
    for number in range(first, end):
        term = asked[number]
        level, block, count = levels[lists[term, 0]], lists[term, 1], lists[term, 2]
        hits = _find(level, block, count, candidates, size, codes, found, blocks, places)
        for hit in range(hits):
            if _counts(level, codes[hit], boosts[number]):
                has[found[hit]] = True
    kept = np.empty(size, np.uint32)
    written = 0
    for i in range(size):
        if has[i]:
            kept[written] = candidates[i]
            written += 1
    return kept[:written]


@compiled(TO_NUMBERS(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, PLACES, i8, i8))
def _with_all(
    levels: tuple[Packed, ...],
    lists: Places,
    asked: Places,
    boosts: Floats,
    starts: Places,
    first: int,
    end: int,
) -> Numbers:
    """Return, ascending, the documents that have a term of every group from one to another."""
    rarest = first
    for group in range(first + 1, end):
        here = _postings(lists, asked, starts[group], starts[group + 1])
        if here < _postings(lists, asked, starts[rarest], starts[rarest + 1]):
            rarest = group
    found = _with_any(levels, lists, asked, boosts, starts[rarest], starts[rarest + 1])
    for group in range(first, end):
        if group != rarest:
            found = _having_any(levels, lists, asked, boosts, starts[group], starts[group + 1], found)
    return found


@compiled(TO_PLACES(PACKED, i8, i8, NUMBERS, i8, i8, i8))
def row_starts(
    level: Packed, block: int, count: int, candidates: Numbers, field: int, placed: int, slot: int
) -> Places:
    """Return, ascending, where a row of words would begin of which this term is the word at ``slot``.

    A place is the candidate's number in the upper half and the position in the row of words in the lower. The
    level's first ``placed`` fields make up the positions; the row is in ``field``, one of them.
    """
    size = len(candidates)
    codes = np.empty(size, np.uint32)
    found = np.empty(size, np.uint32)
    blocks = np.empty(size, np.int64)
    places = np.empty(size, np.int64)
    hits = _find(level, block, count, candidates, size, codes, found, blocks, places)
    most = 0
    for hit in range(hits):
        for part in range(placed):
            most += level.times_of[codes[hit], part]
    starts = np.empty(most, np.int64)
    own_codes = np.empty(BLOCK, np.uint32)
    before = np.empty(BLOCK + 1, np.int64)
    positions = np.empty(1, np.uint32)
    last = block + (count - 1) // BLOCK
    current = np.int64(-1)
    bit = np.uint64(0)
    written = 0
    for hit in range(hits):
        if blocks[hit] != current:
            current = blocks[hit]
            here = BLOCK if current < last else (count - 1) % BLOCK + 1
            unpack_codes(level, current, here, own_codes, 0)
            before[0] = 0
            for i in range(here):
                before[i + 1] = before[i]
                for part in range(placed):
                    before[i + 1] += level.times_of[own_codes[i], part]
            bit = positions_bit(level, current, here)
        document = candidates[found[hit]]
        first = np.int64(0)
        for part in range(field):
            first += level.lengths[part, document]
        end = first + level.lengths[field, document]
        width = np.uint64(level.widths[current, 2])
        for i in range(before[places[hit]], before[places[hit] + 1]):
            unpack(level.data, bit + np.uint64(i) * width, width, 1, positions, 0)
            position = np.int64(positions[0])
            if first + slot <= position < end:
                starts[written] = (np.int64(found[hit]) << _CANDIDATE_SHIFT) | (position - slot)
                written += 1
    return starts[:written]


@compiled(TO_PLACES(PLACES, PLACES))
def both(some: Places, others: Places) -> Places:
    """Return the numbers that are in both of two ascending arrays, each once."""
    out = np.empty(min(len(some), len(others)), np.int64)
    written = 0
    i = 0
    j = 0
    while i < len(some) and j < len(others):
        if some[i] < others[j]:
            i += 1
        elif some[i] > others[j]:
            j += 1
        else:
            out[written] = some[i]
            written += 1
            i += 1
            j += 1
    return out[:written]


@compiled(TO_NUMBERS(LEVEL_TUPLE, PLACES_2, PLACES, PLACES, i8, i8, i8, NUMBERS))
def _in_a_row(
    levels: tuple[Packed, ...],
    lists: Places,
    asked: Places,
    starts: Places,
    first: int,
    end: int,
    field: int,
    candidates: Numbers,
) -> Numbers:
    """Return those of ascending candidates in which a field has a term of each group, one after the other."""
    rows = np.empty(0, np.int64)
    for group in range(first, end):
        if group > first and len(rows) == 0:
            break
        own = np.empty(0, np.int64)
        for number in range(starts[group], starts[group + 1]):
            term = asked[number]
            level, block, count = levels[lists[term, 0]], lists[term, 1], lists[term, 2]
            more = row_starts(level, block, count, candidates, field, lists[term, 3], group - first)
            own = more if len(own) == 0 else np.concatenate((own, more))
        if starts[group + 1] - starts[group] > 1:
            own.sort()
        rows = own if group == first else both(rows, own)
    kept = np.empty(len(rows), np.uint32)
    written = 0
    for row in rows:
        document = candidates[row >> _CANDIDATE_SHIFT]
        if written == 0 or kept[written - 1] != document:
            kept[written] = document
            written += 1
    return kept[:written]


@compiled(TO_NUMBERS(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, PLACES, PLACES))
def of_conjunction(
    levels: tuple[Packed, ...],
    lists: Places,
    asked: Places,
    boosts: Floats,
    starts: Places,
    conjunction: Places,
) -> Numbers:
    """Return, ascending, the documents that a conjunction is true of."""
    first, end, field = conjunction[0], conjunction[1], conjunction[2]
    found = _with_all(levels, lists, asked, boosts, starts, first, end)
    if field < 0 or len(found) == 0:
        return found
    return _in_a_row(levels, lists, asked, starts, first, end, field, found)


@compiled(
    i8(
        LEVEL_TUPLE,
        PLACES_2,
        FLOATS_2,
        PLACES,
        FLOATS_2,
        PLACES,
        PLACES_2,
        f8,
        FLOATS_2,
        TRUTHS,
        TO_FLOATS,
        TO_NUMBERS,
        TO_FLOATS,
        TO_NUMBERS,
    )
)
def best_of_conjunctions(
    levels: tuple[Packed, ...],
    lists: Places,
    idf: Floats,
    asked: Places,
    boosts: Floats,
    starts: Places,
    conjunctions: Places,
    flat: float,
    steep: Floats,
    allowed: Truths,
    scores: Floats,
    met: Numbers,
    best: Floats,
    best_documents: Numbers,
) -> int:
    """Find the best documents for any of some conjunctions, best first, and return how many there are.

    A document scores what the words of each conjunction score that is true of it. ``lists`` and ``idf`` are a
    table's, of which terms are ``asked``, with ``boosts`` by field. ``scores`` are zero before and after.
    """
    size = 0
    for number in range(len(conjunctions)):
        conjunction = conjunctions[number]
        found = of_conjunction(levels, lists, asked, boosts, starts, conjunction)
        if len(allowed) > 0:
            found = found[allowed[found]]
        for document in found:
            if scores[document] == 0.0:
                met[size] = document
                size += 1
        first, end = starts[conjunction[0]], starts[conjunction[1]]
        add_scores_of_asked(levels, lists, idf, asked, boosts, first, end, flat, steep, found, scores)
    _take_all(met, size, scores, best, best_documents)
    for i in range(size):
        scores[met[i]] = 0.0
    return _put_in_order(best, best_documents)


@compiled(void(BYTES, PLACES, PLACES, PLACES, NUMBERS, NUMBERS, NUMBERS, i8, TO_TRUTHS))
def near(
    data: Bytes,
    begins: Places,
    firsts: Places,
    ends: Places,
    term_of: Numbers,
    wanted: Numbers,
    needed: Numbers,
    width: int,
    has: Truths,
) -> None:
    """Say of documents whether a window of ``width`` words holds every wanted term as often as needed.

    The sequence of document ``i`` begins at the byte ``begins[i]``; looked at are its words from
    ``firsts[i]`` to ``ends[i]``. ``term_of`` says which term a number of a sequence stands for.
    """
    lacking = np.empty(len(wanted), np.int64)
    for number in range(len(begins)):
        numbers = np.empty(ends[number], np.uint32)
        from_sevens(data, begins[number], numbers)
        window = np.empty(ends[number] - firsts[number], np.int64)
        places = np.empty(ends[number] - firsts[number], np.int64)
        for kind in range(len(wanted)):
            lacking[kind] = needed[kind]
        missing = len(wanted)
        left = 0
        right = 0
        for position in range(firsts[number], ends[number]):
            for kind in range(len(wanted)):
                if term_of[numbers[position]] == wanted[kind]:
                    window[right] = kind
                    places[right] = position
                    right += 1
                    lacking[kind] -= 1
                    missing -= lacking[kind] == 0
            while left < right and places[left] <= position - width:
                missing += lacking[window[left]] == 0
                lacking[window[left]] += 1
                left += 1
            if missing == 0:
                has[number] = True
                break
