"""Makes words, beginnings, phrases and names out of spans of what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import Token, words_of_query
from search.query.scanner import Lexeme, Typed
from search.query.tree import Phrase, Prefix, Word
from search.question import Level

STAR = "*"


@dataclass(frozen=True, slots=True)
class Around:
    """What the operators around a value make of it."""

    level: Level | None = None
    is_name: bool = False


class Values:
    """Reads values of one query; spans are those of the visible text."""

    def __init__(self, typed: Typed, prefix_letters: int) -> None:
        self._typed = typed
        self._prefix_letters = prefix_letters

    def side_by_side(self, start: int, end: int, around: Around) -> list[Word | Prefix]:
        """Return the words of a plain chunk; a star right after the last one makes it a beginning."""
        tokens = self._typed.tokens(start, end)
        if around.is_name and tokens:
            return [self._name(tokens)]
        words: list[Word | Prefix] = [self._word(token, around.level) for token in tokens]
        if tokens and self._has_star(tokens[-1], self._typed.visible[start:end]):
            words[-1] = Prefix(text=words[-1].text, start=words[-1].start, end=words[-1].end + 1)
        return words

    def chunk(self, start: int, end: int, around: Around) -> Word | Prefix | Phrase | None:
        """Return what a chunk behind an operator is; several words, as in عبد-الله, are a phrase."""
        tokens = self._typed.tokens(start, end)
        if around.is_name or len(tokens) < 2:
            return next(iter(self.side_by_side(start, end, around)), None)
        return self._row(tokens, around, (tokens[0].start, tokens[-1].end))

    def phrase(self, lexeme: Lexeme, around: Around) -> Word | Phrase | None:
        """Return what stands between quotation marks, or None for no word."""
        tokens = self._typed.tokens(*lexeme.inner)
        if not tokens:
            return None
        if around.is_name:
            return self._name(tokens)
        return self._row(tokens, around, self._typed.span(lexeme.start, lexeme.end), lexeme.slop)

    def _row(
        self, tokens: Sequence[Token], around: Around, span: tuple[int, int], slop: int | None = None
    ) -> Phrase:
        return Phrase(
            words=tuple(self._word(token) for token in tokens),
            to_the_letter=around.level is Level.EXACT,
            slop=slop if len(tokens) > 1 else None,
            start=span[0],
            end=span[1],
        )

    def _has_star(self, token: Token, chunk: str) -> bool:
        if not self._typed.text.startswith(STAR, token.end) or chunk.count(STAR) != 1:
            return False
        return sum(letter.isalpha() for letter in token.word) >= self._prefix_letters

    def _word(self, token: Token, level: Level | None = None) -> Word:
        """Return the word as typed; where one sign stands for several words (ﷺ), each as folded."""
        typed = self._typed.text[token.start : token.end]
        text = typed if words_of_query(typed) == (token.word,) else token.word
        return Word(text=text, level=level, start=token.start, end=token.end)

    def _name(self, tokens: Sequence[Token]) -> Word:
        start, end = tokens[0].start, tokens[-1].end
        return Word(text=self._typed.text[start:end], start=start, end=end)
