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
_JOINER = "\u200d"
_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"
# What opens an isolate, and the direction inside; that of U+2068 is the one of its first letter.
_ISOLATES: Mapping[str, str] = {"\u2066": "L", _RIGHT_TO_LEFT_ISOLATE: "R", "\u2068": ""}
# UAX 9 places isolated text as one neutral sign, as it does this one (OBJECT REPLACEMENT CHARACTER).
_ISOLATED = "\ufffc"
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
    if order is Order.LOGICAL:
        lines = wrap(runs, width - indent)
        return [" " * indent + _RIGHT_TO_LEFT_MARK + _in_logical_order(line, colours) for line in lines]
    lines = wrap([Run(_placeable(run.text), run.style) for run in runs], width - indent)
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
        # A line that begins with a lone mark has used no cell, but the space after it is one between words.
        if lines[-1] or word[0].text != " ":
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


def _placeable(text: str) -> str:
    """Return a text without its marks and joiners: most terminals misplace them."""
    return "".join(letter for letter in text if letter != _JOINER and unicodedata.category(letter) != "Mn")


def _in_visual_order(line: Sequence[Run], width: int, colours: bool) -> str:
    """Return the line set to the right."""
    letters = [Run(letter, run.style) for run in line for letter in run.text]
    shaped = _SHAPER.reshape("".join(letter for letter, _ in letters))
    ordered = _ordered(Run(letter, run.style) for letter, run in zip(shaped, letters, strict=True))
    text = "".join(_styled(letter, style, colours) for letter, style in _joined(ordered))
    space = width - sum(cell_len(letter) for letter, _ in ordered)
    return " " * max(0, space) + text


class _Piece(NamedTuple):
    """A letter, or isolated text already in visual order, and the sign by which UAX 9 places it."""

    sign: str
    runs: list[Run]


def _ordered(letters: Iterable[Run]) -> list[Run]:
    """Return the letters of a right-to-left line in visual order, each isolated stretch ordered apart."""
    opened: list[tuple[str, list[_Piece]]] = [(_RIGHT_TO_LEFT_ISOLATE, [])]
    for letter in letters:
        if letter.text in _ISOLATES:
            opened.append((letter.text, []))
        elif letter.text != _POP_ISOLATE:
            opened[-1][1].append(_Piece(letter.text, [letter]))
        elif len(opened) > 1:
            _close_isolate(opened)
    while len(opened) > 1:
        _close_isolate(opened)
    return _reordered(*opened[0])


def _close_isolate(opened: list[tuple[str, list[_Piece]]]) -> None:
    runs = _reordered(*opened.pop())
    opened[-1][1].append(_Piece(_ISOLATED, runs))


def _reordered(isolate: str, pieces: Sequence[_Piece]) -> list[Run]:
    text = "".join(piece.sign for piece in pieces)
    direction = _ISOLATES[isolate] or _first_direction(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(direction == "R"), direction
    algorithm.get_embedding_levels(text, storage)
    for letter, piece in zip(storage["chars"], pieces, strict=True):
        letter["runs"] = piece.runs
        # Signs newer than Python's own tables have no type there; most are emoji, which are neutral.
        letter["type"] = letter["orig"] = letter["type"] or "ON"
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
        algorithm.reorder_resolved_levels,
        algorithm.apply_mirroring,
    ):
        step(storage, False)
    return [run for letter in storage["chars"] for run in _placed(letter["ch"], letter["runs"])]


def _first_direction(text: str) -> str:
    strong = (one for one in map(unicodedata.bidirectional, text) if one in ("L", "R", "AL"))
    return "L" if next(strong, "L") == "L" else "R"


def _placed(sign: str, runs: list[Run]) -> list[Run]:
    """Return what a piece shows where it was placed; a bracket may have been mirrored there."""
    return runs if sign == _ISOLATED else [Run(sign, runs[0].style)]


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
