"""Hits and articles as cards in a terminal."""

from collections.abc import Iterable, Sequence

import click

from index.article import Article
from index.dates import printed_date
from index.terminal import Run, has_colours, print_runs
from search.answer import Hit, RelatedResults, SearchResults, Span
from search.citation import cite
from search.records import label, printed_label

_INDENT = 4
ONLY_KIN = "(فيها ألفاظ قريبة مما كُتب، لا تصريف من تصريفاته)"
_SHOWN_VALUES = 6
_FACET_NAMES = {"section": "الأقسام", "source": "المصادر", "site": "المواقع", "place": "الأماكن"}
_SEPARATOR = " · "
_NOTHING_TELLS = "لا كلمة في النص تدل على مواد ذات صلة في الأرشيف. جرّب نصاً أطول."


def print_answer(answer: SearchResults) -> None:
    """Print the answer to a question: what was understood, the hits, the facets."""
    print_runs([Run(answer.explanation.arabic, "faint")])
    print_runs([Run(_totals(answer), "headline"), Run(f" ({answer.took_ms:.0f} ms)", "faint")])
    if answer.suggestion:
        print_runs([Run("هل تقصد: "), Run(answer.suggestion, "good")])
    print_hits(answer.hits, first=answer.question.offset + 1)
    for facet in answer.facets:
        if facet.field in _FACET_NAMES and facet.values:
            shown = facet.values[:_SHOWN_VALUES]
            values = "، ".join(f"{label(facet.field, value.key)} {value.count}" for value in shown)
            print_runs([Run(f"{_FACET_NAMES[facet.field]}: ", "headline"), Run(values)])


def _totals(answer: SearchResults) -> str:
    if answer.total == answer.total_any:
        return f"النتائج: {answer.total}"
    return f"كل الكلمات: {answer.total}، بعضها: {answer.total_any}"


def print_related(related: RelatedResults) -> None:
    """Print related articles and the words that the relation rests on."""
    rests_on = f"تقوم الصلة على: {'، '.join(related.terms)}" if related.terms else _NOTHING_TELLS
    print_runs([Run(rests_on, "faint")])
    print_hits(related.hits)


def print_hits(hits: Iterable[Hit], *, first: int = 1) -> None:
    """Print one card a hit, numbered from ``first``."""
    for number, hit in enumerate(hits, first):
        click.echo()
        title = hit.article.title or "(بلا عنوان)"
        print_runs([Run(f"{number}. ", "faint"), *marked(title, hit.title_spans, "headline")])
        print_runs([Run(names_line(hit.article), "faint")], indent=_INDENT)
        print_runs(marked(hit.snippet.text, hit.snippet.spans), indent=_INDENT)
        if hit.only_kin:
            print_runs([Run(ONLY_KIN, "faint")], indent=_INDENT)
        click.echo(click.style(" " * _INDENT + hit.article.id, dim=True), color=has_colours())
    click.echo()


def print_article(article: Article) -> None:
    """Print a whole article and how to cite it."""
    print_runs([Run(article.title or "(بلا عنوان)", "headline")])
    print_runs([Run(names_line(article), "faint")])
    for paragraph in article.paragraphs:
        click.echo()
        print_runs([Run(paragraph)])
    click.echo()
    print_runs([Run(cite(article, "ar"), "faint")])


def names_line(article: Article) -> str:
    """Return source, place, day and sections in one line."""
    parts = (
        printed_label("source", article.outlet),
        printed_label("place", article.place),
        printed_date(article.published),
        "، ".join(printed_label("section", section) for section in article.sections),
        article.author,
    )
    return _SEPARATOR.join(part for part in parts if part)


def marked(text: str, spans: Sequence[Span], style: str = "") -> list[Run]:
    """Return the text as runs, those of the spans in the style of a match."""
    runs: list[Run] = []
    at = 0
    for start, end in spans:
        runs += [Run(text[at:start], style), Run(text[start:end], f"{style} match".strip())]
        at = end
    return [run for run in [*runs, Run(text[at:], style)] if run.text]
