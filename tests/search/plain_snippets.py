"""The passages of a snippet in plain Python: what the compiled way is held to."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

import regex

from search.answer import Span
from search.passage_places import AGAIN, LATER, MOST_PASSAGES
from search.snippets import Found

ENDS = regex.compile(
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
"""Where sentences end."""
SPACE = regex.compile(r"\s(?!\p{Grapheme_Extend}|\p{M}|\u200d)")
"""White space. What carries a mark is a grapheme with it, and no place for a cut."""
ROUNDING = 1e-9


class Holding(NamedTuple):
    """A sentence of a text by its number, with what was found in it."""

    number: int
    sentence: Span
    found: Sequence[Found]


def passages(body: str, found: Sequence[Found], length: int) -> list[Span]:
    """Return what ``search.snippets.passages`` does."""
    if not found:
        return [trimmed(body, 0, cut_before(body, length, 0))]
    whole = _unparted(sentences(body), found)
    holding = [*_holding(whole, found)]
    taken: list[Span] = []
    seen: set[str] = set()
    room = length
    while room > length // 4 and len(taken) < MOST_PASSAGES:
        best = _best_passage(body, holding, seen, taken, room)
        if best is None:
            break
        taken.append(best)
        seen |= {one.key for one in found if _inside(one, best)}
        room -= best.end - best.start
    return _merged(body, _grown(body, whole, taken, room))


def _unparted(whole: Sequence[Span], found: Sequence[Found]) -> list[Span]:
    """Return the sentences, made one where a phrase that was found runs on from one into the next."""
    joined: list[Span] = []
    reach = at = 0
    for sentence in whole:
        if reach > sentence.start:
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
        while at < len(found) and found[at].start < sentence.end:
            reach = max(reach, found[at].end)
            at += 1
    return joined


def _holding(whole: Sequence[Span], found: Sequence[Found]) -> Iterator[Holding]:
    """Yield the sentences in which something was found."""
    starts = [one.start for one in found]
    at = 0
    for number, sentence in enumerate(whole):
        first, at = at, bisect_left(starts, sentence.end, at)
        if first < at and (inside := [one for one in found[first:at] if _inside(one, sentence)]):
            yield Holding(number, sentence, inside)


def _inside(one: Found, passage: Span) -> bool:
    return passage.start <= one.start and one.end <= passage.end


def _best_passage(
    body: str, holding: Sequence[Holding], seen: Set[str], taken: Sequence[Span], room: int
) -> Span | None:
    """Return the passage that is worth most for what it shows of words not seen yet."""
    most, best = -math.inf, None
    for number, sentence, inside in holding:
        unseen = [one for one in inside if one.key not in seen] if seen else inside
        # A part of a sentence is never worth more than all of it.
        if not unseen or _worth(unseen) - number * LATER < most - ROUNDING or _overlaps(sentence, taken):
            continue
        passage = _fitted(body, sentence, unseen, room)
        score = _worth([one for one in unseen if _inside(one, passage)]) - number * LATER
        if score > most:
            most, best = score, passage
    return best


def _overlaps(sentence: Span, taken: Sequence[Span]) -> bool:
    return any(sentence.start < other.end and other.start < sentence.end for other in taken)


def _worth(found: Sequence[Found]) -> float:
    weights = {one.key: one.weight for one in found}
    return sum(weights.values()) + AGAIN * (len(found) - len(weights))


def _fitted(body: str, sentence: Span, found: Sequence[Found], room: int) -> Span:
    """Return the sentence, or the part of it that holds most of what was found where it is too long."""
    if sentence.end - sentence.start <= room:
        return sentence
    starts = [one.start for one in found]
    best = max((_window(found, starts, number, room) for number in range(len(found))), key=_worth)
    first, last = best[0].start, max(one.end for one in best)
    spare = max(0, room - (last - first))
    start = cut_after(body, max(sentence.start, first - spare // 2), first + 1)
    if start - sentence.start < room // 8:
        start = sentence.start
    end = cut_before(body, min(sentence.end, max(last, start + room)), last)
    return trimmed(body, min(start, first), max(end, last))


def _window(found: Sequence[Found], starts: Sequence[int], first: int, room: int) -> Sequence[Found]:
    """Return what stands within ``room`` of the first, which is there even where it is longer than that."""
    end = starts[first] + room
    others = found[bisect_right(starts, starts[first]) : bisect_left(starts, end)]
    return [found[first], *(one for one in others if one.end <= end)]


def _grown(body: str, whole: Sequence[Span], passages: Sequence[Span], room: int) -> list[Span]:
    """Return the passages, each lengthened by the sentences that follow it while there is room."""
    begins = [sentence.start for sentence in whole]
    grown: list[Span] = []
    for passage in sorted(passages):
        end = passage.end
        for sentence in whole[bisect_left(begins, end) :]:
            cost = sentence.end - end
            if not _neighbours(body, end, sentence.start) or cost > room:
                break
            room -= cost
            end = sentence.end
        grown.append(Span(passage.start, end))
    return grown


def _neighbours(body: str, end: int, start: int) -> bool:
    return not body[end:start].strip()


def _merged(body: str, passages: Sequence[Span]) -> list[Span]:
    """Return the passages in reading order; neighbours with nothing but space between them become one."""
    merged: list[Span] = []
    for passage in sorted(passages):
        if merged and _neighbours(body, merged[-1].end, passage.start):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, passage.end))
        else:
            merged.append(passage)
    return merged


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text in order, without the white space around them."""
    ends = [match.end() for match in ENDS.finditer(text)]
    stretches = [trimmed(text, start, end) for start, end in pairwise([0, *ends, len(text)])]
    return [one for one in stretches if one.start < one.end]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the stretch without the white space at its ends."""
    while start < end and _is_space(text, start):
        start += 1
    while end > start and _is_space(text, end - 1):
        end -= 1
    return Span(start, end)


def _is_space(text: str, place: int) -> bool:
    """Return whether there is white space that carries no mark."""
    return SPACE.match(text, place) is not None


def cut_before(text: str, at: int, floor: int) -> int:
    """Return the last place at or before ``at``, and after ``floor``, where the text may be cut.

    That is a space between words, or, where there is none, the border of a grapheme (UAX 29).
    """
    if at >= len(text):
        return len(text)
    for place in range(at, floor, -1):
        if _is_space(text, place):
            return place
    return grapheme_border(text, at)


def cut_after(text: str, at: int, ceiling: int) -> int:
    """Return the first place at or after ``at``, and before ``ceiling``, where a stretch may begin."""
    if at <= 0:
        return 0
    for place in range(at - 1, ceiling - 1):
        if _is_space(text, place):
            return place + 1
    return grapheme_border(text, at)


def grapheme_border(text: str, at: int) -> int:
    """Return the last place at or before another where a grapheme begins."""
    return max(match.start() for match in regex.finditer(r"\X", text) if match.start() <= at)
