"""The names of sections, sources, sites and places: aliases, keys and labels."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

_DASH = re.compile(r"\s*[-–—ـ]\s*")


@dataclass(frozen=True, slots=True)
class AuthorParts:
    """What an author line says: a place, a source and a person, as printed; each may be empty."""

    place: str = ""
    source: str = ""
    person: str = ""


def key(field: str, printed: str) -> str:  # noqa: ARG001
    """Return the canonical key of a printed name; an unknown name is its own key, tidied."""
    return " ".join(printed.split())


def label(field: str, key: str, language: Literal["ar", "en"]) -> str:  # noqa: ARG001
    """Return the name to show for a key; a key that is not in the tables is its own label."""
    return key


def is_known(field: str, printed: str) -> bool:  # noqa: ARG001
    """Return whether the tables hold the printed name."""
    return False


def values(field: str) -> list[str]:  # noqa: ARG001
    """Return the keys of a field's table, in its order."""
    return []


def matching_keys(field: str, words: Sequence[str], among: Iterable[str]) -> list[str]:  # noqa: ARG001
    """Return those of the keys whose labels or aliases hold all the words."""
    return [k for k in among if all(word in k for word in words)]


def split_author(author: str) -> AuthorParts:
    """Split an author line such as a dateline into place, source and person."""
    place, *rest = _DASH.split(author, maxsplit=1)
    return AuthorParts(place=place, source=rest[0]) if rest else AuthorParts(person=author.strip())
