"""A query that was understood, and ways to walk its tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.query.limits import Limits
from search.query.operators import NAMED_FIELDS
from search.query.tree import Clause, Days, Either, Group, In, Node, Occur, Phrase, Prefix, Word


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was typed, its syntax tree, and the limits that it was held to."""

    text: str
    tree: Group
    limits: Limits

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed, which asks for every article."""
        return not self.text.strip()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked at all."""
        return not self.tree.clauses

    @property
    def only_narrows(self) -> bool:
        """Say whether no words are asked for: all articles are found but those that it shuts out."""
        return not self.is_empty and all(narrows(clause) for clause in self.tree.clauses)


def narrows(clause: Clause) -> bool:
    """Say whether a clause only narrows what is found: an exclusion, days, a section or another name."""
    return clause.occur is Occur.MUST_NOT or is_filter(clause.node)


def is_filter(node: Node) -> bool:
    """Say whether a node asks for days or names only, and for no words."""
    match node:
        case Days():
            return True
        case In(field=field):
            return field in NAMED_FIELDS
        case Either(options=options):
            return all(map(is_filter, options))
        case Group(clauses=clauses):
            return all(map(narrows, clauses))
        case _:
            return False


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below a node, the words of a phrase included."""
    match node:
        case Group(clauses=clauses):
            return tuple(clause.node for clause in clauses)
        case Either(options=options):
            return options
        case In(node=inner):
            return (inner,)
        case Phrase(words=words):
            return words
        case _:
            return ()


def leaves(node: Node) -> Iterator[Node]:
    """Yield the words, beginnings, phrases and spans of days of a tree, in order."""
    if isinstance(node, Word | Prefix | Phrase | Days):
        yield node
    for child in () if isinstance(node, Phrase) else children(node):
        yield from leaves(child)


def typed_words(tree: Node) -> Iterator[Word]:
    """Yield all words of a tree, those of phrases, names and exclusions included, in order."""
    for node in leaves(tree):
        if isinstance(node, Phrase):
            yield from node.words
        elif isinstance(node, Word):
            yield node


def wanted(node: Node) -> Iterator[Node]:
    """Yield the words, beginnings and phrases that articles are to have: no exclusions, days or names."""
    match node:
        case Word() | Prefix() | Phrase():
            yield node
        case Group(clauses=clauses):
            for clause in clauses:
                if clause.occur is not Occur.MUST_NOT:
                    yield from wanted(clause.node)
        case Either(options=options):
            for option in options:
                yield from wanted(option)
        case In(field=field, node=inner) if field not in NAMED_FIELDS:
            yield from wanted(inner)
        case _:
            return


def searched_words(tree: Group) -> tuple[Word, ...]:
    """Return all words that articles are to have, those of phrases included, in the order typed."""
    found: list[Word] = []
    for node in wanted(tree):
        if isinstance(node, Phrase):
            found.extend(node.words)
        elif isinstance(node, Word):
            found.append(node)
    return tuple(found)
