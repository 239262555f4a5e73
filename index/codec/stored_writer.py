"""Writes the articles of a segment as bytes, in compressed blocks."""

from array import array
from collections.abc import Callable, Sequence

import numpy as np
import zstandard

from index.codec import layout
from index.codec.arrays_file import ArraysWriter

COMPRESSION_LEVEL = 3


class StoredWriter:
    """Takes articles in their order; each block goes to ``keep`` when it is full."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        self._keep = keep
        self._compress: Callable[[bytes], bytes] = zstandard.ZstdCompressor(COMPRESSION_LEVEL).compress
        self._first = array("I")
        self._block = array("Q", [0])
        self._sizes = array("I")
        self._open: list[bytes] = []
        self._open_bytes = 0

    def __len__(self) -> int:
        return len(self._sizes)

    @property
    def compressed(self) -> int:
        """How many bytes the compressed blocks have."""
        return self._block[-1]

    def add(self, stored: bytes) -> None:
        """Take the bytes of the next document."""
        self._open.append(stored)
        self._sizes.append(len(stored))
        self._open_bytes += len(stored)
        if self._open_bytes >= layout.STORED_BLOCK:
            self.close()

    def take(self, block: bytes, sizes: Sequence[int]) -> None:
        """Take a block that is compressed already, of documents of these sizes."""
        self.close()
        self._first.append(len(self._sizes))
        self._sizes.extend(sizes)
        self._put(block)

    def close(self) -> None:
        """Close the block that is open, if one is."""
        if self._open:
            self._first.append(len(self._sizes) - len(self._open))
            self._put(self._compress(b"".join(self._open)))
            self._open, self._open_bytes = [], 0

    def write(self, writer: ArraysWriter) -> None:
        """Write the arrays that lead to the articles, once all blocks are closed."""
        writer.put("stored.block", np.array(self._block, np.uint64))
        writer.put("stored.first", np.array(self._first, np.uint32))
        writer.put("stored.size", np.array(self._sizes, np.uint32))

    def _put(self, block: bytes) -> None:
        self._keep(block)
        self._block.append(self._block[-1] + len(block))
