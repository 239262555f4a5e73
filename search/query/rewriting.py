"""Rewrites what was typed: without one of its clauses, or with other words."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search.query.parsed import Parsed, children, typed_words
from search.query.parser import parse
from search.query.removal import less, unplaced
from search.query.scanner import BIDI_CONTROLS
from search.query.tree import Clause, Group, In, Node, Occur

NEUTRAL = "،"
"""Takes the place of a clause where its neighbours must not meet; it begins no operator and is no word."""

SPACES = string.whitespace + "".join(BIDI_CONTROLS)


@dataclass(frozen=True, slots=True)
class Excluded:
    """An exclusion of a query: what it shuts out as typed, its clause, and the query without it."""

    text: str
    clause: Clause
    query_without: str


def exclusions(parsed: Parsed) -> tuple[Excluded, ...]:
    """Return the exclusions of a query in the order typed; one inside another counts as part of it."""
    return tuple(
        Excluded(parsed.text[clause.node.start : clause.node.end], clause, without(parsed, clause))
        for clause in _excluding(parsed.tree)
    )


def without(parsed: Parsed, clause: Clause) -> str:
    """Return what was typed without a clause of its tree; it parses to the same tree less that clause.

    Operators and parentheses that would be left with nothing go too. Raises ValueError for a clause of
    another tree.
    """
    path = _path(parsed.tree, clause)
    if path is None:
        raise ValueError("the clause is not in the tree of this query")
    alone = path.pop()
    while path and _holds_only(path[-1].node, alone):
        alone = path.pop()
    expected = unplaced(less(parsed.tree, clause))
    tidy = _cut(parsed.text, alone.start, alone.end)
    if unplaced(parse(tidy, parsed.limits).tree) == expected:
        return tidy
    return parsed.text[: alone.start] + NEUTRAL + parsed.text[alone.end :]


def replace_words(parsed: Parsed, replacements: Mapping[int, str]) -> str:
    """Return what was typed with the words that start at these places replaced, each by one of its script.

    Raises KeyError for a place where no word starts.
    """
    ends = {word.start: word.end for word in typed_words(parsed.tree)}
    text = parsed.text
    for start in sorted(replacements, reverse=True):
        text = text[:start] + replacements[start] + text[ends[start] :]
    return text


def _excluding(node: Node) -> Iterator[Clause]:
    match node:
        case Group(clauses=clauses):
            for clause in clauses:
                if clause.occur is Occur.MUST_NOT:
                    yield clause
                else:
                    yield from _excluding(clause.node)
        case _:
            for child in children(node):
                yield from _excluding(child)


def _path(node: Node, target: Clause) -> list[Clause] | None:
    """Return the clauses that hold a clause, outermost first and itself last."""
    if isinstance(node, Group):
        if target in node.clauses:
            return [target]
        for clause in node.clauses:
            if found := _path(clause.node, target):
                return [clause, *found]
        return None
    return next((found for child in children(node) if (found := _path(child, target))), None)


def _holds_only(node: Node, clause: Clause) -> bool:
    while isinstance(node, In):
        node = node.node
    return isinstance(node, Group) and node.clauses == (clause,)


def _cut(text: str, start: int, end: int) -> str:
    """Cut a span out, with the parentheses that it leaves empty; one space stays between its neighbours."""
    before, after = text[:start].rstrip(SPACES), text[end:].lstrip(SPACES)
    while before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(SPACES), after[1:].lstrip(SPACES)
    if before.endswith("(") or after.startswith(")") or not (before and after):
        return before + after
    return f"{before} {after}"
