"""What a generation says of itself: format, fields, analysis, counts, and the checksum of every file."""

import datetime as dt
from typing import Any

import msgspec

from index import schema
from index.durable import digest

MANIFEST = "manifest.json"


class OtherFormat(ValueError):
    """Raised for a whole manifest of another format than this version's, whose number is ``format``."""

    def __init__(self, number: int) -> None:
        super().__init__(f"it is of format {number}")
        self.format = number


class FileEntry(msgspec.Struct, frozen=True):
    """A file of a generation: bytes, the checksum that its header holds, the generation that wrote it."""

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
    ``lexicon`` is the file of the lexicon that all its words were analysed with.
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
    lexicon: str
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
    """Return the manifest; raise ValueError or msgspec.DecodeError where a byte is not as it was written.

    Raises OtherFormat where all is well, but of another format.
    """
    told = msgspec.json.decode(data, type=dict[str, Any])
    if told.get("format") != schema.FORMAT and told.get("seal") == _seal(told):
        raise OtherFormat(told["format"])
    manifest = msgspec.json.decode(data, type=Manifest)
    if encode(manifest) != data:
        raise ValueError("its seal does not match its content")
    return manifest


def _seal(manifest: Manifest | dict[str, Any]) -> str:
    bare = msgspec.to_builtins(manifest) | {"seal": ""}
    return digest(msgspec.json.encode(bare, order="sorted"))
