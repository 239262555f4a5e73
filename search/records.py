"""Answers as plain records, the one shape in which the command line, the API and exports give them.

Spans are pairs of offsets in code points, the end exclusive. An article has its names as printed; hits and
facets have the Arabic names of the alias tables, facet values their keys too.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from index import names
from index.article import Article
from search.answer import Facet, Hit, RelatedResults, SearchResults, Span

Record = Mapping[str, Any]
Language = Literal["ar", "en"]


def article_record(article: Article) -> Record:
    """Return an article with all that is known of it."""
    published = article.published
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "published": published.isoformat(),
        "section": article.section,
        "sections": list(article.sections),
        "source": article.source,
        "site": article.site,
        "place": article.place,
        "author": article.author,
        "url": article.url,
        "precision": published.precision.value,
        "published_text": published.text,
        "instant": published.instant.isoformat() if published.instant else None,
        "also": list(article.also),
        "extra": article.extra,
    }


def hit_record(hit: Hit) -> Record:
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
        "source": printed_label("source", article.source),
        "site": printed_label("site", article.site),
        "place": printed_label("place", article.place),
        "author": article.author,
        "url": article.url,
        "snippet": {"text": hit.snippet.text, "spans": _spans(hit.snippet.spans)},
    }


def answer_record(answer: SearchResults) -> Record:
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


def related_record(related: RelatedResults) -> Record:
    """Return related articles and the words that the relation rests on."""
    return {
        "terms": list(related.terms),
        "hits": [hit_record(hit) for hit in related.hits],
        "generation": related.generation,
        "took_ms": round(related.took_ms, 3),
    }


def _facet_record(facet: Facet) -> Record:
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
