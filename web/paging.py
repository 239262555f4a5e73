"""Page numbers: which ones a reader of a long list of hits is offered."""

from collections.abc import Sequence

AROUND = 2


def last_page(hits: int, size: int) -> int:
    """Return the number of the last page, at least 1."""
    return max(1, -(-hits // size))


def page_window(current: int, last: int) -> Sequence[int | None]:
    """Return the first page, those around the current one and the last, with None where some are left out."""
    shown = sorted({1, last, *range(max(1, current - AROUND), min(last, current + AROUND) + 1)})
    window: list[int | None] = []
    for page in shown:
        previous = window[-1] if window else page - 1
        if previous is not None and page - previous > 1:
            window.append(None)
        window.append(page)
    return window
