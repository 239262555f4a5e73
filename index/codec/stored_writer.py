"""Writes the articles of a segment as bytes, in compressed blocks."""

from array import array
from collections.abc import Callable, Sequence

import numpy as np
import zstandard

from index.codec import layout
from index.codec.arrays_file import ArraysWriter

COMPRESSION_LEVEL = 3


class StoredWriter:
    """Writes articles in their order.

    Each block goes to the file when it is full, so no other array may be begun before ``finish``.
    """

    def __init__(self, writer: ArraysWriter) -> None:
        self._writer = writer
        self._compress: Callable[[bytes], bytes] = zstandard.ZstdCompressor(COMPRESSION_LEVEL).compress
        self._first = array("I")
        self._block = array("Q", [0])
        self._sizes = array("I")
        self._open: list[bytes] = []
        self._open_bytes = 0
        writer.begin("stored.data", "u1")

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, stored: bytes) -> None:
        """Take the bytes of the next document."""
        self._open.append(stored)
        self._sizes.append(len(stored))
        self._open_bytes += len(stored)
        if self._open_bytes >= layout.STORED_BLOCK:
            self._close()

    def take(self, block: bytes, sizes: Sequence[int]) -> None:
        """Take a block that is compressed already, of documents of these sizes."""
        self._close()
        self._first.append(len(self._sizes))
        self._sizes.extend(sizes)
        self._put(block)

    def finish(self) -> None:
        """Write what is left, and the arrays that lead to the articles."""
        self._close()
        self._writer.put("stored.block", np.array(self._block, np.uint64))
        self._writer.put("stored.first", np.array(self._first, np.uint32))
        self._writer.put("stored.size", np.array(self._sizes, np.uint32))

    def _close(self) -> None:
        """Close the block that is open, if one is."""
        if self._open:
            self._first.append(len(self._sizes) - len(self._open))
            self._put(self._compress(b"".join(self._open)))
            self._open, self._open_bytes = [], 0

    def _put(self, block: bytes) -> None:
        self._writer.more(np.frombuffer(block, np.uint8))
        self._block.append(self._block[-1] + len(block))
