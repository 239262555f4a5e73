"""The dateline before the first sentence of a story: where it was written, and which agency wrote it."""

import re
from functools import lru_cache

from index.names import AuthorParts, is_known, split_author

_LONGEST = 70
# Up to the dash, colon or bracket that ends it: «القاهرة - (أ ف ب) -», «دبي، الإمارات (CNN) --», «بغداد/ واع:».
_INLINE = re.compile(r"([^.!؟«»\"“”\n]{2,70}?)\s*(?:[-–—ـ]+\s|:\s|(?<=[)\]])\s)")
_PARTS = re.compile(r"\s*(?:[-–—/|()\[\]،,:]|ـ(?=\s)|(?<=\s)ـ)+\s*")
_BRACKETS = re.compile(r"[()\[\]]")


def opening_dateline(body: str) -> AuthorParts | None:
    """Return what the dateline at the beginning of a body says, or None where there is none.

    It counts only when every part of it is the name of a place or an agency that is known.
    """
    first, _, _ = body.partition("\n")
    if len(first) <= _LONGEST:
        return known_dateline(first)
    end = 0
    found = None
    while (match := _INLINE.match(first[: _LONGEST + 2], end)) and (longer := known_dateline(first[: match.end()])):
        found, end = longer, match.end()
    return found


@lru_cache(maxsize=8192)
def known_dateline(line: str) -> AuthorParts | None:
    """Return the place and the agency that a line consists of, or None where it holds anything else."""
    names = [name for name in _PARTS.split(line) if name]
    if not names:
        return None
    sources = [name for name in names if is_known("source", name)]
    places = [name for name in names if name not in sources and is_known("place", name)]
    if len(sources) + len(places) < len(names):
        return None
    return AuthorParts(place=places[0] if places else "", source=sources[0] if sources else "")
