"""The articles that a generation holds, as the writing side asks for them."""

from collections.abc import Iterator, Sequence
from typing import Any

from index.article import Article
from index.document import decode
from index.merging import ADDRESS
from index.schema import ALSO, ARTICLE, ID, URL


class StoredArticles:
    """Live articles by name or number, over a reader that ``index.whoosh_index.open_reader`` opened."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def __len__(self) -> int:
        return int(self._reader.doc_count())

    def __iter__(self) -> Iterator[Article]:
        return (self.article(number) for number in self.numbers())

    def numbers(self) -> Iterator[int]:
        """Yield the document numbers of live articles in their order."""
        return (number for number in range(self._reader.doc_count_all()) if self.has(number))

    def has(self, number: int) -> bool:
        """Say whether a document number is of a live article."""
        return not self._reader.is_deleted(number)

    def article(self, number: int) -> Article:
        """Return the article of a document number."""
        return decode(self._reader.stored_fields(number)[ARTICLE])

    def find(self, name: str) -> list[tuple[int, Article]]:
        """Return the articles that one of ``index.merging.names`` knows; more than one only by damage."""
        if name.startswith(ADDRESS):
            return self.with_term(URL, name.removeprefix(ADDRESS))
        return self.with_term(ID, name) or self.with_term(ALSO, name)

    def first_number(self, article_id: str) -> int | None:
        """Return the document number of the article with an id, other ids included."""
        found = self.find(article_id)
        return found[0][0] if found else None

    def with_term(self, field: str, text: str) -> list[tuple[int, Article]]:
        """Return the live articles that have a key in a field, with their numbers."""
        if (field, text) not in self._reader:
            return []
        numbers: Sequence[int] = list(self._reader.postings(field, text).all_ids())
        return [(number, self.article(number)) for number in numbers]
