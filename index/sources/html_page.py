"""HTML pages: trafilatura for the text; JSON-LD, OpenGraph and the page's other marks for the fields."""

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import Document

from index.analysis import fold_word
from index.article import Article, Rejected
from index.sources import encoding
from index.sources.fields import FieldReader
from index.sources.headline import without_site
from index.sources.html_fields import Record, is_marked_as_article, linked_article, marked_fields
from index.sources.inputs import Opened
from index.sources.markup import text_within
from index.sources.options import LARGEST_PAGE, ReadOptions
from index.sources.page_head import Page
from index.sources.page_lines import Line
from index.sources.page_text import page_of, understood
from index.sources.rejecting import NotRead
from index.sources.text import tidy_line, tidy_paragraphs

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD = 4096
"""Bytes within which a page declares its encoding."""
_FEWEST_PARAGRAPHS = 2
_LEAD_WORDS = 8
# What the words around a story say, where nothing marks it.
_SAID = ("title", "published", "sections", "source", "place", "author", "site")


def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Read the article of a page; raise NotRead where there is none."""
    source = _source(opened.read_all(LARGEST_PAGE))
    tree = _tree(source)
    linked = linked_article(tree)
    record = {**marked_fields(tree), **linked}
    _part_site_from_title(record, tree)
    page = _story(tree, record)
    if not (linked or is_marked_as_article(tree) or _reads_like_one(page)):
        raise NotRead("no-article", "no article is marked on this page, and its text does not read like one")
    if options.on_cut and page.cut:
        options.on_cut(opened.name, page.cut)
    _add_said(record, page, tree)
    yield FieldReader(options).read({**record, "body": page.parts.body}, opened.name)


def _source(data: bytes) -> str:
    declared = match[1].decode("ascii", "replace") if (match := _CHARSET.search(data[:_HEAD])) else None
    return _DECLARATION.sub("", encoding.decode(data, declared).removeprefix("\ufeff"))


def _tree(source: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        return lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NotRead("no-article", f"no HTML page: {error}") from error


def _part_site_from_title(record: Record, tree: lxml_html.HtmlElement) -> None:
    """Take the site's name off the headline, or from the title of the browser's tab."""
    record["title"], site = without_site(record.get("title", ""), fold_word(record.get("site", "")))
    if not record.get("site"):
        tab = tidy_line(tree.findtext(".//title") or "")
        record["site"] = site or without_site(tab, fold_word(record["title"]))[1]


def _story(tree: lxml_html.HtmlElement, record: Record) -> Page:
    """Return the page of the extracted text, or of the linked text where that is far longer."""
    extracted = trafilatura.bare_extraction(tree, include_comments=False)
    text = tidy_paragraphs(extracted.text or "") if isinstance(extracted, Document) else ""
    linked = record.get("body", "")
    # Where both are the same words, the linked text still has its paragraphs.
    fuller = len(linked) > 2 * len(text) or linked.split() == text.split()
    return _page(linked if fuller else text, record["title"])


def _page(text: str, title: str) -> Page:
    folded = fold_word(title)
    lines = [Line(line, apart=False) for line in text.splitlines() if fold_word(line) != folded]
    page = page_of(lines)
    chosen = page.parts.title
    if title and chosen:
        page.parts.title = title
        if len(chosen.split()) >= _LEAD_WORDS or chosen.endswith("."):
            page.parts.body = "\n".join(filter(None, (chosen, page.parts.body)))
        else:
            page.cut.insert(0, chosen)
    return page


def _reads_like_one(page: Page) -> bool:
    paragraphs = [line for text in page.parts.body.splitlines() if (line := Line(text, apart=False)).is_prose]
    return len(paragraphs) >= _FEWEST_PARAGRAPHS


def _add_said(record: Record, page: Page, tree: lxml_html.HtmlElement) -> None:
    """Add the fields that nothing marks, from the extracted text, then from all that is visible."""
    pages = [page]
    if not record.get("published") or not record.get("title"):
        visible = understood(text_within(tree))
        if not record.get("title") or fold_word(visible.parts.title) == fold_word(record["title"]):
            pages.append(visible)
    for name in _SAID:
        said = (getattr(each.parts, name) for each in pages)
        if not record.get(name) and (value := next(filter(None, said), None)):
            record[name] = value
