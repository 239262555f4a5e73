"""Reading sources: every file finds its reader, and nothing unreadable stops the rest."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Article, Rejected
from index.sources.field_names import checked_mapping
from index.sources.formats import reader_of
from index.sources.inputs import BROKEN, SourceFile, files_of, opened
from index.sources.json_lines import Lines, Piece
from index.sources.options import ReadOptions
from index.sources.rejecting import NotRead

_DEFAULTS = ReadOptions()


def read(sources: Iterable[str | Path], options: ReadOptions = _DEFAULTS) -> Iterator[Article | Rejected]:
    """Read files, folders, zip archives and ``-`` (JSONL on standard input).

    Whatever cannot be read is yielded as a Rejected, and reading goes on. The order is that of the sources,
    and of names within folders and archives. Raises BadMapping for a mapping to unknown fields.
    """
    return _all_read(unread(sources, options))


def unread(sources: Iterable[str | Path], options: ReadOptions = _DEFAULTS) -> Iterator[Piece]:
    """Do what ``read`` does, but leave lines of JSONL to be read, some at a time."""
    checked_mapping(options.mapping)
    return _unread(sources, options)


def _unread(sources: Iterable[str | Path], options: ReadOptions) -> Iterator[Piece]:
    for file in files_of(sources):
        if isinstance(file, Rejected):
            yield file
        else:
            yield from _pieces_of(file, options)


def read_file(file: SourceFile, options: ReadOptions = _DEFAULTS) -> Iterator[Article | Rejected]:
    """Read one file; what of it cannot be read is yielded as a Rejected."""
    return _all_read(_pieces_of(file, options))


def _pieces_of(file: SourceFile, options: ReadOptions) -> Iterator[Piece]:
    try:
        source = opened(file, options.progress)
        with source.stream:
            yield from reader_of(source, options)(source, options)
    except NotRead as reason:
        yield reason.rejected(file.name)
    except BROKEN as error:
        message = f"the file breaks off: {error or type(error).__name__}"
        yield Rejected(file=file.name, reason="unreadable", message=message)


def _all_read(pieces: Iterable[Piece]) -> Iterator[Article | Rejected]:
    for piece in pieces:
        if isinstance(piece, Lines):
            yield from piece.read()
        else:
            yield piece
