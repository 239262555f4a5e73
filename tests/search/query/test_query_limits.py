"""Queries that would cost too much are refused before anything runs."""

import dataclasses

import pytest

from index.settings import BadSetting
from search import settings
from search.query import Limits, QueryRefused, parse
from search.query.limits import BeyondWindow, TooManyTerms


def refused(text: str, limits: Limits | None = None) -> QueryRefused:
    with pytest.raises(QueryRefused) as caught:
        parse(text, limits)
    return caught.value


def test_the_bounds_themselves_are_allowed() -> None:
    assert parse("ا" * 512).tree.clauses
    assert len(parse(" ".join(["نفط"] * 32)).tree.clauses) == 32
    assert parse("(" * 8 + "نفط" + ")" * 8).tree.clauses
    assert len(parse("نفط* غاز* ماء*").tree.clauses) == 3


@pytest.mark.parametrize(
    ("text", "code", "limit"),
    [
        ("ا" * 513, "too-long", 512),
        (" ".join(["نفط"] * 33), "too-many-clauses", 32),
        ("(" + " | ".join(["نفط"] * 33) + ")", "too-many-clauses", 32),
        ("من:2019 " * 33, "too-many-clauses", 32),
        ("-(" * 9 + "نفط" + ")" * 9, "too-deep", 8),
        ("نفط* غاز* ماء* (فحم* | شمس)", "too-many-expansions", 3),
    ],
)
def test_what_goes_beyond_a_bound_is_refused(text: str, code: str, limit: int) -> None:
    error = refused(text)
    assert (error.code, error.limit, error.exit_code) == (code, limit, 2)


def test_a_refusal_names_its_limit_in_both_languages_and_no_other_has_its_code() -> None:
    kinds = QueryRefused.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 6
    for kind in kinds:
        error = kind(1234)
        assert "1234" in error.english
        assert "1234" in error.arabic
        assert str(error) == error.english
        assert ":" in error.arabic


def test_space_around_a_query_does_not_count() -> None:
    assert parse(" " * 600 + "نفط").tree.clauses[0].node.start == 600


def test_a_phrase_is_one_clause() -> None:
    assert len(parse('"' + "من " * 60 + '"').tree.clauses) == 1


@pytest.mark.parametrize(
    "text", ["(" * 500, ")" * 500, "(" * 250 + ")" * 250, "((" * 9 + "نفط", '"(((((((((نفط)))))))))"']
)
def test_parentheses_without_a_partner_are_not_deep(text: str) -> None:
    limits = Limits(depth=250)
    assert len(parse(text, limits).tree.clauses) <= 1


@pytest.mark.parametrize("text", ["(", "(نفط ", "-(", "عنوان:(", '("', "((|", "~("])
def test_thousands_of_parentheses_do_no_harm(text: str) -> None:
    limits = Limits(characters=200_000, clauses=100_000)
    many = text * 10_000
    assert parse(many, limits).text == many
    assert refused(many + ")" * 20_000, limits).code == "too-deep"


@pytest.mark.parametrize(
    "piece", ['"', "«", 'لـ"', "-", "من:", "عنوان:", "*", "|", "~", "نفط ", "(نفط|غاز)", "\u200f", "\u064b"]
)
def test_long_texts_are_read_to_their_end(piece: str) -> None:
    limits = Limits(characters=100_000, clauses=100_000)
    text = piece * 4_000 + " خاتمة"
    last = parse(text, limits).tree.clauses[-1]
    assert text[last.start : last.end].endswith("خاتمة")


def test_limits_come_from_the_settings() -> None:
    environ = {setting.variable: "7" for setting in settings.SETTINGS}
    limits = Limits.from_settings(environ)
    assert set(dataclasses.astuple(limits)) == {7}
    assert refused("ا" * 8, limits).limit == 7
    assert Limits.from_settings({}) == Limits()


@pytest.mark.parametrize("value", ["0", "-1", "many", "1000000000"])
def test_a_limit_that_cannot_be_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match="KASHAF_QUERY_CHARACTERS"):
        Limits.from_settings({"KASHAF_QUERY_CHARACTERS": value})


def test_the_engine_and_the_archive_refuse_in_the_same_way() -> None:
    assert (TooManyTerms(1000).code, BeyondWindow(10_000).code) == ("too-many-terms", "beyond-window")
