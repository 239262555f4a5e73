"""The command learn."""

from pathlib import Path

import click
import msgspec

from index import learn as verb
from index.commands import print_json, print_table
from index.meter import meter
from index.options import index_option, json_option
from index.reading_options import reading_options
from index.sources import ReadOptions


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder for the lexicon; the present one unless told.",
)
@reading_options
@index_option
@json_option
def learn(
    sources: tuple[str, ...], folder: Path, reading: ReadOptions, index_dir: str, as_json: bool
) -> None:
    """Learn from the articles of each SOURCE which words are forms of one and which mean the same.

    Without any SOURCE they are the articles of the archive. What is learnt becomes a file, a lexicon, that
    `kashaf reindex --lexicon FILE` analyses words with. Archives of a few thousand articles are better served
    by the lexicon that ships with kashaf.
    """
    with meter() as progress:
        report = verb.learn(sources or None, index_dir, folder, reading=reading, progress=progress)
    if as_json:
        print_json(report)
        return
    numbers = msgspec.structs.asdict(report)
    for name in ("file", "samples", "seconds", "peak_memory"):
        del numbers[name]
    print_table(numbers)
    for stems in report.samples:
        click.echo(f"  for example: {' '.join(stems)}")
    click.echo(f"{report.file}; {report.seconds:,.1f} s, peak memory {report.peak_memory / 1e6:,.0f} MB")
