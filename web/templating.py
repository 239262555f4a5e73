"""What every template can call: words, numbers, dates, labels, marks."""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from index.dates import printed_day, printed_moment, slashed
from search.question import Level, Match, Sort
from search.records import printed_label
from web.asking import arguments_of
from web.direction import direction
from web.language import THEMES, theme, wording
from web.marks import marked
from web.wording import number

CHOICES = {"match": tuple(Match), "level": tuple(Level), "sort": tuple(Sort)}


def register(app: Flask) -> None:
    """Teach the templates their helpers."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        say=say,
        count=count,
        number=number,
        label=label,
        marked=marked,
        direction=direction,
        same_page=same_page,
        arguments_of=arguments_of,
        choices=CHOICES,
        themes=THEMES,
    )
    app.jinja_env.filters.update(moment=printed_moment, day=printed_day, web_link=web_link)
    app.context_processor(_choices)


def say(key: str, **values: str | int) -> str:
    """Return a message in the reader's language."""
    return wording().say(key, **values)


def count(noun: str, amount: int) -> str:
    """Return an amount with its noun in the reader's language."""
    return wording().count(noun, amount)


def label(field: str, printed: str) -> str:
    """Return the name of a section, source, site, place or month in the reader's language."""
    if field == "month":
        return slashed(printed)
    return printed_label(field, printed, wording().language.value)


def web_link(url: str) -> str:
    """Return an address if it is one of the web (http, https), else an empty string."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def same_page(**changes: str) -> str:
    """Return the address of the page that is shown, with some of its arguments changed."""
    rule = request.url_rule
    is_shown = rule is not None and "GET" in (rule.methods or ())
    # Not by url_for alone: anyone can put its own arguments, such as _scheme, into an address.
    path = quote(request.root_path.rstrip("/") + request.path) if is_shown else url_for("pages.home")
    arguments = {**(request.args.to_dict(flat=False) if is_shown else {}), **changes}
    return f"{path}?{urlencode(arguments, doseq=True)}" if arguments else path


def _choices() -> dict[str, Any]:
    return {"language": wording().language, "theme": theme()}
