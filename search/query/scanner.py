"""Cuts what was typed into chunks, phrases and parentheses; marks without a partner are text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from index.analysis import Token, tokens_of_query
from search.query.limits import TooDeep
from search.query.operators import is_or

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Direction marks (UAX 9) and the byte order mark: pasted along unseen, they part no sign from its word."""

STRAIGHT_QUOTES = '"'
CURLY_QUOTES = "“”„‟"
OPENING_GUILLEMET, CLOSING_GUILLEMET = "«»"
OPENING_PARENTHESIS, CLOSING_PARENTHESIS = "()"
BAR = "|"

MARKS = re.compile(
    f"[{STRAIGHT_QUOTES}{CURLY_QUOTES}{OPENING_GUILLEMET}{CLOSING_GUILLEMET}"
    f"{OPENING_PARENTHESIS}{CLOSING_PARENTHESIS}]"
)
"""Quotation marks and parentheses."""
NEARNESS = re.compile(r"~(\d{1,3})(?![\w*])")
"""What follows a phrase whose words are to be near one another, in any digits."""


class Kind(Enum):
    """What a lexeme is."""

    CHUNK = "chunk"
    PHRASE = "phrase"
    OPEN = "open"
    CLOSE = "close"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the visible text, its end exclusive.

    ``begins`` says that an operator may stand here: a space, a bar, an opening parenthesis or nothing is
    before it. A phrase spans its quotation marks and its nearness; ``inner`` is what the marks hold.
    """

    kind: Kind
    start: int
    end: int
    begins: bool = True
    inner: tuple[int, int] = (0, 0)
    slop: int | None = None


class Typed:
    """What was typed, and the same without direction marks: ``visible``, the text that is scanned."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = [place for place, character in enumerate(text) if character not in BIDI_CONTROLS]
        self.visible = "".join(text[place] for place in self._places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the typed text of a span of the visible text that is not empty."""
        return self._places[start], self._places[end - 1] + 1

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens of a span of the visible text, with their places in the typed text."""
        if start >= end:
            return []
        first, last = self.span(start, end)
        return [
            Token(token.word, first + token.start, first + token.end)
            for token in tokens_of_query(self.text[first:last])
        ]


def scan(visible: str, depth_limit: int) -> list[Lexeme]:
    """Cut the visible text into lexemes; raise TooDeep when parentheses stand too deep in one another.

    A bar is a lexeme inside parentheses only; there أو by itself is a bar too.
    """
    quotes = pair_quotes(visible)
    parentheses = pair_parentheses(visible, quotes)
    _check_depth(parentheses, depth_limit)
    return list(_lexemes(visible, quotes, parentheses))


def pair_quotes(text: str) -> dict[int, int]:
    """Return the place of each opening quotation mark and of its closing one; phrases never overlap."""
    guillemets = _nested_pairs(text, _marks(text), OPENING_GUILLEMET, CLOSING_GUILLEMET)
    others = (pair for marks in (STRAIGHT_QUOTES, CURLY_QUOTES) for pair in _side_by_side_pairs(text, marks))
    outermost: dict[int, int] = {}
    taken = -1
    for start, end in sorted([*guillemets, *others]):
        if start > taken:
            outermost[start] = taken = end
    return outermost


def pair_parentheses(text: str, quotes: dict[int, int]) -> dict[int, int]:
    """Return the place of each opening parenthesis outside phrases and of its closing one."""
    return dict(
        sorted(_nested_pairs(text, _outside(quotes, _marks(text)), OPENING_PARENTHESIS, CLOSING_PARENTHESIS))
    )


def _marks(text: str) -> Iterator[int]:
    return (mark.start() for mark in MARKS.finditer(text))


def _outside(quotes: dict[int, int], places: Iterable[int]) -> Iterator[int]:
    closing = -1
    for at in places:
        closing = quotes.get(at, closing)
        if at > closing:
            yield at


def _nested_pairs(text: str, places: Iterable[int], opening: str, closing: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for at in places:
        if text[at] == opening:
            opened.append(at)
        elif text[at] == closing and opened:
            yield opened.pop(), at


def _side_by_side_pairs(text: str, marks: str) -> Iterator[tuple[int, int]]:
    """Pair quotation marks that look alike at both ends; the spaces around them tell the ends apart."""
    opened: int | None = None
    for at in (at for at in _marks(text) if text[at] in marks):
        before_text = at + 1 < len(text) and not text[at + 1].isspace()
        after_text = at > 0 and not text[at - 1].isspace()
        if opened is not None and (after_text or not before_text):
            yield opened, at
            opened = None
        elif before_text or not after_text:
            opened = at


def _check_depth(parentheses: dict[int, int], limit: int) -> None:
    enclosing: list[int] = []
    for start, end in parentheses.items():
        while enclosing and enclosing[-1] < start:
            enclosing.pop()
        enclosing.append(end)
        if len(enclosing) > limit:
            raise TooDeep(limit)


def _lexemes(text: str, quotes: dict[int, int], parentheses: dict[int, int]) -> Iterator[Lexeme]:
    singles = {**dict.fromkeys(parentheses, Kind.OPEN), **dict.fromkeys(parentheses.values(), Kind.CLOSE)}
    at = depth = 0
    begins = True
    while at < len(text):
        if text[at].isspace():
            at, begins = at + 1, True
            continue
        if at in quotes:
            lexeme = _phrase(text, at, quotes[at], begins)
        elif single := singles.get(at) or (Kind.BAR if depth and text[at] == BAR else None):
            lexeme = Lexeme(single, at, at + 1, begins)
        else:
            end = _chunk_end(text, at, depth > 0, quotes, singles)
            lexeme = Lexeme(_chunk_kind(text, at, end, begins and depth > 0), at, end, begins)
        yield lexeme
        depth += (lexeme.kind is Kind.OPEN) - (lexeme.kind is Kind.CLOSE)
        at, begins = lexeme.end, lexeme.kind in (Kind.OPEN, Kind.BAR)


def _phrase(text: str, start: int, closing: int, begins: bool) -> Lexeme:
    nearness = NEARNESS.match(text, closing + 1)
    return Lexeme(
        Kind.PHRASE,
        start,
        nearness.end() if nearness else closing + 1,
        begins,
        inner=(start + 1, closing),
        slop=int(nearness[1]) if nearness else None,
    )


def _chunk_end(text: str, at: int, inside: bool, quotes: dict[int, int], singles: dict[int, Kind]) -> int:
    for place in range(at + 1, len(text)):
        character = text[place]
        if character.isspace() or place in quotes or place in singles or (inside and character == BAR):
            return place
    return len(text)


def _chunk_kind(text: str, start: int, end: int, may_be_or: bool) -> Kind:
    alone = end == len(text) or text[end].isspace() or text[end] in (BAR, CLOSING_PARENTHESIS)
    return Kind.BAR if may_be_or and alone and is_or(text[start:end]) else Kind.CHUNK
