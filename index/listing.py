"""A listing: an article as a source lists it, ready to be taken."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from index.article import Article, Rejected
from index.document import encode
from index.merging import names


class Listing(NamedTuple):
    """An article as it was listed, encoded, and the names that it is known as."""

    known_as: Sequence[str]
    article: bytes


Listed: TypeAlias = Listing | Rejected


def listing(article: Article) -> Listing:
    """Return the listing of an article; raise UnicodeEncodeError where its text is no Unicode text."""
    return Listing(names(article), encode(article))


def listed(read: Article | Rejected) -> Listed:
    """Return the listing of what was read, or why the index cannot take it."""
    if isinstance(read, Rejected):
        return read
    if not read.id:
        return Rejected(file="-", reason="no-id", message="an article has no id")
    if not read.title and not read.body:
        return Rejected(file="-", reason="no-text", message=f"article {read.id} has no text")
    try:
        return listing(read)
    except UnicodeEncodeError as error:
        message = f"article {read.id!r} holds what is no Unicode text: {error}"
        return Rejected(file="-", reason="bad-text", message=message)
    except RecursionError:
        message = f"article {read.id!r} holds values within values, too deep to be written"
        return Rejected(file="-", reason="bad-record", message=message)
