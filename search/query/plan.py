"""What the clauses of a query ask for, settled before any engine lowers them."""

from dataclasses import dataclass
from functools import lru_cache

from index.analysis import is_stop
from index.analysis import words_of_query as words_of
from search.query.parsed import is_filter
from search.query.tree import Clause, Either, FieldName, Group, In, Node, Occur, Phrase, Word
from search.question import Match

SHORT_QUERY = 3
"""With so many words or fewer, ``auto`` puts the articles that have all of them first."""
_KEPT = 256
"""How many plans stay known: while a question is answered, its own is asked for time and again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The clauses of a query by what they do.

    ``filters`` narrow without a score, ``required`` must be there, ``optional`` are the plain clauses,
    ``plain`` those of them that ranking by any word uses, ``left_out`` the stop words among them as typed,
    each once.
    """

    filters: tuple[Node, ...]
    required: tuple[Node, ...]
    optional: tuple[Node, ...]
    plain: tuple[Node, ...]
    excluded: tuple[Clause, ...]
    left_out: tuple[str, ...]

    @property
    def ranks(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(self.required or self.optional)

    def wanted(self, match: Match) -> tuple[Node, ...]:
        """Return the plain clauses that an article must all have to count as having all words."""
        return self.optional if match is Match.ALL else self.plain

    @property
    def is_short(self) -> bool:
        """Whether articles with all words come first."""
        return len(self.plain) + len(self.required) <= SHORT_QUERY


@lru_cache(_KEPT)
def plan(tree: Group) -> Plan:
    """Return what the clauses of a query ask for.

    Dates, named values and authors narrow, they are never ranked by. Stop words are left out of ranking by
    any word unless nothing else is there. Clauses without a word are dropped.
    """
    clauses = [clause for clause in tree.clauses if has_words(clause.node)]
    positive = [clause for clause in clauses if clause.occur is not Occur.MUST_NOT]
    filters = tuple(clause.node for clause in positive if _narrows(clause.node))
    worded = [clause for clause in positive if not _narrows(clause.node)]
    required = tuple(clause.node for clause in worded if clause.occur is Occur.MUST)
    optional = tuple(clause.node for clause in worded if clause.occur is Occur.SHOULD)
    telling = tuple(node for node in optional if not _is_stop_word(node))
    plain = telling if telling or required else optional
    return Plan(
        filters=filters,
        required=required,
        optional=optional,
        plain=plain,
        excluded=tuple(clause for clause in clauses if clause.occur is Occur.MUST_NOT),
        left_out=tuple(
            dict.fromkeys(node.text for node in optional if isinstance(node, Word) and node not in plain)
        ),
    )


def has_words(node: Node) -> bool:
    """Return whether there is anything in a node to look for."""
    match node:
        case Word():
            return bool(words_of(node.text))
        case Phrase():
            return any(map(has_words, node.words))
        case Either():
            return any(map(has_words, node.options))
        case In():
            return has_words(node.node)
        case Group():
            return any(has_words(clause.node) for clause in node.clauses)
    return True


def _narrows(node: Node) -> bool:
    return is_filter(node) or (isinstance(node, In) and node.field is FieldName.AUTHOR)


def _is_stop_word(node: Node) -> bool:
    if not isinstance(node, Word) or node.level is not None:
        return False
    return all(map(is_stop, words_of(node.text)))
