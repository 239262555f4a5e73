"""The shapes that only the API gives, beside the records of the answer."""

from typing import TypedDict


class Suggestions(TypedDict):
    """Words and phrases to go on with."""

    suggestions: list[str]


class Problem(TypedDict):
    """What went wrong (RFC 9457): ``code`` for machines, ``detail`` in English, ``detail_ar`` in Arabic."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    detail_ar: str
