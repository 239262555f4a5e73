"""Text out of pieces of HTML, such as the body fields of JSON files and feeds."""

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|figure|figcaption|blockquote|table|t[rdh]|hr"
    r"|font|center|iframe|script|style|section|article|video|small|sub|sup)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|quot|amp|lt|gt|apos|nbsp|[lr]aquo|[lrbs][sbd]?quo|[nm]dash|hellip|rlm|lrm"
    r"|zwn?j|bull|middot);",
    re.IGNORECASE,
)
_BLOCKS = frozenset((
    "p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption",
    "blockquote", "table", "tr", "hr", "section", "article", "center", "aside", "header", "footer", "main",
    "nav", "dl", "dt", "dd", "pre",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "noscript", "iframe", "template", "svg", "object", "head", "form", "button", "select",
))  # fmt: skip
_SPACES = re.compile(r"\s+")


def plain_text(text: str) -> str:
    """Return the text with its tags and character references read as HTML, where it has any."""
    if "<" in text and _TAG.search(text):
        return text_of(text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """Return the text with its character references read, where it has any."""
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def text_of(fragment: str) -> str:
    """Return the text of a piece of HTML, with a line break around every block."""
    # The tree builder takes bytes: a string with an encoding declaration would be an error to it.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    wrapped = f"<div>{fragment}</div>".encode("utf-8", "ignore")
    return text_within(lxml_html.document_fromstring(wrapped, parser=parser, ensure_head_body=True).body[0])


def text_within(root: lxml_html.HtmlElement) -> str:
    """Return the text of an element; its own line breaks are spaces where it has blocks."""
    has_blocks = any(element.tag in _BLOCKS for element in root.iterdescendants())
    pieces = _pieces(root)
    return "".join(_SPACES.sub(" ", piece) if has_blocks and piece != "\n" else piece for piece in pieces)


def _pieces(root: lxml_html.HtmlElement) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            yield "\n"
        if event == "end":
            yield (element.tail or "") if element is not root else ""
        elif element.tag in _SILENT or not isinstance(element.tag, str):
            walk.skip_subtree()
        else:
            yield element.text or ""
