"""The answer to a question: hits, totals, facets, and what was understood."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from index.article import Article
from search.question import Question


class Span(NamedTuple):
    """A matched stretch of a text: offsets in code points, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """The best passages of an article's body, joined by an ellipsis, with the spans of the matched words."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found; an export's hits have neither snippet nor spans.

    ``only_kin`` says that it has no form of any word that was typed, only words kin to one.
    """

    article: Article
    score: float
    snippet: Snippet = Snippet("")
    title_spans: tuple[Span, ...] = ()
    only_kin: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its key (index.names gives the label) and how many hits have it."""

    key: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field among the hits, most frequent first; ``missing`` hits have none."""

    field: str
    values: tuple[FacetValue, ...]
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line that says what was searched for."""

    arabic: str
    english: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One exclusion of the query: what it shut out, how many articles, and the query without it."""

    text: str
    count: int
    query_without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """The answer to one question on one generation.

    ``total`` counts the articles that the question's match asks for (with ``auto``: those with all words),
    ``total_any`` those with some word. ``reachable`` counts the hits that paging reaches: with ``auto`` and
    ``any`` all that have some word, at most the window. ``histogram`` pairs months (``2019-09``) and counts.
    ``suggestion`` is a respelt query ("did you mean"), or None.
    """

    question: Question
    total: int
    total_any: int
    reachable: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    histogram: tuple[tuple[str, int], ...]
    explanation: Explanation
    exclusions: tuple[Exclusion, ...]
    suggestion: str | None
    took_ms: float
    generation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedResults:
    """Articles related to an article or a text, and the words that the relation rests on."""

    hits: tuple[Hit, ...]
    terms: tuple[str, ...]
    took_ms: float
    generation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveInfo:
    """What the home page, the readiness check and ``stats`` say of an archive."""

    generation: str
    created: dt.datetime
    articles: int
    first_day: dt.date | None
    last_day: dt.date | None
    size: int
