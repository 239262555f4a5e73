"""Tidy text: whitespace and control characters, and nothing else."""

import re

# Cc but for the tab, lone surrogates, and the byte order mark where it marks nothing.
_UNPRINTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]+")
_SPACES = re.compile(r"\s+")


def tidy_line(text: str) -> str:
    """Return the text on one line, with single spaces, and without control characters."""
    if _is_tidy(text):
        return text.strip()
    return _SPACES.sub(" ", _UNPRINTED.sub("", text)).strip()


def tidy_paragraphs(text: str) -> str:
    """Return the paragraphs of a text, tidied, one a line; empty ones are dropped."""
    if _is_tidy(text.replace("\n", " ")):
        return text.strip()
    return "\n".join(filter(None, map(tidy_line, text.splitlines())))


def _is_tidy(text: str) -> bool:
    """Return whether a line needs nothing but its ends stripped, in far less time than that would take."""
    return "  " not in text and text.isprintable()
