"""Reading sources: every file finds its reader, and nothing unreadable stops the rest."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.article import Article, Rejected
from index.sources.field_names import checked_mapping
from index.sources.formats import reader_of
from index.sources.inputs import BROKEN, SourceFile, files_of, opened
from index.sources.options import ReadOptions
from index.sources.rejecting import NotRead

_DEFAULTS = ReadOptions()


def read(sources: Iterable[str | Path], options: ReadOptions = _DEFAULTS) -> Iterator[Article | Rejected]:
    """Read files, folders, zip archives and ``-`` (JSONL on standard input).

    Whatever cannot be read is yielded as a Rejected, and reading goes on. The order is that of the sources,
    and of names within folders and archives. Raises BadMapping for a mapping to unknown fields.
    """
    checked_mapping(options.mapping)
    return _read(sources, options)


def _read(sources: Iterable[str | Path], options: ReadOptions) -> Iterator[Article | Rejected]:
    for file in files_of(sources):
        if isinstance(file, Rejected):
            yield file
        else:
            yield from read_file(file, options)


def read_file(file: SourceFile, options: ReadOptions = _DEFAULTS) -> Iterator[Article | Rejected]:
    """Read one file; what of it cannot be read is yielded as a Rejected."""
    try:
        source = opened(file, options.progress)
        with source.stream:
            yield from reader_of(source, options)(source, options)
    except NotRead as reason:
        yield reason.rejected(file.name)
    except BROKEN as error:
        message = f"the file breaks off: {error or type(error).__name__}"
        yield Rejected(file=file.name, reason="unreadable", message=message)
