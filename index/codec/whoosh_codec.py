"""A codec of Whoosh's over segments of arrays: the reading half. Writing is the batch builder's work."""

from typing import Any, ClassVar, NoReturn

from whoosh.codec import base

from index.codec.whoosh_documents import SegmentDocuments
from index.codec.whoosh_terms import SegmentTerms
from index.errors import KashafError
from index.snapshot import Part


class NotWrittenByWhoosh(KashafError):
    """Raised when Whoosh is asked to write an archive."""

    code: ClassVar[str] = "not-written-by-whoosh"

    def __init__(self) -> None:
        super().__init__(
            "An archive is never written through Whoosh: use kashaf reindex, add and delete.",
            "لا يُكتب الأرشيف من خلال Whoosh: استعمل kashaf reindex أو add أو delete.",
        )


class PartSegment(base.Segment):  # type: ignore[misc]
    """A part of a snapshot, as Whoosh lists segments."""

    def __init__(self, part: Part, schema: Any) -> None:
        super().__init__("kashaf")
        self.segid = part.segment.name
        self._part = part
        self._documents = SegmentDocuments(part)
        self._codec = ArraysCodec(part, schema)

    def codec(self) -> "ArraysCodec":
        """Return the codec of the segment."""
        return self._codec

    def doc_count_all(self) -> int:
        """Return how many documents there are, the deleted ones included."""
        return self._documents.doc_count_all()

    def deleted_count(self) -> int:
        """Return how many documents are deleted."""
        return self.doc_count_all() - self._documents.doc_count()

    def deleted_docs(self) -> Any:
        """Return the deleted documents."""
        return self._documents.deleted_docs()

    def is_deleted(self, docnum: int) -> bool:
        """Say whether a document is deleted."""
        return self._documents.is_deleted(docnum)

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:  # noqa: ARG002
        """Refuse: raise NotWrittenByWhoosh."""
        raise NotWrittenByWhoosh

    def set_doc_count(self, doccount: int) -> NoReturn:  # noqa: ARG002
        """Refuse: raise NotWrittenByWhoosh."""
        raise NotWrittenByWhoosh


class ArraysCodec(base.Codec):  # type: ignore[misc]
    """Reads one part of a snapshot for Whoosh."""

    def __init__(self, part: Part, schema: Any) -> None:
        self._part = part
        self._schema = schema

    def terms_reader(self, storage: Any, segment: Any) -> SegmentTerms:  # noqa: ARG002
        """Return the reader of terms."""
        return SegmentTerms(self._part.segment, self._schema)

    def per_document_reader(self, storage: Any, segment: Any) -> SegmentDocuments:  # noqa: ARG002
        """Return the reader of documents."""
        return SegmentDocuments(self._part)

    def postings_reader(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: postings are read by the reader of terms."""
        raise TypeError("postings are read through terms_reader().matcher()")

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise NotWrittenByWhoosh

    per_document_writer = field_writer = postings_writer = new_segment = _refuse
