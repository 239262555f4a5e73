"""The names of sections, sources, sites and places, and author lines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import (
    FIELDS,
    is_known,
    is_outlet,
    key,
    label,
    matching_keys,
    split_author,
    tidy,
    values,
)
from index.names.tables import COLUMNS, SHIPPED, folded_words
from index.tables import BadTable, read_table, shipped

TABLE = "key\tar\ten\taliases\n"


@pytest.mark.parametrize(
    ("field", "printed", "expected"),
    [
        ("section", "سياسية", "politics"),
        ("section", "سياسة", "politics"),
        ("section", "السياسة", "politics"),
        ("section", "politic", "politics"),
        ("section", "ﺳﻴﺎﺳﻴﺔ", "politics"),
        ("section", "أخبار الرياضة", "sport"),
        ("section", "فن وثقافة", "culture"),
        ("section", "localNews", "local"),
        ("section", "internationalNews", "world"),
        ("section", "middleEast", "middle-east"),
        ("source", "skynews", "skynews"),
        ("source", "سكاي نيوز عربية", "skynews"),
        ("source", "وكالة رويترز", "reuters"),
        ("source", "(أ ف ب)", "afp"),
        ("source", "أ.ف.ب", "afp"),
        ("source", "العربية.نت", "alarabiya"),
        ("source", "العربية نت", "alarabiya"),
        ("source", "الأناضـول", "anadolu"),
        ("source", "FRANCE24", "france24"),
        ("source", "Jawhara FM", "jawhara"),
        ("site", "العراق اليوم", "iraq-today"),
        ("place", "بَغْدَاد", "baghdad"),
        ("place", "ابوظبى", "abu-dhabi"),
        ("place", "مدينة البصرة", "basra"),
        ("place", "عمّان", "amman"),
        ("place", "سلطنة عمان", "oman"),
    ],
)
def test_every_way_to_print_a_name_has_one_key(field: str, printed: str, expected: str) -> None:
    assert key(field, printed) == expected
    assert is_known(field, printed)


def test_an_unknown_name_is_its_own_key_and_label() -> None:
    printed = " «صــدى  الوادِي» "
    assert key("source", printed) == "صدى الوادي"
    assert label("source", "صدى الوادي", "ar") == label("source", "صدى الوادي", "en") == "صدى الوادي"
    assert not is_known("source", printed)


def test_labels_are_in_both_languages() -> None:
    assert label("section", "politics", "ar") == "سياسة"
    assert label("section", "politics", "en") == "Politics"


def test_there_are_tables_worth_the_name() -> None:
    assert len(values("section")) >= 20
    assert {"iraq", "baghdad", "cairo", "london"} <= set(values("place"))
    assert set(values("source")) < set(values("site"))


@pytest.mark.parametrize("file", SHIPPED)
def test_the_shipped_tables_are_whole_and_no_name_means_two_things(file: str) -> None:
    keys: dict[str, str] = {}
    for row in read_table(shipped(file), COLUMNS):
        assert row.cells["key"]
        assert row.cells["ar"]
        assert row.cells["en"]
        for name in (row.cells["key"], row.cells["ar"], row.cells["en"], *row.names("aliases")):
            folded = " ".join(folded_words(name))
            assert folded
            assert keys.setdefault(folded, row.cells["key"]) == row.cells["key"], name


@pytest.mark.parametrize("field", FIELDS)
def test_keys_and_labels_lead_back_to_their_keys(field: str) -> None:
    for name in values(field):
        assert key(field, name) == name
        assert key(field, label(field, name, "ar")) == name
        assert key(field, label(field, name, "en")) == name


@given(st.sampled_from(FIELDS), st.text())
def test_a_key_is_its_own_key(field: str, printed: str) -> None:
    once = key(field, printed)
    assert key(field, once) == once
    assert tidy(tidy(printed)) == tidy(printed)


@given(
    st.lists(
        st.sampled_from(["بغداد", "رويترز", "وكالات", "أحمد علي", " - ", "-", " و", "(", ")", "ـ", "1"])
        | st.characters()
    )
)
def test_any_author_line_can_be_split(pieces: list[str]) -> None:
    parts = split_author("".join(pieces))
    for part in (parts.place, parts.source, parts.person):
        assert part == part.strip()
        assert "\n" not in part


@pytest.mark.parametrize(
    ("author", "place", "source", "person"),
    [
        ("أبوظبي - سكاي نيوز عربية", "أبوظبي", "سكاي نيوز عربية", ""),
        ("دبي ـ العربية.نت", "دبي", "العربية.نت", ""),
        ("لندن - رويترز", "لندن", "رويترز", ""),
        ("مدريد - د ب أ", "مدريد", "د ب أ", ""),
        ("فرانس 24", "", "فرانس 24", ""),
        ("بغداد – موازين نيوز", "بغداد", "موازين نيوز", ""),
        ("بغداد (رويترز)", "بغداد", "رويترز", ""),
        ("سوتشي (روسيا) - فرانس برس", "سوتشي", "فرانس برس", ""),
        ("تل السنديان - د ب أ", "تل السنديان", "د ب أ", ""),
        ("السنديانة - وكالة أنباء الوادي", "السنديانة", "وكالة أنباء الوادي", ""),
        ("القاهرة - سمير الوراق", "القاهرة", "", "سمير الوراق"),
        ("القاهرة- سمير الوراق", "القاهرة", "", "سمير الوراق"),
        ("اليمن-سمير الوراق", "اليمن", "", "سمير الوراق"),
        ("الرياض: سمير الوراق", "الرياض", "", "سمير الوراق"),
        ("سمير الوراق - لندن", "لندن", "", "سمير الوراق"),
        ("العربية.نت - سمير الوراق", "", "العربية.نت", "سمير الوراق"),
        ("العربية.نت ووكالات", "", "العربية.نت", ""),
        ("لندن، باريس - رويترز", "لندن", "رويترز", ""),
        ("القاهرة - سمير الوراق، ليلى النساج", "القاهرة", "", "سمير الوراق، ليلى النساج"),
        ("كتب: سمير الوراق", "", "", "سمير الوراق"),
        ("سعاد، ليلى", "", "", "سعاد، ليلى"),
        ("سمير الوراق، رويترز", "", "رويترز", "سمير الوراق"),
        ("السنديانة، الوادي - رويترز", "السنديانة", "رويترز", ""),
        ("السنديانة - سمير الوراق", "السنديانة", "", "سمير الوراق"),
        ("بني ملال - سمير الوراق", "بني ملال", "", "سمير الوراق"),
        ("سمير الوراق", "", "", "سمير الوراق"),
        ("0f0e0d0c-1a2b-3c4d-5e6f-708192a3b4c5", "", "", ""),
        ("desk@example.org", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_splits_author_lines(author: str, place: str, source: str, person: str) -> None:
    parts = split_author(author)
    assert (parts.place, parts.source, parts.person) == (place, source, person)


def test_a_name_of_both_a_place_and_a_source_is_what_its_side_of_the_dash_tells() -> None:
    assert split_author("الخبر - واس").place == "الخبر"
    assert split_author("الجزائر - الخبر").source == "الخبر"


def test_words_mark_outlets_that_no_table_holds() -> None:
    assert is_outlet("وكالة أنباء الوادي")
    assert is_outlet("وادي أف أم")
    assert not is_outlet("سمير الوراق")


def test_a_question_names_keys_by_their_labels_and_aliases() -> None:
    among = ["skynews", "alarabiya", "afp", "france24", "صدى الوادي"]
    assert matching_keys("source", "سكاي", among) == ["skynews"]
    assert matching_keys("source", "فرانس", among) == ["afp", "france24"]
    assert matching_keys("source", "صَدى", among) == ["صدى الوادي"]
    assert matching_keys("source", "الوادي صدى", among) == ["صدى الوادي"]
    assert matching_keys("source", "فرانس الوادي", among) == []
    assert matching_keys("source", "واديي", among) == []
    assert matching_keys("source", "؟", among) == []


def test_a_whole_name_means_its_key_alone() -> None:
    assert matching_keys("source", "العربيه", ["skynews", "alarabiya"]) == ["alarabiya"]


def test_a_folder_adds_names_and_aliases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources.tsv").write_text(
        TABLE + "sada\tصدى الوادي\tSada\tصدى\nreuters\t\t\tرويترز بالعربي\n", "utf-8"
    )
    monkeypatch.setenv("KASHAF_NAMES", str(tmp_path))
    assert key("source", "صدى") == key("site", "sada") == "sada"
    assert label("source", "sada", "en") == "Sada"
    assert key("source", "رويترز بالعربي") == "reuters"
    assert label("source", "reuters", "ar") == "رويترز"


def test_a_row_for_a_shipped_key_renames_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sections.tsv").write_text(TABLE + "politics\tالشأن السياسي\n", "utf-8")
    monkeypatch.setenv("KASHAF_NAMES", str(tmp_path))
    assert label("section", "politics", "ar") == "الشأن السياسي"
    assert label("section", "politics", "en") == "Politics"
    assert key("section", "سياسية") == "politics"


def test_a_file_adds_names_to_any_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "more.tsv"
    file.write_text(
        "# ours\nfield\t" + TABLE + "\nsection\tletters\tرسائل\tLetters\nplace\tsindiana\tالسنديانة\t\n",
        "utf-8",
    )
    monkeypatch.setenv("KASHAF_NAMES", str(file))
    assert key("section", "الرسائل") == "letters"
    assert label("place", "sindiana", "en") == "السنديانة"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("field\tkey\tar\n", 1),
        ("field\t" + TABLE + "colour\tred\tأحمر\tRed\n", 2),
        ("field\t" + TABLE + "section\t\tأحمر\tRed\n", 2),
        ("field\t" + TABLE + "\nsection\tred\t\t\tأحمر\n", 3),
        ("field\t" + TABLE + "section\tred\tأحمر\tRed\t\tone\ttoo many\n", 2),
    ],
)
def test_a_bad_table_is_told_by_file_and_line(
    text: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "more.tsv"
    file.write_text(text, "utf-8")
    monkeypatch.setenv("KASHAF_NAMES", str(file))
    with pytest.raises(BadTable, match=rf"more\.tsv, line {line}: ") as caught:
        key("section", "سياسة")
    assert f"السطر {line}" in caught.value.arabic


def test_a_missing_table_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASHAF_NAMES", str(tmp_path / "nowhere.tsv"))
    with pytest.raises(BadTable, match="cannot be read"):
        values("place")
