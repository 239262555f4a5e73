"""The results of a search."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import current_app, render_template, request

from search.answer import SearchResults
from search.question import FACET_FIELDS, Question, Sort
from web.archives import current_archive
from web.asking import (
    Arguments,
    Asked,
    arguments_of,
    asked,
    only_month,
    with_value,
    without_dates,
    without_value,
)
from web.language import wording
from web.pages.blueprint import pages
from web.paging import last_page, page_window
from web.timeline import timeline

FACETS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, and the arguments of the search without it."""

    field: str
    value: str
    without: Arguments


@pages.get("/search")
def results() -> str:
    """Show the hits of a search, or all articles for an empty one, with all to narrow, page and export."""
    wanted = asked(request.args, size=current_app.config["PAGE_SIZE"])
    return render_template("results.html", **_shown(wanted, current_archive().answer(wanted.question)))


def _shown(wanted: Asked, answer: SearchResults) -> dict[str, object]:
    last = last_page(answer.reachable, wanted.question.limit)
    return {
        "asked": wanted,
        "answer": answer,
        "counted_on": request.args.get("generation", ""),
        "chips": _chips(wanted.question),
        "pages": page_window(min(wanted.page, last), last),
        "last": last,
        "timeline": timeline(answer.histogram, right_to_left=wording().language.direction == "rtl"),
        "with_value": with_value,
        "without_value": without_value,
        "only_month": only_month,
        "without_dates": without_dates,
        "resorted": _resorted,
        "facets_shown": FACETS_SHOWN,
    }


def _chips(question: Question) -> Sequence[Chip]:
    return [
        Chip(field, value, arguments_of(without_value(question, field, value)))
        for field in FACET_FIELDS
        for value in getattr(question.filters, field)
    ]


def _resorted(question: Question, sort: Sort) -> Question:
    return replace(question, sort=sort)
