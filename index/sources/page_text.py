"""Page text: what a person gets who copies a whole page of a news site into a file.

Nothing is told by its position alone: the first paragraph is known by its length and its full stop, the
headline by its length and its neighbours, names and dates by what they say, furniture by a table.
"""

from collections.abc import Iterator, Sequence

from index.article import Article, Rejected
from index.sources import encoding
from index.sources.composing import compose
from index.sources.inputs import Opened
from index.sources.options import LARGEST_PAGE, ReadOptions
from index.sources.page_foot import read_foot
from index.sources.page_head import Page, opening_without_prose, read_head
from index.sources.page_lines import Line, lines_of
from index.sources.rejecting import NotRead
from index.sources.story import story_of


def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Read the article of a page; raise NotRead where there is none."""
    page = understood(encoding.decode(opened.read_all(LARGEST_PAGE)))
    if not page.parts.title and not page.parts.body:
        raise NotRead("no-article", "neither a headline nor a paragraph on this page")
    if options.on_cut and page.cut:
        options.on_cut(opened.name, page.cut)
    yield compose(page.parts, options.zone)


def understood(text: str) -> Page:
    """Return what a page's text says, and what of it is no part of its article."""
    return page_of(lines_of(text))


def page_of(lines: Sequence[Line]) -> Page:
    """Return what the lines of a page say."""
    opening = next((number for number, line in enumerate(lines) if line.is_prose), None)
    if opening is None:
        opening = opening_without_prose(lines)
    story = story_of(lines[opening:])
    page = read_head(lines[:opening], "\n".join((*story.paragraphs, *story.after)))
    read_foot(page, story.after)
    page.parts.body = "\n".join((*page.lead, *story.paragraphs))
    page.cut += [*story.between, *story.after]
    if page.dates:
        page.parts.published = min(page.dates, key=lambda found: (found.is_update, not found.has_day)).date
    return page
