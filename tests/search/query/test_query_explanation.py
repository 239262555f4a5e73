"""What a query says of itself."""

import pytest

from search.query import explain, parse
from search.question import Level, Match

ISOLATES = {ord(mark): None for mark in "\u2066\u2068\u2069"}


def said(
    text: str, match: Match = Match.ALL, level: Level = Level.NORMAL, left_out: tuple[str, ...] = ()
) -> list[str]:
    """Return the Arabic and the English line without isolates."""
    explanation = explain(parse(text), match=match, level=level, left_out=left_out)
    return [explanation.arabic.translate(ISOLATES), explanation.english.translate(ISOLATES)]


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("نفط", "بحث عن: نفط", "search for: نفط"),
        ("العمليات المشتركة", "كل الكلمات: العمليات، المشتركة", "all words: العمليات, المشتركة"),
        ("«سعر النفط»", "بحث عن: «سعر النفط»", "search for: “سعر النفط”"),
        ("=«سعر النفط» غاز", "كل الكلمات: «سعر النفط» (باللفظ)، غاز", "all words: “سعر النفط” (exact), غاز"),
        ("+نفط غاز", "بحث عن: غاز — لا بد من: نفط", "search for: غاز — required: نفط"),
        ("نفط -غاز", "بحث عن: نفط — من دون: غاز", "search for: نفط — without: غاز"),
        ("-غاز", "كل المواد — من دون: غاز", "all articles — without: غاز"),
        ("عنوان:نفط", "في العنوان: نفط", "in the headline: نفط"),
        (
            "(نفط | غاز) تونس",
            "كل الكلمات: (نفط أو غاز)، تونس",
            "all words: (نفط or غاز), تونس",
        ),
        (
            "دبلوم* =كلمة ~أخرى",
            "كل الكلمات: ما يبدأ بـ«دبلوم»، كلمة (باللفظ)، أخرى (موسّع)",
            "all words: words beginning with “دبلوم”, كلمة (exact), أخرى (wide)",
        ),
        (
            '"تحالف دولي"~5',
            "بحث عن: «تحالف دولي» (بأي ترتيب، وبينها 5 من الكلمات على الأكثر)",
            "search for: “تحالف دولي” (any order, other words between: 5 at most)",
        ),
        (
            "نفط من:2019/09/01 إلى:2019",
            "بحث عن: نفط — من 2019/09/01 — إلى 2019/12/31",
            "search for: نفط — from 2019/09/01 — to 2019/12/31",
        ),
        ("تاريخ:2019/09/04", "كل المواد — يوم 2019/09/04", "all articles — on 2019/09/04"),
        (
            "تاريخ:2019-09 نفط",
            "بحث عن: نفط — من 2019/09/01 إلى 2019/09/30",
            "search for: نفط — from 2019/09/01 to 2019/09/30",
        ),
        (
            "(نفط -غاز +فحم) تونس",
            "كل الكلمات: (نفط، من دون: غاز، لا بد من: فحم)، تونس",
            "all words: (نفط, without: غاز, required: فحم), تونس",
        ),
        ("؟", "لا كلمة للبحث عنها", "no word to search for"),
        (" ", "كل المواد", "all articles"),
    ],
)
def test_what_was_searched_for(text: str, arabic: str, english: str) -> None:
    assert said(text) == [arabic, english]


def test_sections_go_by_their_names() -> None:
    arabic, english = said("قسم:سياسية")
    assert arabic.startswith("كل المواد — القسم: ")
    assert english.startswith("all articles — section: ")


def test_match_is_said() -> None:
    assert said("نفط غاز", Match.ANY)[0] == "أي كلمة: نفط، غاز"
    assert said("نفط غاز", Match.AUTO)[0] == "كل الكلمات أولاً ثم بعضها: نفط، غاز"
    assert said("نفط غاز فحم ماء", Match.AUTO)[0] == "أي كلمة، والأكثر صلة أولاً: نفط، غاز، فحم، ماء"
    assert said("نفط غاز فحم عنوان:ماء", Match.AUTO)[0].startswith("أي كلمة، والأكثر صلة أولاً: نفط، غاز، فحم")


def test_level_is_said() -> None:
    assert said("نفط", level=Level.EXACT) == ["بحث عن: نفط — باللفظ", "search for: نفط — exact spelling"]
    assert said("نفط", level=Level.WIDE) == ["بحث عن: نفط — موسّع", "search for: نفط — widest meaning"]


def test_stop_words_left_out_are_said() -> None:
    arabic, english = said("النفط في تونس", Match.ANY, left_out=("في",))
    assert arabic == "أي كلمة: النفط، تونس — كلمات شائعة لا تُحتسب: في"
    assert english == "any word: النفط, تونس — common words, not counted: في"
    assert said("=في تونس", left_out=("في",))[0].startswith("كل الكلمات: في (باللفظ)، تونس")


def test_what_turns_the_line_is_isolated() -> None:
    explanation = explain(parse("MBC مصر من:2019"), match=Match.ALL, level=Level.NORMAL)
    assert "\u2068MBC\u2069، مصر" in explanation.arabic
    assert "MBC, \u2068مصر\u2069" in explanation.english
    assert "\u20662019/01/01\u2069" in explanation.arabic


def test_direction_marks_that_were_pasted_are_not_repeated() -> None:
    explanation = explain(parse("موقع:\u202eskynews\u202c.com"), match=Match.ALL, level=Level.NORMAL)
    assert "\u202e" not in explanation.arabic + explanation.english
    assert "skynews.com" in explanation.english
