"""From the values of a record's fields, of whatever type, to the text that an article takes."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from index.sources.markup import plain_text
from index.sources.text import tidy_line, tidy_paragraphs

_PARTS = (
    "name", "title", "text", "content", "label", "value", "#text", "@value", "term", "url", "href", "@id"
)  # fmt: skip
_SECTION_SEPARATORS = re.compile(r"\s*[|;؛]\s*")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:[/?#].*)?", re.IGNORECASE)


def line(value: Any) -> str:
    """Return a value as one line; the parts of a list are joined by commas."""
    if type(value) is str:
        return tidy_line(plain_text(value))
    return "، ".join(filter(None, map(line, _parts(value))))


def body(value: Any) -> str:
    """Return a value as paragraphs, one a line."""
    if type(value) is str:
        return tidy_paragraphs(plain_text(value))
    return "\n".join(filter(None, map(body, _parts(value))))


def names(value: Any) -> tuple[str, ...]:
    """Return a value as names, each once."""
    if type(value) is str:
        found: Iterable[str] = _SECTION_SEPARATORS.split(tidy_line(plain_text(value)))
    else:
        found = (name for part in _parts(value) for name in names(part))
    return tuple(dict.fromkeys(filter(None, found)))


def address(value: Any) -> str:
    """Return the first web address of a value, spaces in it encoded as browsers do; or an empty string."""
    if type(value) is str:
        found = tidy_line(value)
        return found.replace(" ", "%20") if _WEB_ADDRESS.fullmatch(found) else ""
    return next(filter(None, map(address, _parts(value))), "")


def scalar(value: Any) -> str:
    """Return a text or a number as a line; nothing else is one."""
    if type(value) is str:
        return tidy_line(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


READERS: Mapping[str, Callable[[Any], Any]] = {
    "id": scalar,
    "title": line,
    "body": body,
    "published": scalar,
    "time": scalar,
    "sections": names,
    "source": line,
    "site": line,
    "place": line,
    "author": line,
    "url": address,
}
"""How the value of each field of an article is read; what comes back empty says nothing."""


def _parts(value: Any) -> list[Any]:
    """Return the values within a value: the items of a list, the name of an object, the text of a number."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, dict):
        return [value[name] for name in _PARTS if value.get(name)][:1]
    return [text] if (text := scalar(value)) else []
