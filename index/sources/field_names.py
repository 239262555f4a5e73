"""Which field of an article the name of a source's field stands for."""

from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar, NamedTuple

from index.errors import KashafError
from index.tables import read_table, shipped

TITLE, BODY, URL, EXTRA = "title", "body", "url", "extra"

_TABLE = "field_names.tsv"
_IGNORED = str.maketrans("", "", "_- @")
# The part of a nested field that is its value, as in {"author": {"name": ...}}; the better ones first.
_VALUE_PARTS = ("name", "rendered", "value", "text", "title", "label", "$oid", "$date", "#text", "@value")
_ADDRESS_PARTS = ("url", "href", "@id")


class Rank(NamedTuple):
    """The field of an article that a name stands for, and how well it does: less is better."""

    target: str
    name: int
    part: int = -1


class BadMapping(KashafError):
    """Raised when a mapping names a field that articles do not have."""

    code: ClassVar[str] = "bad-mapping"
    exit_code: ClassVar[int] = 2


@lru_cache(maxsize=4096)
def rank(name: str) -> Rank | None:
    """Return what a field's name stands for, or None; the parts of a nested field are joined by dots."""
    if known := _ranks().get(_normal(name)):
        return known
    parent, _, part = name.rpartition(".")
    above = rank(parent) if parent else None
    if above is None:
        return None
    parts = _ADDRESS_PARTS if above.target == URL else _VALUE_PARTS
    return above._replace(part=parts.index(part)) if part in parts else None


def target_of(name: str) -> str | None:
    """Return the field of an article that a name stands for, or None."""
    found = rank(name)
    return found.target if found else None


def checked_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping with the article's fields as they are called here; raise BadMapping for others.

    Beside the fields of the table, ``extra`` keeps a field as it is, and any name of a field stands for it.
    """
    return {name: _checked(name, target) for name, target in mapping.items()}


def _checked(name: str, target: str) -> str:
    known = EXTRA if target == EXTRA else target_of(target)
    if known is None:
        fields = ", ".join((*dict.fromkeys(rank.target for rank in _ranks().values()), EXTRA))
        raise BadMapping(
            f"{target!r} (for {name!r}) is no field of an article; the fields are: {fields}.",
            f"«{target}» ليس حقلاً من حقول المادة؛ الحقول هي: {fields}.",
        )
    return known


def _normal(name: str) -> str:
    return name.casefold().translate(_IGNORED)


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, Rank]:
    return {
        _normal(name): Rank(row.cells["field"], number)
        for row in read_table(shipped(_TABLE), ["field", "names"])
        for number, name in enumerate(row.names("names"))
    }
