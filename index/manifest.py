"""What a generation says of itself: format, fields, analysis, counts, and the checksum of every file."""

import datetime as dt
from typing import Any

import msgspec

from index.durable import digest

MANIFEST = "manifest.json"


class FileEntry(msgspec.Struct, frozen=True):
    """A file of a generation: bytes, BLAKE2b digest, and the generation that wrote it."""

    size: int
    checksum: str
    written_by: str


class SegmentEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A segment of a generation: its file, its documents, and, if any are deleted, how many and the mask."""

    file: str
    documents: int
    deleted: int = 0
    mask: str = ""

    @property
    def live(self) -> int:
        """How many documents are not deleted."""
        return self.documents - self.deleted


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The description of one generation.

    ``parent`` is the generation that it was made from, ``previous`` the one that a rollback returns to.
    ``articles`` counts what can be found, ``documents`` also what is deleted but not yet merged away.
    ``report`` is the report of the command that made it. ``seal`` is the digest of all the rest.
    """

    format: int
    id: str
    created: dt.datetime
    made_by: str
    parent: str | None
    previous: str | None
    schema: dict[str, str]
    analysis: str
    articles: int
    documents: int
    segments: tuple[SegmentEntry, ...]
    files: dict[str, FileEntry]
    report: dict[str, Any] = {}
    seal: str = ""

    @property
    def size(self) -> int:
        """The bytes of all files, those that are shared with other generations included."""
        return sum(entry.size for entry in self.files.values())


def encode(manifest: Manifest) -> bytes:
    """Return the sealed manifest as indented JSON."""
    sealed = msgspec.structs.replace(manifest, seal=_seal(manifest))
    return msgspec.json.format(msgspec.json.encode(sealed), indent=2) + b"\n"


def decode(data: bytes) -> Manifest:
    """Return the manifest; raise ValueError or msgspec.DecodeError where a byte is not as it was written."""
    manifest = msgspec.json.decode(data, type=Manifest)
    if encode(manifest) != data:
        raise ValueError("its seal does not match its content")
    return manifest


def _seal(manifest: Manifest) -> str:
    bare = msgspec.json.encode(msgspec.structs.replace(manifest, seal=""), order="sorted")
    return digest(bare)
