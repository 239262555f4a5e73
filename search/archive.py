"""Archive, the face of this package: one generation, opened to be asked."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from index.analysis import fold_word
from index.article import Article
from index.lexicon.lexicon import Lexicon
from index.serving import Serving, open_serving
from search.answer import ArchiveInfo, Exclusion, Hit, RelatedResults, SearchResults, Span
from search.engine.arrays_engine import ArraysEngine
from search.engine.face import Engine, Ranking, Request
from search.errors import ArticleNotFound
from search.facets import facets as facets_of
from search.matcher import Matcher
from search.query import Parsed, exclusions, explain, parse
from search.query.alike import Alike, Alikes, joined
from search.query.limits import BeyondWindow, Limits
from search.query.plan import plan
from search.query.tree import Clause, Either, FieldName, Group
from search.question import Filters, Level, Match, Question, Sort
from search.related import Telling, telling_kin
from search.snippets import snippet, united
from search.suggest import Suggester

_NO_FILTERS = Filters()

_NOTHING = Group(clauses=(Clause(node=Either(options=())),))
"""A tree that no article answers, for text without a word in it."""


class Archive:
    """A snapshot of an archive: it never changes under its caller, whatever is written meanwhile.

    Several threads may share one.
    """

    def __init__(self, serving: Serving, limits: Limits) -> None:
        engine = ArraysEngine(serving.snapshot, limits)
        self.generation = serving.generation.id
        self.degraded = serving.degraded
        """Why an older generation than the newest is served, or None."""
        self._manifest = serving.generation.manifest
        self._engine: Engine = engine
        self._limits = limits
        self._suggester = Suggester(engine)

    @classmethod
    def open(cls, path: str | Path, limits: Limits | None = None) -> Self:
        """Open the generation to serve; raise IndexNotFound, IndexDamaged or AnalysisMismatch."""
        return cls(open_serving(Path(path)), limits or Limits.from_settings())

    @property
    def lexicon(self) -> Lexicon:
        """What the archive's words are kin to."""
        return self._engine.lexicon

    @property
    def info(self) -> ArchiveInfo:
        """What the archive holds."""
        first, last = self._engine.days()
        return ArchiveInfo(
            generation=self.generation,
            created=self._manifest.created,
            articles=self._engine.count,
            first_day=first,
            last_day=last,
            size=self._manifest.size,
        )

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        offset: int = 0,
        match: Match | str = Match.AUTO,
        level: Level | str = Level.NORMAL,
        sort: Sort | str = Sort.RELEVANCE,
        filters: Filters = _NO_FILTERS,
        facets: bool = True,
    ) -> SearchResults:
        """Answer what a person typed; an empty text finds every article, the newest first.

        Raises a QueryRefused for a query that costs too much or a page beyond the window.
        """
        question = Question(
            text=text,
            limit=limit,
            offset=offset,
            match=Match(match),
            level=Level(level),
            sort=Sort(sort),
            filters=filters,
            facets=facets,
        )
        return self.answer(question)

    def answer(self, question: Question) -> SearchResults:
        """Answer a question; raises as ``search`` does."""
        began = time.perf_counter()
        self._check_window(question)
        asked = _Asked.of(question, self._limits, self._engine, self._suggester)
        ranking = self._engine.run(asked.request)
        return SearchResults(
            question=question,
            total=ranking.total,
            total_any=ranking.total_any,
            reachable=min(ranking.ranked, self._limits.window),
            hits=tuple(self._hits(asked, ranking)),
            facets=facets_of(ranking.facets, question.filters),
            histogram=tuple(ranking.histogram.items()),
            explanation=explain(
                asked.parsed,
                match=question.match,
                level=question.level,
                left_out=asked.left_out,
                near=self._near(asked) if question.level is not Level.WIDE else None,
            ),
            exclusions=tuple(self._exclusions(asked, ranking)),
            suggestion=self._suggester.respelt(asked.parsed, found=ranking.total > 0),
            took_ms=(time.perf_counter() - began) * 1000,
            generation=self.generation,
        )

    def export(
        self,
        text: str,
        *,
        match: Match | str = Match.AUTO,
        level: Level | str = Level.NORMAL,
        sort: Sort | str = Sort.RELEVANCE,
        filters: Filters = _NO_FILTERS,
    ) -> Iterator[Hit]:
        """Return all hits of a query in their order, also those beyond the window, one after the other.

        They come without snippets, which no file holds. Raises a QueryRefused at once, before the first hit.
        """
        question = Question(
            text=text, match=Match(match), level=Level(level), sort=Sort(sort), filters=filters
        )
        return self.all_hits(question)

    def all_hits(self, question: Question) -> Iterator[Hit]:
        """Return all hits of a question, whatever its limit and offset; raises as ``export`` does."""
        whole = replace(question, offset=0, facets=False)
        asked = _Asked.of(whole, self._limits, self._engine, self._suggester, all_hits=True)
        ranking = self._engine.run(asked.request)
        return (Hit(self._engine.article(doc), score) for doc, score in _ranked(ranking))

    def get(self, article_id: str) -> Article:
        """Return the article with an id, or that was also listed under it; raise ArticleNotFound."""
        return self._engine.article(self._doc(article_id))

    def newest(self, limit: int = 10) -> list[Article]:
        """Return the newest articles of known date, newest first."""
        return [self._engine.article(doc) for doc in self._engine.newest(limit).tolist()]

    def related(self, article_id: str, *, limit: int = 5) -> RelatedResults:
        """Return the articles related to one of the archive; raise ArticleNotFound."""
        began = time.perf_counter()
        doc = self._doc(article_id)
        article = self._engine.article(doc)
        others = [self._engine.find(other) for other in article.also]
        same = [doc, *(other for other in others if other is not None)]
        telling = telling_kin(article.title, article.body, self._engine, least=2)
        return self._related(telling, limit, same, began)

    def related_to_text(self, text: str, *, limit: int = 5) -> RelatedResults:
        """Return the articles related to a text of any length; its first line counts as its headline."""
        began = time.perf_counter()
        title, _, body = text.strip().partition("\n")
        return self._related(telling_kin(title, body, self._engine, least=1), limit, [], began)

    def suggest(self, text: str, *, limit: int = 8) -> list[str]:
        """Return how the text that is being typed may go on, or what its last word may have meant."""
        return self._suggester.completions(text, limit)

    def matchers(self, question: Question) -> tuple[Matcher, Matcher]:
        """Return what finds the words of a question in titles and in bodies; raise QueryRefused."""
        asked = _Asked.of(question, self._limits, self._engine, self._suggester)
        return asked.title, asked.body

    def close(self) -> None:
        """Let go of the archive's files; it cannot be asked any more."""
        self._engine.close()

    def _near(self, asked: "_Asked") -> dict[str, list[str]]:
        """Return the near spellings that were taken for words that nobody knows, as articles print them."""
        suggester, near = self._suggester, asked.request.alikes.near
        unknown = [word for word in near if not suggester.knows(fold_word(word))]
        return {word: [*map(suggester.printed, near[word])] for word in unknown}

    def _check_window(self, question: Question) -> None:
        if question.limit < 0 or question.offset < 0:
            raise ValueError("limit and offset are never negative")
        if question.offset + question.limit > self._limits.window:
            raise BeyondWindow(self._limits.window)

    def _doc(self, article_id: str) -> int:
        doc = self._engine.find(article_id)
        if doc is None:
            raise ArticleNotFound(article_id)
        return doc

    def _hits(self, asked: "_Asked", ranking: Ranking) -> Iterator[Hit]:
        for doc, score in _ranked(ranking):
            yield self._hit(doc, score, asked.title, asked.body)

    def _hit(self, doc: int, score: float, title: Matcher, body: Matcher) -> Hit:
        article = self._engine.article(doc)
        title_words, body_words = self._engine.words_of(doc, article)
        in_title, in_body = title.find(title_words), body.find(body_words)
        return Hit(
            article=article,
            score=score,
            snippet=snippet(article.body, in_body),
            title_spans=united([Span(one.start, one.end) for one in in_title]),
            only_kin=bool(found := [*in_title, *in_body]) and all(one.only_kin for one in found),
        )

    def _exclusions(self, asked: "_Asked", ranking: Ranking) -> Iterator[Exclusion]:
        """Yield the exclusions, each with how many articles more would be counted without it."""
        for excluded in exclusions(asked.parsed):
            tree = parse(excluded.query_without, self._limits).tree
            found = self._engine.run(replace(asked.request, tree=tree, offset=0, limit=0, facets=False))
            more = found.total - ranking.total if ranking.total else found.total_any - ranking.total_any
            yield Exclusion(excluded.text, more, excluded.query_without)

    def _related(
        self, telling: Sequence[Telling], limit: int, without_docs: Sequence[int], began: float
    ) -> RelatedResults:
        weights = {one.kin: one.weight for one in telling}
        found = self._engine.similar(weights, limit=limit, without=without_docs)
        matcher = Matcher.of_kin(weights, self._engine.lexicon)
        return RelatedResults(
            hits=tuple(self._hit(doc, score, matcher, matcher) for doc, score in found),
            terms=tuple(one.printed for one in telling),
            took_ms=(time.perf_counter() - began) * 1000,
            generation=self.generation,
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it was understood: parsed, asked of the engine, and looked for in the hits."""

    parsed: Parsed
    request: Request
    title: Matcher
    body: Matcher
    left_out: tuple[str, ...]

    @classmethod
    def of(
        cls,
        question: Question,
        limits: Limits,
        engine: Engine,
        suggester: Suggester,
        *,
        all_hits: bool = False,
    ) -> Self:
        parsed = parse(question.text, limits)
        alikes = _alikes(parsed.tree, question.level, engine, suggester)
        body = Matcher(parsed.tree, question.level, FieldName.BODY, alikes, engine.telling)
        title = body if body.of_any_field else Matcher(parsed.tree, question.level, FieldName.TITLE, alikes)
        asks = parsed.is_blank or not parsed.is_empty
        request = Request(
            tree=parsed.tree if asks else _NOTHING,
            alikes=alikes,
            match=question.match,
            level=question.level,
            sort=question.sort,
            filters=question.filters,
            offset=question.offset,
            limit=None if all_hits else question.limit,
            facets=question.facets,
        )
        return cls(
            parsed=parsed,
            request=request,
            title=title,
            body=body,
            left_out=plan(parsed.tree).left_out if question.match is not Match.ALL else (),
        )


def _alikes(tree: Group, level: Level, engine: Engine, suggester: Suggester) -> Alikes:
    """Return what the words of a query are also looked for as: only words that the archive has."""
    written = joined(tree, level, engine.lexicon)
    known = {
        word: tuple(row for row in rows if all(map(engine.has_word, row))) for word, rows in written.items()
    }
    rows, near = {word: some for word, some in known.items() if some}, suggester.near(tree, level)
    of_words = {word: Alike(rows.get(word, ()), near.get(word, ())) for word in rows | near}
    return Alikes(engine.lexicon, of_words)


def _ranked(ranking: Ranking) -> Iterator[tuple[int, float]]:
    return zip(ranking.docs.tolist(), ranking.scores.tolist(), strict=True)


class Archives:
    """The archive of a folder, opened again when a new generation is published; several threads may ask.

    An archive that was handed out lives on for as long as its caller holds it.
    """

    def __init__(self, path: str | Path, limits: Limits | None = None) -> None:
        self._path = Path(path)
        self._limits = limits
        self._lock = threading.Lock()
        self._opened: tuple[bytes, Archive] | None = None

    def current(self) -> Archive:
        """Return the archive to serve; raises as Archive.open does."""
        named = self._named()
        opened = self._opened
        if opened is not None and opened[0] == named:
            return opened[1]
        with self._lock:
            if self._opened is None or self._opened[0] != named:
                self._opened = (named, Archive.open(self._path, self._limits))
            return self._opened[1]

    def _named(self) -> bytes:
        try:
            return (self._path / "current").read_bytes()
        except FileNotFoundError:
            return b""
