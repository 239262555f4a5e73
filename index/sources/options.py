"""What a caller of the readers may choose, and the limits that they keep."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

MEBIBYTE = 1 << 20

LONGEST_ARTICLE = 5_000_000
"""Letters of title and body together; a longer article is rejected."""
LONGEST_LINE = 64 * MEBIBYTE
"""Bytes of one line of a JSONL or CSV file."""
LARGEST_PAGE = 32 * MEBIBYTE
"""Bytes of one page: page text or HTML, unpacked."""
LARGEST_DOCUMENT = 256 * MEBIBYTE
"""Bytes of one JSON document or feed, unpacked; JSONL has no such limit."""
LARGEST_ARCHIVE = 16 * 1024 * MEBIBYTE
"""Bytes of all members of a zip, unpacked."""
HIGHEST_RATIO = 200
"""How many times larger than packed a member of a zip may be, once it is larger than LARGEST_PAGE."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read.

    ``zone`` is the time zone of dates that state none. ``mapping`` goes from a field of the source (dotted
    where it is nested) to a field of the article. ``format`` names the format of every file, whatever it
    is called. ``progress`` is called with the bytes read since the last call, ``on_cut`` with the name of
    a page and the lines of it that are no part of its article.
    """

    zone: tzinfo | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    progress: Callable[[int], None] | None = None
    on_cut: Callable[[str, Sequence[str]], None] | None = None
