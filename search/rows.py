"""Words in a row, and words near one another, told from their positions."""

from collections import Counter
from collections.abc import Iterable, Sequence


def in_a_row(slots: Iterable[Iterable[int]]) -> list[int]:
    """Return the positions, ascending, at which a row begins that has one position of each slot in turn.

    Slots after one that ends all rows are not asked for.
    """
    starts: set[int] | None = None
    for number, positions in enumerate(slots):
        here = {position - number for position in positions}
        starts = here if starts is None else starts & here
        if not starts:
            return []
    return sorted(starts or ())


def near(positions: Sequence[Iterable[int]], needed: Sequence[int], width: int) -> list[tuple[int, int]]:
    """Return the windows, first and last position, of at most ``width`` words that hold all that is needed.

    ``needed`` says how many positions of each of the ``positions`` a window must have. Windows are the
    narrowest ones: none holds another.
    """
    stream = sorted((position, kind) for kind, all_of in enumerate(positions) for position in all_of)
    missing = Counter(dict(enumerate(needed)))
    lacking = len(needed)
    windows: list[tuple[int, int]] = []
    left = 0
    for last, kind in stream:
        missing[kind] -= 1
        lacking -= missing[kind] == 0
        while not lacking:
            first, leaving = stream[left]
            missing[leaving] += 1
            left += 1
            if missing[leaving] > 0:
                lacking += 1
                if last - first < width:
                    windows.append((first, last))
    return windows
