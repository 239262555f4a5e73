"""Brings a tree into its plainest shape: parentheses that change nothing leave no group behind."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from search.query.parsed import is_filter, narrows
from search.query.tree import Clause, Either, Group, In, Node, Occur, Phrase

Clauses: TypeAlias = tuple[Clause, ...]


def clause(node: Node, occur: Occur | None, start: int, end: int) -> Clause:
    """Return a clause; where no sign says what it asks, fields and dates are required and the rest is not."""
    if occur is None:
        occur = Occur.MUST if isinstance(node, In) or is_filter(node) else Occur.SHOULD
    return Clause(node=node, occur=occur, start=start, end=end)


def side_by_side(clauses: Sequence[Clause]) -> Clauses:
    """Return the clauses of a group; a group that is all there is gives its own."""
    if len(clauses) == 1 and clauses[0].occur is not Occur.MUST_NOT and isinstance(clauses[0].node, Group):
        return clauses[0].node.clauses
    return tuple(clauses)


def grouped(options: Sequence[Clauses], start: int, end: int) -> Node | None:
    """Return what parentheses with these options hold, or None for empty ones."""
    groups = [Group(clauses=option, start=option[0].start, end=option[-1].end) for option in options]
    if len(groups) > 1:
        return Either(options=tuple(map(bare, groups)), start=start, end=end)
    return replace(groups[0], start=start, end=end) if groups else None


def bare(node: Node) -> Node:
    """Return the only node of a group that excludes nothing, and other nodes as they are."""
    if isinstance(node, Group) and len(node.clauses) == 1 and node.clauses[0].occur is not Occur.MUST_NOT:
        return node.clauses[0].node
    return node


def unsigned(node: Node, start: int, end: int) -> Clauses:
    """Return what a node without a sign adds to the clauses around it: a plain group is opened."""
    if isinstance(node, Group) and _changes_nothing(node.clauses):
        return node.clauses
    return (clause(node, None, start, end),)


def lift_lone_phrase(clauses: Clauses) -> Clauses:
    """Make a phrase required when it is the only thing looked for."""
    looked_for = [one for one in clauses if not narrows(one)]
    if len(looked_for) != 1 or not isinstance(looked_for[0].node, Phrase):
        return clauses
    return tuple(replace(one, occur=Occur.MUST) if one is looked_for[0] else one for one in clauses)


def _changes_nothing(clauses: Clauses) -> bool:
    return (
        len(clauses) == 1
        or all(one.occur is Occur.SHOULD for one in clauses)
        or all(narrows(one) and is_filter(one.node) for one in clauses)
    )
