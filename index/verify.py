"""A draft read back before it is published, and a published generation read byte by byte."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from index import durable, schema
from index.document import Document, document
from index.errors import KashafError
from index.generations import Generation, IndexDamaged
from index.manifest import MANIFEST
from index.stored import StoredArticles
from index.whoosh_index import open_reader

SAMPLE = 25
"""Articles of a draft that are compared with what the index says of them."""


class NotVerified(KashafError):
    """Raised when what was written is not what was meant; nothing is published then."""

    code: ClassVar[str] = "not-verified"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The new generation was not published: {what}. The archive stays as it was; look at the disk, "
            "then run the command again.",
            "لم تُنشر النسخة الجديدة لأن قراءتها بعد كتابتها لم تطابق المطلوب. بقي الأرشيف كما كان.",
        )


def verify(generation: Generation, written: int) -> None:
    """Open a generation as readers do, and compare its counts and a sample with what was meant.

    The sample is of the last ``written`` documents, which are those of new segments. Raises NotVerified,
    IndexDamaged.
    """
    reader = open_reader(generation)
    found = reader.doc_count()
    if found != generation.manifest.articles:
        raise NotVerified(f"it holds {found} articles instead of {generation.manifest.articles}")
    stored = StoredArticles(reader)
    end = generation.manifest.documents
    for number in range(end - written, end, max(1, written // SAMPLE)):
        if problem := compare(reader, number, document(stored.article(number))):
            raise NotVerified(problem)


def compare(reader: Any, number: int, expected: Document) -> str | None:
    """Return how a document of the index differs from the one that its stored article makes, or None."""
    article_id = expected.keys[schema.ID][0]
    for field, keys in expected.keys.items():
        for key in keys:
            if not _has(reader, number, field, key):
                return f"article {article_id} is not found by {field} {key!r}"
    for field, positions in expected.words.items():
        for word in list(positions)[:3]:
            if not _has(reader, number, field, word):
                return f"article {article_id} is not found by its word {word!r} in {field}"
    for field, value in expected.numbers.items():
        if (found := reader.column_reader(field)[number]) != value:
            return f"article {article_id} has {found} for {field} instead of {value}"
    return None


def damage(generation: Generation, progress: Callable[[int], None]) -> Iterator[IndexDamaged]:
    """Yield all damage of a generation's files, every byte read; ``progress`` is told of bytes read."""
    listed = generation.manifest.files
    for name, entry in listed.items():
        path = generation.path / name
        if not path.exists():
            yield IndexDamaged(path, "it is missing")
        elif (size := path.stat().st_size) != entry.size:
            yield IndexDamaged(path, f"it has {size} bytes instead of {entry.size}")
        elif durable.checksum(path, progress) != entry.checksum:
            yield IndexDamaged(path, "its checksum does not match")
    for path in sorted(generation.path.iterdir()):
        if path.name not in listed and path.name != MANIFEST:
            yield IndexDamaged(path, "the manifest does not list it")


def _has(reader: Any, number: int, field: str, term: str) -> bool:
    if (field, term) not in reader:
        return False
    postings = reader.postings(field, term)
    postings.skip_to(number)
    return bool(postings.is_active() and postings.id() == number)
