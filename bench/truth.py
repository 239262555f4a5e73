"""Brute force: what each query finds, counted article by article, and what an engine ought to score it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bench.corpus import FIELDS, Corpus, Row
from bench.engines.face import Hits
from bench.queries import Kind, Query
from bench.scoring import Averaged, Scoring, Texts

_RELATIVE = 1e-4
"""How far a score may be off: engines add numbers of 32 bits."""
_TEXTS = {Texts.SEPARATE: FIELDS, Texts.JOINED: ("joined",)}


@dataclass
class _Field:
    """A field over all articles: its lengths, and how often each wanted word stands in which of them."""

    lengths: list[int] = field(default_factory=list)
    times: dict[str, dict[int, int]] = field(default_factory=dict)

    def add(self, words: Sequence[str], wanted: set[str]) -> None:
        number = len(self.lengths)
        self.lengths.append(len(words))
        if present := wanted.intersection(words):
            for word, times in Counter(word for word in words if word in present).items():
                self.times.setdefault(word, {})[number] = times

    def counted(self, over: Averaged) -> int:
        return len(self.lengths) if over is Averaged.ALL else sum(map(bool, self.lengths))

    def average(self, over: Averaged) -> float:
        return sum(self.lengths) / (self.counted(over) or 1)


@dataclass
class Truth:
    """What some queries find in a corpus."""

    fields: dict[str, _Field] = field(default_factory=dict)
    matches: dict[Query, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus, queries: Iterable[Query]) -> "Truth":
        """Read the corpus once and keep what the queries need of it."""
        truth, asked = cls(), _Asked(list(queries))
        truth.fields = {name: _Field() for names in _TEXTS.values() for name in names}
        truth.matches = {query: set() for query in asked.queries}
        for number, row in enumerate(corpus.rows()):
            truth._add(number, row, asked)
        return truth

    def scores(self, query: Query, scoring: Scoring) -> dict[int, float]:
        """Return the score of each article that answers a query of words by an engine's scoring."""
        found: dict[int, float] = dict.fromkeys(self.matches[query], 0.0)
        for name in _TEXTS[scoring.texts]:
            at = self.fields[name]
            average, count = at.average(scoring.averaged), at.counted(scoring.counted)
            for word in query.words:
                having = at.times.get(word, {})
                weight = scoring.idf(count, len(having))
                for doc in found.keys() & having.keys():
                    found[doc] += scoring.score(having[doc], at.lengths[doc], average, weight)
        return found

    def fault(self, query: Query, hits: Hits, k: int, scoring: Scoring) -> str | None:
        """Return what is wrong with an engine's best ``k`` of a query, or None.

        Phrases and beginnings are scored in as many ways as there are engines; there the articles count.
        """
        matches = self.matches[query]
        if len(hits) != min(k, len(matches)):
            return f"{len(hits)} hits of {len(matches)}"
        if wrong := {doc for doc, _ in hits} - matches:
            return f"articles {sorted(wrong)} do not match"
        if query.kind in {Kind.PHRASE, Kind.PREFIX}:
            return None
        expected = self.scores(query, scoring)
        best = sorted(expected.values(), reverse=True)
        for (doc, score), at_place in zip(hits, best, strict=False):
            if not _same(score, expected[doc]) or not _same(score, at_place):
                return f"article {doc} scores {score}, not {expected[doc]}; {at_place} stands at its place"
        return None

    def _add(self, number: int, row: Row, asked: "_Asked") -> None:
        tokens = {"title": row.title.split(), "body": row.body.split(), "joined": row.joined.split()}
        for name, words in tokens.items():
            self.fields[name].add(words, asked.words)
        for query in asked.matching(tokens):
            self.matches[query].add(number)


class _Asked:
    """Queries by what finds them, so that an article is looked at once for all of them."""

    def __init__(self, queries: Sequence[Query]) -> None:
        self.queries = queries
        self.words = {word for query in queries if query.kind in {Kind.ANY, Kind.ALL} for word in query.words}
        self._by_kind = {kind: [one for one in queries if one.kind is kind] for kind in Kind}
        self._beginnings = {len(query.words[0]) for query in self._by_kind[Kind.PREFIX]}

    def matching(self, tokens: Mapping[str, Sequence[str]]) -> Iterator[Query]:
        present = set(tokens["joined"])
        yield from (q for q in self._by_kind[Kind.ANY] if not present.isdisjoint(q.words))
        yield from (q for q in self._by_kind[Kind.ALL] if present.issuperset(q.words))
        pairs = {pair for name in FIELDS for pair in pairwise(tokens[name])}
        yield from (q for q in self._by_kind[Kind.PHRASE] if q.words in pairs)
        beginnings = {word[:letters] for word in present for letters in self._beginnings}
        yield from (q for q in self._by_kind[Kind.PREFIX] if q.words[0] in beginnings)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _RELATIVE * max(abs(one), abs(other))
