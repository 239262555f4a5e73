"""One article, with the words that it was found by marked."""

from dataclasses import dataclass

from flask import current_app, render_template, request, url_for

from index.article import Article
from index.lexicon.lexicon import Lexicon
from search.citation import cite
from search.matcher import Matcher
from search.query import parse
from search.query.limits import Limits, QueryRefused
from search.query.tree import FieldName
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
        marked=_marked(found, question, archive.lexicon),
        permanent=permanent,
        citation=cite(found, wording().language.value, link=permanent),
        related=archive.related(found.id, limit=current_app.config["RELATED"]),
    )


def _marked(found: Article, question: Question, lexicon: Lexicon) -> Marked:
    """Mark what a query matches; one that is refused marks nothing, since the article was asked for."""
    try:
        tree = parse(question.text, Limits.from_settings()).tree
    except QueryRefused as refused:
        return Marked(
            marked(found.title, ()), [marked(each, ()) for each in found.paragraphs], in_language(refused)
        )
    title, body = (
        Matcher(tree, question.level, field, lexicon) for field in (FieldName.TITLE, FieldName.BODY)
    )
    return Marked(
        marked(found.title, _spans(title.find(TextWords(found.title, lexicon)))),
        [marked(each, _spans(body.find(TextWords(each, lexicon)))) for each in found.paragraphs],
    )


def _spans(found: tuple[Found, ...]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]
