"""The syntax tree of a query, neutral to the engine that evaluates it.

Every node keeps ``start`` and ``end``, its place in the text that was typed, in code points.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from search.question import Level


class Occur(StrEnum):
    """What a clause asks of an article."""

    SHOULD = "should"
    MUST = "must"
    MUST_NOT = "must_not"


class FieldName(StrEnum):
    """The fields that a query can name."""

    TITLE = "title"
    BODY = "body"
    SECTION = "section"
    SOURCE = "source"
    SITE = "site"
    AUTHOR = "author"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as typed; ``level`` is set where ``=``, ``~`` or their long forms stood before it."""

    text: str
    level: Level | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """All words that begin with ``text`` (the star left off)."""

    text: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in a row, or, with ``slop``, near one another in any order.

    ``to_the_letter`` allows no clitic before its words.
    """

    words: tuple[Word, ...]
    to_the_letter: bool = False
    slop: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Any one of the options, written with a bar inside parentheses."""

    options: tuple["Node", ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class In:
    """A node looked for in one field only; for section, source, site and place the value names one."""

    field: FieldName
    node: "Node"
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Articles of the days from ``since`` to ``until``, both inclusive; None is open."""

    since: dt.date | None = None
    until: dt.date | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Clauses side by side: the whole query, or a pair of parentheses."""

    clauses: tuple["Clause", ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One node of a group and what it asks: should, must or must not."""

    node: "Node"
    occur: Occur = Occur.SHOULD
    start: int = 0
    end: int = 0


Node: TypeAlias = Word | Prefix | Phrase | Either | In | Days | Group
