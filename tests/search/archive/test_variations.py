"""What must be found whatever its spelling, and what must be kept apart, asked of real archives."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.build import reindex
from search.archive import Archive
from search.question import Level

SHARED = Path(__file__).parents[3] / "../shared/data/variations.tsv"
KEPT_APART = "must_not_match"
OTHERS = [
    *("الطقس غدا معتدل", "وصلت الحافلة متأخرة", "باع التاجر القماش", "زرع الفلاح القمح", "قرأت الطفلة قصة"),
    *("رسم الفنان لوحة", "طبخت الجدة الحساء", "عبر القطار النفق", "نام القط على السطح", "غسل المطر الشوارع"),
]
MANY = 100
NORMAL, WIDE, APART = 0.92, 0.97, 0.85
"""The least shares of the shared list that are found, and that are kept apart at the normal level."""


@dataclass(frozen=True)
class Variation:
    """What is typed, and what must be found by it, or by no means."""

    category: str
    query: str
    target: str

    @property
    def keeps_apart(self) -> bool:
        return self.category == KEPT_APART


def archive_of(folder: Path, *texts: str) -> Archive:
    """Return an archive of these texts and a hundred others; the first text's article is t0."""
    told = [(f"n{number}", f"{OTHERS[number % len(OTHERS)]} {number}") for number in range(MANY)]
    told += [(f"t{number}", f"قيل {text} ثم سكت الجميع") for number, text in enumerate(texts)]
    source = folder / "articles.jsonl"
    rows = [json.dumps({"id": one, "title": "خبر", "body": body}) for one, body in told]
    source.write_text("\n".join(rows), encoding="utf-8")
    reindex([source], folder / "index")
    return Archive.open(folder / "index")


def finds(folder: Path, one: Variation, level: Level) -> bool:
    texts = (one.target, one.query) if one.keeps_apart else (one.target,)
    hits = archive_of(folder, *texts).search(one.query, level=level, limit=MANY + 2).hits
    return "t0" in {hit.article.id for hit in hits}


def read() -> Iterator[Variation]:
    with SHARED.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(list(file)[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Variation(*row)


OWN = [
    ("قراءة", "القراءات", Level.NORMAL),
    ("مستودع", "مستودعات", Level.NORMAL),
    ("جمهورية", "الجمهوريات", Level.NORMAL),
    ("دائرة", "الدوائر", Level.NORMAL),
    ("يستورد", "استورد", Level.NORMAL),
    ("تنزلق", "انزلقت", Level.NORMAL),
    ("عبدالمنعم", "عبد المنعم", Level.NORMAL),
    ("عبد الحليم", "عبدالحليم", Level.NORMAL),
    ("«شارع عبد العزيز»", "شارع عبدالعزيز", Level.NORMAL),
    ("ديسمبر", "كانون الأول", Level.NORMAL),
    ("تشرين الثاني", "نوفمبر", Level.NORMAL),
    ("شتنبر", "أيلول", Level.NORMAL),
    ("هامبورج", "هامبورغ", Level.NORMAL),
    ("المستشفىى", "المستشفى", Level.NORMAL),
    ("الجامعةالعربية", "الجامعة العربية", Level.NORMAL),
]


@pytest.mark.parametrize(("query", "text", "level"), OWN)
def test_it_is_found_however_it_is_written(tmp_path, query, text, level) -> None:
    assert finds(tmp_path, Variation("found", query, text), level)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        *(("محمد", "أحمد"), ("حسن", "حسين"), ("سالم", "سليم"), ("ناصر", "نصر"), ("حرب", "حزب")),
        *(("الشرق", "الشروق"), ("قطر", "قطار"), ("لبنان", "لبن"), ("مال", "أمل"), ("عدن", "عدد")),
        *(("يناير", "فبراير"), ("ثلاثة", "ثلاثاء"), ("بطولة", "بطالة"), ("سفير", "سفر")),
    ],
)
def test_words_that_only_look_alike_are_kept_apart(tmp_path, query, text) -> None:
    assert not finds(tmp_path, Variation(KEPT_APART, query, text), Level.NORMAL)


def test_exact_finds_the_word_alone(tmp_path) -> None:
    archive = archive_of(tmp_path, "العواصم", "عاصمة", "عبد الله")
    assert archive.search("عاصمة", level=Level.EXACT).total == 1
    assert archive.search("عبدالله", level=Level.EXACT).total_any == 0


def test_a_word_that_the_archive_or_the_lexicon_knows_is_never_respelt(tmp_path) -> None:
    archive = archive_of(tmp_path, "سلام")
    assert archive.lexicon.knows("كلام")
    assert archive.search("كلام").total_any == 0


def test_near_spellings_weigh_less_than_the_word_itself(tmp_path) -> None:
    both = archive_of(tmp_path, "كرنشطوف", "كرنشطوفف")
    assert [hit.article.id for hit in both.search("كرنشطوفف").hits] == ["t1"]


def test_the_explanation_says_which_near_spellings_were_taken(tmp_path) -> None:
    archive = archive_of(tmp_path, "كرنشطوف")
    answer = archive.search("كرنشطوفف")
    assert answer.total == 1
    assert "كرنشطوف" in answer.explanation.arabic.replace("كرنشطوفف", "")
    assert "spelt nearly so" in answer.explanation.english


def test_the_explanation_calls_no_word_unknown_that_the_archive_has(tmp_path) -> None:
    archive = archive_of(tmp_path, "كرنشطوفة", "كرنشطوفا")
    answer = archive.search("~كرنشطوفة")
    assert answer.total == 2
    assert "spelt nearly so" not in answer.explanation.english


@pytest.mark.skipif(not SHARED.exists(), reason="needs the list in ../shared/data")
@pytest.mark.parametrize(("level", "least"), [(Level.NORMAL, NORMAL), (Level.WIDE, WIDE)])
def test_most_of_the_shared_list_is_found(tmp_path_factory, level, least) -> None:
    rows = [one for one in read() if not one.keeps_apart]
    missed = [one for one in rows if not finds(tmp_path_factory.mktemp("row"), one, level)]
    assert len(missed) <= (1 - least) * len(rows), missed


@pytest.mark.skipif(not SHARED.exists(), reason="needs the list in ../shared/data")
def test_most_pairs_of_the_shared_list_are_kept_apart(tmp_path_factory) -> None:
    rows = [one for one in read() if one.keeps_apart]
    joined = [one for one in rows if finds(tmp_path_factory.mktemp("row"), one, Level.NORMAL)]
    assert len(joined) <= (1 - APART) * len(rows), joined
