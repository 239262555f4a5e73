"""What the words of a query are also looked for as: names joined or apart, and near spellings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias, TypeGuard

from index.analysis import without_beginnings
from index.analysis import words_of_query as words_of
from index.lexicon.lexicon import Lexicon
from search.query.operators import NAMED_FIELDS
from search.query.parsed import children
from search.query.tree import Group, In, Node, Occur, Phrase, Word
from search.question import Level

Row: TypeAlias = tuple[str, ...]
"""Folded words that stand one after the other; often one."""

HEADS = ("عبد", "ابو", "ابي", "ابا", "بن", "لا")
"""Words that begin names which are written as one word as well, folded."""
_LEAST_REST = 3
_KEPT = 4_096
"""How many words of queries stay known without their beginnings: each is asked for more than once."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What one word is also looked for as; ``near`` are spellings for a word that nobody knows."""

    joined: tuple[Row, ...] = ()
    near: tuple[Row, ...] = ()


NOTHING = Alike()


@dataclass(frozen=True, slots=True)
class Alikes:
    """What the words of one query are also looked for as."""

    lexicon: Lexicon
    of_words: Mapping[Word, Alike] = field(default_factory=dict)

    @property
    def near(self) -> dict[str, list[str]]:
        """The near spellings of the words that have any, by the word as typed."""
        told = {word.text: [" ".join(row) for row in alike.near] for word, alike in self.of_words.items()}
        return {word: rows for word, rows in told.items() if rows}

    def of(self, word: Word) -> Alike:
        """Return what a word is also looked for as."""
        return self.of_words.get(word, NOTHING)


def joined(tree: Group, level: Level, lexicon: Lexicon) -> dict[Word, tuple[Row, ...]]:
    """Return, for the words of a query that are not to be exact, the names they may be written as.

    A word may stand for two, and two neighbours for one, which then is an answer to either.
    """
    found: dict[Word, list[Row]] = {}
    for one in _single_words(tree):
        if (one.level or level) is not Level.EXACT:
            found[one] = [*apart(_folded(one), lexicon)]
    for one, other in _neighbours(tree):
        if one in found and other in found:
            for whole in together(_folded(one), _folded(other), lexicon):
                found[one].append((whole,))
                found[other].append((whole,))
    return {word: tuple(dict.fromkeys(rows)) for word, rows in found.items() if rows}


def apart(word: str, lexicon: Lexicon) -> Iterator[Row]:
    """Yield the rows of two words that a folded word may be written as."""
    bare = _bare(word)
    for one in dict.fromkeys([word, bare]):
        yield from lexicon.parts(one)
    for head in HEADS:
        if bare.startswith(head) and len(bare) >= len(head) + _LEAST_REST:
            yield head, bare.removeprefix(head)


def together(first: str, second: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the words that two folded words beside one another may be written as."""
    for one in dict.fromkeys([first, _bare(first)]):
        whole = lexicon.whole(one, second)
        yield from dict.fromkeys([one + second] + ([whole] if whole else []))


def rows_of(words: Sequence[str], lexicon: Lexicon) -> list[Row]:
    """Return a row of folded words as it may be written: as it is, then with one name joined or apart."""
    rows = [tuple(words)]
    for at, word in enumerate(words):
        rows += [(*words[:at], *parts, *words[at + 1 :]) for parts in apart(word, lexicon)]
    for at, (first, second) in enumerate(pairwise(words)):
        rows += [(*words[:at], one, *words[at + 2 :]) for one in together(first, second, lexicon)]
    return rows


_bare = lru_cache(_KEPT)(without_beginnings)


def _folded(word: Word) -> str:
    return words_of(word.text)[0]


def _is_single(node: Node) -> TypeGuard[Word]:
    return isinstance(node, Word) and len(words_of(node.text)) == 1


def _searched(node: Node) -> Iterator[Node]:
    """Yield a node and what is below it that is looked for in texts: no names, no words of a row."""
    yield node
    if isinstance(node, Phrase) or (isinstance(node, In) and node.field in NAMED_FIELDS):
        return
    for child in children(node):
        yield from _searched(child)


def _single_words(tree: Group) -> Iterator[Word]:
    return filter(_is_single, _searched(tree))


def _neighbours(tree: Group) -> Iterator[tuple[Word, Word]]:
    """Yield the words that stand side by side in a group and are both wanted."""
    for group in _searched(tree):
        for one, other in pairwise(group.clauses if isinstance(group, Group) else ()):
            wanted = Occur.MUST_NOT not in (one.occur, other.occur)
            if wanted and _is_single(one.node) and _is_single(other.node):
                yield one.node, other.node
