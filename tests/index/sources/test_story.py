import pytest

from index.sources.furniture import Kind, furniture
from index.sources.page_lines import Line, lines_of
from index.sources.story import story_of
from index.sources.wire_marks import without_wire_mark

FIRST = "افتتحت البلدية صباح اليوم جسرا خشبيا للمشاة فوق الساقية، بعد أن انتظره أهل الحي طوال عامين كاملين."
SECOND = (
    "وقال أحد السكان إن أولاده صاروا يصلون إلى مدرستهم في خمس دقائق، وكانوا يصلون إليها قبل ذلك في نصف ساعة."
)
TEASER = (
    "أعلنت الشركة عن مواعيد القطارات الجديدة التي ستعمل في أيام العطل من الصيف المقبل وحتى نهاية الخريف..."
)


def paragraphs(*lines):
    return story_of(lines_of("\n".join(lines))).paragraphs


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        ("نقوم بعمليات مستمرة”.انتهى29/6ن", "نقوم بعمليات مستمرة”."),
        ("في الصيف المقبل.انتهى 23/8س", "في الصيف المقبل."),
        ("في الصيف المقبل. انتهى/25 م", "في الصيف المقبل."),
        ("القراءة من بغداد.انتهى/م12", "القراءة من بغداد."),
        ("في الصيف المقبل. انتهى ن.ع", "في الصيف المقبل."),
        ("في الصيف المقبل (انتهى)", "في الصيف المقبل"),
        ("في الصيف المقبل. ا.هـ", "في الصيف المقبل."),
        ("في الصيف المقبل. اهـ", "في الصيف المقبل."),
        ("في الصيف المقبل.###", "في الصيف المقبل."),
        ("في الصيف المقبل. -30-", "في الصيف المقبل."),
        ("(انتهى)", ""),
        ("/انتهى/ 11", ""),
        ("// انتهى //", ""),
        ("في الصيف المقبل.(النهاية) م ع / ف س", "في الصيف المقبل."),
    ],
)
def test_wire_marks_go(paragraph, kept):
    assert without_wire_mark(paragraph) == kept


@pytest.mark.parametrize(
    "paragraph",
    [
        "ولم يحدد البيان متى ينتهي الاجتماع وكيف انتهى",
        "كان ذلك أمس. انتهى الاجتماع",
        "فازوا في لقاء انتهى 2/1",
        "وكتب #بغداد",
        "كتب على الشاشة: النهاية",
    ],
)
def test_words_that_only_look_like_wire_marks_stay(paragraph):
    assert without_wire_mark(paragraph) == paragraph


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("شارك  |  طباعة", Kind.LINE),
        ("عدد القراءات: 1203", Kind.LINE),
        ("اقرأ أيضاً", Kind.BOX),
        ("إقرأ أيضا: سوق جديدة", Kind.BOX),
        ("مقالات ذات صلة", Kind.RELATED),
        ("التعليقات (3)", Kind.END),
        ("© 2020 صدى الساحل", Kind.END),
        ("زر الذهاب إلى الأعلى", Kind.END),
        ("شارك في المؤتمر عدد من الباحثين", None),
        ("المشاهدات ارتفعت في رمضان", None),
        ("حقوق النشر موضوع سيعود إليه المؤتمر غدا.", None),
        ("حقوق النشر محفوظة لصدى الساحل", Kind.END),
        ("Read more: سوق جديدة", Kind.BOX),
        ("إضافة تعليق جديد", Kind.END),
        (FIRST, None),
    ],
)
def test_furniture(line, kind):
    assert furniture(line) == kind


def test_a_box_amid_the_story_goes_and_the_story_goes_on():
    assert paragraphs(FIRST, "اقرأ أيضا", "جسر آخر في الحي المجاور", SECOND) == [FIRST, SECOND]


def test_one_teaser_under_related_pieces_is_not_the_story():
    assert paragraphs(FIRST, "مقالات ذات صلة", "مواعيد القطارات", TEASER, "قطار جديد", SECOND) == [FIRST]


def test_paragraphs_after_related_pieces_are_the_story_again():
    assert paragraphs(FIRST, "مقالات ذات صلة", "مواعيد القطارات", SECOND, FIRST) == [FIRST, SECOND, FIRST]


def test_nothing_after_the_comments_is_the_story():
    story = story_of(lines_of(f"{FIRST}\nالتعليقات\n{SECOND}\n{SECOND}"))
    assert story.paragraphs == [FIRST]
    assert story.after == ["التعليقات", SECOND, SECOND]


def test_short_sentences_and_subheads_of_the_story_stay():
    assert paragraphs(FIRST, "جسر قديم", SECOND, 'وقال: "نعم".') == [
        FIRST,
        "جسر قديم",
        SECOND,
        'وقال: "نعم".',
    ]


def test_names_tags_and_dates_after_the_story_go():
    lines = (FIRST, SECOND, "", "المصدر: وكالات", "#جسر #مشاة", "12/3/2020")
    assert paragraphs(*lines) == [FIRST, SECOND]


def test_lines_that_are_broken_at_a_width_are_made_whole():
    broken = "كلمة " * 14
    text = "\n".join([broken.strip()] * 3 + ["تنتهي."] + [""] + [broken.strip()] * 3 + ["تنتهي."])
    assert [line.text.count("كلمة") for line in lines_of(text)] == [42, 42]
    assert lines_of("أول السطر\nثاني السطر") == [Line("أول السطر", False), Line("ثاني السطر", False)]


def test_a_short_sentence_ends_a_box_within_the_story():
    short = "ولم تعلن البلدية بعد عن موعد بناء الجسر الثاني."
    assert paragraphs(FIRST, "اقرأ أيضا", "جسر آخر في الحي المجاور", short) == [FIRST, short]


def test_a_sentence_that_begins_like_furniture_stays_amid_the_story():
    sentence = "تابعنا عبر النافذة طوال الليل، كما قال أحدهم، بناء الجسر."
    assert paragraphs(FIRST, sentence, SECOND) == [FIRST, sentence, SECOND]
    assert paragraphs(FIRST, sentence) == [FIRST]


def test_tags_under_their_heading_go():
    assert paragraphs(FIRST, "الوسوم", "جسور", "سواق") == [FIRST]


def test_what_has_no_word_is_no_last_paragraph():
    assert paragraphs(FIRST, SECOND, "14:22ت م", "0087") == [FIRST, SECOND]
