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
class _Lengths:
    """How long a field is over all articles."""

    total: int = 0
    with_text: int = 0

    def average(self, over: Averaged, count: int) -> float:
        return self.total / (count if over is Averaged.ALL else self.with_text or 1)


@dataclass(frozen=True, slots=True)
class _Text:
    """What is known of one field of one article: its length, and how often each wanted word stands in it."""

    length: int
    times: Mapping[str, int]


@dataclass
class Truth:
    """What some queries find in a corpus."""

    count: int = 0
    texts: dict[str, dict[int, _Text]] = field(default_factory=dict)
    lengths: dict[str, _Lengths] = field(default_factory=dict)
    matches: dict[Query, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus, queries: Iterable[Query]) -> "Truth":
        """Read the corpus once and keep what the queries need of it."""
        truth, asked = cls(), _Asked(list(queries))
        for fields in _TEXTS.values():
            for name in fields:
                truth.texts[name], truth.lengths[name] = {}, _Lengths()
        truth.matches = {query: set() for query in asked.queries}
        for number, row in enumerate(corpus.rows()):
            truth._add(number, row, asked)
        return truth

    def scores(self, query: Query, scoring: Scoring) -> dict[int, float]:
        """Return the score of each article that answers a query of words by an engine's scoring."""
        found: dict[int, float] = dict.fromkeys(self.matches[query], 0.0)
        for name in _TEXTS[scoring.texts]:
            lengths = self.lengths[name]
            average = lengths.average(scoring.averaged, self.count)
            count = self.count if scoring.counted is Averaged.ALL else lengths.with_text
            for word in query.words:
                having = {doc: text for doc, text in self.texts[name].items() if word in text.times}
                weight = scoring.idf(count, len(having))
                for doc in found.keys() & having.keys():
                    text = having[doc]
                    found[doc] += scoring.score(text.times[word], text.length, average, weight)
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
        self.count += 1
        tokens = {"title": row.title.split(), "body": row.body.split(), "joined": row.joined.split()}
        for name, words in tokens.items():
            self.lengths[name].total += len(words)
            self.lengths[name].with_text += bool(words)
            if wanted := asked.words.intersection(words):
                times = Counter(word for word in words if word in wanted)
                self.texts[name][number] = _Text(len(words), times)
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
