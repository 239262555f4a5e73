"""The reading commands: search, related, show and export."""

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click
import msgspec

from index.article_json import article_json
from index.options import index_option, json_option
from search.archive import Archive
from search.cards import print_answer, print_article, print_related
from search.export import FORMATS
from search.question import Filters, Level, Match, Sort
from search.records import answer_record, related_record

Command = TypeVar("Command", bound=Callable[..., Any])


_DASHED_TEXT = re.compile(r"-[^A-Za-z-]")


class _Day(click.ParamType[dt.date]):
    """A day of the calendar, written with dashes or slashes."""

    name = "day"

    def convert(
        self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the day that is written."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.datetime.strptime(value.replace("/", "-"), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2019-09-01 or 2019/09/01.", param, ctx)


class _Asking(click.Command):
    """A command whose query may begin with a dash: only a Latin letter or a second dash makes an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options and then the query."""
        typed = [arg for arg in args if _DASHED_TEXT.match(arg)]
        if typed and "--" not in args:
            args = [*(arg for arg in args if arg not in typed), "--", *typed]
        return super().parse_args(ctx, args)


_NARROWING = (
    ("--section", "Only this section; any spelling of its name. May be given several times."),
    ("--source", "Only this source (agency or paper). May be given several times."),
    ("--site", "Only this site. May be given several times."),
    ("--place", "Only this place. May be given several times."),
)


def asking_options(command: Command) -> Command:
    """Add the options that say what is asked: match, level, sort and what narrows the hits."""
    for name, sentence in (
        ("--until", "Only up to this day, inclusive (2019-09-30)."),
        ("--since", "Only from this day on, inclusive (2019-09-01)."),
    ):
        command = click.option(name, type=_Day(), help=sentence)(command)
    for name, sentence in reversed(_NARROWING):
        command = click.option(name, multiple=True, metavar="NAME", help=sentence)(command)
    for name, choices, sentence in (
        ("--sort", Sort, "In which order hits come."),
        ("--level", Level, "How far a word may be from what is typed: exact, its forms, or wide."),
        ("--match", Match, "Which articles count: those with all words, with any, or auto (all, then any)."),
    ):
        kind = click.Choice([one.value for one in choices])
        default = next(iter(choices)).value if choices is not Level else Level.NORMAL.value
        command = click.option(name, type=kind, default=default, show_default=True, help=sentence)(command)
    return command


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of Archive.search for the options of a command."""
    since, until = options["since"], options["until"]
    if since and until and since > until:
        raise click.UsageError(f"No day is both since {since} and until {until}.")
    return {
        "match": Match(options["match"]),
        "level": Level(options["level"]),
        "sort": Sort(options["sort"]),
        "filters": Filters(
            section=options["section"],
            source=options["source"],
            site=options["site"],
            place=options["place"],
            since=since,
            until=until,
        ),
    }


def _print_record(record: object) -> None:
    click.echo(msgspec.json.encode(record).decode())


@contextmanager
def _opened(index_dir: str) -> Iterator[Archive]:
    archive = Archive.open(index_dir)
    try:
        yield archive
    finally:
        archive.close()


@click.command(cls=_Asking)
@click.argument("query")
@click.option("--limit", type=click.IntRange(0, 1000), default=10, show_default=True, help="How many hits.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="How many to skip.")
@asking_options
@index_option
@json_option
def search(query: str, limit: int, offset: int, index_dir: str, as_json: bool, **options: Any) -> None:
    """Search the archive for QUERY; docs/query-language.md says what can be typed.

    Quote it as one word of the shell, and put -- before one that begins with a dash and a Latin letter.
    """
    with _opened(index_dir) as archive:
        answer = archive.search(query, limit=limit, offset=offset, **_asked(options))
    if as_json:
        _print_record(answer_record(answer))
    else:
        print_answer(answer)


@click.command()
@click.argument("article_id", metavar="[ID]", required=False)
@click.option(
    "--text",
    type=click.File("rb"),
    metavar="FILE",
    help="A draft (UTF-8, UTF-16 or windows-1256), or - to read it from standard input.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many articles.")
@index_option
@json_option
def related(article_id: str | None, text: BinaryIO | None, limit: int, index_dir: str, as_json: bool) -> None:
    """Find the articles that are related to the article ID, or to the text of a draft."""
    if (article_id is None) == (text is None):
        raise click.UsageError("Give either the id of an article or --text FILE.")
    with _opened(index_dir) as archive:
        if text is not None:
            results = archive.related_to_text(_draft(text), limit=limit)
        else:
            results = archive.related(article_id or "", limit=limit)
    if as_json:
        _print_record(related_record(results))
    else:
        print_related(results)


def _draft(file: BinaryIO) -> str:
    """Return the text of a draft in whatever encoding it is."""
    # Only drafts need the readers, which are slow to load.
    from index.sources.encoding import decode
    from index.sources.rejecting import NotRead

    try:
        return decode(file.read())
    except NotRead as error:
        raise click.BadParameter(f"{file.name}: {error.message}.", param_hint="--text") from error


@click.command()
@click.argument("article_id", metavar="ID")
@index_option
@json_option
def show(article_id: str, index_dir: str, as_json: bool) -> None:
    """Show the article ID whole, and how to cite it."""
    with _opened(index_dir) as archive:
        article = archive.get(article_id)
    if as_json:
        _print_record(article_json(article))
    else:
        print_article(article)


@click.command(cls=_Asking)
@click.argument("query")
@click.option(
    "--format", "kind", type=click.Choice(list(FORMATS)), default="csv", show_default=True, help="The format."
)
@click.option("--json", "kind", flag_value="jsonl", help="The same as --format jsonl.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; standard output without it.",
)
@asking_options
@index_option
def export(query: str, kind: str, output: Path | None, index_dir: str, **options: Any) -> None:
    """Write all hits of QUERY as CSV or JSON lines, however many there are."""
    with _opened(index_dir) as archive:
        lines = FORMATS[kind](archive.export(query, **_asked(options)))
        if output is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
            sys.stdout.writelines(lines)
            sys.stdout.flush()
        else:
            with output.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
