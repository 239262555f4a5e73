"""Finds in a text the words that a query asks for, as the engine matches them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.analysis import Token, Tokens, fold_word, stem, with_clitics
from index.analysis import words as words_of
from search.query.plan import plan
from search.query.tree import Either, FieldName, Group, In, Node, Phrase, Prefix, Word
from search.question import Level
from search.rows import in_a_row, near
from search.snippets import Found

Weigh: TypeAlias = Callable[[str], float]
"""Says how telling a folded word is."""


def _alike(_: str) -> float:
    return 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A row of words of a text, by their numbers, and the part of the query that it answers."""

    first: int
    last: int
    key: str


class _Keys(dict[str, str | None]):
    """Which part of a query each word answers, found out when it is first met."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> str | None:
        self[word] = key = self._find(word)
        return key


class Matcher:
    """Finds what a query asks for in one field of an article.

    Exclusions, filters and stop words left out of ranking find nothing.
    """

    def __init__(self, tree: Group, level: Level, field: FieldName, weigh: Weigh = _alike) -> None:
        self._words: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._rows: list[tuple[str, Callable[[Sequence[str]], Iterator[tuple[int, int]]]]] = []
        self._weights: dict[str, float] = {}
        self._weigh = weigh
        self._keys = _Keys(self._key)
        self._level = level
        self._field = field
        self._add(tree)

    @classmethod
    def of_stems(cls, weights: Mapping[str, float]) -> "Matcher":
        """Return a matcher of words by their stems alone, each with its weight."""
        matcher = cls(Group(clauses=()), Level.NORMAL, FieldName.BODY)
        matcher._stems = {one: one for one in weights}
        matcher._weights = dict(weights)
        return matcher

    def matches(self, token: Token) -> bool:
        """Say whether a word alone answers a part of the query."""
        return self._keys[token.word] is not None

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the words and rows of words found in a text, in order."""
        tokens = Tokens(text)
        places = sorted(self._places(tokens.words), key=lambda place: place.first)
        return tuple(
            Found(tokens.start(one.first), tokens.end(one.last), one.key, self._weights.get(one.key, 1.0))
            for one in places
        )

    def _places(self, words: Sequence[str]) -> Iterator[Place]:
        keys = self._keys
        for number, word in enumerate(words):
            if (key := keys[word]) is not None:
                yield Place(number, number, key)
        for key, rows in self._rows:
            for first, last in rows(words):
                yield Place(first, last, key)

    def _key(self, word: str) -> str | None:
        key = self._words.get(word)
        if key is None and self._stems:
            key = self._stems.get(stem(word))
        if key is None and self._prefixes:
            key = next((one for beginning, one in self._prefixes.items() if word.startswith(beginning)), None)
        return key

    def _add(self, node: Node) -> None:
        match node:
            case Word():
                self._add_word(node)
            case Prefix():
                self._prefixes[fold_word(node.text)] = node.text
            case Phrase():
                self._add_phrase(node)
            case Either():
                for option in node.options:
                    self._add(option)
            case In() if node.field is self._field:
                self._add(node.node)
            case Group():
                asked = plan(node)
                for positive in (*asked.required, *asked.plain):
                    self._add(positive)

    def _add_word(self, node: Word) -> None:
        words = words_of(node.text)
        self._weights[node.text] = sum(map(self._weigh, words))
        if len(words) > 1:
            self._rows.append((node.text, _row([frozenset(with_clitics(word)) for word in words])))
        for word in words if len(words) == 1 else ():
            self._words[word] = node.text
            if (node.level or self._level) is not Level.EXACT:
                self._stems[stem(word)] = node.text

    def _add_phrase(self, node: Phrase) -> None:
        words = [word for one in node.words for word in words_of(one.text)]
        key = " ".join(words)
        self._weights[key] = sum(map(self._weigh, words))
        if node.slop is not None:
            stems = self._level is not Level.EXACT
            self._rows.append((key, _window(words, len(words) + node.slop, stems=stems)))
        elif node.to_the_letter:
            self._rows.append((key, _row([frozenset([word]) for word in words])))
        else:
            self._rows.append((key, _row([frozenset(with_clitics(word)) for word in words])))


def _row(slots: Sequence[frozenset[str]]) -> Callable[[Sequence[str]], Iterator[tuple[int, int]]]:
    """Return what finds the rows that have a word of each slot in turn."""

    def rows(words: Sequence[str]) -> Iterator[tuple[int, int]]:
        places = [[number for number, word in enumerate(words) if word in slot] for slot in slots]
        return ((first, first + len(slots) - 1) for first in in_a_row(places))

    return rows


def _window(
    wanted: Sequence[str], width: int, *, stems: bool
) -> Callable[[Sequence[str]], Iterator[tuple[int, int]]]:
    """Return what finds each wanted word inside a window that has them all."""
    needed = Counter(stem(word) if stems else word for word in wanted)

    def rows(words: Sequence[str]) -> Iterator[tuple[int, int]]:
        forms = [stem(word) for word in words] if stems else words
        places = [[number for number, form in enumerate(forms) if form == one] for one in needed]
        windows = near(places, list(needed.values()), width)
        for number in sorted(number for here in places for number in here):
            if any(first <= number <= last for first, last in windows):
                yield number, number

    return rows
