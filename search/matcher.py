"""Finds in a text the words that a query asks for, as the engine matches them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import TypeAlias

from index.analysis import fold_word, with_clitics
from index.analysis import words_of_query as words_of
from index.lexicon.lexicon import Lexicon
from search.query.alike import Alikes, rows_of
from search.query.plan import plan
from search.query.tree import Either, FieldName, Group, In, Node, Phrase, Prefix, Word
from search.question import Level
from search.rows import in_a_row, near
from search.snippets import Found
from search.words import Wanted, Words

Weigh: TypeAlias = Callable[[str], float]
"""Says how telling a folded word is."""
Rows: TypeAlias = Callable[[Words], Iterator[tuple[int, int]]]
"""Finds rows of words: the first and the last of each."""


Answer: TypeAlias = tuple[str, float, bool]
"""The part of the query that a word answers, how telling that is, and whether it is kin alone to it."""


def _alike(_: str) -> float:
    return 1.0


class Matcher:
    """Finds what a query asks for in one field of an article.

    Exclusions, filters and stop words left out of ranking find nothing.
    """

    def __init__(
        self, tree: Group, level: Level, field: FieldName, alikes: Alikes, weigh: Weigh = _alike
    ) -> None:
        self._alikes = alikes
        self._lexicon = lexicon = alikes.lexicon
        self._words: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._kin: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        self._rows: list[tuple[str, Rows]] = []
        self._weights: dict[str, float] = {}
        self._weigh = weigh
        self._level = level
        self._field = field
        self.of_any_field = True
        """Whether it would find the same in any other field: the query names none."""
        self._add(tree)
        # Where its stem answers the same part of the query, a word need not be looked for by itself.
        self._as_written = {
            word: key for word, key in self._words.items() if self._stems.get(lexicon.stem(word)) != key
        }

    @classmethod
    def of_kin(cls, weights: Mapping[str, float], lexicon: Lexicon) -> "Matcher":
        """Return a matcher of words by their kin alone, each with its weight."""
        matcher = cls(Group(clauses=()), Level.NORMAL, FieldName.BODY, Alikes(lexicon))
        matcher._kin = {one: one for one in weights}
        matcher._weights = dict(weights)
        return matcher

    def find(self, words: Words) -> list[Found]:
        """Return the words and rows of words found in a text, in order."""
        found = self._single(words)
        rows = [*self._in_rows(words)]
        return sorted([*found, *rows], key=itemgetter(0)) if rows else found

    def _single(self, words: Words) -> list[Found]:
        wanted, answers = self._wanted
        if not answers:
            return []
        standing = words.answering(wanted)
        spans = words.spans([number for number, _ in standing])
        return [
            Found(start, end, *answers[which])
            for (_, which), (start, end) in zip(standing, spans, strict=True)
        ]

    def _in_rows(self, words: Words) -> Iterator[Found]:
        for key, rows in self._rows:
            weight = self._weight(key)
            for ends in rows(words):
                (start, _), (_, end) = words.spans(ends)
                yield Found(start, end, key, weight)

    def _weight(self, key: str) -> float:
        return self._weights.get(key, 1.0)

    @cached_property
    def _wanted(self) -> tuple[Wanted, list[Answer]]:
        """What single words are looked for by, the closest way first, with what each answers."""
        ways = (self._as_written, self._stems, self._prefixes, self._kin)
        only_kin = bool(self._stems)
        answers = [
            (key, self._weight(key), only_kin and way is self._kin) for way in ways for key in way.values()
        ]
        return Wanted(*(tuple(way) for way in ways)), answers

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
            case In():
                self.of_any_field = False
                if node.field is self._field:
                    self._add(node.node)
            case Group():
                asked = plan(node)
                for positive in (*asked.required, *asked.plain):
                    self._add(positive)

    def _add_word(self, node: Word) -> None:
        words = words_of(node.text)
        self._weights[node.text] = sum(map(self._weigh, words))
        if len(words) > 1:
            self._add_rows(node.text, words)
        alike = self._alikes.of(node)
        for row in (*alike.joined, *alike.near):
            if len(row) > 1:
                self._rows.append((node.text, _row([[word] for word in row])))
            else:
                self._words.setdefault(row[0], node.text)
                self._stems.setdefault(self._lexicon.stem(row[0]), node.text)
                self._kin.setdefault(self._lexicon.kin(row[0]), node.text)
        for word in words if len(words) == 1 else ():
            self._words[word] = node.text
            if (node.level or self._level) is not Level.EXACT:
                self._stems[self._lexicon.stem(word)] = node.text
                self._kin[self._lexicon.kin(word)] = node.text
            if (node.level or self._level) is Level.WIDE:
                self._kin |= dict.fromkeys(self._lexicon.far_kin(word), node.text)

    def _window(self, words: Sequence[str], width: int) -> Rows:
        if self._level is Level.EXACT:
            written = Counter(words)
            return _window(Wanted(written=tuple(written)), [*written.values()], width)
        kin = Counter(map(self._lexicon.kin, words))
        return _window(Wanted(kin=tuple(kin)), [*kin.values()], width)

    def _add_phrase(self, node: Phrase) -> None:
        words = [word for one in node.words for word in words_of(one.text)]
        key = " ".join(words)
        self._weights[key] = sum(map(self._weigh, words))
        if node.slop is not None:
            self._rows.append((key, self._window(words, len(words) + node.slop)))
        elif node.to_the_letter:
            self._rows.append((key, _row([[word] for word in words])))
        else:
            self._add_rows(key, words)

    def _add_rows(self, key: str, words: Sequence[str]) -> None:
        """Look for words in a row as a phrase finds them: with clitics, and with names joined or apart."""
        for row in rows_of(words, self._lexicon):
            self._rows.append((key, _row([with_clitics(word) for word in row])))


def _row(slots: Sequence[Sequence[str]]) -> Rows:
    """Return what finds the rows that have a word of each slot in turn."""
    wanted = [Wanted(written=tuple(slot)) for slot in slots]

    def rows(words: Words) -> Iterator[tuple[int, int]]:
        places = ([place for place, _ in words.answering(slot)] for slot in wanted)
        return ((first, first + len(slots) - 1) for first in in_a_row(places))

    return rows


def _window(wanted: Wanted, needed: Sequence[int], width: int) -> Rows:
    """Return what finds each wanted word inside a window that has as many of each as are needed."""

    def rows(words: Words) -> Iterator[tuple[int, int]]:
        places: list[list[int]] = [[] for _ in needed]
        for place, which in words.answering(wanted):
            places[which].append(place)
        windows = near(places, needed, width)
        for number in sorted(number for here in places for number in here):
            if any(first <= number <= last for first, last in windows):
                yield number, number

    return rows
