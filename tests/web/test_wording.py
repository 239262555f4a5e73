"""The words of the pages: whole in both languages, all in use, counted as the languages count."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

import web
from search.question import FACET_FIELDS, Level, Match, Sort
from web.language import THEMES
from web.pages.errors import ANSWERABLE, KINDS
from web.pages.help import EXAMPLES, FIELDS, OPERATORS
from web.wording import Language, Wording, isolated, messages, number, plurals

WEB = Path(web.__file__).parent

# Keys that are put together in templates, as the templates put them together.
COMPOSED = {
    *(f"nav.{page}" for page in ("home", "draft", "language_help", "about")),
    *(f"theme.{each}" for each in THEMES),
    *(f"match.{each}" for each in Match),
    *(f"match.{each}.note" for each in Match),
    *(f"level.{each}" for each in Level),
    *(f"level.{each}.note" for each in Level),
    *(f"sort.{each}" for each in Sort),
    *(f"{name}.label" for name in ("match", "level")),
    *(f"range.{end}" for end in ("since", "until")),
    *(f"field.{field}" for field in FACET_FIELDS),
    *(f"field.{key}" for key, _, _ in FIELDS),
    *(f"help.{each.key}" for each in OPERATORS),
    *(f"help.{each.key}.short" for each in EXAMPLES),
    *(f"help.good.{key}" for key in ("stop", "quote", "exclusion", "limits", "dates")),
    *(f"about.counting.{key}" for key in ("totals", "dates", "spelling", "generation")),
    *(f"{kind}.{part}" for kind in KINDS.values() for part in ("title", "text", "step")),
    *(f"{kind}.{part}" for _, kind in ANSWERABLE.values() for part in ("title", "step")),
}


def test_every_message_is_there_in_both_languages() -> None:
    assert all(text.strip() for each in messages().values() for text in each.values())


def test_both_languages_fill_the_same_places() -> None:
    def places(text: str) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)

    uneven = [key for key, each in messages().items() if len(set(map(places, each.values()))) != 1]
    assert uneven == []


def test_every_message_is_used_and_every_used_message_is_there() -> None:
    sources = [path.read_text("utf-8") for suffix in ("html", "py") for path in WEB.rglob(f"*.{suffix}")]
    spelled_out = set(re.findall(r"""['"]([a-z_]+(?:\.[a-z_]+)+)['"]""", "\n".join(sources)))
    keys = set(messages())
    assert keys - spelled_out - COMPOSED == set()
    assert COMPOSED - keys == set()
    said = set(re.findall(r"say\('([^']+)'\s*[,)]", "\n".join(sources)))
    assert said - keys == set()


@pytest.mark.parametrize("language", list(Language))
def test_every_noun_has_the_forms_that_its_language_needs(language: Language) -> None:
    needed = set(Locale(language.value).plural_form.tags) | {"other"}
    nouns = {noun for noun, _ in plurals()}
    lacking = [(noun, tag) for noun in nouns for tag in needed if not plurals()[noun, language][tag]]
    assert lacking == []


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "لا مواد"),
        (1, "مادة واحدة"),
        (2, "مادتان"),
        (3, "3 مواد"),
        (10, "10 مواد"),
        (11, "11 مادة"),
        (99, "99 مادة"),
        (100, "100 مادة"),
        (103, "103 مواد"),
        (4120, "4120 مادة"),
        (41686, "41,686 مادة"),
    ],
)
def test_articles_are_counted_in_arabic(amount: int, said: str) -> None:
    assert Wording(Language.ARABIC).count("article", amount) == said


@pytest.mark.parametrize(("amount", "said"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles")])
def test_articles_are_counted_in_english(amount: int, said: str) -> None:
    assert Wording(Language.ENGLISH).count("article", amount) == said


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (32, "32"), (4120, "4120"), (41686, "41,686")])
def test_numbers_are_grouped_from_ten_thousand_on(value: int, shown: str) -> None:
    assert number(value) == shown


def test_both_totals_read_as_one_line() -> None:
    assert Wording(Language.ARABIC).say("results.totals", all=32, some=4120) == "كل الكلمات: 32، بعضها: 4120"


def test_texts_in_messages_are_isolated() -> None:
    assert (
        Wording(Language.ENGLISH).say("nothing.title", q="تمر (x)")
        == f"No articles for {isolated('تمر (x)')}"
    )


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        Wording(Language.ARABIC).say("no.such.key")
