"""Right-to-left text in a terminal: styled runs are wrapped into lines that read correctly.

Some terminals order Arabic themselves; for the others lines are put into visual order (UAX 9) with joined
letter forms. Text that goes to a file or a pipe stays in logical order.
"""

import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import click
from arabic_reshaper import ArabicReshaper
from bidi import algorithm
from rich.cells import cell_len

from index.settings import TERMINAL_ORDER


class Run(NamedTuple):
    """A stretch of text in one style of STYLES."""

    text: str
    style: str = ""


class Order(StrEnum):
    """Who orders right-to-left text: the terminal, or we; PLAIN text is neither ordered nor wrapped."""

    AUTO = "auto"
    LOGICAL = "logical"
    VISUAL = "visual"
    PLAIN = "plain"


STYLES: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "headline": {"bold": True},
    "match": {"bold": True, "fg": "yellow"},
    "headline match": {"bold": True, "fg": "yellow", "underline": True},
    "faint": {"dim": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
}
# Where there are no colours, matches stand between these.
_OPENING, _CLOSING = "‹", "›"
_RIGHT_TO_LEFT_MARK = "\u200f"
_ORDERING_TERMINALS: Mapping[str, frozenset[str]] = {
    "TERM_PROGRAM": frozenset({"Apple_Terminal", "iTerm.app", "mintty"}),
    "TERM": frozenset({"mlterm", "mlterm-256color"}),
}
# VTE (GNOME Terminal and its kin) orders right-to-left text since 0.58; it prints its version as 5800.
_FIRST_ORDERING_VTE = 5800
_SHAPER = ArabicReshaper({"delete_harakat": False, "support_ligatures": False})
_WIDEST = 100


def terminal_order(environ: Mapping[str, str] | None = None, *, to_terminal: bool | None = None) -> Order:
    """Return the order for standard output as it is."""
    environ = os.environ if environ is None else environ
    chosen = Order(TERMINAL_ORDER.value(environ))
    if chosen is not Order.AUTO:
        return chosen
    if not (sys.stdout.isatty() if to_terminal is None else to_terminal):
        return Order.PLAIN
    vte = environ.get("VTE_VERSION", "")
    orders = (
        (vte.isdigit() and int(vte) >= _FIRST_ORDERING_VTE)
        or "KONSOLE_VERSION" in environ
        or any(environ.get(name) in values for name, values in _ORDERING_TERMINALS.items())
    )
    return Order.LOGICAL if orders else Order.VISUAL


def has_colours(environ: Mapping[str, str] | None = None) -> bool:
    """Return whether styles are shown: on a terminal, unless NO_COLOR (no-color.org) is set."""
    environ = os.environ if environ is None else environ
    return sys.stdout.isatty() and not environ.get("NO_COLOR")


def print_runs(runs: Iterable[Run], *, indent: int = 0) -> None:
    """Print runs as one right-to-left paragraph, wrapped to the terminal's width."""
    colours = has_colours()
    for line in lay_out(
        runs, width=_terminal_width(), order=terminal_order(), colours=colours, indent=indent
    ):
        click.echo(line, color=colours)


def _terminal_width() -> int:
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, _WIDEST)
    except (OSError, ValueError):
        return _WIDEST


def lay_out(runs: Iterable[Run], *, width: int, order: Order, colours: bool, indent: int = 0) -> list[str]:
    """Return the lines of a right-to-left paragraph, at most ``width`` cells wide where its words allow."""
    runs = list(runs) if colours else [_bracketed(run) for run in runs]
    if order is Order.PLAIN:
        return [" " * indent + _in_logical_order(runs, colours)]
    lines = wrap(runs, width - indent)
    if order is Order.LOGICAL:
        return [" " * indent + _RIGHT_TO_LEFT_MARK + _in_logical_order(line, colours) for line in lines]
    return [_in_visual_order(line, width - indent, colours) for line in lines]


def _bracketed(run: Run) -> Run:
    return Run(f"{_OPENING}{run.text}{_CLOSING}") if run.style.endswith("match") else run


def wrap(runs: Sequence[Run], width: int) -> list[list[Run]]:
    """Break runs into lines at spaces, none wider than ``width`` cells but for single words that are."""
    lines: list[list[Run]] = [[]]
    used = 0
    for word in _words(runs):
        length = sum(cell_len(run.text) for run in word)
        if used and used + length > width:
            lines.append([])
            used = 0
        if used or word[0].text != " ":
            lines[-1].extend(word)
            used += length
    return [line for line in lines if line]


def _words(runs: Sequence[Run]) -> list[list[Run]]:
    words: list[list[Run]] = [[]]
    for run in runs:
        for number, piece in enumerate(run.text.replace("\n", " ").split(" ")):
            if number:
                words += [[Run(" ", run.style)], []]
            if piece:
                words[-1].append(Run(piece, run.style))
    return [word for word in words if word]


def _in_logical_order(line: Sequence[Run], colours: bool) -> str:
    return "".join(_styled(run.text, run.style, colours) for run in line).replace("\n", " ")


def _in_visual_order(line: Sequence[Run], width: int, colours: bool) -> str:
    """Return the line set to the right, its marks left off: most terminals misplace them."""
    letters = [
        (letter, run.style) for run in line for letter in run.text if unicodedata.category(letter) != "Mn"
    ]
    shaped = _SHAPER.reshape("".join(letter for letter, _ in letters))
    ordered = _reordered(shaped, [style for _, style in letters])
    text = "".join(_styled(letter, style, colours) for letter, style in _joined(ordered))
    space = width - sum(cell_len(letter) for letter, _ in ordered)
    return " " * max(0, space) + text


def _reordered(text: str, styles: Sequence[str]) -> list[Run]:
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 1, "R"
    algorithm.get_embedding_levels(text, storage)
    for letter, style in zip(storage["chars"], styles, strict=True):
        letter["style"] = style
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
        algorithm.reorder_resolved_levels,
        algorithm.apply_mirroring,
    ):
        step(storage, False)
    return [Run(letter["ch"], letter["style"]) for letter in storage["chars"]]


def _joined(letters: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for letter in letters:
        if joined and joined[-1].style == letter.style:
            joined[-1] = Run(joined[-1].text + letter.text, letter.style)
        else:
            joined.append(letter)
    return joined


def _styled(text: str, style: str, colours: bool) -> str:
    return click.style(text, **STYLES[style]) if colours and style else text
