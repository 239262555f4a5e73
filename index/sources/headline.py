"""Which line of a page's head is the headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import fold_word
from index.names import is_known
from index.sources.page_lines import Line
from index.sources.page_names import field_of

_USUAL_LENGTH = range(5, 19)
_MOST_SITE_WORDS = 4
_SITE_AFTER = re.compile(r"(.+?)\s+[|–—-]\s+([^|–—]+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the headline, whether a date stands beside it, and whether it looks like names."""

    number: int
    line: Line
    is_before_date: bool
    is_after_date: bool
    is_signature: bool


def best(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that looks most like a headline; the first of equals."""
    return max(candidates, key=_score, default=None)


def without_site(headline: str, elsewhere: str) -> tuple[str, str]:
    """Return the headline without the name of its site at the end, as browser tabs show it, and the name.

    The name is known, or the folded rest of the page, ``elsewhere``, has it or the headline without it.
    """
    match = _SITE_AFTER.fullmatch(headline)
    if match is None or len(match[2].split()) > _MOST_SITE_WORDS:
        return headline, ""
    again = any(fold_word(part) in elsewhere for part in match.groups())
    is_site = field_of(match[2]) in {"site", "source"} or (again and not is_known("place", match[2]))
    return (match[1], match[2]) if is_site else (headline, "")


def _score(candidate: Candidate) -> float:
    words = candidate.line.words
    score = 4.0 if words in _USUAL_LENGTH else 2.0 if words >= _USUAL_LENGTH.stop else words / 4
    score += 2 * candidate.is_before_date + candidate.is_after_date + candidate.line.apart
    unlikely = candidate.line.text.endswith(".") + candidate.is_signature
    return score - 3 * unlikely - 0.5 * candidate.number
