"""Hits as CSV (RFC 4180) that spreadsheets open as Arabic text and never as formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from search.answer import Hit

COLUMNS = (
    "id",
    "title",
    "published",
    "sections",
    "source",
    "site",
    "place",
    "author",
    "url",
    "score",
    "opening",
)
# A spreadsheet takes UTF-8 for UTF-8 only where the file begins with this.
_BYTE_ORDER_MARK = "\ufeff"
# OWASP, "CSV Injection": a cell that begins with one of these is run as a formula. Full-width forms too.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_OPENING_LENGTH = 500


def csv_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the header and then one row a hit; the first line begins with a byte order mark."""
    yield _BYTE_ORDER_MARK + _row(COLUMNS)
    for hit in hits:
        yield _row([harmless(cell) for cell in _cells(hit)])


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it: an apostrophe goes before what looks like a formula."""
    stripped = cell.lstrip(" \u00a0\u200e\u200f\ufeff")
    return f"'{cell}" if cell[:1] in _FORMULA_STARTS or stripped[:1] in _FORMULA_STARTS else cell


def _cells(hit: Hit) -> Sequence[str]:
    article = hit.article
    return (
        article.id,
        article.title,
        article.published.isoformat() or "",
        "، ".join(article.sections),
        article.source,
        article.site,
        article.place,
        article.author,
        article.url,
        f"{hit.score:.6f}",
        article.paragraphs[0][:_OPENING_LENGTH] if article.body else "",
    )


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
