"""The writing commands: reindex, add, delete, check, stats and rollback."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from index import build, checking
from index.meter import meter
from index.options import index_option, json_option
from index.reading_options import reading_options
from index.report import BuildReport
from index.run import BuildOptions
from index.settings import LEXICON, LOCK_WAIT, MEMORY
from index.sources import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])


def wait_option(command: Command) -> Command:
    """Add ``--wait``."""
    return click.option(
        "--wait",
        type=click.FloatRange(0),
        envvar=LOCK_WAIT.variable,
        default=LOCK_WAIT.default,
        show_default=True,
        metavar="SECONDS",
        help=LOCK_WAIT.sentence,
    )(command)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def procs_option(command: Command) -> Command:
    """Add ``--procs``."""
    return click.option(
        "--procs",
        type=click.IntRange(1),
        default=_cores,
        metavar="N",
        help="How many processes read lines, analyse and write; all cores unless told.",
    )(command)


def memory_option(command: Command) -> Command:
    """Add ``--memory``."""
    return click.option(
        "--memory",
        type=click.IntRange(1),
        envvar=MEMORY.variable,
        default=MEMORY.default,
        show_default=True,
        metavar="MIB",
        help=MEMORY.sentence,
    )(command)


lexicon_option = click.option(
    "--lexicon",
    metavar="FILE",
    envvar=LEXICON.variable,
    default=LEXICON.default,
    help=LEXICON.sentence,
)
strict_option = click.option("--strict", is_flag=True, help="Publish nothing when something cannot be read.")


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@procs_option
@memory_option
@reading_options
@strict_option
@click.option("--allow-empty", is_flag=True, help="Publish even when the sources hold no article.")
@lexicon_option
@wait_option
@index_option
@json_option
def reindex(
    sources: tuple[str, ...],
    reading: ReadOptions,
    procs: int,
    memory: int,
    strict: bool,
    allow_empty: bool,
    lexicon: str,
    wait: float,
    index_dir: str,
    as_json: bool,
) -> None:
    """Build the archive anew from each SOURCE.

    A SOURCE is a file, a folder, a .zip, or - for JSON lines on standard input. Without any, the archive
    is built from the articles that are stored in it, as after an upgrade. The archive that is there is
    served until the new one is whole, and kept for rollback.
    """
    with meter() as progress:
        options = BuildOptions(
            procs, strict, allow_empty, wait, memory, progress, Path(lexicon) if lexicon else None
        )
        report = build.reindex(sources or None, index_dir, reading=reading, options=options)
    print_report(report, as_json)


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@procs_option
@memory_option
@reading_options
@strict_option
@wait_option
@index_option
@json_option
def add(
    sources: tuple[str, ...],
    reading: ReadOptions,
    procs: int,
    memory: int,
    strict: bool,
    wait: float,
    index_dir: str,
    as_json: bool,
) -> None:
    """Take the new and changed articles of each SOURCE into the archive.

    A SOURCE is a file, a folder, a .zip, or - for JSON lines on standard input. An article with the id or
    address of one that is there takes its place; the same content again changes nothing.
    """
    with meter() as progress:
        options = BuildOptions(procs, strict, wait=wait, memory=memory, progress=progress)
        report = build.add(sources, index_dir, reading=reading, options=options)
    print_report(report, as_json)


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--strict", is_flag=True, help="Delete nothing when the archive does not have one of the ids.")
@click.option(
    "--purge",
    is_flag=True,
    help="Leave nothing of them in any file; older generations that hold them are dropped.",
)
@wait_option
@index_option
@json_option
def delete(
    ids: tuple[str, ...], strict: bool, purge: bool, wait: float, index_dir: str, as_json: bool
) -> None:
    """Take the articles with these IDs out of the archive.

    They can no longer be found. Until segments merge and the previous generation is dropped, their text is
    still in the files. With --purge it is not: their segments are written anew at once, without their former
    versions too, and the generations that hold them are dropped, so that no rollback brings them back.
    """
    with meter() as progress:
        options = BuildOptions(wait=wait, progress=progress)
        report = build.delete(ids, index_dir, strict=strict, purge=purge, options=options)
    print_report(report, as_json)


@click.command()
@index_option
@json_option
def check(index_dir: str, as_json: bool) -> None:
    """Read every byte of the archive and report all damage; the exit code is 1 when there is any."""
    with meter() as progress:
        report = checking.check(index_dir, progress)
    if as_json:
        print_json(report)
    else:
        for one in report.damage:
            click.echo(f"{one.file}: {one.what}")
        whole = "damaged" if report.damage else "whole"
        click.echo(
            f"{whole}: {report.articles:,} articles, generations {', '.join(report.generations) or 'none'}"
        )
    sys.exit(1 if report.damage else 0)


@click.command()
@index_option
@json_option
def stats(index_dir: str, as_json: bool) -> None:
    """Print the numbers of the archive: articles, days, size, generation."""
    numbers = checking.stats(index_dir)
    if as_json:
        print_json(numbers)
    else:
        table = msgspec.structs.asdict(numbers)
        del table["parts"]  # for machines: ten numbers of the layout
        print_table(table)


@click.command()
@wait_option
@index_option
@json_option
def rollback(wait: float, index_dir: str, as_json: bool) -> None:
    """Serve the previous generation again."""
    report = build.rollback(index_dir, options=BuildOptions(wait=wait))
    if as_json:
        print_json(report)
    else:
        click.echo(
            f"serving {report.generation} again, with {report.articles:,} articles (left {report.left})"
        )


def print_report(report: BuildReport, as_json: bool) -> None:
    """Print what a run did."""
    if as_json:
        print_json(report)
        return
    if not report.published and not report.dropped:
        click.echo("nothing changed: the archive stays as it was")
    numbers = {
        name: getattr(report, name)
        for name in ("read", "added", "changed", "unchanged", "merged", "rejected", "deleted", "purged")
        if getattr(report, name)
    }
    print_table(numbers)
    for reason, count in sorted(report.rejected_by_reason.items()):
        click.echo(f"  rejected, {reason}: {count:,}")
    if report.rejects_file:
        click.echo(f"  all rejects are listed in {report.rejects_file}")
    for generation in report.dropped:
        click.echo(f"  dropped, because it held what was purged: generation {generation}")
    for article_id in report.unknown_ids:
        click.echo(f"  no such article: {article_id}")
    click.echo(
        f"{report.articles:,} articles in generation {report.generation}, {report.size / 1e6:,.1f} MB; "
        f"{report.seconds:,.1f} s, {report.articles_per_second:,.0f} articles/s, "
        f"peak memory {report.peak_memory / 1e6:,.0f} MB"
    )


def print_table(numbers: Mapping[str, object]) -> None:
    """Print names and values, one pair a line."""
    width = max(map(len, numbers), default=0)
    for name, value in numbers.items():
        click.echo(f"{name.replace('_', ' '):<{width}}  {_shown(value)}")


def _shown(value: object) -> str:
    """Return a value for people, a time to the second."""
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return f"{value:,}" if isinstance(value, int) else "-" if value is None else str(value)


def print_json(record: msgspec.Struct) -> None:
    """Print a record as one JSON document."""
    click.echo(msgspec.json.encode(record).decode())
