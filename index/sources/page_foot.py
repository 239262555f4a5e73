"""The foot of a page: what comes after its story, as far as it says something about the article."""

import re
from collections.abc import Sequence

from index.sources.furniture import after_beginning, furniture
from index.sources.page_head import Page
from index.sources.page_names import date_line, field_of, labelled, names_in

_MOST_SITE_WORDS = 4
# «لصحيفة السنبوك», «لـبوابة المشربية», «© العراق اليوم 2019».
_OF = re.compile(r"^(?:لدى|لـ+|ل(?:صحيفة|جريدة|موقع|وكالة|شبكة|قناة)\s)\s*")
_OF_THE = re.compile(r"^لل(?=\w{2})")
_RESERVED = re.compile(r"[.,\s]*all rights reserved\W*", re.IGNORECASE)


def read_foot(page: Page, lines: Sequence[str]) -> None:
    """Take from the foot of a page what its head does not say."""
    for line in lines:
        if label := labelled(line):
            page.set(*label)
        elif found := date_line(line):
            page.dates.append(found)
        elif not page.parts.site and (site := _site(line)):
            page.set("site", site)
    said = [line for line in lines if not furniture(line) and not labelled(line)]
    if not page.parts.site and len(said) == 1 and _may_be_site(said[0]):
        page.set("site", said[0])


def _may_be_site(line: str) -> bool:
    return len(line.split()) <= _MOST_SITE_WORDS and line[:1].isalpha() and not date_line(line)


def _site(line: str) -> str:
    """Return the name of the site in a line that is its name, or its copyright."""
    names = names_in(line)
    if len(names) == 1 and field_of(names[0]) in {"site", "source"}:
        return names[0]
    owner = _OF_THE.sub("ال", _OF.sub("", _owner(line)))
    return owner if len(owner.split()) <= _MOST_SITE_WORDS else ""


def _owner(line: str) -> str:
    """Return the owner in a line of copyright, or an empty string."""
    if "حقوق" in line:
        return after_beginning(line)
    return _RESERVED.sub("", line).strip("© 0123456789٠١٢٣٤٥٦٧٨٩") if "©" in line else ""
