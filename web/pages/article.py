"""One article, with the words that it was found by marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template, request, url_for

from index.article import Article
from index.lexicon.lexicon import Lexicon
from search.archive import Archive
from search.citation import cite
from search.matcher import Matcher
from search.query.limits import QueryRefused
from search.question import Question
from search.snippets import Found
from search.words import TextWords
from web.archives import current_archive
from web.asking import asked
from web.language import in_language, wording
from web.marks import Run, marked
from web.pages.blueprint import pages


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's headline and paragraphs split at what matched; ``fault`` says why nothing is marked."""

    title: list[Run]
    paragraphs: list[list[Run]]
    fault: str = ""


@pages.get("/article")
def article() -> str:
    """Show an article, its fields, how to cite it, and related pieces."""
    archive = current_archive()
    found = archive.get(request.args.get("id", ""))
    question = asked(request.args, size=1).question
    permanent = url_for("pages.article", id=found.id, _external=True)
    return render_template(
        "article.html",
        article=found,
        question=question,
        marked=_marked(found, question, archive),
        permanent=permanent,
        citation=cite(found, wording().language.value, link=permanent),
        related=archive.related(found.id, limit=current_app.config["RELATED"]),
    )


def _marked(found: Article, question: Question, archive: Archive) -> Marked:
    """Mark what a query matches; one that is refused marks nothing, since the article was asked for."""
    try:
        title, body = archive.matchers(question)
    except QueryRefused as refused:
        return Marked(
            marked(found.title, ()), [marked(each, ()) for each in found.paragraphs], in_language(refused)
        )
    return Marked(
        _with_marks(found.title, title, archive.lexicon),
        [_with_marks(each, body, archive.lexicon) for each in found.paragraphs],
    )


def _with_marks(text: str, matcher: Matcher, lexicon: Lexicon) -> list[Run]:
    return marked(text, _spans(matcher.find(TextWords(text, lexicon))))


def _spans(found: Sequence[Found]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]
