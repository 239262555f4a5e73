"""Takes a clause out of a tree, and compares trees whatever their places in the text."""

from dataclasses import replace

from search.query import shape
from search.query.tree import Clause, Either, Group, In, Node, Occur, Phrase


def less(tree: Group, gone: Clause) -> Group:
    """Return the tree that the query would have without one of its clauses; places in the text stay."""
    return replace(tree, clauses=shape.lift_lone_phrase(_clauses_less(tree.clauses, gone)))


def unplaced(node: Node) -> Node:
    """Return a node with all places in the text at 0, so that trees that ask the same are equal."""
    if isinstance(node, Group):
        clauses = (replace(one, node=unplaced(one.node), start=0, end=0) for one in node.clauses)
        node = replace(node, clauses=tuple(clauses))
    elif isinstance(node, Either):
        node = replace(node, options=tuple(map(unplaced, node.options)))
    elif isinstance(node, In):
        node = replace(node, node=unplaced(node.node))
    elif isinstance(node, Phrase):
        node = replace(node, words=tuple(replace(word, start=0, end=0) for word in node.words))
    return replace(node, start=0, end=0)


def _clauses_less(clauses: shape.Clauses, gone: Clause) -> shape.Clauses:
    kept: list[Clause] = []
    for one in clauses:
        node = None if one == gone else _node_less(one.node, gone)
        if node is not None:
            sign = None if one.occur is Occur.SHOULD else one.occur
            kept.extend(shape.clauses(node, sign, one.start, one.end))
    return shape.side_by_side(kept)


def _node_less(node: Node, gone: Clause) -> Node | None:
    match node:
        case Group(clauses=clauses):
            left = _clauses_less(clauses, gone)
            return replace(node, clauses=left) if left else None
        case Either(options=options):
            kept = tuple(shape.bare(option) for one in options if (option := _node_less(one, gone)))
            return replace(node, options=kept) if len(kept) > 1 else next(iter(kept), None)
        case In(node=inner):
            left_inside = _node_less(inner, gone)
            return replace(node, node=shape.bare(left_inside)) if left_inside else None
        case _:
            return node
