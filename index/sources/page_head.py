"""The head of a page: what stands before the first paragraph of its story."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from index.analysis import fold_word
from index.names import is_outlet
from index.sources.composing import Parts
from index.sources.dateline import is_known_dateline, own_line_dateline
from index.sources.furniture import furniture
from index.sources.headline import Candidate, best, without_site
from index.sources.page_lines import Line
from index.sources.page_names import (
    DateLine,
    date_line,
    field_of,
    has_bars,
    is_menu,
    is_name,
    is_path,
    is_signature,
    labelled,
    names_in,
)

_LEAD_WORDS = 8
_FURTHER_LEAD_WORDS = 5
_NEIGHBOURS = 2
_MOST_NAME_WORDS = 4
_MENU = 3
_NO_HEADLINES = (furniture, labelled, is_name, is_menu, is_path)


@dataclass(slots=True)
class Page:
    """What is understood of a page: the parts of its article, and the lines that are no part of it.

    ``lead`` holds the lines of the head that are paragraphs, ``dates`` the dates around the story, those
    nearest to the headline first.
    """

    parts: Parts = field(default_factory=Parts)
    lead: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    dates: list[DateLine] = field(default_factory=list)

    def set(self, name: str, value: str) -> None:
        """Set a field that says nothing yet."""
        if name == "section":
            self.parts.sections = self.parts.sections or (value,)
        elif not getattr(self.parts, name):
            setattr(self.parts, name, value)


@dataclass(slots=True)
class _Sorted:
    """The lines of a head by what they are; names with the number of their line."""

    names: list[tuple[int, str]] = field(default_factory=list)
    datelines: list[str] = field(default_factory=list)


def read_head(head: Sequence[Line], elsewhere: str) -> Page:
    """Return what the head of a page says; ``elsewhere`` is the rest of it, which may name the site too."""
    page = Page()
    dates = {number: found for number, line in enumerate(head) if (found := date_line(line.text))}
    headline = _headline(head, dates)
    page.dates = [dates[number] for number in sorted(dates, key=lambda number: abs(number - headline))]
    lines = _sorted(page, head, headline, dates)
    if headline >= 0:
        others = [elsewhere, *(line.text for line in head if line is not head[headline])]
        page.parts.title, site = without_site(head[headline].text, fold_word("\n".join(others)))
        page.set("site", site)
    _take_names(page, lines.names, headline, fold_word(elsewhere))
    for line in lines.datelines:
        _take_dateline(page, line)
    return page


def opening_without_prose(lines: Sequence[Line]) -> int:
    """Return the number of the first line of a story of which no line can only be a paragraph.

    It is the first line after the headline that is as long as a lead and has no date close after it.
    """
    dates = {number: found for number, line in enumerate(lines) if (found := date_line(line.text))}
    headline = _headline(lines, dates)
    if headline < 0:
        return len(lines)
    for number in range(headline + 1, len(lines)):
        followed = any(after in dates for after in range(number, number + 1 + _NEIGHBOURS))
        text = lines[number].text
        if _may_be_lead(lines[number], is_first=True) and not followed and not furniture(text):
            return number
    return len(lines)


def _headline(head: Sequence[Line], dates: Mapping[int, DateLine]) -> int:
    """Return the number of the headline's line, or -1."""
    candidates = [
        Candidate(
            number,
            line,
            is_before_date=number + 1 in dates,
            is_after_date=number - 1 in dates,
            is_signature=is_signature(line.text),
        )
        for number, line in enumerate(head)
        if number not in dates and _may_be_headline(line.text)
    ]
    chosen = best(candidates)
    return chosen.number if chosen else -1


def _may_be_headline(text: str) -> bool:
    if not any(map(str.isalpha, text)) or any(test(text) for test in _NO_HEADLINES):
        return False
    return not (has_bars(text) and len(text.split()) <= _MOST_NAME_WORDS)


def _sorted(page: Page, head: Sequence[Line], headline: int, dates: Collection[int]) -> _Sorted:
    found = _Sorted()
    again = fold_word(head[headline].text) if headline >= 0 else ""
    for number, line in enumerate(head):
        text = line.text
        if number == headline or number in dates:
            continue
        if furniture(text) or is_menu(text) or fold_word(text) == again:
            page.cut.append(text)
        elif label := labelled(text):
            page.set(*label)
        elif number > headline and _may_be_dateline(line, is_last=number == len(head) - 1):
            found.datelines.append(text)
        elif number > headline >= 0 and _may_be_lead(line, is_first=not page.lead):
            page.lead.append(text)
        elif names := _names(text):
            found.names += [(number, name) for name in names]
        else:
            page.cut.append(text)
    return found


def _may_be_lead(line: Line, *, is_first: bool) -> bool:
    fewest = _LEAD_WORDS if is_first else _FURTHER_LEAD_WORDS
    return line.words >= fewest or line.text.endswith(".")


def _may_be_dateline(line: Line, *, is_last: bool) -> bool:
    if is_last or line.text.endswith(":"):
        return own_line_dateline(line.text) is not None
    return is_known_dateline(line.text)


def _names(text: str) -> list[str]:
    """Return the names on a line; none for a menu, which names many sections.

    Of a path that is the first, which may be the site, and sections; it may end with the story itself.
    """
    names = [name for name in names_in(text) if len(name.split()) <= _MOST_NAME_WORDS]
    if is_path(text):
        names = [*names[:1], *filter(field_of, names[1:])]
    return [] if sum(field_of(name) == "section" for name in names) >= _MENU else names


def _take_names(page: Page, names: Sequence[tuple[int, str]], headline: int, elsewhere: str) -> None:
    beside_dates = [(headline, name) for found in page.dates[:1] for name in found.names]
    fields = {name: field_of(name) or "" for _, name in (*names, *beside_dates)}
    menu = [number for number, name in names if fields[name] == "section" and number < headline]
    unknown = []
    for number, name in (*beside_dates, *names):
        if not fields[name]:
            unknown.append((number, name))
        elif number not in menu or len(menu) < _MENU:
            page.set(fields[name], name)
    _take_unknown(page, unknown, headline, elsewhere)


def _take_unknown(page: Page, names: list[tuple[int, str]], headline: int, elsewhere: str) -> None:
    """Take names that no table knows: the site is named elsewhere too, or stands above the headline."""
    again = [name for _, name in names if fold_word(name) in elsewhere]
    above = [name for number, name in names if number < headline]
    beside_date = [name for number, name in names if number == headline]
    outlets = [name for _, name in names if is_outlet(name)]
    if site := again or above or outlets:
        page.set("site", site[0])
    rest = [name for _, name in names if name != page.parts.site]
    section = next((name for name in rest if name in beside_date or name in above), None)
    if section and not page.parts.sections:
        page.set("section", section)
    page.cut += [name for name in rest if (name,) != page.parts.sections]


def _take_dateline(page: Page, line: str) -> None:
    found = own_line_dateline(line, page.parts.site)
    if found:
        for name in ("place", "source"):
            page.set(name, getattr(found, name))
        if found.person:
            page.set("author", found.person)
