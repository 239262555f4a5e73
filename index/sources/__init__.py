"""From source files of every kind to articles."""

from index.sources.inputs import size_of
from index.sources.json_lines import Lines
from index.sources.options import ReadOptions
from index.sources.reading import read, unread

__all__ = ["Lines", "ReadOptions", "read", "size_of", "unread"]
