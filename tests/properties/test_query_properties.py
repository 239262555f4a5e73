"""What holds for every query that a person can type."""

from contextlib import suppress
from dataclasses import fields, is_dataclass

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokenize
from search.query import Limits, Parsed, QueryRefused, explain, parse, searched_words
from search.query.parsed import typed_words
from search.query.removal import less, unplaced
from search.query.rewriting import exclusions, replace_words, without
from search.query.tree import Clause, Either, Group, Node, Occur, Phrase, Word
from search.question import Level, Match

WIDE_LIMITS = Limits(characters=100_000, clauses=100_000, depth=60, expansions=100_000)

WORDS = [
    "نفط",
    "غاز",
    "حُقُوق",
    "الإنسان",
    "أو",
    "ليس",
    "من",
    "عبد-الله",
    "كوفيد-19",
    "oil",
    "OR",
    "5",
    "٢٠١٩",
    "ﷺ",
]
SIGNS = [
    "-",
    "+",
    "=",
    "~",
    "*",
    "|",
    "(",
    ")",
    '"',
    "«",
    "»",
    "“",
    "”",
    "„",
    ":",
    "،",
    "؟",
    "#",
    "~5",
    "/",
    "'",
]
NAMES = [
    "عنوان:",
    "العنوان:",
    "قسم:",
    "مصدر:",
    "بدون:",
    "حرفي:",
    "موسع:",
    "من:",
    "إلى:",
    "قبل:",
    "title:",
    "on:",
]
DATES = ["2019", "2019/09/04", "2019-09", '"كانون الأول 2019"', "سبتمبر 2019", "9999", "0001"]
UNSEEN = [
    "\u200f",
    "\u202b",
    "\u2068",
    "\u2069",
    "\u200d",
    "\u0640",
    "\u064b",
    "\x00",
    "\ufeff",
    "🙂",
    "\ud83d",
]
SPACES = [" ", "  ", "\n", "\u00a0", ""]

fragments = st.sampled_from(WORDS + SIGNS + NAMES + DATES + UNSEEN + SPACES * 6)
jumbles = st.lists(fragments, max_size=24).map("".join)
anything = jumbles | st.text(max_size=80) | st.lists(jumbles | st.text(max_size=8), max_size=4).map(" ".join)

plain_words = st.text(st.characters(categories=["Lo", "Ll", "Lu", "Mn"]), min_size=1, max_size=8)


@st.composite
def well_formed(draw: st.DrawFn) -> str:
    """Queries in which operators mostly are operators, side by side and nested."""
    word = st.sampled_from(["نفط", "غاز", "تونس", "عبد-الله", "دبلوماس*", "2019", "أو"])
    phrase = st.sampled_from(['"حقوق الإنسان"', "«نفط الخليج»", 'لـ"العربية"', "“نص”", '"تحالف دولي"~5', '"'])
    value = st.deferred(lambda: word | phrase | group)
    sign = st.sampled_from(
        ["", "", "-", "-", "+", "=", "~", "بدون:", "عنوان:", "-عنوان:", "قسم:", "مصدر:-", "~-"]
    )
    clause = st.tuples(sign, value).map("".join) | st.sampled_from(
        ["من:2019", "قبل:سبتمبر 2019", "-تاريخ:2018"]
    )
    joint = st.sampled_from([" ", " ", " ", " | ", " أو ", "", "\u200f "])
    inside = st.lists(st.tuples(clause, joint).map("".join), min_size=1, max_size=4).map("".join)
    group = inside.map(lambda text: f"({text})")
    return draw(inside)


def read(text: str) -> Parsed:
    return parse(text, WIDE_LIMITS)


def parts(node: object) -> list[Node | Clause]:
    """Return the nodes and clauses right below a node."""
    assert is_dataclass(node)
    values = [getattr(node, field.name) for field in fields(node)]
    flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return [part for part in flat if is_dataclass(part)]


def assert_nested(node: object, text: str) -> None:
    for part in parts(node):
        assert node.start <= part.start < part.end <= node.end <= len(text), (node, part)
        assert_nested(part, text)


@given(anything)
def test_any_text_parses_or_breaks_a_limit(text: str) -> None:
    with suppress(QueryRefused):
        assert parse(text).text == text


@given(anything | well_formed())
def test_places_are_in_range_and_nested(text: str) -> None:
    assert_nested(read(text).tree, text)


@given(anything | well_formed())
def test_no_group_phrase_or_either_is_empty(text: str) -> None:
    def check(node: object) -> None:
        if isinstance(node, Either):
            assert len(node.options) > 1
        if isinstance(node, Phrase):
            assert node.words
        if isinstance(node, Clause) and isinstance(node.node, Group):
            assert node.node.clauses
        for part in parts(node):
            check(part)

    check(read(text).tree)


@given(st.lists(plain_words, max_size=8))
def test_plain_words_are_those_words(words: list[str]) -> None:
    text = " ".join(words)
    parsed = read(text)
    found = [token for clause in parsed.tree.clauses for token in tokenize(clause.node.text)]
    assert [token.word for token in found] == [token.word for token in tokenize(text)]
    assert all(
        isinstance(clause.node, Word) and clause.occur is Occur.SHOULD for clause in parsed.tree.clauses
    )
    assert searched_words(parsed.tree) == tuple(clause.node for clause in parsed.tree.clauses)


@given(anything | well_formed())
def test_a_query_without_a_clause_asks_for_all_the_rest(text: str) -> None:
    parsed = read(text)
    for clause in [*parsed.tree.clauses, *(excluded.clause for excluded in exclusions(parsed))]:
        if clause.occur is Occur.SHOULD:
            continue
        left = read(without(parsed, clause))
        assert unplaced(left.tree) == unplaced(less(parsed.tree, clause)), clause


@given(well_formed(), st.data())
def test_replacing_words_changes_those_words_alone(text: str, data: st.DataObject) -> None:
    parsed = read(text)
    words = list(typed_words(parsed.tree))
    letters = [word for word in words if word.text.isalpha()]
    changed = data.draw(st.sets(st.sampled_from(letters))) if letters else set()
    replaced = read(replace_words(parsed, {word.start: "بديل" for word in changed}))
    expected = ["بديل" if word in changed else word.text for word in words]
    assert [word.text for word in typed_words(replaced.tree)] == expected


@given(anything | well_formed(), st.sampled_from(Match), st.sampled_from(Level))
def test_every_query_can_be_explained(text: str, match: Match, level: Level) -> None:
    parsed = read(text)
    explanation = explain(parsed, match=match, level=level)
    for line in (explanation.arabic, explanation.english):
        assert line
        assert len(line.splitlines()) == 1
        assert line.count("\u2066") + line.count("\u2068") == line.count("\u2069")
