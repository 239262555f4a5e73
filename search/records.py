"""Answers as plain records, the one shape in which the command line, the API and exports give them.

Spans are pairs of offsets in code points, the end exclusive. Hits and facets have the Arabic names of the
alias tables, facet values their keys too; a whole article (``index.article_json``) has its names as printed.
"""

from collections.abc import Sequence
from typing import Literal, TypedDict

from index import names
from search.answer import ArchiveInfo, Facet, Hit, RelatedResults, SearchResults, Span

Language = Literal["ar", "en"]


class SnippetRecord(TypedDict):
    """The best passages of an article and the spans of the matched words."""

    text: str
    spans: list[list[int]]


class HitRecord(TypedDict):
    """One article that was found."""

    id: str
    title: str
    title_spans: list[list[int]]
    score: float
    published: str | None
    section: str
    sections: list[str]
    source: str
    site: str
    place: str
    author: str
    url: str
    only_kin: bool
    snippet: SnippetRecord


class FacetValueRecord(TypedDict):
    """One value of a facet."""

    key: str
    label: str
    count: int
    selected: bool


class FacetRecord(TypedDict):
    """The values of one field among what was found, and how many articles have none."""

    values: list[FacetValueRecord]
    missing: int


class MonthRecord(TypedDict):
    """How many articles of a month (``2019-09``) were found."""

    month: str
    count: int


class ExplanationRecord(TypedDict):
    """What was searched for, in one line of each language."""

    ar: str
    en: str


class ExclusionRecord(TypedDict):
    """An exclusion of the query, how many articles it shut out, and the query without it."""

    text: str
    count: int
    query_without: str


class AnswerRecord(TypedDict):
    """The whole answer to a question."""

    query: str
    match: Literal["auto", "all", "any"]
    level: Literal["exact", "normal", "wide"]
    sort: Literal["relevance", "newest", "oldest"]
    total: int
    total_any: int
    reachable: int
    offset: int
    limit: int
    hits: list[HitRecord]
    facets: dict[str, FacetRecord]
    histogram: list[MonthRecord]
    explanation: ExplanationRecord
    exclusions: list[ExclusionRecord]
    suggestion: str | None
    generation: str
    took_ms: float


class RelatedRecord(TypedDict):
    """Related articles and the words that the relation rests on."""

    terms: list[str]
    hits: list[HitRecord]
    generation: str
    took_ms: float


class InfoRecord(TypedDict):
    """What an archive holds."""

    generation: str
    created: str
    articles: int
    first_day: str | None
    last_day: str | None
    size: int


def hit_record(hit: Hit) -> HitRecord:
    """Return a hit with its article's names, its snippet and the spans of what matched."""
    article = hit.article
    sections = [printed_label("section", section) for section in article.sections]
    return {
        "id": article.id,
        "title": article.title,
        "title_spans": _spans(hit.title_spans),
        "score": round(hit.score, 6),
        "published": article.published.isoformat(),
        "section": sections[0] if sections else "",
        "sections": sections,
        "source": printed_label("source", article.outlet),
        "site": printed_label("site", article.site),
        "place": printed_label("place", article.place),
        "author": article.author,
        "url": article.url,
        "only_kin": hit.only_kin,
        "snippet": {"text": hit.snippet.text, "spans": _spans(hit.snippet.spans)},
    }


def answer_record(answer: SearchResults) -> AnswerRecord:
    """Return the whole answer to a question."""
    question = answer.question
    return {
        "query": question.text,
        "match": question.match.value,
        "level": question.level.value,
        "sort": question.sort.value,
        "total": answer.total,
        "total_any": answer.total_any,
        "reachable": answer.reachable,
        "offset": question.offset,
        "limit": question.limit,
        "hits": [hit_record(hit) for hit in answer.hits],
        "facets": {facet.field: _facet_record(facet) for facet in answer.facets},
        "histogram": [{"month": month, "count": count} for month, count in answer.histogram],
        "explanation": {"ar": answer.explanation.arabic, "en": answer.explanation.english},
        "exclusions": [
            {"text": one.text, "count": one.count, "query_without": one.query_without}
            for one in answer.exclusions
        ],
        "suggestion": answer.suggestion,
        "generation": answer.generation,
        "took_ms": round(answer.took_ms, 3),
    }


def related_record(related: RelatedResults) -> RelatedRecord:
    """Return related articles and the words that the relation rests on."""
    return {
        "terms": list(related.terms),
        "hits": [hit_record(hit) for hit in related.hits],
        "generation": related.generation,
        "took_ms": round(related.took_ms, 3),
    }


def info_record(info: ArchiveInfo) -> InfoRecord:
    """Return what an archive holds."""
    return {
        "generation": info.generation,
        "created": info.created.isoformat(),
        "articles": info.articles,
        "first_day": info.first_day.isoformat() if info.first_day else None,
        "last_day": info.last_day.isoformat() if info.last_day else None,
        "size": info.size,
    }


def _facet_record(facet: Facet) -> FacetRecord:
    return {
        "values": [
            {
                "key": value.key,
                "label": label(facet.field, value.key),
                "count": value.count,
                "selected": value.selected,
            }
            for value in facet.values
        ],
        "missing": facet.missing,
    }


def label(field: str, key: str, language: Language = "ar") -> str:
    """Return the name of a facet value for a reader; a month is its own name."""
    return key if field == "month" else names.label(field, key, language)


def printed_label(field: str, printed: str, language: Language = "ar") -> str:
    """Return the name for a reader of what a source printed."""
    return names.label(field, names.key(field, printed), language) if printed else ""


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
