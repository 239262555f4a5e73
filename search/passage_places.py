"""Where the sentences of a text and the passages of its snippet are, character by character; compiled.

A text is given as the ``Kind`` of each of its characters. What was found in it comes in the order of its
places, as three arrays: a row of where each stretch starts and one of where it ends; the number of the word
of the query that it answers; and how telling that word is.
"""

from enum import IntFlag

import numpy as np

from index.codec.compiled import (
    BYTES,
    FLOATS,
    PLACES,
    PLACES_2,
    TO_PLACES,
    TO_PLACES_2,
    TO_TRUTHS,
    TRUTHS,
    Bytes,
    Floats,
    Places,
    Truths,
    b1,
    compiled,
    f8,
    i8,
    same_type_tuple,
    void,
)

MOST_PASSAGES = 2
NO_BORDERS = -1
"""What loops return that must know where graphemes begin, and do not."""
# A word that stands again in a passage adds a little; a word not seen yet adds its whole weight.
AGAIN = 0.1
# Of two passages alike, the earlier is the better: news tells the most important first.
LATER = 0.002
_ROUNDING = 1e-9


class Kind(IntFlag):
    """What a character is to the rules that end sentences and cut passages; a break is ENDING and SPACE."""

    ENDING = 1
    CLOSING = 2
    SPACE = 4
    JOINING = 8
    LETTER = 16
    MARK = 32
    WORD = 64
    STOP = 128


_ENDING, _CLOSING, _SPACE, _JOINING, _LETTER, _MARK, _WORD, _STOP = map(np.uint8, Kind)
_BREAK = _ENDING | _SPACE
_PAIR = same_type_tuple(i8, 2)


@compiled(b1(BYTES, i8))
def _is_space(kinds: Bytes, at: int) -> bool:
    """Return whether there is white space that carries no mark."""
    if not kinds[at] & _SPACE:
        return False
    return at + 1 == len(kinds) or not kinds[at + 1] & _JOINING


@compiled(b1(BYTES, i8))
def _is_break(kinds: Bytes, at: int) -> bool:
    return bool(kinds[at] & _BREAK == _BREAK)


@compiled(b1(BYTES, i8))
def _follows_initial(kinds: Bytes, at: int) -> bool:
    """Return whether a letter by itself, with its marks, stands before a place."""
    at -= 1
    while at >= 0 and kinds[at] & _MARK:
        at -= 1
    if at < 0 or not kinds[at] & _LETTER:
        return False
    return at == 0 or not kinds[at - 1] & _WORD


@compiled(i8(BYTES, i8))
def _after_end(kinds: Bytes, at: int) -> int:
    """Return what follows the end of a sentence that is at a place, white space passed; -1 where none is."""
    if _is_break(kinds, at):
        while at < len(kinds) and _is_break(kinds, at):
            at += 1
        return at
    if kinds[at] & _STOP and _follows_initial(kinds, at):
        return -1
    while at < len(kinds) and kinds[at] & _ENDING and not _is_break(kinds, at):
        at += 1
    while at < len(kinds) and kinds[at] & _CLOSING:
        at += 1
    end = at
    while at < len(kinds) and _is_space(kinds, at):
        at += 1
    return at if at > end else -1


@compiled(_PAIR(BYTES, i8, i8))
def _trimmed(kinds: Bytes, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the white space at its ends."""
    while start < end and _is_space(kinds, start):
        start += 1
    while end > start and _is_space(kinds, end - 1):
        end -= 1
    return start, end


@compiled(i8(BYTES, TO_PLACES_2))
def find_sentences(kinds: Bytes, places: Places) -> int:
    """Write where the sentences of a text start and end, and return how many there are."""
    start = at = written = 0
    while start < len(kinds):
        end = -1
        while at < len(kinds) and end < 0:
            if kinds[at] & _ENDING:
                end = _after_end(kinds, at)
            at += 1
        end = at = len(kinds) if end < 0 else end
        first, last = _trimmed(kinds, start, end)
        if first < last:
            places[written, 0], places[written, 1] = first, last
            written += 1
        start = end
    return written


@compiled(i8(TO_PLACES_2, i8, PLACES_2))
def _join_parted(sentences: Places, count: int, found: Places) -> int:
    """Make sentences one where a stretch that was found runs on into the next; return how many are left."""
    joined = reach = at = 0
    for number in range(count):
        start, end = sentences[number, 0], sentences[number, 1]
        if reach > start:
            joined -= 1
            start = sentences[joined, 0]
        sentences[joined, 0], sentences[joined, 1] = start, end
        joined += 1
        while at < found.shape[1] and found[0, at] < end:
            reach = max(reach, found[1, at])
            at += 1
    return joined


@compiled(b1(PLACES_2, i8, i8, i8))
def _inside(found: Places, one: int, start: int, end: int) -> bool:
    return bool(start <= found[0, one] and found[1, one] <= end)


@compiled(i8(PLACES_2, PLACES, TRUTHS, i8, i8, i8, TO_PLACES))
def _unseen(
    found: Places, words: Places, seen: Truths, first: int, start: int, end: int, chosen: Places
) -> int:
    """Write what was found, from the first on, inside a stretch of words not seen; return how many."""
    size = 0
    for one in range(first, found.shape[1]):
        if found[0, one] >= end:
            break
        if not seen[words[one]] and _inside(found, one, start, end):
            chosen[size] = one
            size += 1
    return size


@compiled(f8(PLACES, FLOATS, PLACES, i8, TO_TRUTHS))
def _worth(words: Places, weights: Floats, chosen: Places, size: int, counted: Truths) -> float:
    """Return what some of what was found is worth: the weight of each word, a little for each time again.

    ``counted`` has room for all words, none of them marked, and is left so.
    """
    worth = 0.0
    again = 0
    for one in chosen[:size]:
        if counted[words[one]]:
            again += 1
        else:
            counted[words[one]] = True
            worth += weights[one]
    for one in chosen[:size]:
        counted[words[one]] = False
    return worth + AGAIN * again


@compiled(i8(TRUTHS, i8))
def _border(borders: Truths, at: int) -> int:
    """Return the last border of a grapheme at or before a place; NO_BORDERS where they are not known."""
    if not len(borders):
        return NO_BORDERS
    while not borders[at]:
        at -= 1
    return at


@compiled(i8(BYTES, i8, i8, TRUTHS))
def _cut_before(kinds: Bytes, at: int, floor: int, borders: Truths) -> int:
    """Return the last place at or before ``at``, and after ``floor``, where the text may be cut.

    That is a space between words, or, where there is none, the border of a grapheme.
    """
    if at >= len(kinds):
        return len(kinds)
    for place in range(at, floor, -1):
        if _is_space(kinds, place):
            return place
    return _border(borders, at)


@compiled(i8(BYTES, i8, i8, TRUTHS))
def _cut_after(kinds: Bytes, at: int, ceiling: int, borders: Truths) -> int:
    """Return the first place at or after ``at``, and before ``ceiling``, where a stretch may begin."""
    if at <= 0:
        return 0
    for place in range(at - 1, ceiling - 1):
        if _is_space(kinds, place):
            return place + 1
    return _border(borders, at)


@compiled(_PAIR(PLACES_2, PLACES, FLOATS, PLACES, i8, i8, TO_TRUTHS))
def _densest(
    found: Places, words: Places, weights: Floats, chosen: Places, size: int, room: int, counted: Truths
) -> tuple[int, int]:
    """Return where the stretch starts and ends that has most of what was chosen within some room.

    What begins it is there even where it is longer than that.
    """
    most = -np.inf
    start = last = 0
    within = np.empty(size, np.int64)
    for first in range(size):
        begin = found[0, chosen[first]]
        within[0], kept, reach = chosen[first], 1, found[1, chosen[first]]
        for other in chosen[first + 1 : size]:
            if found[0, other] >= begin + room:
                break
            if found[0, other] > begin and found[1, other] <= begin + room:
                within[kept] = other
                kept += 1
                reach = max(reach, found[1, other])
        worth = _worth(words, weights, within, kept, counted)
        if worth > most:
            most, start, last = worth, begin, reach
    return start, last


@compiled(_PAIR(BYTES, i8, i8, i8, i8, i8, TRUTHS))
def _around(
    kinds: Bytes, start: int, end: int, first: int, last: int, room: int, borders: Truths
) -> tuple[int, int]:
    """Return the part of a long sentence around a stretch of it; NO_BORDERS where one is asked for."""
    spare = max(0, room - (last - first))
    begin = _cut_after(kinds, max(start, first - spare // 2), first + 1, borders)
    if begin < 0:
        return begin, begin
    if begin - start < room // 8:
        begin = start
    finish = _cut_before(kinds, min(end, max(last, begin + room)), last, borders)
    if finish < 0:
        return finish, finish
    return _trimmed(kinds, min(begin, first), max(finish, last))


@compiled(b1(TO_PLACES_2, i8, i8, i8))
def _overlaps(passages: Places, count: int, start: int, end: int) -> bool:
    overlaps = False
    for number in range(count):
        overlaps = overlaps or (start < passages[number, 1] and passages[number, 0] < end)
    return overlaps


@compiled(i8(BYTES, PLACES_2, PLACES, FLOATS, TRUTHS, TO_PLACES_2, i8, TO_PLACES_2, i8, i8, TRUTHS))
def _add_best(
    kinds: Bytes,
    found: Places,
    words: Places,
    weights: Floats,
    seen: Truths,
    sentences: Places,
    count: int,
    passages: Places,
    taken: int,
    room: int,
    borders: Truths,
) -> int:
    """Write, after those taken, the passage that is worth most for what it shows of words not seen.

    Return how many there are now; NO_BORDERS where one is asked for.
    """
    most = -np.inf
    chosen = np.empty(found.shape[1], np.int64)
    counted = np.zeros(found.shape[1], np.bool_)
    first = 0
    for number in range(count):
        start, end = sentences[number, 0], sentences[number, 1]
        while first < found.shape[1] and found[0, first] < start:
            first += 1
        size = _unseen(found, words, seen, first, start, end, chosen)
        late = number * LATER
        # A part of a sentence is never worth more than all of it.
        if not size or _worth(words, weights, chosen, size, counted) - late < most - _ROUNDING:
            continue
        if _overlaps(passages, taken, start, end):
            continue
        if end - start > room:
            stretch = _densest(found, words, weights, chosen, size, room, counted)
            start, end = _around(kinds, start, end, stretch[0], stretch[1], room, borders)
            if start < 0:
                return int(start)
            size = _unseen(found, words, seen, first, start, end, chosen)
        worth = _worth(words, weights, chosen, size, counted) - late
        if worth > most:
            most = worth
            passages[taken, 0], passages[taken, 1] = start, end
    return taken + int(most > -np.inf)


@compiled(void(PLACES_2, PLACES, i8, i8, TO_TRUTHS))
def _see(found: Places, words: Places, start: int, end: int, seen: Truths) -> None:
    """Mark the words found inside a stretch as seen."""
    for one in range(found.shape[1]):
        if _inside(found, one, start, end):
            seen[words[one]] = True


@compiled(b1(BYTES, i8, i8))
def _are_neighbours(kinds: Bytes, end: int, start: int) -> bool:
    """Return whether there is nothing but white space between two places."""
    while end < start and kinds[end] & _SPACE:
        end += 1
    return end >= start


@compiled(void(BYTES, TO_PLACES_2, i8, TO_PLACES_2, i8, i8))
def _grow(kinds: Bytes, sentences: Places, count: int, passages: Places, taken: int, room: int) -> None:
    """Lengthen each passage, in reading order, by the sentences that follow it while there is room."""
    for number in range(taken):
        end = passages[number, 1]
        for following in range(count):
            start = sentences[following, 0]
            if start < end:
                continue
            cost = sentences[following, 1] - end
            if cost > room or not _are_neighbours(kinds, end, start):
                break
            room -= cost
            end = sentences[following, 1]
        passages[number, 1] = end


@compiled(i8(BYTES, TO_PLACES_2, i8))
def _join_neighbours(kinds: Bytes, passages: Places, taken: int) -> int:
    """Make passages in reading order with nothing but white space between them one; return how many."""
    joined = 1
    for number in range(1, taken):
        start, end = passages[number, 0], passages[number, 1]
        if _are_neighbours(kinds, passages[joined - 1, 1], start):
            passages[joined - 1, 1] = max(passages[joined - 1, 1], end)
        else:
            passages[joined, 0], passages[joined, 1] = start, end
            joined += 1
    return joined


@compiled(i8(BYTES, PLACES_2, PLACES, FLOATS, i8, TRUTHS, TO_PLACES_2))
def find_passages(
    kinds: Bytes,
    found: Places,
    words: Places,
    weights: Floats,
    length: int,
    borders: Truths,
    passages: Places,
) -> int:
    """Write the best passages of a text, in reading order, of about so many characters; return how many.

    Something was found. ``borders`` says where graphemes begin; without it the answer is NO_BORDERS where a
    passage must be cut at one.
    """
    sentences = np.empty((len(kinds), 2), np.int64)
    count = _join_parted(sentences, find_sentences(kinds, sentences), found)
    seen = np.zeros(found.shape[1], np.bool_)
    room = length
    taken = 0
    while room > length // 4 and taken < MOST_PASSAGES:
        now = _add_best(kinds, found, words, weights, seen, sentences, count, passages, taken, room, borders)
        if now < 0:
            return now
        if now == taken:
            break
        _see(found, words, passages[taken, 0], passages[taken, 1], seen)
        room -= passages[taken, 1] - passages[taken, 0]
        taken = now
    if taken == MOST_PASSAGES and passages[1, 0] < passages[0, 0]:
        for side in range(2):
            passages[0, side], passages[1, side] = passages[1, side], passages[0, side]
    _grow(kinds, sentences, count, passages, taken, room)
    return _join_neighbours(kinds, passages, taken) if taken else 0


@compiled(_PAIR(BYTES, i8, TRUTHS))
def find_opening(kinds: Bytes, length: int, borders: Truths) -> tuple[int, int]:
    """Return where the beginning of a text starts and ends; NO_BORDERS as in ``find_passages``."""
    end = _cut_before(kinds, length, 0, borders)
    return (end, end) if end < 0 else _trimmed(kinds, 0, end)
