"""Snippets: the passages of an article that show best why it was found."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from search.answer import Snippet, Span
from search.sentences import cut_after, cut_before, sentences, trimmed

ELLIPSIS = "…"
JOIN = " … "
_MOST_PASSAGES = 2
# A word that stands again in a passage adds a little; a word not seen yet adds its whole weight.
_AGAIN = 0.1
# Of two passages alike, the earlier is the better: news tells the most important first.
_LATER = 0.002
_ROUNDING = 1e-9


class Found(NamedTuple):
    """A matched stretch of a text, which word of the query it answers, and how telling that word is.

    ``only_kin`` says that it is no form of that word, only kin to it.
    """

    start: int
    end: int
    key: str
    weight: float = 1.0
    only_kin: bool = False


class Holding(NamedTuple):
    """A sentence of a text by its number, with what was found in it."""

    number: int
    sentence: Span
    found: Sequence[Found]


def snippet(body: str, found: Sequence[Found], *, length: int = 240) -> Snippet:
    """Return the best passages of a body, at most about ``length`` code points, with the spans found in them.

    Passages are whole sentences where they fit. Without anything found, which is in the order of its places,
    it is the beginning of the body.
    """
    if not found:
        end = cut_before(body, length, 0)
        opening = trimmed(body, 0, end)
        return _joined(body, [opening], ())
    whole = _unparted(sentences(body), found)
    holding = [*_holding(whole, found)]
    passages: list[Span] = []
    seen: set[str] = set()
    room = length
    while room > length // 4 and len(passages) < _MOST_PASSAGES:
        best = _best_passage(body, holding, seen, passages, room)
        if best is None:
            break
        passages.append(best)
        seen |= {one.key for one in found if _inside(one, best)}
        room -= best.end - best.start
    return _joined(body, _merged(body, _grown(body, whole, passages, room)), found)


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
        if not unseen or _worth(unseen) - number * _LATER < most - _ROUNDING or _overlaps(sentence, taken):
            continue
        passage = _fitted(body, sentence, unseen, room)
        score = _worth([one for one in unseen if _inside(one, passage)]) - number * _LATER
        if score > most:
            most, best = score, passage
    return best


def _overlaps(sentence: Span, taken: Sequence[Span]) -> bool:
    return any(sentence.start < other.end and other.start < sentence.end for other in taken)


def _worth(found: Sequence[Found]) -> float:
    weights = {one.key: one.weight for one in found}
    return sum(weights.values()) + _AGAIN * (len(found) - len(weights))


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


def _joined(body: str, passages: Sequence[Span], found: Sequence[Found]) -> Snippet:
    text = ""
    spans: list[Span] = []
    for number, passage in enumerate(passages):
        text += JOIN if number else (ELLIPSIS if _cut_before(body, passage.start) else "")
        shift = len(text) - passage.start
        text += body[passage.start : passage.end].replace("\n", " ")
        spans += [Span(one.start + shift, one.end + shift) for one in found if _inside(one, passage)]
    if passages and _cut_after(body, passages[-1].end):
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
