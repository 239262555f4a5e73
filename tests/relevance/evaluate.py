"""Scores the archive on test collections, beside Lucene's analysis: ``make eval``.

``python -m tests.relevance.evaluate [--set FOLDER [--corpus FILE]] [--raise-floors | --lower-floors]``
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from search.errors import ArticleNotFound
from search.question import Match
from tests.relevance.collection import Collection, Question
from tests.relevance.metrics import Measured, mean, measure
from tests.relevance.ranking import Indexed, Rank, baseline, indexed

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[1] / "../shared/data"
SEEDS = HERE.parents[1] / "seeds"
SHARED_SETS = {"ans": SHARED / "ant.jsonl.xz", "arcd": None, "graded": SHARED / "ant.jsonl.xz"}
"""The collections beside the checkout, with the articles of those that have none of their own."""
PINNED, BASELINE = "any", "lucene"
"""The system whose figures are pinned: any word of what people type may match; and Lucene's analysis."""
DIGITS = 4


def shipped_set() -> Collection:
    """Return the collection that was written for this project, over the sample articles."""
    return Collection.read(HERE / "seeds", SEEDS)


def shared_sets() -> list[Collection]:
    """Return the collections beside the checkout, none where they are not there."""
    if not SHARED.is_dir():
        return []
    return [Collection.read(SHARED / name, corpus) for name, corpus in SHARED_SETS.items()]


SYSTEMS: Mapping[str, Callable[[Indexed], Rank]] = {
    PINNED: lambda archive: archive.rank(Match.ANY),
    "auto": lambda archive: archive.rank(Match.AUTO),
    BASELINE: baseline,
}


def evaluate(
    collection: Collection, archive: Indexed, systems: Iterable[str] = tuple(SYSTEMS)
) -> Mapping[str, Measured]:
    """Return the figures of some systems on a collection, whose articles an archive has."""
    questions = list(_as_indexed(collection, archive))
    ranks = {name: SYSTEMS[name](archive) for name in systems}
    return {
        name: mean([measure(question, rank(question.text)) for question in questions])
        for name, rank in ranks.items()
    }


def _as_indexed(collection: Collection, archive: Indexed) -> Iterator[Question]:
    """Yield the questions with the ids that articles have in the archive, where copies are one article."""
    known: dict[str, str] = {}
    for question in collection.questions:
        grades: dict[str, int] = {}
        for listed, grade in question.grades.items():
            if listed not in known:
                try:
                    known[listed] = archive.id_of(listed)
                except ArticleNotFound as error:
                    raise click.ClickException(
                        f"{collection.name} judges what is not there: {listed}"
                    ) from error
            own = known[listed]
            grades[own] = max(grades.get(own, 0), grade)
        yield replace(question, grades=grades)


def floors() -> dict[str, dict[str, float]]:
    """Return the figures below which no change may fall, by collection."""
    read: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    return read


def floor(measured: Measured) -> dict[str, float]:
    """Return figures as they are pinned, rounded down."""
    scale = 10**DIGITS
    return {name: int(value * scale) / scale for name, value in asdict(measured).items()}


@click.command()
@click.option("--set", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--raise-floors", is_flag=True, help="Pin the figures that are higher than the floors.")
@click.option("--lower-floors", is_flag=True, help="Pin all figures, those too that are lower.")
def main(folder: Path | None, corpus: Path | None, raise_floors: bool, lower_floors: bool) -> None:
    """Print the figures of every collection, or of one."""
    collections = [Collection.read(folder, corpus)] if folder else [shipped_set(), *shared_sets()]
    pinned = floors() if FLOORS.exists() else {}
    table = Table("collection", "questions", "system", "nDCG@10", "MRR@10", "Recall@100")
    archives: dict[Path, Indexed] = {}
    stack = click.get_current_context()
    for collection in collections:
        if collection.corpus not in archives:
            archives[collection.corpus] = stack.with_resource(indexed(collection.corpus))
        figures = evaluate(collection, archives[collection.corpus])
        for system, one in figures.items():
            numbers = (f"{value:.{DIGITS}f}" for value in asdict(one).values())
            table.add_row(collection.name, str(len(collection.questions)), system, *numbers)
        if raise_floors or lower_floors:
            old, new = pinned.get(collection.name, {}), floor(figures[PINNED])
            pinned[collection.name] = new if lower_floors else {n: max(new[n], old.get(n, 0.0)) for n in new}
    Console(width=100).print(table)
    if raise_floors or lower_floors:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
