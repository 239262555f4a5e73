"""From the syntax tree to a closed list of Whoosh's query classes.

The list: Term, Or, And, Require, Not, ConstantScoreQuery, NumericRange, Every, SpanNear2 over Or (words in a
row), and Near (words near one another), our own. AndNot and AndMaybe are not among them: Whoosh's matcher for
the one lets the first document through where the exclusion's first one comes before, and its matcher for the
other forgets scores when it skips.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from whoosh.query import (
    And,
    ConstantScoreQuery,
    Every,
    Not,
    NumericRange,
    Or,
    Query,
    Require,
    Term,
)
from whoosh.query.spans import SpanNear2

from index import schema
from index.analysis import fold_word, with_clitics
from index.analysis import words_of_query as words_of
from index.codec import layout
from index.lexicon.lexicon import Lexicon
from index.names import matching_keys
from search.engine.near import Near
from search.engine.pairs import Pair
from search.engine.terms import words_only
from search.query.alike import Alikes, Row, rows_of
from search.query.operators import NAMED_FIELDS
from search.query.plan import has_words, plan
from search.query.tree import Clause, Days, Either, FieldName, Group, In, Node, Occur, Phrase, Prefix, Word
from search.question import Level, Match

LEVEL_N = 0.15
"""What a word as written adds where its stem and its kin count too."""
LEVEL_E = 0.2
LEVEL_D = 0.65
FAR = 0.25
"""What a word adds that has no more than its root from the one that was typed."""
NEAR = 0.3
"""What a near spelling adds where a word as typed would add 1."""
LEAD = 0.1
"""What a word in the lead adds to what it adds in the body."""
FLAT_SCORE = 1.0
"""What an article gets for a word that begins as asked, a name or a day, whichever it is."""

WRITTEN = {
    FieldName.TITLE: schema.TITLE_N,
    FieldName.BODY: schema.BODY_N,
    FieldName.AUTHOR: schema.AUTHOR_N,
}
STEMMED = {FieldName.TITLE: schema.TITLE_E, FieldName.BODY: schema.BODY_E}
KIN = {FieldName.TITLE: schema.TITLE_D, FieldName.BODY: schema.BODY_D}
LEADS = {schema.BODY_N: schema.LEAD_N, schema.BODY_E: schema.LEAD_E, schema.BODY_D: schema.LEAD_D}
TEXT = (FieldName.TITLE, FieldName.BODY)


class Mode(StrEnum):
    """How the clauses of a group count together: some of them or all of them."""

    ANY = "any"
    ALL = "all"


class Dictionary(Protocol):
    """What lowering asks of an archive: the words and the keys that it has."""

    def has(self, field: str, word: str) -> bool:
        """Return whether a field has the word."""

    def expand(self, fields: Sequence[str], beginning: str) -> list[str]:
        """Return the words of the fields that begin with folded letters; raise QueryRefused for too many."""

    def keys(self, field: str) -> Sequence[str]:
        """Return the keys that a facet has."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A question as Whoosh queries: the articles with some of its words, and those with all of them.

    ``pairs`` are the words beside one another that lift an article which has them so.
    """

    some: Query
    all: Query
    pairs: Sequence[Pair] = ()


def lower(tree: Group, *, match: Match, level: Level, alikes: Alikes, dictionary: Dictionary) -> Lowered:
    """Return the Whoosh queries of a question; raise QueryRefused where a prefix has too many words."""
    if not tree.clauses:
        return Lowered(_flat(Every()), _flat(Every()))
    lowering = _Lowering(dictionary, level, alikes)
    # Both are made of the same objects, so that an engine evaluates each once.
    some, all_of_it = lowering.group(tree, Mode.ANY, Match.ANY), lowering.group(tree, Mode.ALL, match)
    return Lowered(some, all_of_it, lowering.pairs(tree))


def parted(queries: Iterable[Query]) -> tuple[list[Query], list[Query]]:
    """Return the queries of words alone, and the others."""
    words: list[Query] = []
    others: list[Query] = []
    for query in queries:
        (others if words_only(query) is None else words).append(query)
    return words, others


def kin_query(weights: Mapping[str, float]) -> Query:
    """Return the query of weighted kin in the title or the body."""
    return Or([Term(KIN[at], word, boost=weight) for word, weight in weights.items() for at in TEXT])


@dataclass(frozen=True, slots=True)
class _Lowering:
    dictionary: Dictionary
    level: Level
    alikes: Alikes
    fields: tuple[FieldName, ...] = field(default=TEXT)
    known: dict[tuple[Node, tuple[FieldName, ...]], Query] = field(default_factory=dict)
    """The leaves of the tree that were lowered already, by the fields in which they are looked for."""

    @property
    def lexicon(self) -> Lexicon:
        """What the words of the archive are kin to."""
        return self.alikes.lexicon

    def group(self, node: Group, mode: Mode, match: Match = Match.ANY) -> Query:
        """Return the clauses of a group as one query; ``match`` says whether stop words count."""
        asked = plan(node)
        required = [self.lowered(one, mode) for one in asked.required]
        wanted = [self.lowered(one, mode) for one in asked.wanted(match)]
        filters = [self.lowered(one, mode) for one in asked.filters]
        if asked.excluded:
            filters.append(Not(Or([self.lowered(clause.node, Mode.ANY) for clause in asked.excluded])))
        if mode is Mode.ALL:
            required, wanted = required + wanted, []
        return _together(required, wanted, filters)

    def pairs(self, tree: Group) -> Sequence[Pair]:
        """Return the pairs of single words that follow one another among what is ranked by."""
        asked = plan(tree)
        ranked = {*asked.required, *asked.plain}
        wanted = [one.node for one in tree.clauses if one.occur is not Occur.MUST_NOT]
        nodes = [node for node in wanted if node in ranked]
        terms = [self._paired(node) for node in nodes]
        return [
            Pair(one[0], one[1], other[1])
            for one, other in pairwise(terms)
            if one is not None and other is not None and one[0] == other[0]
        ]

    def _paired(self, node: Node) -> tuple[str, str] | None:
        """Return the level and the term by which a single word is looked for beside others, or None."""
        if not isinstance(node, Word) or len(words := words_of(node.text)) != 1:
            return None
        if (node.level or self.level) is Level.EXACT:
            return layout.N, words[0]
        return layout.D, self.lexicon.kin(words[0])

    def lowered(self, node: Node, mode: Mode) -> Query:
        """Return one node as a query; ``mode`` says how the clauses of its groups count together."""
        match node:
            case Word() | Prefix() | Phrase() | Days():
                key = node, self.fields
                if key not in self.known:
                    self.known[key] = self._leaf(node)
                return self.known[key]
            case Either():
                return Or([self.lowered(option, Mode.ALL) for option in node.options if has_words(option)])
            case In():
                return self._in(node, mode)
            case Group():
                return self.group(node, mode)

    def _leaf(self, node: Word | Prefix | Phrase | Days) -> Query:
        match node:
            case Word():
                return self._word(node)
            case Prefix():
                return self._prefix(node)
            case Phrase():
                return self._phrase(node)
            case Days():
                return _flat(_days(node.since, node.until))

    def _word(self, node: Word) -> Query:
        words = words_of(node.text)
        if len(words) != 1:
            return self._row(words, to_the_letter=False)
        if self.fields == (FieldName.AUTHOR,):
            return Term(schema.AUTHOR_N, words[0])
        level = node.level or self.level
        if level is Level.EXACT:
            return Or(_terms(self.fields, WRITTEN, words[0], 1.0))
        queries: list[Query] = [*self._all_levels(words[0], 1.0, self.fields)]
        if level is Level.WIDE:
            for kin in self.lexicon.far_kin(words[0]):
                queries += _terms(self.fields, KIN, kin, FAR)
        alike = self.alikes.of(node)
        for rows, weight in ((alike.joined, 1.0), (alike.near, NEAR)):
            for row in rows:
                queries += self._also(row, weight)
        return Or(queries)

    def _all_levels(self, word: str, weight: float, fields: Sequence[FieldName]) -> Iterator[Term]:
        """Yield a word as written, its stem and its kin, in some fields."""
        yield from _terms(fields, WRITTEN, word, LEVEL_N * weight)
        yield from _terms(fields, STEMMED, self.lexicon.stem(word), LEVEL_E * weight)
        yield from _terms(fields, KIN, self.lexicon.kin(word), LEVEL_D * weight)

    def _also(self, row: Row, weight: float) -> Iterator[Query]:
        """Yield the queries of what a word is also looked for as, where the archive has all words of it."""
        for at in self.fields:
            if not all(self.dictionary.has(WRITTEN[at], word) for word in row):
                continue
            if len(row) > 1:  # it adds no more than one word does
                yield SpanNear2([Term(WRITTEN[at], word, boost=weight / len(row)) for word in row])
            else:
                yield from self._all_levels(row[0], weight, (at,))

    def _prefix(self, node: Prefix) -> Query:
        fields = [WRITTEN[at] for at in self.fields]
        words = self.dictionary.expand(fields, fold_word(node.text))
        return _flat(Or([Term(at, word) for word in words for at in fields]))

    def _phrase(self, node: Phrase) -> Query:
        words = [one for word in node.words for one in words_of(word.text)]
        if node.slop is None:
            return self._row(words, to_the_letter=node.to_the_letter)
        if self.level is Level.EXACT or self.fields == (FieldName.AUTHOR,):
            return Or([Near(WRITTEN[at], words, node.slop) for at in self.fields])
        kin = [self.lexicon.kin(word) for word in words]
        return Or([Near(KIN[at], kin, node.slop) for at in self.fields])

    def _row(self, words: Sequence[str], *, to_the_letter: bool) -> Query:
        """Return the query of words in a row, in any of the fields."""
        written = [tuple(words)] if to_the_letter else rows_of(words, self.lexicon)
        rows = []
        for at in (WRITTEN[at] for at in self.fields):
            for row in written:
                forms = [[word] if to_the_letter else with_clitics(word) for word in row]
                slots = [
                    [Term(at, form) for form in alike if self.dictionary.has(at, form)] for alike in forms
                ]
                if all(slots):
                    rows.append(SpanNear2([Or(slot) for slot in slots]) if len(slots) > 1 else Or(slots[0]))
        return Or(rows)

    def _in(self, node: In, mode: Mode) -> Query:
        if node.field in NAMED_FIELDS:
            return _flat(self._named(node.field.value, node.node))
        inner = _Lowering(self.dictionary, self.level, self.alikes, (node.field,), self.known).lowered(
            node.node, mode
        )
        return _flat(inner) if node.field is FieldName.AUTHOR else inner

    def _named(self, name: str, node: Node) -> Query:
        """Return the query of the articles whose keys in a facet are those that were named."""
        match node:
            case Word():
                return Or(
                    [Term(name, key) for key in matching_keys(name, node.text, self.dictionary.keys(name))]
                )
            case Either():
                return Or([self._named(name, option) for option in node.options])
            case Group():
                return self._names(name, node.clauses)
        raise TypeError(f"no name can be read from {node!r}")

    def _names(self, name: str, clauses: Sequence[Clause]) -> Query:
        """Return the query of names side by side: any of them, all required ones, none that is excluded."""
        named: dict[Occur, list[Query]] = {occur: [] for occur in Occur}
        for one in clauses:
            named[one.occur].append(self._named(name, one.node))
        filters = [Not(Or(named[Occur.MUST_NOT]))] if named[Occur.MUST_NOT] else []
        return _together(named[Occur.MUST], named[Occur.SHOULD], filters)


def _together(required: list[Query], wanted: list[Query], filters: list[Query]) -> Query:
    """Return what has all that is required, or else some of what is wanted, and passes the filters."""
    if required and wanted:
        return Require(Or([And(required), *wanted]), And([*required, *filters]))
    scored = And(required) if required else Or(_words_together(wanted))
    if not filters:
        return scored
    return Require(scored, And(filters)) if required or wanted else _flat(And(filters))


def _words_together(queries: list[Query]) -> list[Query]:
    """Return queries of which any is wanted, all that are of words alone made one: they are found at once."""
    words, others = parted(queries)
    return [Or(words), *others] if words and others else queries


def _terms(
    fields: Sequence[FieldName], level: Mapping[FieldName, str], text: str, weight: float
) -> list[Term]:
    """Return a term of a level in some fields, in the lead too where the body is one of them."""
    terms = [Term(level[at], text, boost=weight) for at in fields]
    leads = [LEADS[level[at]] for at in fields if at is FieldName.BODY]
    return terms + [Term(lead, text, boost=weight * LEAD) for lead in leads]


def _flat(query: Query) -> Query:
    return ConstantScoreQuery(query, FLAT_SCORE)


def _days(since: dt.date | None, until: dt.date | None) -> Query:
    """Return the articles all of whose printed date, be it a day, a month or a year, is in range."""
    first, last = since or dt.date.min, until or dt.date.max
    return And(
        [
            NumericRange(schema.DAY, first.toordinal(), dt.date.max.toordinal()),
            NumericRange(schema.LAST_DAY, dt.date.min.toordinal(), last.toordinal()),
        ]
    )
