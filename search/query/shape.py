"""Brings a tree into its plainest shape: parentheses that change nothing leave no group behind."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from search.query.parsed import is_filter, narrows
from search.query.tree import Clause, Either, Group, In, Node, Occur, Phrase

Clauses: TypeAlias = tuple[Clause, ...]


def clauses(node: Node, occur: Occur | None, start: int, end: int) -> Clauses:
    """Return what a node adds to the clauses around it: itself, or its clauses where that says the same.

    Where no sign says what is asked, fields and dates are required and the rest is not.
    """
    if isinstance(node, Group) and _may_be_opened(node.clauses, occur):
        return node.clauses
    if occur is None:
        occur = Occur.MUST if isinstance(node, In) or is_filter(node) else Occur.SHOULD
    return (Clause(node=bare(node), occur=occur, start=start, end=end),)


def side_by_side(listed: Sequence[Clause]) -> Clauses:
    """Return the clauses of a group; a group that is all there is gives its own."""
    if len(listed) == 1 and listed[0].occur is not Occur.MUST_NOT and isinstance(listed[0].node, Group):
        return listed[0].node.clauses
    return tuple(listed)


def grouped(options: Sequence[Clauses], start: int, end: int) -> Node | None:
    """Return what parentheses with these options hold, or None for empty ones."""
    groups = [_group(option) for option in options]
    if len(groups) > 1:
        return Either(options=tuple(map(bare, groups)), start=start, end=end)
    return replace(groups[0], start=start, end=end) if groups else None


def bare(node: Node) -> Node:
    """Return the only node of a group that excludes nothing, and other nodes as they are."""
    if isinstance(node, Group) and len(node.clauses) == 1 and node.clauses[0].occur is not Occur.MUST_NOT:
        return node.clauses[0].node
    return node


def lift_lone_phrase(listed: Clauses) -> Clauses:
    """Make a phrase required when it is the only thing looked for."""
    looked_for = [one for one in listed if not narrows(one)]
    if len(looked_for) != 1 or not isinstance(looked_for[0].node, Phrase):
        return listed
    return tuple(replace(one, occur=Occur.MUST) if one is looked_for[0] else one for one in listed)


def _group(listed: Clauses) -> Group:
    start, end = min(one.start for one in listed), max(one.end for one in listed)
    return Group(clauses=listed, start=start, end=end)


def _may_be_opened(inside: Clauses, occur: Occur | None) -> bool:
    if occur is None:
        return (
            len(inside) == 1 or all(one.occur is Occur.SHOULD for one in inside) or all(map(narrows, inside))
        )
    return occur is Occur.MUST and all(map(narrows, inside))
