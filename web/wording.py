"""The words of the pages in Arabic and English: messages, counted nouns, numbers."""

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel import Locale
from babel.numbers import format_decimal

GROUPED_FROM = 10_000
FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


class Language(StrEnum):
    """The languages that the pages speak; the first is the one a newcomer meets."""

    ARABIC = "ar"
    ENGLISH = "en"

    @property
    def direction(self) -> str:
        """The direction that its lines run in, as HTML's ``dir`` wants it."""
        return "rtl" if self is Language.ARABIC else "ltr"

    @property
    def other(self) -> "Language":
        """The language to switch to."""
        return Language.ENGLISH if self is Language.ARABIC else Language.ARABIC


@cache
def messages() -> Mapping[str, Mapping[Language, str]]:
    """Return every message of ``web/words.tsv`` by its key and language."""
    table = files("web").joinpath("words.tsv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({row["key"]: {each: row[each.value] for each in Language} for row in rows})


@cache
def plurals() -> Mapping[tuple[str, Language], Mapping[str, str]]:
    """Return the plural forms of every noun of ``web/counts.tsv`` by CLDR category."""
    table = files("web").joinpath("counts.tsv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingProxyType({(row["noun"], Language(row["language"])): row for row in rows})


def number(value: int) -> str:
    """Return a number in European digits, its thousands grouped from 10,000 on (4120, but 41,686)."""
    return format_decimal(value, locale="en") if abs(value) >= GROUPED_FROM else str(value)


def isolated(text: str) -> str:
    """Return text between Unicode isolates, so that its direction does not disturb the sentence around it."""
    return FIRST_STRONG_ISOLATE + text + POP_ISOLATE


class Wording:
    """What the pages say in one language; a key that is not in the table raises KeyError."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._plural_category = Locale(language.value).plural_form

    def say(self, key: str, **values: str | int) -> str:
        """Return a message, its places filled; numbers are formatted and texts isolated."""
        filled = {
            name: number(value) if isinstance(value, int) else isolated(value)
            for name, value in values.items()
        }
        return messages()[key][self.language].format(**filled)

    def count(self, noun: str, amount: int) -> str:
        """Return an amount with its noun in the right one of the language's plural forms."""
        forms = plurals()[noun, self.language]
        form = forms[self._plural_category(amount)] or forms["other"]
        return form.format(n=number(amount))
