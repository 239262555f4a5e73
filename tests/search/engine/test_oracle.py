"""Every random tree: the engine, a plain evaluator and Whoosh's own searcher find and score the same."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.searching import Searcher

from index.analysis import is_stop, tokenize, with_clitics
from index.article import Article, Precision
from index.names import key
from index.whoosh_index import ArchiveIndex
from search.engine.columns import Columns
from search.engine.face import Request
from search.engine.feedback import KEPT, MODEL, MOST_KIN, SHARE
from search.engine.lowering import Mode, lower
from search.engine.pairs import RERANKED
from search.engine.weighting import Bm25
from search.matcher import Matcher
from search.query.alike import rows_of
from search.query.plan import plan
from search.query.tree import Clause, Days, Either, FieldName, Group, In, Node, Occur, Phrase, Prefix, Word
from search.question import Level, Match
from search.words import TextWords
from tests.lexicons import ALIKES, LEXICON

WORDS = (
    "الحكومة",
    "حكومة",
    "مدينة",
    "نفط",
    "النفط",
    "غاز",
    "في",
    "تونس",
    "اجتماع",
    "قرار",
    "ماء",
    "حقوق",
    "سوق",
)
TEXT = (FieldName.TITLE, FieldName.BODY)
LEAD = "lead"

words = st.builds(
    lambda text, level: Word(text=text, level=level),
    st.sampled_from(WORDS),
    st.sampled_from([None, None, None, Level.EXACT, Level.WIDE]),
)
bare_words = st.builds(lambda text: Word(text=text), st.sampled_from(WORDS))
phrases = st.builds(
    lambda inside, letter, slop: Phrase(words=tuple(inside), to_the_letter=letter, slop=slop),
    st.lists(bare_words, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from([None, None, 0, 1, 4]),
)
prefixes = st.builds(lambda text: Prefix(text=text), st.sampled_from(["ال", "حك", "قر", "بال"]))
days = st.builds(
    lambda since, until: Days(since=since, until=until),
    st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2019, 3, 1)),
    st.dates(dt.date(2019, 3, 1), dt.date(2019, 4, 30)),
)
names = st.builds(
    lambda name: Word(text=name), st.sampled_from(["محليات", "اقتصاد", "أخبار الاقتصاد", "شعر"])
)
authors = st.builds(lambda: In(field=FieldName.AUTHOR, node=Word(text="ليلى")))


def _nodes(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    either = st.builds(lambda some: Either(options=tuple(some)), st.lists(inner, min_size=1, max_size=3))
    fielded = st.builds(lambda at, node: In(field=at, node=node), st.sampled_from(TEXT), words | phrases)
    return either | fielded | _groups(inner)


def _groups(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Group]:
    clauses = st.builds(lambda node, occur: Clause(node=node, occur=occur), inner, st.sampled_from(Occur))
    return st.builds(lambda some: Group(clauses=tuple(some)), st.lists(clauses, min_size=1, max_size=4))


either_name = st.builds(lambda some: Either(options=tuple(some)), st.lists(names, min_size=1, max_size=2))
sections = st.builds(
    lambda node: In(field=FieldName.SECTION, node=node), names | either_name | _groups(names | either_name)
)
leaves = words | phrases | prefixes | days | sections | authors
trees = _groups(leaves | st.recursive(leaves, _nodes, max_leaves=4))
levels = st.sampled_from(Level)

Scores = dict[int, float]
request = partial(Request, alikes=ALIKES)


@dataclass
class Plain:
    """Evaluates a tree article by article, by the definitions of docs/decisions/0010."""

    articles: Sequence[Article]
    level: Level
    match: Match
    fields: tuple[FieldName, ...] = TEXT
    texts: dict[str, list[list[str]]] = field(default_factory=dict)
    averages: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at in (*TEXT, FieldName.AUTHOR):
            self.texts[at] = [[t.word for t in tokenize(getattr(one, at.value))] for one in self.articles]
        leads = [one.body.partition("\n")[0] for one in self.articles]
        self.texts[LEAD] = [[t.word for t in tokenize(lead)][:60] for lead in leads]
        for at in self.texts:
            lengths = [len(text) for text in self.texts[at] if text]
            self.averages[at] = sum(lengths) / len(lengths)

    def found(self, tree: Group, mode: Mode) -> Scores:
        return self.group(tree.clauses, mode, self.match if mode is Mode.ALL else Match.ANY)

    def lifted(self, tree: Group, found: Scores) -> Scores:
        """Return scores with what words of the tree beside one another add to the best ones."""
        best = sorted(found, key=lambda d: (-found[d], d))[:RERANKED]
        return any_of([found, *(self.of_pair(*pair, best) for pair in self.pairs(tree))])

    def is_clear(self, found: Scores) -> bool:
        """Say whether it is clear which the best ones are: sums differ by the order of adding."""
        scores = sorted(found.values(), reverse=True)
        return len(scores) <= RERANKED or scores[RERANKED - 1] - scores[RERANKED] > 1e-9

    def fed_back(self, tree: Group, found: Scores) -> Scores:
        """Return scores with what articles get that are close to the first ones."""
        best = sorted(found, key=lambda d: (-found[d], d))[:RERANKED]
        if len(best) <= KEPT or not any(form is not str for *_, form in self.pairs(tree)):
            return found
        close = self.closeness(best, self.telling(best[:MODEL], found))
        closest = max(close.values()) or 1.0
        lift = {d: 1.0 if d in best[:KEPT] else close[d] / closest for d in best}
        return any_of([found, times(lift, SHARE * found[best[0]])])

    def is_settled(self, found: Scores) -> bool:
        """Say whether it is clear which are the first ones, and which of their kin are telling."""
        scores = sorted(found.values(), reverse=True)
        best = sorted(found, key=lambda d: (-found[d], d))[:MODEL]
        weights = sorted(self.weights(best, found).values(), reverse=True)
        borders = [(scores, KEPT), (scores, MODEL), (scores, RERANKED), (weights, MOST_KIN)]
        return not any(
            0 < numbers[at - 1] - numbers[at] < 1e-9 for numbers, at in borders if at < len(numbers)
        )

    def telling(self, model: Sequence[int], found: Scores) -> dict[str, float]:
        """Return the kin that tell of some articles, and their weights."""
        weights = self.weights(model, found)
        least = sorted(weights.values(), reverse=True)[:MOST_KIN][-1] if weights else 0.0
        return {kin: weight for kin, weight in weights.items() if weight >= least}

    def weights(self, model: Sequence[int], found: Scores) -> dict[str, float]:
        """Return what the kin of some articles weigh: their part of the words, times how rare they are."""
        weights: dict[str, float] = {}
        for d in model:
            row = self.rows_of_kin[d]
            for kin in row:
                having = self.documents_of_kin[kin]
                if having >= 3:
                    share = found[d] / sum(found[one] for one in model)
                    weights[kin] = weights.get(kin, 0.0) + share * self.idf(having) / len(row)
        return weights

    def closeness(self, among: Sequence[int], weights: dict[str, float]) -> Scores:
        """Return how much articles have of weighted kin, by BM25."""
        average = sum(self.averages[at] for at in TEXT)
        found = {}
        for d in among:
            row = self.rows_of_kin[d]
            flat = 0.7 * (0.25 + 0.75 * len(row) / average)
            found[d] = sum(
                weights[kin] * self.idf(self.documents_of_kin[kin]) * count / (count + flat)
                for kin, count in Counter(row).items()
                if kin in weights
            )
        return found

    @cached_property
    def rows_of_kin(self) -> list[list[str]]:
        """The kin of each document's words, in title and body."""
        kin = cache(LEXICON.kin)
        documents = range(len(self.articles))
        return [[kin(word) for at in TEXT for word in self.texts[at][d]] for d in documents]

    @cached_property
    def documents_of_kin(self) -> Counter[str]:
        """In how many documents words of some kin stand."""
        return Counter(kin for row in self.rows_of_kin for kin in set(row))

    def pairs(self, tree: Group) -> Iterator[tuple[str, str, Callable[[str], str]]]:
        """Yield the terms of single words that follow one another among what ranks, and their form."""
        ranked = {*plan(tree).required, *plan(tree).plain}
        nodes = [one.node for one in tree.clauses if one.occur is not Occur.MUST_NOT and one.node in ranked]
        for one, other in pairwise(nodes):
            if isinstance(one, Word) and isinstance(other, Word):
                exact = [(node.level or self.level) is Level.EXACT for node in (one, other)]
                if exact[0] == exact[1]:
                    form = str if exact[0] else LEXICON.kin
                    yield *(form(tokenize(node.text)[0].word) for node in (one, other)), form

    def of_pair(self, first: str, second: str, form: Callable[[str], str], among: Iterable[int]) -> Scores:
        """Return what some documents get for two terms side by side: BM25, with the rarity of both."""
        rarity = sum(self.rarity(term, form) for term in (first, second)) / 2
        average = sum(self.averages[at] for at in TEXT)
        found = {}
        for d in among:
            times = self.pairs_in(d, form)[first, second]
            flat = 0.7 * (0.25 + 0.75 * sum(len(self.texts[at][d]) for at in TEXT) / average)
            found[d] = 0.3 * rarity * times / (times + flat)
        return found

    def pairs_in(self, document: int, form: Callable[[str], str]) -> Counter[tuple[str, str]]:
        """Return how often two terms stand side by side in a document."""
        return Counter(pairwise([form(word) for at in TEXT for word in self.texts[at][document]]))

    def group(self, clauses: Iterable[Clause], mode: Mode, match: Match = Match.ANY) -> Scores:
        by_occur: dict[Occur, list[Node]] = {occur: [] for occur in Occur}
        filters = []
        for clause in clauses:
            if clause.occur is not Occur.MUST_NOT and self.narrows(clause.node):
                filters.append(clause.node)
            else:
                by_occur[clause.occur].append(clause.node)
        should, must = by_occur[Occur.SHOULD], by_occur[Occur.MUST]
        telling = [node for node in should if not self.is_plain_stop(node)]
        if match is not Match.ALL and (telling or must):
            should = telling
        if not (filters or should or must) and not by_occur[Occur.MUST_NOT]:
            return {}
        found = dict.fromkeys(range(len(self.articles)), 0.0 if should or must else 1.0)
        for node in filters:
            found = both(found, dict.fromkeys(self.value(node, mode), 0.0))
        for node in must + (should if mode is Mode.ALL else []):
            found = both(found, self.value(node, mode))
        if mode is Mode.ANY and should:
            some = any_of(self.value(node, mode) for node in should)
            found = {d: s + some.get(d, 0) for d, s in found.items()} if must else both(found, some)
        shut_out = any_of(self.value(node, Mode.ANY) for node in by_occur[Occur.MUST_NOT])
        return {d: s for d, s in found.items() if d not in shut_out}

    def narrows(self, node: Node) -> bool:
        match node:
            case Days():
                return True
            case In():
                return node.field not in TEXT
            case Either():
                return all(self.names(option) for option in node.options)
            case Group():
                return all(
                    clause.occur is Occur.MUST_NOT or self.names(clause.node) for clause in node.clauses
                )
        return False

    def names(self, node: Node) -> bool:
        return self.narrows(node) and not (isinstance(node, In) and node.field is FieldName.AUTHOR)

    def is_plain_stop(self, node: Node) -> bool:
        return isinstance(node, Word) and node.level is None and is_stop(tokenize(node.text)[0].word)

    def value(self, node: Node, mode: Mode) -> Scores:
        match node:
            case Word():
                return self.word(tokenize(node.text)[0].word, node.level or self.level)
            case Prefix():
                return self.beginning(node.text)
            case Phrase():
                return self.phrase(node)
            case Either():
                return any_of(self.value(option, Mode.ALL) for option in node.options)
            case Days():
                return dict.fromkeys(self.of_days(node), 1.0)
            case In():
                return self.inside(node, mode)
            case Group():
                return self.group(node.clauses, mode)

    def inside(self, node: In, mode: Mode) -> Scores:
        if node.field is FieldName.SECTION:
            return {d: 1.0 for d, one in enumerate(self.articles) if self.is_in(one, node.node)}
        narrowed = Plain(self.articles, self.level, self.match, (node.field,))
        found = narrowed.value(node.node, mode)
        return dict.fromkeys(found, 1.0) if node.field is FieldName.AUTHOR else found

    def is_in(self, article: Article, named: Node) -> bool:
        match named:
            case Word():
                return key("section", named.text) in [key("section", one) for one in article.sections]
            case Either():
                return any(self.is_in(article, option) for option in named.options)
            case Group():
                told = {occur: [] for occur in Occur}
                for clause in named.clauses:
                    told[clause.occur].append(self.is_in(article, clause.node))
                some = any(told[Occur.SHOULD]) or bool(told[Occur.MUST]) or not told[Occur.SHOULD]
                return some and all(told[Occur.MUST]) and not any(told[Occur.MUST_NOT])
        raise AssertionError(named)

    def of_days(self, node: Days) -> list[int]:
        found = []
        for d, one in enumerate(self.articles):
            day, last = one.published.day, one.published.day
            if day and one.published.precision is Precision.MONTH:
                last = (day + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
            if day and (node.since or day) <= day and last <= (node.until or last):
                found.append(d)
        return found

    def word(self, word: str, level: Level) -> Scores:
        if level is Level.EXACT or self.fields == (FieldName.AUTHOR,):
            return self.anywhere(word)
        scores = [times(self.anywhere(word), 0.15)]
        scores.append(times(self.anywhere(LEXICON.stem(word), LEXICON.stem), 0.2))
        scores.append(times(self.anywhere(LEXICON.kin(word), LEXICON.kin), 0.65))
        if level is Level.WIDE:
            far = LEXICON.far_kin(word)
            scores += [times(self.anywhere(kin, LEXICON.kin), 0.25) for kin in far]
        return any_of(scores)

    def anywhere(self, term: str, form: Callable[[str], str] = str) -> Scores:
        """Return what a term scores in all fields, and a tenth of it again in the lead."""
        scores = [self.bm25(at, term, form) for at in self.fields]
        if FieldName.BODY in self.fields:
            scores.append(times(self.bm25(LEAD, term, form), 0.1))
        return any_of(scores)

    def bm25(self, at: str, term: str, form: Callable[[str], str] = str) -> Scores:
        texts = [[form(word) for word in text] for text in self.texts[at]]
        counts = {d: text.count(term) for d, text in enumerate(texts) if term in text}
        return self.scored(at, counts)

    def rarity(self, term: str, form: Callable[[str], str]) -> float:
        """Return the inverse document frequency of a term in the field in which more documents have it."""
        return self.idf(max(self.having(at, term, form) for at in TEXT))

    def having(self, at: str, term: str, form: Callable[[str], str]) -> int:
        """Return how many texts of a field have a term."""
        return sum(any(form(word) == term for word in text) for text in self.texts[at])

    def idf(self, having: int) -> float:
        return math.log(1 + (len(self.articles) - having + 0.5) / (having + 0.5))

    def scored(self, at: str, counts: Mapping[int, int]) -> Scores:
        """Return what a term scores that stands so often in each text of a field."""
        texts, average = self.texts[at], self.averages[at]
        idf = self.idf(len(counts))
        return {
            d: idf * tf / (tf + 0.7 * (0.25 + 0.75 * len(texts[d]) / average)) for d, tf in counts.items()
        }

    def beginning(self, text: str) -> Scores:
        start = tokenize(text)[0].word
        found = {}
        for at in self.fields:
            for d, words_of in enumerate(self.texts[at]):
                if any(word.startswith(start) for word in words_of):
                    found[d] = 1.0
        return found

    def phrase(self, node: Phrase) -> Scores:
        wanted = [tokenize(one.text)[0].word for one in node.words]
        return any_of(self.phrase_in(at, node, wanted) for at in self.fields)

    def phrase_in(self, at: FieldName, node: Phrase, wanted: list[str]) -> Scores:
        if node.slop is not None:
            form = str if self.level is Level.EXACT else LEXICON.kin
            return self.near(at, [form(word) for word in wanted], node.slop, form)
        everywhere = range(len(self.articles))
        if node.to_the_letter:
            return self.rows_in(at, [[word] for word in wanted], everywhere)
        rows = [[list(with_clitics(word)) for word in row] for row in rows_of(wanted, LEXICON)]
        return any_of(self.rows_in(at, slots, everywhere) for slots in rows)

    def rows_in(self, at: FieldName, slots: list[list[str]], documents: Iterable[int]) -> Scores:
        """Return what those of some documents score that have a word of each slot in turn."""
        scores = [any_of(self.bm25(at, word) for word in slot) for slot in slots]
        rows = set(product(*slots))
        found = {}
        for d in documents:
            text = self.texts[at][d]
            starts = range(len(text) - len(slots) + 1)
            if any(tuple(text[start : start + len(slots)]) in rows for start in starts):
                found[d] = sum(slot[d] for slot in scores)
        return found

    def near(self, at: FieldName, wanted: list[str], slop: int, form: Callable[[str], str]) -> Scores:
        distinct = dict.fromkeys(wanted)
        scores = [self.bm25(at, word, form) for word in distinct]
        found = {}
        for d, text in enumerate(self.texts[at]):
            forms = [form(word) for word in text]
            places = [[n for n, one in enumerate(forms) if one == word] for word in wanted]
            chosen = (c for c in product(*places) if len(set(c)) == len(c))
            if any(max(c) - min(c) < len(wanted) + slop for c in chosen):
                found[d] = sum(score[d] for score in scores)
        return found


def both(a: Scores, b: Scores) -> Scores:
    return {d: s + b[d] for d, s in a.items() if d in b}


def any_of(parts: Iterable[Scores]) -> Scores:
    found: Scores = {}
    for part in parts:
        for d, s in part.items():
            found[d] = found.get(d, 0.0) + s
    return found


def times(scores: Scores, weight: float) -> Scores:
    return {d: s * weight for d, s in scores.items()}


thousands = settings(max_examples=5 * settings.default.max_examples)
"""As many trees as the profile says, five times: 1,000 for each test where changes land."""


@thousands
@given(tree=trees, match=st.sampled_from([Match.ALL, Match.ANY]), level=levels)
def test_the_engine_is_the_plain_evaluator(tiny, tree, match, level):
    ranking = tiny.engine.run(request(tree=tree, match=match, level=level, limit=None))
    plain = Plain(tiny.articles, level, match)
    found = plain.found(tree, Mode(match.value))
    lifted = plain.lifted(tree, found)
    expected = plain.fed_back(tree, lifted)
    got = dict(zip(ranking.docs.tolist(), ranking.scores.tolist(), strict=True))
    assert got.keys() == expected.keys()
    if plain.is_clear(found) and plain.is_settled(lifted):
        assert got == pytest.approx(expected, abs=1e-9)
    assert ranking.total == len(expected)
    assert ranking.total_any == len(plain.found(tree, Mode.ANY))


@thousands
@given(tree=trees, mode=st.sampled_from(Mode), level=levels)
def test_the_engine_is_whooshs_own_searcher(tiny, patched, tree, mode, level):
    match = Match(mode.value)
    for archive in (tiny, patched):
        query = lower(tree, match=match, level=level, alikes=ALIKES, dictionary=archive.engine)
        reader = ArchiveIndex(archive.snapshot).reader()
        searcher = Searcher(reader, weighting=Bm25(Columns(archive.snapshot)))
        whole = query.all if mode is Mode.ALL else query.some
        # Whoosh's Not finds a deleted document that follows at once on the last one that it excludes.
        alive = archive.snapshot.alive
        hits = searcher.search(whole, limit=None)
        expected = {hit.docnum: hit.score for hit in hits if alive[hit.docnum]}
        docs, scores = archive.engine.best(whole, None)
        got = dict(zip(docs.tolist(), scores.tolist(), strict=True))
        assert got == pytest.approx(expected, abs=1e-9)


@thousands
@given(tree=trees, match=st.sampled_from([Match.ALL, Match.ANY]), level=levels)
def test_segments_and_deletions_change_nothing_that_is_found(tiny, patched, tree, match, level):
    asked = request(tree=tree, match=match, level=level, limit=None)
    whole = {tiny.articles[doc].id for doc in tiny.engine.run(asked).docs.tolist()}
    parts = [patched.articles[doc].id for doc in patched.engine.run(asked).docs.tolist()]
    assert len(patched.snapshot.parts) > 1
    assert patched.engine.count == len(tiny.articles) - 3
    assert sorted(parts) == sorted(whole - {"t03", "t30", "t55"})


@given(tree=trees, level=levels)
def test_auto_ranks_what_has_all_words_first(tiny, tree, level):
    auto = tiny.engine.run(request(tree=tree, match=Match.AUTO, level=level, limit=None))
    some = tiny.engine.run(request(tree=tree, match=Match.ANY, level=level, limit=None))
    assert set(auto.docs) == set(some.docs)
    plain = Plain(tiny.articles, level, Match.AUTO)
    has_all = plain.found(tree, Mode.ALL)
    assert auto.total == len(has_all)
    first = [doc in has_all for doc in auto.docs.tolist()]
    if plan(tree).is_short:
        assert first == sorted(first, reverse=True)
    by_kind = {
        kind: [s for s, f in zip(auto.scores, first, strict=True) if f is kind] for kind in (True, False)
    }
    for scores in by_kind.values() if plan(tree).is_short else (auto.scores.tolist(),):
        assert scores == sorted(scores, reverse=True)


@given(node=words | phrases | prefixes, level=levels)
def test_the_matcher_marks_what_the_engine_finds(tiny, node, level):
    tree = Group(clauses=(Clause(node=node),))
    found = tiny.engine.run(request(tree=tree, level=level, limit=None)).docs.tolist()
    matchers = [Matcher(tree, level, at, ALIKES) for at in TEXT]
    for doc, article in enumerate(tiny.articles):
        texts = [TextWords(getattr(article, at.value), LEXICON) for at in TEXT]
        marked = any(matcher.find(words) for matcher, words in zip(matchers, texts, strict=True))
        assert marked == (doc in found)


@given(order=st.permutations(range(4)))
def test_nearness_knows_no_order(tiny, order):
    names = ["نفط", "غاز", "سوق", "قرار"]
    found = [
        tiny.engine.run(
            request(
                tree=Group(
                    clauses=(Clause(node=Phrase(words=tuple(Word(text=names[n]) for n in one), slop=6)),)
                ),
                limit=None,
            )
        ).docs.tolist()
        for one in (order, range(4))
    ]
    assert found[0] == found[1]


def test_the_tiny_archive_has_something_to_find(tiny):
    pairs = [Phrase(words=(Word(text=a), Word(text=b))) for a, b in permutations(WORDS, 2)]
    found = [
        tiny.engine.run(request(tree=Group(clauses=(Clause(node=pair),)), limit=None)).total for pair in pairs
    ]
    assert sum(found) > 20
