"""From source files of every kind to articles."""

from index.sources.inputs import size_of
from index.sources.options import ReadOptions
from index.sources.reading import read

__all__ = ["ReadOptions", "read", "size_of"]
