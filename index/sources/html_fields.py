"""What an HTML page says of its article beside the text: JSON-LD, OpenGraph, microdata, ``time``."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import html as lxml_html

from index.analysis import fold_word
from index.sources import values
from index.sources.json_values import decoded
from index.sources.rejecting import NotRead
from index.sources.text import tidy_line

Record = dict[str, Any]

_ARTICLE_TYPES = ("Article", "Posting")
_MOST_DEPTH = 5
# The properties of a schema.org article that are fields of ours, the better ones first.
_LINKED: Mapping[str, tuple[str, ...]] = {
    "title": ("headline", "name"),
    "body": ("articleBody",),
    "published": ("datePublished", "dateCreated"),
    "sections": ("articleSection",),
    "author": ("author",),
    "site": ("publisher",),
    "source": ("sourceOrganization", "provider"),
    "place": ("dateline", "contentLocation", "locationCreated"),
    "url": ("url", "mainEntityOfPage"),
}
# Where a field stands when JSON-LD does not say it: XPath to values, the better ones first.
_MARKS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "//meta[@property='og:title']/@content",
        "//*[@itemprop='headline']/@content",
        "//article//h1",
        "//h1",
        "//meta[@name='twitter:title']/@content",
        "//title",
    ),
    "published": (
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//meta[@name='pubdate' or @name='publishdate' or @name='date' or @name='DC.date.issued'"
        " or @name='dcterms.created' or @name='parsely-pub-date']/@content",
        "//article//time/@datetime",
        "//time[@pubdate]/@datetime",
        "//time/@datetime",
        "//article//time",
    ),
    "sections": ("//meta[@property='article:section']/@content", "//*[@itemprop='articleSection']/@content"),
    "author": (
        "//meta[@name='author']/@content",
        "//*[@itemprop='author']//*[@itemprop='name']",
        "//*[@rel='author']",
        "//*[contains(concat(' ', @class, ' '), ' byline ')]",
    ),
    "site": ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content"),
    "url": ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
    "description": ("//meta[@property='og:description']/@content", "//meta[@name='description']/@content"),
    "keywords": ("//meta[@property='article:tag']/@content", "//meta[@name='keywords']/@content"),
}
_SEVERAL = frozenset({"sections", "keywords"})
_EVIDENCE = (
    "//meta[@property='og:type'][starts-with(@content, 'article')]",
    "//meta[@property='article:published_time']",
    "//*[@itemprop='articleBody']",
)


def linked_article(tree: lxml_html.HtmlElement) -> Record:
    """Return the fields of the page's schema.org article, those that are no fields of ours as they are."""
    found = _own_article(tree)
    record: Record = {}
    for target, names in _LINKED.items():
        record[target] = next(
            filter(None, (values.READERS[target](found.pop(name, None)) for name in names)), None
        )
    rest = {name: value for name, value in found.items() if not name.startswith("@") and _is_plain(value)}
    return {**rest, **{target: value for target, value in record.items() if value}}


def marked_fields(tree: lxml_html.HtmlElement) -> Record:
    """Return the fields that the page marks otherwise."""
    record: Record = {}
    for name in _MARKS:
        if found := _marks(tree, name):
            record[name] = found if name in _SEVERAL else found[0]
    return record


def _marks(tree: lxml_html.HtmlElement, name: str) -> list[str]:
    return next(filter(None, (_texts(tree.xpath(path)) for path in _MARKS[name])), [])


def is_marked_as_article(tree: lxml_html.HtmlElement) -> bool:
    """Return whether the page says that it is an article."""
    return any(tree.xpath(path) for path in _EVIDENCE)


def _own_article(tree: lxml_html.HtmlElement) -> Record:
    """Return the linked article that the page is about: of several, the one with its address or headline."""
    nodes = list(_linked_nodes(tree))
    articles = [node for node in nodes if _is_article(node)]
    marked = {name: fold_word(text) for name in ("url", "title") for text in _marks(tree, name)[:1]}
    own = [article for article in articles if _is_about(article, marked)]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    found = next(iter(own or articles), {})
    return {name: _referred(value, named) for name, value in found.items()}


def _is_about(article: Record, marked: Mapping[str, str]) -> bool:
    return any(
        fold_word(values.READERS[target](article.get(name))) == marked.get(target)
        for target in ("url", "title")
        for name in _LINKED[target]
        if article.get(name)
    )


def _referred(value: Any, named: Mapping[str, Record]) -> Any:
    """Return the node that a value merely refers to by its ``@id``, so far as the page has it."""
    if isinstance(value, list):
        return [_referred(item, named) for item in value]
    if isinstance(value, dict) and value.keys() <= {"@id", "@type"} and "@id" in value:
        return named.get(str(value["@id"]), value)
    return value


def _linked_nodes(tree: lxml_html.HtmlElement) -> Iterator[Record]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = decoded((script.text or "").strip().strip(";").encode("utf-8", "replace"))
        except NotRead:
            continue
        yield from _nodes(value, _MOST_DEPTH)


def _nodes(value: Any, depth: int) -> Iterator[Record]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth)
    elif isinstance(value, dict) and depth:
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(name), depth - 1)


def _is_article(node: Record) -> bool:
    kinds = node.get("@type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return isinstance(kinds, list) and any(str(kind).endswith(_ARTICLE_TYPES) for kind in kinds)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str | int) for item in value)
    return isinstance(value, str | int | float)


def _texts(found: Iterable[Any]) -> list[str]:
    texts = (each if isinstance(each, str) else each.text_content() for each in found)
    return [tidied for text in texts if (tidied := tidy_line(text))]
