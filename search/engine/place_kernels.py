"""The hot loops that look for all of some words, words in a row and words near one another; compiled.

They go on from ``kernels``, whose terms they use: tables, what is ``asked`` of them, groups of alternatives.
Each has a plain twin in the tests.
"""

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
    TO_NUMBERS,
    TO_PLACES,
    TO_TRUTHS,
    TRUTHS,
    Bytes,
    Floats,
    Numbers,
    Places,
    Truths,
    compiled,
    f8,
    i8,
    same_type_tuple,
    u4,
    void,
)
from index.codec.layout import BLOCK
from index.codec.packing import from_sevens, unpack
from index.codec.postings import (
    PACKED,
    Packed,
    positions_bit,
    unpack_codes,
    unpack_documents,
)
from search.engine.kernels import (
    LEVEL_TUPLE,
    add_scores_of_asked,
    counts,
    find,
    only_field,
    put_in_order,
    take_all,
)

_PAIR = same_type_tuple(i8, 2)
_CANDIDATE_SHIFT = 32
_POSITION = (1 << _CANDIDATE_SHIFT) - 1


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
        listed = lists[asked[number]]
        level, block, count = levels[listed[0]], listed[1], listed[2]
        # Every posting is of a field that is placed.
        anywhere = boosts[number, : listed[3]].all()
        field = only_field(boosts[number])
        for begin in range(0, count, BLOCK):
            here = min(BLOCK, count - begin)
            if anywhere:
                unpack_documents(level, block, here, found, size)
                size += here
                block += 1
                continue
            unpack_documents(level, block, here, documents, 0)
            unpack_codes(level, block, here, codes, 0)
            for i in range(here):
                # Written in any case, which is quicker than to branch; what does not count is overwritten.
                found[size] = documents[i]
                if field >= 0:
                    size += level.times_of[codes[i], field] > 0
                else:
                    size += counts(level, codes[i], boosts[number])
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
        hits = find(level, block, count, candidates, size, codes, found, blocks, places)
        for hit in range(hits):
            if counts(level, codes[hit], boosts[number]):
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


@compiled(i8(PACKED, u4, i8))
def _times(level: Packed, code: np.uint32, placed: int) -> int:
    """Return how many positions a posting has, by its code, in the level's first ``placed`` fields."""
    times = np.int64(0)
    for part in range(placed):
        times += np.int64(level.times_of[code, part])
    return int(times)


@compiled(_PAIR(NUMBERS_2, u4, i8))
def field_at(lengths: Numbers, document: np.uint32, position: np.int64) -> tuple[np.int64, int]:
    """Return the position at which the field begins that has a position of a document, and which it is."""
    first = np.int64(0)
    field = 0
    while field + 1 < len(lengths) and first + lengths[field, document] <= position:
        first += np.int64(lengths[field, document])
        field += 1
    return first, field


@compiled(TO_PLACES(PACKED, i8, i8, NUMBERS, FLOATS, i8, i8))
def row_starts(
    level: Packed, block: int, count: int, candidates: Numbers, boosts: Floats, placed: int, slot: int
) -> Places:
    """Return, ascending, where a row of words would begin of which this term is the word at ``slot``.

    A place is the candidate's number in the upper half and the position in the document in the lower. The
    level's first ``placed`` fields make up the positions; the row is in one in which the term counts.
    """
    size = len(candidates)
    codes = np.empty(size, np.uint32)
    found = np.empty(size, np.uint32)
    blocks = np.empty(size, np.int64)
    places = np.empty(size, np.int64)
    hits = find(level, block, count, candidates, size, codes, found, blocks, places)
    most = 0
    for hit in range(hits):
        most += _times(level, codes[hit], placed)
    starts = np.empty(most, np.int64)
    own_codes = np.empty(BLOCK, np.uint32)
    positions = np.empty(1, np.uint32)
    last = block + (count - 1) // BLOCK
    current = np.int64(-1)
    bit = np.uint64(0)
    reached = 0
    before = 0
    written = 0
    for hit in range(hits):
        if blocks[hit] != current:
            current = blocks[hit]
            here = BLOCK if current < last else (count - 1) % BLOCK + 1
            bit = positions_bit(level, current, here)
            unpack_codes(level, int(current), here, own_codes, 0)
            reached = 0
            before = 0
        while reached < places[hit]:
            before += _times(level, own_codes[reached], placed)
            reached += 1
        document = candidates[found[hit]]
        width = np.uint64(level.widths[current, 2])
        for i in range(before, before + _times(level, own_codes[reached], placed)):
            unpack(level.data, bit + np.uint64(i) * width, width, 1, positions, 0)
            position = np.int64(positions[0])
            first, field = field_at(level.lengths, document, position)
            if first + slot <= position and boosts[field] > 0.0:
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


@compiled(TO_PLACES(LEVEL_TUPLE, PLACES_2, PLACES, FLOATS_2, PLACES, i8, i8, NUMBERS))
def _rows(
    levels: tuple[Packed, ...],
    lists: Places,
    asked: Places,
    boosts: Floats,
    starts: Places,
    first: int,
    end: int,
    candidates: Numbers,
) -> Places:
    """Return where in ascending candidates a field has a term of each group, one after the other."""
    rows = np.empty(0, np.int64)
    for group in range(first, end):
        if group > first and len(rows) == 0:
            break
        own = np.empty(0, np.int64)
        for number in range(starts[group], starts[group + 1]):
            term = asked[number]
            level, block, count = levels[lists[term, 0]], lists[term, 1], lists[term, 2]
            more = row_starts(level, block, count, candidates, boosts[number], lists[term, 3], group - first)
            own = more if len(own) == 0 else np.concatenate((own, more))
        if starts[group + 1] - starts[group] > 1:
            own.sort()
        rows = own if group == first else both(rows, own)
    return rows


@compiled(TO_NUMBERS(PACKED, PLACES, NUMBERS, i8))
def _having_rows(level: Packed, rows: Places, candidates: Numbers, field: int) -> Numbers:
    """Return those of ascending candidates that have a row in a field; in any, where it is -1."""
    kept = np.empty(len(rows), np.uint32)
    written = 0
    for row in rows:
        document = candidates[row >> _CANDIDATE_SHIFT]
        wanted = field < 0 or field_at(level.lengths, document, row & _POSITION)[1] == field
        if wanted and (written == 0 or kept[written - 1] != document):
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
    first, end = conjunction[0], conjunction[1]
    found = _with_all(levels, lists, asked, boosts, starts, first, end)
    if conjunction[2] == 0 or len(found) == 0:
        return found
    rows = _rows(levels, lists, asked, boosts, starts, first, end, found)
    return _having_rows(levels[lists[asked[starts[first]], 0]], rows, found, -1)


@compiled(i8(NUMBERS, FLOATS, TO_NUMBERS, i8))
def _meet(found: Numbers, scores: Floats, met: Numbers, size: int) -> int:
    """Put documents without a score behind the ``size`` that were met; return how many these are now."""
    for document in found:
        if scores[document] == 0.0:
            met[size] = document
            size += 1
    return size


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

    A document scores what the words of each conjunction score that is true of it, where they must stand in a
    row in each field that has one. ``lists`` and ``idf`` are a
    table's, of which terms are ``asked``, with ``boosts`` by field. ``scores`` are zero before and after.
    """
    size = 0
    for number in range(len(conjunctions)):
        conjunction = conjunctions[number]
        group, end_group = conjunction[0], conjunction[1]
        first, end = starts[group], starts[end_group]
        found = _with_all(levels, lists, asked, boosts, starts, group, end_group)
        if len(allowed) > 0:
            found = found[allowed[found]]
        if conjunction[2] == 0:
            size = _meet(found, scores, met, size)
            add_scores_of_asked(levels, lists, idf, asked, boosts, first, end, flat, steep, found, scores)
            continue
        rows = _rows(levels, lists, asked, boosts, starts, group, end_group, found)
        for field in range(boosts.shape[1]):
            if not (boosts[first:end, field] > 0.0).any():
                continue
            own = np.zeros_like(boosts)
            own[first:end, field] = boosts[first:end, field]
            having = _having_rows(levels[lists[asked[first], 0]], rows, found, field)
            size = _meet(having, scores, met, size)
            add_scores_of_asked(levels, lists, idf, asked, own, first, end, flat, steep, having, scores)
    take_all(met, size, scores, best, best_documents)
    for i in range(size):
        scores[met[i]] = 0.0
    return put_in_order(best, best_documents)


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


_SIEVE = np.int64(1023)
"""The last digits by which a table says which terms may be looked for."""


@compiled(
    void(
        BYTES, PLACES, PLACES, NUMBERS, PLACES_2, FLOATS_2, PLACES, PLACES, f8, f8, f8, PLACES, TO_FLOATS,
    )
)  # fmt: skip
def lift_pairs(
    data: Bytes,
    begins: Places,
    lengths: Places,
    term_of: Numbers,
    lists: Places,
    idf: Floats,
    firsts: Places,
    seconds: Places,
    most: float,
    flat: float,
    steep: float,
    places: Places,
    scores: Floats,
) -> None:
    """Add to the scores of documents, which are at some places, what they get for terms side by side.

    The sequence of document ``i`` begins at the byte ``begins[i]`` and has ``lengths[i]`` words. ``lists``
    and ``idf`` are a table's, whose terms ``firsts`` and ``seconds`` stand side by side. A pair adds at most
    ``most`` times the mean of their inverse document frequencies, each where the term is commonest.
    """
    sieve = np.zeros(_SIEVE + 1, np.bool_)
    befores, afters = lists[firsts, 4], lists[seconds, 4]
    weights = np.zeros(len(firsts))
    for pair in range(len(firsts)):
        sieve[afters[pair] & _SIEVE] |= befores[pair] >= 0 and afters[pair] >= 0
        placed = lists[seconds[pair], 3]
        if placed > 0:
            weights[pair] = most * (idf[firsts[pair], :placed].min() + idf[seconds[pair], :placed].min()) / 2
    times = np.empty(len(firsts), np.int64)
    for document in range(len(begins)):
        numbers = np.empty(lengths[document], np.uint32)
        from_sevens(data, begins[document], numbers)
        times[:] = 0
        for place in range(1, len(numbers)):
            term = np.int64(term_of[numbers[place]])
            if sieve[term & _SIEVE]:
                before = np.int64(term_of[numbers[place - 1]])
                for pair in range(len(firsts)):
                    times[pair] += term == afters[pair] and before == befores[pair]
        for pair in range(len(firsts)):
            if times[pair] > 0:
                share = times[pair] / (times[pair] + flat + steep * lengths[document])
                scores[places[document]] += weights[pair] * share
