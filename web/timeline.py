"""The months of the hits as bars of a drawing: pure geometry, no markup."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

MONTHS_AT_MOST = 60
STEP = 10
BAR = 8
HEIGHT = 48
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its period (``2019-09`` or ``2019``), its count, and its place in the drawing."""

    period: str
    count: int
    x: int
    y: int
    height: int
    width: int = BAR


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars from the earliest period to the latest, and the size of the drawing."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT
    by_year: bool = False


def timeline(histogram: Sequence[tuple[str, int]], *, right_to_left: bool) -> Timeline:
    """Lay out a histogram of months, or of years where it spans more than five years of months.

    Time runs in the direction that the page is read in. Months without a hit keep their place.
    """
    counts = Counter(dict(histogram))
    if not counts:
        return Timeline((), 0)
    periods = _months(min(counts), max(counts))
    by_year = len(periods) > MONTHS_AT_MOST
    if by_year:
        counts = _years(counts)
        periods = [f"{year:04}" for year in range(int(min(counts)), int(max(counts)) + 1)]
    width = len(periods) * STEP
    tallest = max(counts.values())
    bars = tuple(
        _bar(period, counts[period], tallest, width - (place + 1) * STEP if right_to_left else place * STEP)
        for place, period in enumerate(periods)
        if counts[period]
    )
    return Timeline(bars, width, by_year=by_year)


def _bar(period: str, count: int, tallest: int, x: int) -> Bar:
    height = max(SHORTEST, round(HEIGHT * count / tallest))
    return Bar(period, count, x, HEIGHT - height, height)


def _months(first: str, last: str) -> list[str]:
    since, until = (int(key[:4]) * 12 + int(key[5:7]) - 1 for key in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(since, until + 1)]


def _years(months: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, count in months.items():
        years[month[:4]] += count
    return years
