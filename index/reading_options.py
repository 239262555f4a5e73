"""The options that say how sources are read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from index.dates import timezone
from index.sources import ReadOptions
from index.sources.formats import FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])


def reading_options(command: Command) -> Command:
    """Add ``--timezone``, ``--map`` and ``--format``, given to the command together as ``reading``."""

    @click.option(
        "--timezone", "zone", metavar="NAME", help="The zone of dates that state none: Asia/Baghdad, +03:00."
    )
    @click.option(
        "--map",
        "pairs",
        metavar="FIELD=NAME",
        multiple=True,
        help="Read the article's FIELD from the source's field NAME. May be given several times.",
    )
    @click.option(
        "--format",
        "kind",
        type=click.Choice(list(FORMATS)),
        help="The format of every file, whatever its name.",
    )
    @wraps(command)
    def with_reading(zone: str | None, pairs: tuple[str, ...], kind: str | None, **others: Any) -> Any:
        reading = ReadOptions(zone=timezone(zone) if zone else None, mapping=_mapping(pairs), format=kind)
        return command(reading=reading, **others)

    return with_reading  # type: ignore[return-value]


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the article's field of each field of the source."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise click.BadParameter(f"{pair!r} is not of the form FIELD=NAME", param_hint="--map")
        mapping[name] = field
    return mapping
