"""The paragraphs of a story, out of the lines from its first paragraph to the end of the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.sources.furniture import Kind, furniture, is_heading_of_box
from index.sources.page_lines import Line
from index.sources.page_names import date_line, is_name, labelled
from index.sources.wire_marks import without_wire_mark

_FEW_WORDS = 6
_FEWER_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Story:
    """The paragraphs, the lines between them that are none of the story, and those that come after it."""

    paragraphs: list[str] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def story_of(lines: Sequence[Line]) -> Story:
    """Return the story that begins with the first line."""
    story = Story()
    kept: list[Line] = []
    box: Kind | None = None
    for number, line in enumerate(lines):
        kind = None if _only_begins_like_furniture(lines[number:]) else furniture(line.text)
        if kind is Kind.END and kept:
            story.after = [line.text for line in lines[number:]]
            break
        if kind in {Kind.BOX, Kind.RELATED}:
            box = kind if is_heading_of_box(line.text) else box
        if kind or (box and not _resumes(lines[number:], box)):
            story.between.append(line.text)
        else:
            box = None
            kept.append(line)
    _move_trailing(kept, story)
    story.paragraphs = [text for line in kept if (text := without_wire_mark(line.text))]
    return story


def _only_begins_like_furniture(lines: Sequence[Line]) -> bool:
    """Return whether a line is a sentence amid the story that merely begins as furniture does."""
    line, following = lines[0], lines[1:2]
    if not (line.is_ended_sentence and following and following[0].ends_sentence):
        return False
    return furniture(line.text) is Kind.LINE and not is_heading_of_box(line.text)


def _resumes(lines: Sequence[Line], box: Kind) -> bool:
    """Return whether the story goes on here, after a box.

    A box within the story holds headlines, so a sentence with a full stop ends it. Related pieces at the end
    of a page show a teaser too, but not several in a row.
    """
    if box is Kind.BOX:
        return lines[0].is_full_paragraph or lines[0].is_ended_sentence
    coming = lines[:2]
    return len(coming) == 2 and all(line.is_full_paragraph for line in coming)


def _move_trailing(kept: list[Line], story: Story) -> None:
    """Move lines from the story's end to what comes after it, as long as they are no sentences."""
    spaced = sum(line.apart for line in kept[1:]) * 2 > len(kept[1:])
    while len(kept) > 1 and _is_trailing(kept[-1], kept[-2], spaced=spaced):
        story.after.insert(0, kept.pop().text)


def _is_trailing(line: Line, before: Line, *, spaced: bool) -> bool:
    if line.text.startswith("#") and all(word.startswith("#") for word in line.text.split()):
        return True
    if labelled(line.text) or not _WORD.search(line.text):
        return True
    if line.ends_sentence or before.text.endswith(":"):
        return False
    if date_line(line.text) or is_name(line.text):
        return True
    few = _FEWER_WORDS if spaced else _FEW_WORDS
    return line.apart and line.words <= few
