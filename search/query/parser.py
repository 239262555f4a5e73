"""Reads what a person typed into a syntax tree; what cannot be an operator is text."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from search.query import shape
from search.query.cost import check_cost
from search.query.dates import Span, read_days
from search.query.limits import Limits, QueryTooLong
from search.query.operators import NAMED_FIELDS, Bound, Mark, is_clitic, read_marks
from search.query.parsed import Parsed
from search.query.scanner import Kind, Lexeme, Typed, scan
from search.query.tree import Clause, Days, FieldName, Group, In, Node, Occur, Prefix, Word
from search.query.values import Around, Values
from search.question import Level

M = TypeVar("M")

DATE_CHUNKS = 7
"""A date without quotation marks takes at most so many chunks: الجمعة 4 كانون الثاني / يناير 2019."""
DATE_CHARACTERS = 40
AFTER_A_DATE = "،؛؟,;.!?"


def parse(text: str, limits: Limits | None = None) -> Parsed:
    """Read a query; raise a QueryRefused, and nothing else, when it breaks a limit."""
    limits = limits or Limits()
    if len(text.strip()) > limits.characters:
        raise QueryTooLong(limits.characters)
    typed = Typed(text)
    parser = _Parser(typed, scan(typed.visible, limits.depth), Values(typed, limits.prefix_letters))
    tree = Group(clauses=shape.lift_lone_phrase(parser.whole()), start=0, end=len(text))
    check_cost(tree, limits)
    return Parsed(text=text, tree=tree, limits=limits)


class _Parser:
    """Goes over the lexemes once, left to right; goes down at parentheses only."""

    def __init__(self, typed: Typed, lexemes: list[Lexeme], values: Values) -> None:
        self.typed = typed
        self.visible = typed.visible
        self.lexemes = lexemes
        self.values = values
        self.at = 0
        self.filled = self._filled()

    def whole(self) -> shape.Clauses:
        """Return the clauses of the whole query."""
        options = self._options(Around())
        return options[0] if options else ()

    def _filled(self) -> list[bool]:
        """Say of each lexeme whether there is a word in it or in the parentheses that it opens."""
        filled = [False] * len(self.lexemes)
        enclosing: list[int] = []
        for number, lexeme in enumerate(self.lexemes):
            if lexeme.kind is Kind.OPEN:
                enclosing.append(number)
                continue
            within = enclosing.pop() if lexeme.kind is Kind.CLOSE else number
            filled[within] = filled[within] or self._has_word(lexeme)
            if filled[within] and enclosing:
                filled[enclosing[-1]] = True
        return filled

    def _has_word(self, lexeme: Lexeme) -> bool:
        if lexeme.kind is Kind.PHRASE:
            return bool(self.typed.tokens(*lexeme.inner))
        return lexeme.kind is Kind.CHUNK and bool(self.typed.tokens(lexeme.start, lexeme.end))

    def _options(self, around: Around) -> list[shape.Clauses]:
        """Read up to the closing parenthesis or the end; return the clauses of each option that has any."""
        options: list[list[Clause]] = [[]]
        while self.at < len(self.lexemes) and self.lexemes[self.at].kind is not Kind.CLOSE:
            if self.lexemes[self.at].kind is Kind.BAR:
                options.append([])
                self.at += 1
            else:
                options[-1].extend(self._clauses(around))
        self.at += 1
        return [shape.side_by_side(clauses) for clauses in options if clauses]

    def _clauses(self, around: Around) -> shape.Clauses:
        lexeme = self.lexemes[self.at]
        if lexeme.kind is Kind.CHUNK:
            return self._chunk(lexeme, around)
        node = self._unit(lexeme, around)
        return _unsigned(node, self._span(lexeme.start))

    def _unit(self, lexeme: Lexeme, around: Around) -> Node | None:
        """Read a phrase or parentheses."""
        self.at += 1
        if lexeme.kind is Kind.PHRASE:
            return self.values.phrase(lexeme, around)
        options = self._options(around)
        return shape.grouped(options, *self._span(lexeme.start))

    def _chunk(self, lexeme: Lexeme, around: Around) -> shape.Clauses:
        """Read a chunk with as many of its operators as have a value; the others are text."""
        marks = read_marks(self.visible, lexeme.start, lexeme.end) if lexeme.begins else []
        if around.is_name:
            marks = [mark for mark in marks[:1] if isinstance(mark.meaning, Occur)]
        while marks:
            if clauses := self._marked(lexeme, marks, around):
                return clauses
            marks.pop()
        phrase = self._glued(Kind.PHRASE)
        self.at += 1
        if phrase and is_clitic(self.visible[lexeme.start : lexeme.end]):
            return _unsigned(self._unit(phrase, around), self._span(lexeme.start))
        return _each(self.values.side_by_side(lexeme.start, lexeme.end, around))

    def _marked(self, lexeme: Lexeme, marks: list[Mark], around: Around) -> shape.Clauses:
        """Read the value after the operators; return nothing, having read nothing, when there is none."""
        value_at = marks[-1].end
        occur, field = _meaning(marks, Occur), _meaning(marks, FieldName)
        node: Node | None
        if bound := _meaning(marks, Bound):
            node = self._days(bound, lexeme, value_at)
        else:
            level = _meaning(marks, Level) or around.level
            node = self._value(lexeme, value_at, Around(level, around.is_name or field in NAMED_FIELDS))
        if node is None:
            return ()
        start, end = self._span(lexeme.start)
        if field:
            named_at = marks[0].end if isinstance(marks[0].meaning, Occur) else marks[0].start
            node = In(field=field, node=shape.bare(node), start=self._span(named_at)[0], end=end)
        return shape.clauses(node, occur, start, end)

    def _span(self, start: int) -> tuple[int, int]:
        """Return the typed span from a place in the visible text to the end of the lexeme just read."""
        return self.typed.span(start, self.lexemes[self.at - 1].end)

    def _glued(self, *kinds: Kind) -> Lexeme | None:
        """Return the lexeme that follows the present one at once, if it is of these kinds and not empty."""
        number = self.at + 1
        if number == len(self.lexemes) or not self.filled[number]:
            return None
        lexeme = self.lexemes[number]
        return lexeme if lexeme.kind in kinds and lexeme.start == self.lexemes[self.at].end else None

    def _value(self, lexeme: Lexeme, at: int, around: Around) -> Node | None:
        """Read the value that begins inside a chunk, or right after it."""
        unit = self._glued(Kind.PHRASE, Kind.OPEN) if at == lexeme.end else None
        if is_clitic(self.visible[at : lexeme.end]):
            unit = self._glued(Kind.PHRASE)
        if unit:
            self.at += 1
            return self._unit(unit, around)
        node = self.values.chunk(at, lexeme.end, around)
        self.at += node is not None
        return node

    def _days(self, bound: Bound, lexeme: Lexeme, at: int) -> Days | None:
        """Read the phrase, or the fewest chunks that make a date and what says no more of it: 1441 هـ."""
        if at == lexeme.end:
            phrase = self._glued(Kind.PHRASE)
            ends = [(phrase.inner[1], 2)] if phrase else []
            at = phrase.inner[0] if phrase else at
        else:
            ends = [(end, count) for count, end in enumerate(self._chunk_ends(), start=1)]
        read = [(count, days) for end, count in ends if (days := self._date(bound, at, end))]
        if not read:
            return None
        since, until = read[0][1]
        self.at += max(count for count, days in read if days == (since, until))
        start, end = self._span(lexeme.start)
        return Days(since=since, until=until, start=start, end=end)

    def _date(self, bound: Bound, start: int, end: int) -> Span | None:
        date = self.visible[start:end].strip().rstrip(AFTER_A_DATE)
        return read_days(bound, date) if len(date) <= DATE_CHARACTERS else None

    def _chunk_ends(self) -> Iterator[int]:
        """Yield where the present chunk ends, and then those after it that are plain text."""
        yield self.lexemes[self.at].end
        for lexeme in self.lexemes[self.at + 1 : self.at + DATE_CHUNKS]:
            if lexeme.kind is not Kind.CHUNK or read_marks(self.visible, lexeme.start, lexeme.end):
                return
            yield lexeme.end


def _meaning(marks: list[Mark], kind: type[M]) -> M | None:
    return next((mark.meaning for mark in marks if isinstance(mark.meaning, kind)), None)


def _unsigned(node: Node | None, span: tuple[int, int]) -> shape.Clauses:
    return () if node is None else shape.clauses(node, None, *span)


def _each(words: Sequence[Word | Prefix]) -> shape.Clauses:
    return tuple(Clause(node=word, start=word.start, end=word.end) for word in words)
