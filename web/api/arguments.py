"""The arguments of the API's operations: one definition, for reading them and for the OpenAPI document."""

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from flask import request
from msgspec import UNSET, Meta, UnsetType
from werkzeug.datastructures import MultiDict

from index.errors import KashafError
from search import settings
from search.question import Filters, Level, Match, Question, Sort

Arguments = TypeVar("Arguments", bound=msgspec.Struct)

_MOST_HITS = 100
_MOST_SKIPPED = 1_000_000
_LONGEST_ID = 2048
_LONGEST_TEXT = 2_000_000

# What a query may cost is the archive's to say, and its refusal says what to do; so no bound stands here.
Query = Annotated[
    str,
    Meta(
        description="What was typed, in the query language; "
        f"a query of more than {settings.QUERY_CHARACTERS.default} characters is refused.",
        examples=["مهرجان التمور"],
    ),
]
# The length too: to Python, though not to JSON Schema, `$` also stands before a last line break.
Month = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", max_length=7, examples=["2024-02"])]
Name = Annotated[str, Meta(max_length=200)]
Limit = Annotated[int, Meta(ge=0, le=_MOST_HITS, description="How many hits to give.")]


class BadArguments(KashafError):
    """Raised when the arguments of a request are not those of the operation."""

    code = "bad-arguments"


class AskingArguments(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is asked: the query, how it is to match, and what narrows the hits."""

    q: Query = ""
    match: Annotated[Match, Meta(description="Articles with all words, with any, or all and then any.")] = (
        Match.AUTO
    )
    level: Annotated[Level, Meta(description="How far a word may be from what was typed.")] = Level.NORMAL
    sort: Annotated[Sort, Meta(description="In which order hits come.")] = Sort.RELEVANCE
    section: Annotated[tuple[Name, ...], Meta(description="Only these sections, in any spelling.")] = ()
    source: Annotated[tuple[Name, ...], Meta(description="Only these sources.")] = ()
    site: Annotated[tuple[Name, ...], Meta(description="Only these sites.")] = ()
    place: Annotated[tuple[Name, ...], Meta(description="Only these places.")] = ()
    month: Annotated[tuple[Month, ...], Meta(description="Only these months.")] = ()
    since: Annotated[dt.date | UnsetType, Meta(description="Only from this day on, inclusive.")] = UNSET
    until: Annotated[dt.date | UnsetType, Meta(description="Only up to this day, inclusive.")] = UNSET

    def question(self) -> Question:
        """Return the question that the arguments ask."""
        filters = Filters(
            section=self.section,
            source=self.source,
            site=self.site,
            place=self.place,
            month=self.month,
            since=self.since or None,
            until=self.until or None,
        )
        return Question(text=self.q, match=self.match, level=self.level, sort=self.sort, filters=filters)


class SearchArguments(AskingArguments, kw_only=True, forbid_unknown_fields=True):
    """The arguments of a search."""

    limit: Limit = 10
    offset: Annotated[
        int,
        Meta(
            ge=0,
            le=_MOST_SKIPPED,
            description=f"How many hits to skip; paging reaches the first {settings.WINDOW.default}.",
        ),
    ] = 0
    facets: Annotated[
        bool, Meta(description="Whether to count facets and months: true or false, 1 or 0.")
    ] = True

    def question(self) -> Question:
        """Return the question that the arguments ask."""
        return replace(super().question(), limit=self.limit, offset=self.offset, facets=self.facets)


class ExportArguments(AskingArguments, kw_only=True, forbid_unknown_fields=True):
    """The arguments of an export."""

    format: Annotated[Literal["csv", "jsonl"], Meta(description="The format of the file.")] = "jsonl"


class ArticleArguments(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The arguments that name an article."""

    id: Annotated[str, Meta(min_length=1, max_length=_LONGEST_ID, description="The article's id.")]


class RelatedArguments(ArticleArguments, kw_only=True, forbid_unknown_fields=True):
    """The arguments that ask for the articles related to one."""

    limit: Limit = 5


class SuggestArguments(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The arguments that ask for words that go on from what was typed."""

    q: Annotated[str, Meta(max_length=200, description="What was typed so far.", examples=["مهرج"])]
    limit: Annotated[int, Meta(ge=1, le=20, description="How many suggestions to give.")] = 8


class Draft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A text to which related articles are wanted."""

    text: Annotated[
        str, Meta(min_length=1, max_length=_LONGEST_TEXT, examples=["مسودة خبر عن مهرجان التمور"])
    ]
    limit: Limit = 5


# msgspec looks into a type when it first meets it. Where two threads did that at once, the process crashed;
# so each type is met here, by the one thread that imports.
for _kind in (
    SearchArguments, ExportArguments, ArticleArguments, RelatedArguments, SuggestArguments, Draft
):  # fmt: skip
    with suppress(msgspec.ValidationError):
        msgspec.convert({}, _kind)


def read_arguments(kind: type[Arguments]) -> Arguments:
    """Return the query string as arguments; raise BadArguments for what the operation does not take."""
    try:
        return msgspec.convert(_grouped(kind, request.args), kind, strict=False)
    except msgspec.ValidationError as error:
        raise BadArguments(f"The query string: {error}.", f"في عنوان الطلب خطأ: {error}.") from error


def read_body(kind: type[Arguments]) -> Arguments:
    """Return the request's JSON body as arguments; raise BadArguments where it is not such."""
    try:
        given = msgspec.json.decode(request.get_data(cache=False))
        return msgspec.convert(_with_whole_numbers(given), kind)
    except msgspec.DecodeError as error:
        raise BadArguments(f"The request's body: {error}.", f"في متن الطلب خطأ: {error}.") from error


def _grouped(kind: type[msgspec.Struct], given: MultiDict[str, str]) -> dict[str, str | list[str]]:
    """Return the values by name: a list where several may stand, or where there are too many."""
    several = {field.name for field in msgspec.structs.fields(kind) if field.default == ()}
    return {
        name: values if name in several or len(values) > 1 else values[0] for name, values in given.lists()
    }


def _with_whole_numbers(given: Any) -> Any:
    """Return an object with 5 for 5.0, which JSON Schema, other than msgspec, takes for the same number."""
    if not isinstance(given, dict):
        return given
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in given.items()
    }
