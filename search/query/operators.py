"""The words and signs of the query language, as tables, and how they are read before a value."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import TypeAlias

from index.analysis import fold_word
from search.query.tree import FieldName, Occur
from search.question import Level


class Bound(Enum):
    """What a date operator makes of its period."""

    FROM = "from"
    TO = "to"
    BEFORE = "before"
    AFTER = "after"
    ON = "on"


Meaning: TypeAlias = Occur | Level | FieldName | Bound

SIGNS: dict[str, Meaning] = {
    "-": Occur.MUST_NOT,
    "+": Occur.MUST,
    "=": Level.EXACT,
    "~": Level.WIDE,
}
"""One sign right before a value. Before a digit it belongs to the number: -5, +18, ~20."""

FIELDS: dict[Meaning, tuple[str, ...]] = {
    FieldName.TITLE: ("عنوان", "title"),
    FieldName.BODY: ("متن", "نص", "body"),
    FieldName.SECTION: ("قسم", "section"),
    FieldName.SOURCE: ("مصدر", "وكالة", "source"),
    FieldName.SITE: ("موقع", "ناشر", "site"),
    FieldName.AUTHOR: ("كاتب", "محرر", "مراسل", "author"),
    FieldName.PLACE: ("مكان", "place"),
}
BOUNDS: dict[Meaning, tuple[str, ...]] = {
    Bound.FROM: ("من", "from"),
    Bound.TO: ("إلى", "إلي", "to"),
    Bound.BEFORE: ("قبل", "before"),
    Bound.AFTER: ("بعد", "after"),
    Bound.ON: ("تاريخ", "التاريخ", "on"),
}
LONG_SIGNS: dict[Meaning, tuple[str, ...]] = {
    Occur.MUST_NOT: ("بدون",),
    Level.EXACT: ("حرفي",),
    Level.WIDE: ("موسع",),
}
OR_WORDS = ("أو", "OR")

CLITICS = frozenset(
    "".join(parts) for parts in product(("", "و", "ف"), ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل"))
) - {""}
"""What may stand right before a quotation mark without being a word: لـ"العربية"."""

NAMED_FIELDS = frozenset({FieldName.SECTION, FieldName.SOURCE, FieldName.SITE, FieldName.PLACE})
"""The fields whose value is one name, not words to look for."""

LONGEST_NAME = 32
"""No operator's name is longer, harakat and elongation included; bounds what is folded."""


def _folded(names: Iterable[tuple[Meaning, tuple[str, ...]]], before: str = "") -> dict[str, Meaning]:
    return {fold_word(before + word): meaning for meaning, words in names for word in words}


NAMES: dict[str, Meaning] = {
    **_folded(FIELDS.items()),
    **_folded(FIELDS.items(), before="ال"),
    **_folded(BOUNDS.items()),
    **_folded(LONG_SIGNS.items()),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One operator before a value: what it means, and where it begins and its value may begin."""

    meaning: Meaning
    start: int
    end: int


def is_or(chunk: str) -> bool:
    """Say whether a chunk inside parentheses stands between two options."""
    return chunk == OR_WORDS[1] or fold_word(chunk) == fold_word(OR_WORDS[0])


def is_clitic(chunk: str) -> bool:
    """Say whether a chunk before a quotation mark is only a clitic, elongated or not."""
    return len(chunk) <= LONGEST_NAME and fold_word(chunk) in CLITICS


def read_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return the operators at the beginning of the chunk ``text[start:end]``, at most one of each kind."""
    marks: list[Mark] = []
    kinds: set[type] = set()
    at = start
    while (mark := _mark_at(text, at, end)) and _may_follow(type(mark.meaning), kinds):
        marks.append(mark)
        kinds.add(type(mark.meaning))
        at = mark.end
    return marks


def _may_follow(kind: type, before: set[type]) -> bool:
    """Say whether an operator may stand after others: dates take a sign before them and nothing after."""
    return kind not in before and Bound not in before and (kind is not Bound or before <= {Occur})


def _mark_at(text: str, at: int, end: int) -> Mark | None:
    if at >= end:
        return None
    if meaning := SIGNS.get(text[at]):
        return Mark(meaning, at, at + 1) if _may_follow_sign(text, at + 1, end) else None
    colon = text.find(":", at, min(end, at + LONGEST_NAME))
    named = NAMES.get(fold_word(text[at:colon])) if colon > at else None
    return Mark(named, at, colon + 1) if named else None


def _may_follow_sign(text: str, at: int, end: int) -> bool:
    """Say whether the chunk ends here (a quote or parenthesis may follow) or goes on with a word."""
    return at >= end or text[at] in "=~#@" or unicodedata.category(text[at])[0] in "LM"
