"""Reads what a person typed into a syntax tree; what cannot be an operator is text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from index.analysis import Token, tokenize
from search.query import shape
from search.query.cost import check_cost
from search.query.dates import read_days
from search.query.limits import Limits, QueryTooLong
from search.query.operators import NAMED_FIELDS, Bound, Mark, is_clitic, read_marks
from search.query.parsed import Parsed
from search.query.scanner import Kind, Lexeme, Typed, scan
from search.query.tree import Clause, Days, FieldName, Group, In, Node, Occur, Phrase, Prefix, Word
from search.question import Level

M = TypeVar("M")

STAR = "*"
DATE_CHUNKS = 4
"""A date without quotation marks takes at most so many chunks: 4 كانون الثاني 2019."""
DATE_CHARACTERS = 40
AFTER_A_DATE = "،؛؟,;.!?"


def parse(text: str, limits: Limits | None = None) -> Parsed:
    """Read a query; raise a QueryRefused, and nothing else, when it breaks a limit."""
    limits = limits or Limits()
    if len(text.strip()) > limits.characters:
        raise QueryTooLong(limits.characters)
    typed = Typed(text)
    parser = _Parser(typed, scan(typed.visible, limits.depth), limits.prefix_letters)
    tree = Group(clauses=shape.lift_lone_phrase(parser.whole()), start=0, end=len(text))
    check_cost(tree, limits)
    return Parsed(text=text, tree=tree, limits=limits)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the operators around a value make of it."""

    level: Level | None = None
    is_name: bool = False


class _Parser:
    """Goes over the lexemes once, left to right; goes down at parentheses only."""

    def __init__(self, typed: Typed, lexemes: list[Lexeme], prefix_letters: int) -> None:
        self.typed = typed
        self.visible = typed.visible
        self.lexemes = lexemes
        self.prefix_letters = prefix_letters
        self.at = 0
        self.filled = self._filled()

    def whole(self) -> shape.Clauses:
        """Return the clauses of the whole query."""
        options = self._options(_Around())
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

    def _options(self, around: _Around) -> list[shape.Clauses]:
        """Read up to the closing parenthesis or the end; return the clauses of each option that has any."""
        options: list[list[Clause]] = [[]]
        while self.at < len(self.lexemes) and self.lexemes[self.at].kind is not Kind.CLOSE:
            if self.lexemes[self.at].kind is Kind.BAR:
                options.append([])
                self.at += 1
            else:
                options[-1].extend(self._clauses(around))
        self.at += 1
        if around.is_name:
            options = [_whole_names(clauses) for clauses in options]
        return [shape.side_by_side(clauses) for clauses in options if clauses]

    def _clauses(self, around: _Around) -> shape.Clauses:
        lexeme = self.lexemes[self.at]
        if lexeme.kind is Kind.CHUNK:
            return self._chunk(lexeme, around)
        self.at += 1
        if lexeme.kind is Kind.OPEN:
            options = self._options(around)
            span = self._span(lexeme.start)
            group = shape.grouped(options, *span)
            return () if group is None else shape.unsigned(group, *span)
        phrase = self._phrase(lexeme, around)
        return () if phrase is None else (shape.clause(phrase, None, phrase.start, phrase.end),)

    def _chunk(self, lexeme: Lexeme, around: _Around) -> shape.Clauses:
        """Read a chunk with as many of its operators as have a value; the others are text."""
        marks = read_marks(self.visible, lexeme.start, lexeme.end) if lexeme.begins else []
        if around.is_name:
            marks = [mark for mark in marks[:1] if isinstance(mark.meaning, Occur)]
        while marks:
            if clauses := self._marked(lexeme, marks, around):
                return clauses
            marks.pop()
        is_part_of_phrase = self._glued(Kind.PHRASE) and is_clitic(self.visible[lexeme.start : lexeme.end])
        self.at += 1
        if is_part_of_phrase:
            return ()
        words = self._words(lexeme.start, lexeme.end, around)
        return tuple(shape.clause(word, None, word.start, word.end) for word in words)

    def _marked(self, lexeme: Lexeme, marks: list[Mark], around: _Around) -> shape.Clauses:
        """Read the value after the operators; return nothing, having read nothing, when there is none."""
        value_at = marks[-1].end
        occur, field = _meaning(marks, Occur), _meaning(marks, FieldName)
        node: Node | None
        if bound := _meaning(marks, Bound):
            node = self._days(bound, lexeme, value_at)
        else:
            level = _meaning(marks, Level) or around.level
            node = self._value(lexeme, value_at, _Around(level, around.is_name or field in NAMED_FIELDS))
        if node is None:
            return ()
        start, end = self._span(lexeme.start)
        if field:
            named_at = marks[0].end if isinstance(marks[0].meaning, Occur) else marks[0].start
            node = In(field=field, node=shape.bare(node), start=self._span(named_at)[0], end=end)
        if occur is None:
            return shape.unsigned(node, start, end)
        return (shape.clause(shape.bare(node), occur, start, end),)

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

    def _value(self, lexeme: Lexeme, at: int, around: _Around) -> Node | None:
        """Read the value that begins inside a chunk, or right after it."""
        following = self._glued(Kind.PHRASE, Kind.OPEN) if at == lexeme.end else None
        if is_clitic(self.visible[at : lexeme.end]):
            following = self._glued(Kind.PHRASE)
        if following is None:
            words = self._words(at, lexeme.end, around)
            self.at += bool(words)
            return _in_a_row(words, around.level)
        self.at += 2
        if following.kind is Kind.PHRASE:
            return self._phrase(following, around)
        options = self._options(around)
        return shape.grouped(options, *self._span(following.start))

    def _days(self, bound: Bound, lexeme: Lexeme, at: int) -> Days | None:
        """Read the fewest chunks, or the phrase, that make a date."""
        if at == lexeme.end:
            phrase = self._glued(Kind.PHRASE)
            ends = [(phrase.inner[1], 2)] if phrase else []
            at = phrase.inner[0] if phrase else at
        else:
            ends = [(end, count) for count, end in enumerate(self._chunk_ends(), start=1)]
        for end, count in ends:
            date = self.visible[at:end].strip().rstrip(AFTER_A_DATE)
            days = read_days(bound, date, 0, 0) if len(date) <= DATE_CHARACTERS else None
            if days:
                self.at += count
                start, end = self._span(lexeme.start)
                return replace(days, start=start, end=end)
        return None

    def _chunk_ends(self) -> Iterator[int]:
        """Yield where the present chunk ends, and then those after it that are plain text."""
        yield self.lexemes[self.at].end
        for lexeme in self.lexemes[self.at + 1 : self.at + DATE_CHUNKS]:
            if lexeme.kind is not Kind.CHUNK or read_marks(self.visible, lexeme.start, lexeme.end):
                return
            yield lexeme.end

    def _phrase(self, lexeme: Lexeme, around: _Around) -> Phrase | Word | None:
        tokens = self.typed.tokens(*lexeme.inner)
        if not tokens:
            return None
        if around.is_name:
            return self._name(tokens[0].start, tokens[-1].end)
        start, end = self.typed.span(lexeme.start, lexeme.end)
        return Phrase(
            words=tuple(self._word(token) for token in tokens),
            to_the_letter=around.level is Level.EXACT,
            slop=lexeme.slop if len(tokens) > 1 else None,
            start=start,
            end=end,
        )

    def _words(self, start: int, end: int, around: _Around) -> list[Word | Prefix]:
        """Return the words of a chunk; a name is one word, a star after the last word makes a beginning."""
        tokens = self.typed.tokens(start, end)
        if not tokens:
            return []
        if around.is_name:
            return [self._name(tokens[0].start, tokens[-1].end)]
        words: list[Word | Prefix] = [self._word(token, around.level) for token in tokens]
        last = tokens[-1]
        if self._has_star(last, self.visible[start:end]):
            words[-1] = Prefix(text=words[-1].text, start=last.start, end=last.end + 1)
        return words

    def _has_star(self, token: Token, chunk: str) -> bool:
        letters = sum(letter.isalpha() for letter in token.word)
        follows = self.typed.text.startswith(STAR, token.end)
        return follows and chunk.count(STAR) == 1 and letters >= self.prefix_letters

    def _word(self, token: Token, level: Level | None = None) -> Word:
        """Return the word as typed; where one sign stands for several words (ﷺ), each as folded."""
        typed = self.typed.text[token.start : token.end]
        text = typed if [one.word for one in tokenize(typed)] == [token.word] else token.word
        return Word(text=text, level=level, start=token.start, end=token.end)

    def _name(self, start: int, end: int) -> Word:
        return Word(text=self.typed.text[start:end], start=start, end=end)


def _whole_names(clauses: list[Clause]) -> list[Clause]:
    """Make one name of the words that stand side by side in parentheses."""
    parts = [one for one in clauses if one.occur is Occur.SHOULD and isinstance(one.node, Word)]
    if len(parts) < 2:
        return clauses
    text = " ".join(one.node.text for one in parts if isinstance(one.node, Word))
    start, end = parts[0].start, parts[-1].end
    name = shape.clause(Word(text=text, start=start, end=end), None, start, end)
    return [name, *(one for one in clauses if one not in parts)]


def _meaning(marks: list[Mark], kind: type[M]) -> M | None:
    return next((mark.meaning for mark in marks if isinstance(mark.meaning, kind)), None)


def _in_a_row(words: list[Word | Prefix], level: Level | None) -> Node | None:
    """Return one node for the words of one chunk behind an operator: عبد-الله is looked for as a whole."""
    if len(words) < 2:
        return words[0] if words else None
    start, end = words[0].start, words[-1].end
    row = tuple(replace(word, level=None) for word in words if isinstance(word, Word))
    if len(row) == len(words) and level is not Level.WIDE:
        return Phrase(words=row, to_the_letter=level is Level.EXACT, start=start, end=end)
    clauses = tuple(shape.clause(word, Occur.MUST, word.start, word.end) for word in words)
    return Group(clauses=clauses, start=start, end=end)
