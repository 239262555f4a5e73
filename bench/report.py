"""The figures as Markdown tables."""

from collections.abc import Mapping, Sequence

from bench.building import Built
from bench.http_load import CLIENTS, Load
from bench.rounds import Spread

OURS = "kashaf"
_MIB = 2**20
_ABSENT = "-"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first hold figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def builds(built: Sequence[tuple[str, Built]], raw_bytes: int) -> str:
    """Return what each build took, and each index beside the raw text."""
    head = (
        "engine",
        "writers",
        "articles/s",
        f"{OURS}'s / its",
        "peak MiB",
        "index MiB",
        "index / raw text",
    )
    ours = dict(built).get(OURS)
    rows = [
        (
            name,
            str(one.procs),
            f"{one.rate:,.0f}",
            f"{ours.rate / one.rate:.2f}" if ours else _ABSENT,
            f"{one.peak / _MIB:,.0f}",
            f"{one.figures.size / _MIB:,.1f}",
            f"{one.figures.size / raw_bytes:.2f}",
        )
        for name, one in built
    ]
    return table(head, rows)


def sizes(built: Sequence[tuple[str, Built]]) -> str:
    """Return the largest kinds of files of each index, in MiB."""
    lines = []
    for name, one in built:
        largest = sorted(one.figures.sizes.items(), key=lambda item: -item[1])[:8]
        told = ", ".join(f"{kind} {size / _MIB:.1f}" for kind, size in largest)
        lines.append(f"- {name}: {told}")
    return "\n".join(lines) + "\n"


def own_shares(ours: Built, lucene: Built | None, raw_bytes: int) -> str:
    """Return one level beside Lucene's index and the stored articles beside the raw text, where known."""
    figures, lines = ours.figures, []
    if figures.one_level is not None and lucene is not None:
        share = figures.one_level / lucene.figures.size
        lines.append(f"- one level with positions and word sequences / Lucene's index: {share:.2f}")
    if figures.stored is not None:
        lines.append(f"- stored articles / raw text: {figures.stored / raw_bytes:.2f}")
    return "\n".join(lines) + "\n" if lines else ""


def latencies(by_set: Mapping[str, Mapping[str, Spread]], engines: Sequence[str]) -> str:
    """Return medians and p95 in milliseconds, a row for each set of queries."""
    rows = [(name, *(_spread(spreads.get(engine)) for engine in engines)) for name, spreads in by_set.items()]
    return table(("median / p95, ms", *engines), rows)


def ratios(by_set: Mapping[str, Mapping[str, Spread]], engines: Sequence[str], ours: str = OURS) -> str:
    """Return our median divided by each other engine's: below 1 we are quicker."""
    others = [engine for engine in engines if engine != ours]
    rows = [
        (name, *(_ratio(spreads.get(ours), spreads.get(other)) for other in others))
        for name, spreads in by_set.items()
    ]
    return table((f"median of {ours} / of", *others), rows)


def spreads(title: str, rows: Mapping[str, Spread]) -> str:
    """Return medians and p95 in milliseconds, one a row."""
    return table(
        (title, "median ms", "p95 ms"), [(name, _ms(one.median), _ms(one.p95)) for name, one in rows.items()]
    )


def loads(rows: Mapping[tuple[str, int], Load]) -> str:
    """Return what the server answered, a row for each kind of page and number of workers."""
    head = (f"{CLIENTS} clients", "workers", "requests/s", "median ms", "p99 ms")
    return table(
        head,
        [
            (name, str(workers), f"{one.rate:,.0f}", _ms(one.median), _ms(one.p99))
            for (name, workers), one in rows.items()
        ],
    )


def _spread(one: Spread | None) -> str:
    return f"{_ms(one.median)} / {_ms(one.p95)}" if one else _ABSENT


def _ratio(ours: Spread | None, other: Spread | None) -> str:
    return f"{ours.median / other.median:.2f}" if ours and other else _ABSENT


def _ms(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"
