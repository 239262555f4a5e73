"""Snippets show the best passages of the original text, and mark what was found in them."""

import numpy as np
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.answer import Span
from search.characters import kinds_of
from search.passage_places import find_sentences
from search.snippets import Found, passages, snippet
from tests.search import plain_snippets

STORY = (
    "افتُتِحَ أمس مهرجان التمور في ساحة البلدة القديمة. "
    "وقال د. سالم إن الإقبال بلغ 3.5 آلاف زائر! «هذا رقم جيد» كما أضاف.\n"
    "ولم يعلن المنظمون موعد الدورة المقبلة.\n"
    "وتشارك في السوق مزارع من القرى المجاورة، وتعرض أصنافا من التمر والدبس والعسل."
)


ENDINGS = [
    *("قال", "د", "دُ", "3.5", ")", ".", '." ', ".») ", "! ", "؟…\n"),
    *("\n", " ", "\u00a0", "\x1c", "\u0301", "\u200d"),
]


def find(text: str, *words: str) -> list[Found]:
    return sorted(
        Found(*match.span(), key=word) for word in words for match in regex.finditer(regex.escape(word), text)
    )


def sentences(text: str) -> list[Span]:
    places = np.empty((len(text), 2), np.int64)
    count = find_sentences(kinds_of(text), places)
    return [Span(*place) for place in places[:count].tolist()]


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_sentences_end_at_marks_and_paragraphs_but_not_at_initials_or_decimals() -> None:
    assert [STORY[start:end] for start, end in sentences(STORY)] == [
        "افتُتِحَ أمس مهرجان التمور في ساحة البلدة القديمة.",
        "وقال د. سالم إن الإقبال بلغ 3.5 آلاف زائر!",
        "«هذا رقم جيد» كما أضاف.",
        "ولم يعلن المنظمون موعد الدورة المقبلة.",
        "وتشارك في السوق مزارع من القرى المجاورة، وتعرض أصنافا من التمر والدبس والعسل.",
    ]


@example("قال 😀. قال")
@given(st.lists(st.sampled_from(ENDINGS), min_size=20).map("".join))
def test_sentences_are_what_stands_between_their_ends(text: str) -> None:
    assert sentences(text) == plain_snippets.sentences(text)


def test_spans_lie_on_the_vocalised_original() -> None:
    shown = snippet(STORY, find(STORY, "افتُتِحَ"), length=60)
    assert marked(shown.text, shown.spans) == ["افتُتِحَ"]
    assert shown.text.startswith("افتُتِحَ أمس مهرجان التمور")


def test_the_sentence_that_holds_more_of_the_query_wins() -> None:
    shown = snippet(STORY, find(STORY, "التمور", "السوق", "العسل"), length=90)
    assert marked(shown.text, shown.spans) == ["السوق", "العسل"]


def test_a_telling_word_outweighs_common_ones() -> None:
    found = [
        one._replace(weight=5.0 if one.key == "الدورة" else 1.0)
        for one in find(STORY, "الدورة", "السوق", "العسل")
    ]
    assert "الدورة" in snippet(STORY, found, length=45).text


def test_a_passage_far_below_must_be_worth_more_than_one_further_up() -> None:
    text = "ينعقد السوق. " + "لا شيء. " * 20 + "يباع العسل."
    found = [one._replace(weight=1.01 if one.key == "العسل" else 1.0) for one in find(text, "السوق", "العسل")]
    assert snippet(text, found, length=13).text.startswith("ينعقد السوق.")


def test_two_passages_that_stand_apart_are_joined_by_an_ellipsis() -> None:
    far = (
        STORY
        + "\n"
        + "وأشار البيان إلى تفاصيل كثيرة لا شأن لها بالموضوع. " * 8
        + "\nوختم بالحديث عن الفروسية."
    )
    shown = snippet(far, find(far, "المنظمون", "الفروسية"), length=100)
    assert marked(shown.text, shown.spans) == ["المنظمون", "الفروسية"]
    assert " … " in shown.text


def test_room_left_is_filled_with_the_sentences_that_follow() -> None:
    shown = snippet(STORY, find(STORY, "مهرجان"), length=110)
    assert shown.text.endswith("زائر!")


def test_a_phrase_that_runs_on_into_the_next_paragraph_is_shown_and_marked() -> None:
    text = STORY.replace("\n", "\n\n")
    found = find(text, "كما أضاف.\n\nولم يعلن")
    shown = snippet(text, found, length=80)
    assert shown.text == "«هذا رقم جيد» كما أضاف.  ولم يعلن المنظمون موعد الدورة المقبلة."
    assert marked(shown.text, shown.spans) == ["كما أضاف.  ولم يعلن"]


def test_nothing_found_shows_the_beginning() -> None:
    shown = snippet(STORY, [], length=30)
    assert STORY.startswith(shown.text.rstrip("…"))
    assert 10 < len(shown.text) <= 31
    assert shown.spans == ()


def test_an_empty_body_has_an_empty_snippet() -> None:
    assert snippet("", []).text == ""


PIECES = [
    "ب",
    "تَّ",
    "مُ",
    "ـ",
    "é",
    "👩🏽‍🚀",
    "\u200d",
    "ٌ",
    " ",
    " َ",
    ".",
    "؟ ",
    "\n",
    "«",
    "3.5",
    "خبر عن السوق",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=200).map("".join)


@given(TEXTS, st.data(), st.integers(20, 60))
def test_a_snippet_never_cuts_a_grapheme_and_its_spans_are_what_was_found(
    text: str, data: st.DataObject, length: int
) -> None:
    words = [match.span() for match in regex.finditer(r"[\p{L}\p{N}][\w\p{M}]*", text)]
    chosen = sorted(data.draw(st.lists(st.sampled_from(words), unique=True, max_size=5))) if words else []
    found = [Found(start, end, key=text[start:end]) for start, end in chosen]
    shown = snippet(text, found, length=length)
    flat = text.replace("\n", " ")
    # Of the text itself: a line break is a border, the space that is shown for it need not be.
    graphemes = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    longest = max((one.end - one.start for one in found), default=0)
    for passage in shown.text.strip("…").split(" … "):
        at = flat.find(passage)
        if "…" not in text:
            assert at >= 0
            assert len(passage) <= max(length, longest) + 64
            starts = [match.start() for match in regex.finditer(regex.escape(passage), flat, overlapped=True)]
            assert any(start in graphemes and start + len(passage) in graphemes for start in starts)
    assert {shown.text[start:end] for start, end in shown.spans} <= {flat[s:e] for s, e in chosen}
    assert bool(shown.spans) == bool(found)


@settings(max_examples=5 * settings.default.max_examples)
@given(TEXTS, st.data(), st.integers(0, 120))
def test_passages_are_those_that_the_plain_way_takes(text: str, data: st.DataObject, length: int) -> None:
    places = [match.start() for match in regex.finditer(r"\w", text)]
    some = (
        st.lists(st.tuples(st.sampled_from(places), st.integers(1, 30)), max_size=9)
        if places
        else st.just([])
    )
    found = [
        Found(start, min(start + size, len(text)), data.draw(st.sampled_from("بتث")))
        for start, size in sorted(data.draw(some))
    ]
    weights = {key: data.draw(st.sampled_from([1.0, 1.001, 3.3])) for key in "بتث"}
    weighed = [one._replace(weight=weights[one.key]) for one in found]
    assert passages(text, weighed, length) == plain_snippets.passages(text, weighed, length)


def test_a_paragraph_of_a_hundred_thousand_matches_is_cut_like_any_other() -> None:
    # Comparing every match with every other would take hours here.
    paragraph = "سوق " * 100_000 + "العسل"
    shown = snippet(paragraph, find(paragraph, "سوق", "العسل"))
    assert len(shown.text) <= 250
    assert marked(shown.text, shown.spans)[-1] == "العسل"
