"""Splits an author line, such as «أبوظبي - سكاي نيوز عربية», into place, source and person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.names.lookup import is_known, is_outlet, key, tidy
from index.names.tables import folded_words, name_words

Role = Literal["place", "source", "person"]

DASH = re.compile(r"\s+[-ـ/:_]+\s*|[-ـ/:_]+\s+|\s+\.\s+|\s*[–—|]\s*")
COMMA = re.compile(r"\s*[،,;؛]\s*")
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
ATTACHED = re.compile(r"\s+و(?=\w)|-")
MACHINE_MADE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\S+@\S+|[\W\d_]*", re.IGNORECASE)
DIGIT = re.compile(r"\d")
LINE_LENGTH = 300
"""A longer text is no author line."""


@dataclass(frozen=True, slots=True)
class AuthorParts:
    """What an author line says: a place, a source and a person, as printed; each may be empty."""

    place: str = ""
    source: str = ""
    person: str = ""


def split_author(author: str) -> AuthorParts:
    """Split an author line into a place, a source and a person.

    Known names and words such as وكالة tell sources and places. Any other name is a person's, unless it
    stands before a dash as in a dateline: a place's then, if it stands alone and is one word, or if a wire
    agency follows. Several persons stay together, of several places and sources the first counts. Identifiers
    and addresses that programs leave there are nothing.
    """
    sides = list(_sides(author)) if len(author) <= LINE_LENGTH else []
    wired = any(_is_wire(name) for side in sides[1:] for name in side)
    by_role: dict[Role, list[str]] = {"place": [], "source": [], "person": []}
    for side in sides:
        is_dateline = side is sides[0] and len(sides) > 1
        for name in side:
            before_others = name is sides[0][0] and (is_dateline or len(side) > 1)
            unknown: Role = "place" if is_dateline and (wired or _is_one_word(side)) else "person"
            by_role[_role(name, before_others=before_others) or unknown].append(name)
    places, sources, persons = by_role["place"], by_role["source"], by_role["person"]
    return AuthorParts("".join(places[:1]), "".join(sources[:1]), "، ".join(persons))


def _sides(author: str) -> Iterator[list[str]]:
    """Yield the names between the dashes of an author line, in order; outlets in brackets come last."""
    if MACHINE_MADE.fullmatch(author.strip()):
        return
    bracketed = [tidy(name) for name in BRACKETS.findall(author) if is_outlet(name)]
    sides = ([*_names(side)] for side in DASH.split(BRACKETS.sub(" ", author)))
    yield from filter(None, (*sides, bracketed))


def _names(side: str) -> Iterator[str]:
    for piece in COMMA.split(side):
        for name in map(_without_byline_words, _detached(piece)):
            if name and not MACHINE_MADE.fullmatch(name):
                yield name


def _detached(piece: str) -> list[str]:
    """Return the names that و or a dash without spaces joins, where the names around them are known."""
    if _is_name(tidy(piece)):
        return [tidy(piece)]
    for joint in ATTACHED.finditer(piece):
        before, after = tidy(piece[: joint.start()]), tidy(piece[joint.end() :])
        known = _is_name(before), _is_name(after)
        if all(known) or (joint[0] == "-" and any(known)):
            return [before, *_detached(after)]
    return [tidy(piece)]


def _is_name(name: str) -> bool:
    return is_known("place", name) or is_known("source", name)


def _without_byline_words(name: str) -> str:
    words = name.split()
    while words and folded_words(words[0]) in name_words("byline"):
        words = words[1:]
    return " ".join(words)


def _is_wire(name: str) -> bool:
    return folded_words(key("source", name)) in name_words("wire")


def _is_one_word(side: Sequence[str]) -> bool:
    return len(side) == 1 and len(side[0].split()) == 1


def _role(name: str, *, before_others: bool) -> Role | None:
    """Return what a name is by the tables and the words in it, or None."""
    place = is_known("place", name)
    if place and (before_others or not is_known("source", name)):
        return "place"
    return "source" if is_outlet(name) or DIGIT.search(name) else None
