"""The lines of a page, and what each looks like on its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.sources.text import tidy_line
from index.sources.wire_marks import without_wire_mark

_PROSE_WORDS = 8
_LONG_PROSE_WORDS = 20
_LONGEST_HEADLINE = 40
_ANNOUNCING_WORDS = 12
_FULL_PROSE_WORDS = 15
_SENTENCE_END = re.compile(r"[.؟!…][”\"»)\]]*$|[”\"»)\]]$")
_FULL_STOP = re.compile(r"(?<!\.)\.[”\"»)\]]*$")
# Texts that are broken at a fixed width: their lines are this long, and rarely end a sentence.
_BROKEN_AT = range(40, 121)
_FEWEST_BROKEN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, tidied; ``apart`` when an empty line stands before it."""

    text: str
    apart: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as sentences do, a wire mark at its end left aside."""
        return _SENTENCE_END.search(without_wire_mark(self.text)) is not None

    @property
    def is_prose(self) -> bool:
        """Whether it can only be a paragraph: headlines are shorter, and have no full stop or clauses."""
        if self.words >= _LONG_PROSE_WORDS and (self.ends_sentence or "،" in self.text):
            return True
        if self.words >= _ANNOUNCING_WORDS and self.text.endswith(":"):
            return True
        return self.is_ended_sentence or self.words > _LONGEST_HEADLINE

    @property
    def is_ended_sentence(self) -> bool:
        """Whether it is as long as a sentence, and ends with a full stop; headlines have none."""
        return self.words >= _PROSE_WORDS and _FULL_STOP.search(without_wire_mark(self.text)) is not None

    @property
    def is_full_paragraph(self) -> bool:
        """Whether it is a paragraph and no teaser: long, and ended."""
        is_teaser = self.text.endswith(("…", "..."))
        return self.words >= _FULL_PROSE_WORDS and self.ends_sentence and not is_teaser


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text; where sentences are broken at a fixed width, they are made whole."""
    lines: list[Line] = []
    apart = False
    for printed in text.splitlines():
        tidied = tidy_line(printed)
        if tidied:
            lines.append(Line(tidied, apart))
        apart = not tidied
    return _rejoined(lines) if _is_broken(lines) else lines


def _is_broken(lines: Sequence[Line]) -> bool:
    """Return whether the text's lines are broken at a width, and its paragraphs stand apart."""
    inside = [line for line, following in pairwise(lines) if not following.apart]
    of_width = [line for line in inside if len(line.text) in _BROKEN_AT]
    if len(of_width) < max(_FEWEST_BROKEN, 0.8 * len(inside)):
        return False
    return sum(line.ends_sentence for line in of_width) < 0.4 * len(of_width)


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    whole: list[Line] = []
    for before, line in pairwise((Line("", apart=True), *lines)):
        if whole and not line.apart and len(before.text) in _BROKEN_AT:
            whole[-1] = Line(f"{whole[-1].text} {line.text}", whole[-1].apart)
        else:
            whole.append(line)
    return whole
