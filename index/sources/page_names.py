"""The short lines around a story: dates, names of sections, sites, places and agencies, bylines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold_word
from index.article import Precision
from index.dates import find_dates
from index.names import is_known, is_outlet
from index.sources.furniture import furniture

FIELDS = ("section", "site", "source", "place")

# Between words, » parts them; at the end of a word it closes a quotation.
_BARS = re.compile(r"\s*[|•·›>▪■●]+\s*|\s+[»«/–—\\-]\s+")
_EDGES = " |•·»›>▪■●/–—-:،,()[]*\u200f\u200e"
_MOST_RESIDUE = 6
_MOST_NAME_WORDS = 5
_MOST_PATH_WORDS = 4
_MOST_SIGNED_WORDS = 4
_PATH = re.compile(r"[›>]|\s[»«]\s")
_FEWEST_IN_MENU = 3
_PRECISE = (Precision.MONTH, Precision.DAY, Precision.TIME)

# Words before a date, none of which is a name.
_DATE_WORDS = frozenset(map(fold_word, (
    "نشر", "نشرت", "ينشر", "في", "فى", "بتاريخ", "تاريخ", "النشر", "تاريخه", "بتوقيت", "آخر", "تحديث", "تم",
    "التحديث", "حدث", "أضيف", "كتب", "الخبر", "منذ", "يوم", "اليوم", "الموافق", "على", "عند", "ساعة",
    "الساعة", "توقيت", "جرينتش", "غرينتش", "gmt", "utc", "updated", "published", "date",
)))  # fmt: skip
_UPDATED = re.compile(r"تحديث|عدّل|updated", re.IGNORECASE)
_LABELS = {
    "author": r"كتبت?|بقلم|تحرير|الكاتبة?|المحررة?|مراسلنا|إعداد|اعداد|author|by",
    "source": r"المصدر|مصدر|الوكالة|المصادر|source",
    "section": r"القسم|قسم|التصنيف|تصنيف|الفئة|في قسم|section",
}
_LABELLED = {
    field: re.compile(rf"(?:{words})\s*(?:[:/|]|\s-)\s*(\S.*)", re.IGNORECASE)
    for field, words in _LABELS.items()
}
_BYLINE = re.compile(r"(?:كتبت?|بقلم|by)\s+(\S.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[^:]{1,40}:\s*)?(https?://\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date, and the names beside it."""

    date: str
    names: tuple[str, ...]
    has_day: bool
    is_update: bool


@lru_cache(maxsize=4096)
def date_line(text: str) -> DateLine | None:
    """Return the date of a line that has little else on it, and the names beside it; or None.

    A month without a day counts only where there are no names beside it but known ones.
    """
    dates = [found for found in find_dates(text) if found.published.precision in _PRECISE]
    if not dates:
        return None
    start, end = dates[0].start, dates[-1].end
    names = (*_names(text[:start]), *_names(text[end:]))
    has_day = any(found.published.precision is not Precision.MONTH for found in dates)
    if sum(len(name.split()) for name in names) > _MOST_RESIDUE or not (has_day or all(map(field_of, names))):
        return None
    return DateLine(text[start:end], names, has_day, _UPDATED.search(text[:start]) is not None)


def names_in(text: str) -> list[str]:
    """Return the names on a line that parts them by bars, furniture left out; one where there are no bars."""
    return list(_names(text))


def has_bars(text: str) -> bool:
    """Return whether a line is parted by bars, as menus and paths are."""
    return _BARS.search(text) is not None


def is_path(text: str) -> bool:
    """Return whether a line is a path of short names such as «أخبار > ثقافة > معارض»."""
    names = names_in(text)
    short = all(len(name.split()) <= _MOST_PATH_WORDS for name in names)
    return _PATH.search(text) is not None and short and len(names) > 1


def is_signature(text: str) -> bool:
    """Return whether a line looks like the name of an outlet, or the signature of a reporter with a place."""
    names = names_in(text)
    if len(names) == 1:
        return is_outlet(names[0]) and len(names[0].split()) <= _MOST_SIGNED_WORDS
    known = [name for name in names if is_known("place", name) or is_outlet(name)]
    return bool(known) and all(len(name.split()) <= _MOST_SIGNED_WORDS for name in names)


def labelled(text: str) -> tuple[str, str] | None:
    """Return the field and the value of a line such as «كتب: فلان» or «المصدر: وكالات», or None."""
    if match := _ADDRESS.fullmatch(text):
        return "url", match[1]
    found = [(field, match[1]) for field, label in _LABELLED.items() if (match := label.fullmatch(text))]
    if not found and (match := _BYLINE.fullmatch(text)):
        found = [("author", match[1])]
    if not found or len(found[0][1].split()) > _MOST_NAME_WORDS:
        return None
    field, value = found[0]
    return field, value.strip(_EDGES)


def field_of(name: str) -> str | None:
    """Return the field whose tables know a name, or None."""
    return next((field for field in FIELDS if is_known(field, name)), None)


def is_name(text: str) -> bool:
    """Return whether a line consists of names that are known."""
    names = names_in(text)
    return bool(names) and all(map(field_of, names))


def is_menu(text: str) -> bool:
    """Return whether most words of a line are sections and furniture, as in a menu copied as one line."""
    words = text.split()
    if len(words) < 2 or has_bars(text) or field_of(text):
        return False
    in_menu = sum(map(_is_in_menu, words))
    return in_menu == len(words) or (len(words) >= _FEWEST_IN_MENU and 2 * in_menu > len(words))


def _is_in_menu(word: str) -> bool:
    return is_known("section", word) or furniture(word) is not None


def _names(text: str) -> Iterator[str]:
    for part in _BARS.split(text):
        words = part.strip(_EDGES).split()
        while words and fold_word(words[0].strip(_EDGES)).casefold() in _DATE_WORDS:
            words.pop(0)
        name = " ".join(words).strip(_EDGES)
        if any(letter.isalpha() for letter in name) and not furniture(name):
            yield name
