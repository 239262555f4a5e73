import io

import pytest
from rich.console import Console

from index import meter
from index.meter import Bars, Lines


def test_lines_are_printed_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 6.0, 6.0, 8.0, 8.0, 10.0, 10.0]).__next__
    monkeypatch.setattr(meter.time, "monotonic", clock)
    stream = io.StringIO()
    with Lines(stream) as lines:
        done = lines.stage("indexing", "articles", 4000)
        done(500)
        done(700)
        done(2800)
    assert stream.getvalue().splitlines() == [
        "indexing: 1,200 of 4,000 articles (200 articles/s)",
        "indexing: 4,000 of 4,000 articles (500 articles/s)",
    ]


def test_stages_without_a_total_and_of_bytes() -> None:
    stream = io.StringIO()
    with Lines(stream) as lines:
        lines.stage("reading", "bytes")(2_500_000)
        lines.stage("indexing", "articles", 3)(3)
    first, second = stream.getvalue().splitlines()
    assert first.startswith("reading: 2.5 MB (")
    assert second.startswith("indexing: 3 of 3 articles")


def test_bars_show_how_much_and_how_fast() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100)
    with Bars(console) as bars:
        bars.stage("reading", "bytes")(1_000_000)
        bars.stage("indexing", "articles", 3)(3)
    shown = stream.getvalue()
    assert "1.0 of 1.0 MB" in shown
    assert "3 of 3 articles" in shown
