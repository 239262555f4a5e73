"""A Whoosh query for words near one another in any order, which Whoosh's own SpanNear2 does not give.

SpanNear2 widens the span of its first words with each further one, so it misses «a c b» for a, b and c.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from whoosh.matching import IntersectionMatcher, Matcher, NullMatcher
from whoosh.query import And, Query, Term
from whoosh.query.spans import Span, SpanWrappingMatcher
from whoosh.util import make_binary_tree

from search.rows import near


class Near(Query):  # type: ignore[misc]
    """Matches where all the words stand in one field with at most ``slop`` other words among them.

    A word given twice must be there twice. The score is that of its words.
    """

    def __init__(self, fieldname: str, words: Sequence[str], slop: int) -> None:
        counts = Counter(words)
        self.fieldname = fieldname
        self.words = tuple(counts)
        self.needed = tuple(counts.values())
        self.width = len(words) + slop
        self.terms = And([Term(fieldname, word) for word in self.words])

    def estimate_size(self, ixreader: Any) -> int:
        """Return at most how many documents match."""
        return int(self.terms.estimate_size(ixreader))

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """Return the matcher of the documents where the words are near."""
        children = [term.matcher(searcher, context) for term in self.terms]
        if not all(child.is_active() for child in children):
            return NullMatcher()
        return NearMatcher(children, self.needed, self.width)


class NearMatcher(SpanWrappingMatcher):  # type: ignore[misc]
    """Matches the documents in which a window holds a position of each child."""

    def __init__(self, children: Sequence[Matcher], needed: Sequence[int], width: int) -> None:
        self._children = children
        self._needed = needed
        self._width = width
        super().__init__(make_binary_tree(IntersectionMatcher, list(children)))

    def _get_spans(self) -> list[Span]:
        positions = [[span.start for span in child.spans()] for child in self._children]
        return [Span(first, last) for first, last in near(positions, self._needed, self._width)]

    def replace(self, minquality: float = 0) -> Matcher:  # noqa: ARG002
        """Return this matcher, or none at its end: windows have no bound to skip by."""
        return self if self.is_active() else NullMatcher()
