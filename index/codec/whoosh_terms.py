"""The terms of a segment as Whoosh's readers, matchers and spelling ask for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from whoosh.codec import base
from whoosh.fields import Schema
from whoosh.matching import ListMatcher
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound

from index.codec.field_terms import FieldPostings, FieldTerms, field_terms
from index.codec.segment import Segment


class SegmentTerms(base.TermsReader):  # type: ignore[misc]
    """The terms of every field of a segment."""

    def __init__(self, segment: Segment, schema: Schema) -> None:
        self._schema = schema
        self._fields: Mapping[str, FieldTerms] = {
            name: _terms_of(segment, name, field) for name, field in schema.items() if field.format
        }

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms."""
        return sorted(self._fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> "TermsCursor":
        """Return a cursor over the terms of a field."""
        return TermsCursor(self._fields[fieldname], fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every field's terms in order."""
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field that are not before some bytes, in order."""
        terms = self._fields[fieldname]
        for number in range(terms.at_least(prefix), len(terms)):
            if terms.count(number):
                yield fieldname, terms.text(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every term and what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms of a field that are not before some bytes, and what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a term; raise KeyError."""
        return _info(self._postings(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term stands in all documents; raise KeyError."""
        return float(sum(self._postings(fieldname, text).frequencies))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many documents a term stands; raise KeyError."""
        return self._fields[fieldname].count(self._found(fieldname, text))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return a matcher of the documents that have a term; raise TermNotFound."""
        try:
            found = self._postings(fieldname, text)
        except KeyError as error:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from error
        values = None if found.positions is None else [format_.encode(row) for row in found.positions]
        return PostingsMatcher(
            found.documents,
            weights=list(map(float, found.frequencies)),
            values=values,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=_info(found),
        )

    def _postings(self, fieldname: str, text: bytes) -> FieldPostings:
        return self._fields[fieldname].postings(self._found(fieldname, text))

    def _found(self, fieldname: str, text: bytes) -> int:
        number = self._number(fieldname, text)
        if number is None:
            raise KeyError(text)
        return number

    def _number(self, fieldname: str, text: bytes) -> int | None:
        terms = self._fields.get(fieldname)
        number = -1 if terms is None else terms.at_least(text)
        if terms is None or number == len(terms) or terms.text(number) != text:
            return None
        return number if terms.count(number) else None


class PostingsMatcher(ListMatcher):  # type: ignore[misc]
    """The documents of one term."""

    def spans(self) -> list[Span]:
        """Return where the term stands in the document at which the matcher is."""
        return [Span(position) for position in self.value_as("positions")]


class TermsCursor(base.FieldCursor):  # type: ignore[misc]
    """Steps through the terms of a field."""

    def __init__(self, terms: FieldTerms, fieldobj: Any) -> None:
        self._terms = terms
        self._fieldobj = fieldobj
        self._number = -1
        self.next()

    def first(self) -> str | None:
        """Go to the first term and return it."""
        self._number = -1
        return self.next()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not before one, and return it."""
        text = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._number = self._terms.at_least(text) - 1
        return self.next()

    def next(self) -> str | None:
        """Go to the next term and return it."""
        self._number += 1
        while self.is_valid() and not self._terms.count(self._number):
            self._number += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term at which the cursor is, or None at the end."""
        return self._fieldobj.from_bytes(self._terms.text(self._number)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term at which the cursor is, or None at the end."""
        return _info(self._terms.postings(self._number)) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Say whether the cursor is at a term."""
        return self._number < len(self._terms)


def _terms_of(segment: Segment, name: str, field: Any) -> FieldTerms:
    step = getattr(field, "shift_step", 0)
    shifts = range(0, field.bits, step) if step else ()
    return field_terms(segment, name, shifts, lambda day, shift: bytes(field.to_bytes(day, shift)))


def _info(found: FieldPostings) -> TermInfo:
    return TermInfo(
        weight=float(sum(found.frequencies)),
        df=len(found.documents),
        maxweight=float(max(found.frequencies)),
        minid=found.documents[0],
        maxid=found.documents[-1],
    )
