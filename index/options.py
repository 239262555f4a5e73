"""The options that the commands of every package share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from index.settings import INDEX

Command = TypeVar("Command", bound=Callable[..., Any])


def index_option(command: Command) -> Command:
    """Add ``--index``, given to the command as ``index_dir``."""
    return click.option(
        "--index",
        "index_dir",
        metavar="DIR",
        envvar=INDEX.variable,
        show_envvar=True,
        default=INDEX.default,
        show_default=True,
        help=INDEX.sentence,
    )(command)


def json_option(command: Command) -> Command:
    """Add ``--json``, given to the command as ``as_json``."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print one JSON document on standard output, and nothing else there.",
    )(command)
