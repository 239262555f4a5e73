"""The articles that a generation holds, as the writing side asks for them."""

from collections.abc import Iterator

import numpy as np

from index.article import Article
from index.document import decode
from index.merging import ADDRESS
from index.schema import ALSO, ID, URL
from index.snapshot import Snapshot


class StoredArticles:
    """The live articles of a snapshot, by name or number."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __len__(self) -> int:
        return int(np.count_nonzero(self._snapshot.alive))

    def __iter__(self) -> Iterator[Article]:
        return (article for _, article in self.numbered())

    def numbered(self) -> Iterator[tuple[int, Article]]:
        """Yield every article with its document number, in their order."""
        for part in self._snapshot.parts:
            for number, stored in zip(part.numbers, part.segment.stored, strict=True):
                if self._snapshot.alive[number]:
                    yield number, decode(stored)

    def article(self, number: int) -> Article:
        """Return the article of a document number."""
        return decode(self._snapshot.stored(number))

    def find(self, name: str) -> list[tuple[int, Article]]:
        """Return the articles that one of ``index.merging.names`` knows; more than one only by damage."""
        if name.startswith(ADDRESS):
            return self.with_key(URL, name.removeprefix(ADDRESS))
        return self.with_key(ID, name) or self.with_key(ALSO, name)

    def first_number(self, article_id: str) -> int | None:
        """Return the document number of the article with an id, other ids included."""
        found = self.find(article_id)
        return found[0][0] if found else None

    def with_key(self, field: str, text: str) -> list[tuple[int, Article]]:
        """Return the articles that have a key in a field, with their numbers."""
        return [(number, self.article(number)) for number in self._snapshot.with_key(field, text)]
