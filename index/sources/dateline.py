"""The dateline before the first sentence of a story: where it was written, and which agency wrote it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.names import AuthorParts, is_known, is_outlet
from index.sources.furniture import furniture

_LONGEST = 70
_MOST_WORDS = 4
_MOST_NAMES = 3
# Up to the dash, colon or bracket that ends it: «القاهرة - (أ ف ب) -», «دبي، الإمارات (CNN) --».
_END = re.compile(r"[-–—:)\]]\s")
_INLINE = re.compile(r"[^.!؟«»\"“”\n]{2,70}?(?:\s*[-–—]+\s|\s*:\s|(?<=[)\]])\s)")
# Marks that order and join letters (Cf) stand at the edges of copied names.
_EDGES = " -–—:.*\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PARTS = re.compile(r"\s*[–—/|()\[\]،:]+\s*|\s+[-ـ]+\s*|(?<=\S)[-ـ]+\s+|,\s*|-+$")


# Numbers between the names are days and months: «الكويت - 3 - 11 (كونا) --».
_NUMBER = re.compile(r"\d+")
_BRACKETED = re.compile(r"[)\]]\s*$")
_BRACKET = re.compile(r"[(\[]")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def opening_dateline(body: str, site: str = "") -> AuthorParts | None:
    """Return what the dateline at the beginning of a body says, or None where there is none.

    It counts when all its names are known as those of places and agencies, or when one is an agency's (or
    the site's own) and those before it are as short as a place. Where a bracket alone ends it, all must be
    known: «نقلت وكالة الأنباء (واس) عن الوزير» is a sentence.
    """
    if not body:
        return None
    first, _, _ = body[: 2 * _LONGEST].partition("\n")
    if len(first) <= _LONGEST and (whole := _known(first, site)):
        return whole
    found = None
    end = 0
    while _END.search(first, end) and (match := _INLINE.match(first, end)):
        end = match.end()
        found = _known(first[:end], site, only=_BRACKETED.search(match[0]) is not None) or found
    return found


def is_known_dateline(line: str) -> bool:
    """Return whether a line consists of a known place and a known agency."""
    found = _known(line, "")
    return found is not None and bool(found.place and found.source)


def own_line_dateline(line: str, site: str = "") -> AuthorParts | None:
    """Return what a line on its own says that has the shape of a dateline, its names known or not."""
    for spaced in (line, _HYPHEN.sub(" - ", line)):
        if known := _known(spaced, site):
            return known
    names = _names(line)
    if not 2 <= len(names) <= _MOST_NAMES or any(len(name.split()) > _MOST_WORDS for name in names):
        return None
    # A caption: «سعاد حسن - صورة أرشيفية»; one word, such as خاص, may stand in a dateline.
    if any(furniture(name) for name in names if " " in name):
        return None
    place = next((name for name in names if is_known("place", name)), "")
    if not place and _BRACKET.search(line) and not any(map(is_outlet, names)):
        return None
    place = place or names[0]
    person = next(name for name in names if name != place) if len(set(names)) > 1 else ""
    return AuthorParts(place=place, person=person)


@lru_cache(maxsize=8192)
def _known(line: str, site: str, *, only: bool = False) -> AuthorParts | None:
    """Return the names of a line, those of a place and an agency; with ``only``, none but known ones."""
    names = _names(line)
    # الرياض is a city and a paper, قنا a city and an agency: the first name of a dateline is its place.
    places = [
        name
        for name in names
        if is_known("place", name) and not (name != names[0] and _is_outlet(name, site))
    ]
    sources = [name for name in names if name not in places and _is_outlet(name, site)]
    unknown = [name for name in names if name not in sources and name not in places]
    if not names or len(names) > _MOST_NAMES + 1 or (unknown and (only or not sources)):
        return None
    if any(len(name.split()) > _MOST_WORDS or name is names[-1] for name in unknown):
        return None
    return AuthorParts(place=_first(places or unknown), source=_first(sources))


def _is_outlet(name: str, site: str) -> bool:
    return name == site or is_known("source", name)


def _names(line: str) -> list[str]:
    names = (part.strip(_EDGES) for part in _PARTS.split(line))
    return [name for name in names if name and not _NUMBER.fullmatch(name)]


def _first(names: Sequence[str]) -> str:
    return names[0] if names else ""
