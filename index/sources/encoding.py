"""The encodings of Arabic news files, detected: UTF-8, UTF-16 and windows-1256.

Strict UTF-8 is the rule. A byte order mark names its encoding. UTF-16 without a mark shows itself by its
high bytes, which are 0x00 (Latin) or 0x06 (Arabic) at every second place. What is not UTF-8 is taken for
windows-1256 only if it then reads like Arabic. UTF-8 in which a byte here and there is damaged is read with
U+FFFD in the place of each.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from index.sources.rejecting import NotRead

UTF_8, WINDOWS_1256 = "utf-8", "windows-1256"
UTF_8_MARK = codecs.BOM_UTF8
_MARKS = (
    (UTF_8_MARK, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# High bytes of UTF-16 in Arabic text: Latin and digits, Arabic, general punctuation, presentation forms.
_HIGH_BYTES = frozenset(b"\x00\x06\x20\xfb\xfe")
_SAMPLE = 4096
_ARABIC = re.compile("[ء-غـ-يً-ْ،؛؟پچژگ]")
_FOREIGN = re.compile("[^\x00-\x7f]")
# UTF-8 that is read as windows-1256 has letters for its lead bytes only, which is half of them.
_LEAST_ARABIC = 0.8
_REPLACEMENT = "\ufffd"
_SOUND = 20
"""Arabic letters for each damaged byte, at least, in UTF-8 that can still be read."""


def undecodable() -> NotRead:
    """Return the rejection of bytes that are no text."""
    return NotRead(
        "undecodable",
        "the bytes are neither UTF-8 nor UTF-16 nor Arabic in windows-1256; convert the file to UTF-8",
    )


def detect(head: bytes) -> str:
    """Return the name of the encoding of a file that begins with these bytes; raise NotRead for no text."""
    for mark, marked in _MARKS:
        if head.startswith(mark):
            return marked
    if encoding := _utf_16(head[:_SAMPLE]):
        return encoding
    if _begins_utf_8(head):
        return UTF_8
    if is_windows_1256(head):
        return WINDOWS_1256
    _damaged_utf_8(head)
    return UTF_8


def detect_lines(head: bytes) -> str:
    """Return ``utf-16…`` or ``utf-8`` for a file of lines; the latter's lines are then told one by one.

    Raises NotRead where none of the first lines is text.
    """
    try:
        found = detect(head)
    except NotRead:
        if all(line is None for line in decoded_lines(head.splitlines(), UTF_8)):
            raise
        return UTF_8
    return found if found.startswith("utf-16") else UTF_8


def glimpse(head: bytes) -> str:
    """Return the text that a file begins with, as far as it is text."""
    try:
        return head.decode(detect(head), "replace")
    except NotRead:
        return head.decode(UTF_8, "replace")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of bytes, by what was declared where that holds, else by detection; raise NotRead."""
    with suppress(UnicodeDecodeError):
        if not data.startswith(UTF_8_MARK) and _utf_16(data[:_SAMPLE]) is None:
            return data.decode(UTF_8)
    if declared:
        with suppress(LookupError, UnicodeDecodeError, ValueError):
            return data.decode(declared)
    encoding = detect(data)
    if encoding == UTF_8:
        return decode_line(data)
    return data.decode(encoding, "replace")


def decode_line(line: bytes) -> str:
    """Return the text of one line of a file that is UTF-8 or windows-1256; raise NotRead for others."""
    with suppress(UnicodeDecodeError):
        return line.decode(UTF_8)
    return line.decode(WINDOWS_1256) if is_windows_1256(line) else _damaged_utf_8(line)


def decoded_lines(lines: Iterable[bytes], encoding: str) -> Iterator[str | None]:
    """Decode a file's lines, each on its own; None stands for a line that is no text."""
    if encoding.startswith("utf-16"):
        yield from _utf_16_lines(lines, encoding)
        return
    for number, line in enumerate(lines):
        try:
            yield decode_line(line.removeprefix(UTF_8_MARK) if number == 0 else line)
        except NotRead:
            yield None


def is_windows_1256(data: bytes) -> bool:
    """Return whether the bytes read like Arabic in windows-1256."""
    try:
        text = data.decode(WINDOWS_1256)
    except UnicodeDecodeError:
        return False
    foreign = len(_FOREIGN.findall(text))
    arabic = len(_ARABIC.findall(text))
    return arabic >= _LEAST_ARABIC * foreign > 0


def _damaged_utf_8(data: bytes) -> str:
    """Return the text of UTF-8 with few damaged bytes; raise NotRead for more."""
    text = data.decode(UTF_8, "replace")
    damaged = text.count(_REPLACEMENT)
    if damaged * _SOUND > len(_ARABIC.findall(text)):
        raise undecodable()
    return text


def _utf_16(head: bytes) -> str | None:
    even, odd = Counter(head[::2]), Counter(head[1::2])
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if high.total() and _share(high) >= 0.9 > _share(low) and (high[0] or high[6]):
            return encoding
    return None


def _share(counts: Counter[int]) -> float:
    return sum(counts[byte] for byte in _HIGH_BYTES) / (counts.total() or 1)


def _begins_utf_8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(UTF_8)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _utf_16_lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    for chunk in chunks:
        *lines, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from (line + "\n" for line in lines)
    yield rest + decoder.decode(b"", final=True)
