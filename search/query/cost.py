"""Bounds what a query costs, before anything runs."""

from search.query.limits import Limits, TooManyClauses, TooManyExpansions
from search.query.parsed import leaves
from search.query.tree import Group, Prefix


def check_cost(tree: Group, limits: Limits) -> None:
    """Raise TooManyClauses or TooManyExpansions for a tree that would cost too much.

    Words, phrases, names and spans of days count one each, wherever they stand. A phrase is one clause
    however long it is: the length of the whole query bounds it.
    """
    nodes = list(leaves(tree))
    if len(nodes) > limits.clauses:
        raise TooManyClauses(limits.clauses)
    if sum(isinstance(node, Prefix) for node in nodes) > limits.expansions:
        raise TooManyExpansions(limits.expansions)
