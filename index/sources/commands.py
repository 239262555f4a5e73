"""The inspect command: what the readers understand of files, before anything is indexed."""

from collections.abc import Sequence
from dataclasses import replace

import click
import msgspec

from index.article import Article, Rejected
from index.article_json import article_json
from index.options import json_option
from index.reading_options import reading_options
from index.sources import ReadOptions, read
from index.terminal import Run, print_runs

_LABELS = (
    ("published", "التاريخ"),
    ("sections", "الأقسام"),
    ("source", "المصدر"),
    ("site", "الموقع"),
    ("place", "المكان"),
    ("author", "الكاتب"),
    ("url", "الرابط"),
    ("id", "المعرّف"),
)


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE...")
@reading_options
@click.option("--strict", is_flag=True, help="Exit with 1 when anything cannot be read.")
@json_option
@click.pass_context
def inspect(
    context: click.Context, sources: tuple[str, ...], reading: ReadOptions, strict: bool, as_json: bool
) -> None:
    """Print what is understood of each FILE: the fields of its articles, and what was left out of pages.

    A FILE may be a folder, a .zip, or - for JSON lines on standard input. With --json, one article is
    printed a line. What cannot be read is told on standard error.
    """
    cut: list[str] = []
    articles = rejected = 0
    for piece in read(sources, replace(reading, on_cut=lambda _, lines: cut.extend(lines))):
        if isinstance(piece, Rejected):
            rejected += 1
            click.echo(_told(piece), err=True)
            continue
        articles += 1
        if as_json:
            click.echo(msgspec.json.encode(article_json(piece)).decode())
        else:
            _print_card(piece, cut)
        cut.clear()
    if rejected and (strict or not articles):
        context.exit(1)


def _told(rejected: Rejected) -> str:
    place = f"{rejected.file}, line {rejected.line}" if rejected.line else rejected.file
    return f"{place}: {rejected.message} ({rejected.reason})"


def _print_card(article: Article, cut: Sequence[str]) -> None:
    print_runs([Run(article.title or "(بلا عنوان)", "headline")])
    for name, label in _LABELS:
        if value := _printed(article, name):
            print_runs([Run(f"{label}: ", "faint"), Run(value)])
    for name, value in article.extra.items():
        print_runs([Run(f"{name}: ", "faint"), Run(str(value))])
    paragraphs = article.paragraphs
    for paragraph in (*paragraphs[:1], *paragraphs[1:][-1:]):
        click.echo()
        print_runs([Run(paragraph)])
    click.echo()
    print_runs([Run(f"عدد الفقرات: {len(paragraphs)}", "faint")])
    if cut:
        print_runs([Run("ليس من المادة: ", "bad"), Run(" / ".join(cut), "faint")])
    click.echo()


def _printed(article: Article, name: str) -> str:
    if name == "sections":
        return "، ".join(article.sections)
    if name == "published":
        published = article.published
        printed = published.isoformat() or "غير معروف"
        return f"{printed} («{published.text}»)" if published.text else ""
    return str(getattr(article, name))
