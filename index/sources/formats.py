"""Which reader reads a file: by the extension of its name, unless its first bytes say otherwise."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from index.sources import encoding
from index.sources.inputs import Opened
from index.sources.json_lines import Piece
from index.sources.options import ReadOptions
from index.sources.rejecting import NotRead

Reader = Callable[[Opened, ReadOptions], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the extensions of its files, and the module that reads it."""

    extensions: tuple[str, ...]
    module: str

    @property
    def read(self) -> Reader:
        """The reader; its module is loaded when it is first needed: those of pages and feeds are large."""
        reader: Reader = importlib.import_module(self.module).read
        return reader


FORMATS: Mapping[str, Format] = {
    "text": Format(("txt", "text"), "index.sources.page_text"),
    "html": Format(("html", "htm", "xhtml"), "index.sources.html_page"),
    "jsonl": Format(("jsonl", "ndjson"), "index.sources.json_lines"),
    "json": Format(("json",), "index.sources.json_file"),
    "csv": Format(("csv", "tsv", "tab"), "index.sources.table"),
    "feed": Format(("rss", "atom", "rdf", "xml"), "index.sources.feed"),
}
_BY_EXTENSION = {extension: name for name, each in FORMATS.items() for extension in each.extensions}
_PACKED = (".gz", ".xz")
# What the readable text of a file begins with, and the format that it then has, whatever its name.
_BEGINNINGS = (
    ("<?xml", "feed"), ("<rss", "feed"), ("<feed", "feed"), ("<rdf:rdf", "feed"),
    ("<!doctype html", "html"), ("<html", "html"), ("<head", "html"), ("<body", "html"),
    ("[{", "json"), ('{"', "json"),
)  # fmt: skip


def reader_of(opened: Opened, options: ReadOptions) -> Reader:
    """Return the reader for a file; raise NotRead when it is empty, or has none of the formats."""
    if not opened.head:
        raise NotRead("empty", "the file is empty")
    return FORMATS[options.format or _format_of(opened)].read


def _format_of(opened: Opened) -> str:
    by_name = _by_name(opened.name)
    by_content = _by_content(opened.head)
    if by_name in {"jsonl", "json"} and by_content == "json":
        return by_name
    if by_content:
        return by_content
    if by_name is None:
        raise NotRead("unknown-format", f"none of the formats that can be read: {', '.join(FORMATS)}")
    return by_name


def _by_name(name: str) -> str | None:
    if name == "-":
        return "jsonl"
    lower = name.lower()
    for packed in _PACKED:
        lower = lower.removesuffix(packed)
    return _BY_EXTENSION.get(lower.rpartition(".")[2])


def _by_content(head: bytes) -> str | None:
    text = encoding.glimpse(head).lstrip("\ufeff \t\r\n")[:2000].lower()
    squeezed = "".join(text[:40].split()) if text[:1] in {"{", "["} else text
    for beginning, name in _BEGINNINGS:
        if squeezed.startswith(beginning):
            return "html" if name == "feed" and "<html" in text else name
    return None
