"""JSON texts, and what passes for them in the wild."""

import json
from typing import Any

import msgspec

from index.sources import encoding
from index.sources.rejecting import NotRead

_decode = msgspec.json.Decoder().decode


def decoded(text: bytes) -> Any:
    """Return the value of a JSON text, all of it fit for being written again; raise NotRead where it is none.

    What Python's own reader takes (NaN, raw control characters, halves of surrogate pairs) is read too.
    """
    try:
        return _decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _leniently_decoded(text)


def _leniently_decoded(text: bytes) -> Any:
    try:
        value = json.loads(encoding.decode_line(text), strict=False, parse_constant=lambda _: None)
        return _decode(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotRead("bad-json", f"no JSON: {error}") from error
