"""Right-to-left lines read correctly in both kinds of terminal."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.terminal import Order, Run, lay_out, terminal_order

INVISIBLE = "\u200d\u200f\u2066\u2067\u2068\u2069"
HEADLINE = [Run("افتتاح "), Run("السوق", "headline match"), Run(" في 2019/09/04 (Tunis)")]


@pytest.mark.parametrize(
    ("environ", "to_terminal", "order"),
    [
        ({}, False, Order.PLAIN),
        ({"TERM": "xterm-256color"}, True, Order.VISUAL),
        ({"VTE_VERSION": "7203", "TERM": "xterm-256color"}, True, Order.LOGICAL),
        ({"VTE_VERSION": "5202"}, True, Order.VISUAL),
        ({"KONSOLE_VERSION": "230804"}, True, Order.LOGICAL),
        ({"KASHAF_TERMINAL_ORDER": "visual"}, False, Order.VISUAL),
    ],
)
def test_terminals_are_told_apart(environ: dict[str, str], to_terminal: bool, order: Order) -> None:
    assert terminal_order(environ, to_terminal=to_terminal) is order


def test_logical_lines_begin_with_a_right_to_left_mark_and_keep_their_order() -> None:
    assert lay_out(HEADLINE, width=80, order=Order.LOGICAL, colours=False) == [
        "\u200fافتتاح ‹السوق› في 2019/09/04 (Tunis)"
    ]


def test_plain_text_has_no_marks_and_is_not_wrapped() -> None:
    long = [Run("كلمة " * 100)]
    assert lay_out(long, width=20, order=Order.PLAIN, colours=False) == ["كلمة " * 100]


def test_visual_lines_are_reversed_joined_and_set_to_the_right() -> None:
    (line,) = lay_out(HEADLINE, width=60, order=Order.VISUAL, colours=False)
    assert cell_len(line) == 60
    # Read from the right: the verb first; the date and the Latin name keep their own direction.
    assert line.endswith("ﺡﺎﺘﺘﻓﺍ")
    assert line.index("(Tunis)") < line.index("2019/09/04") < line.index("‹ﻕﻮﺴﻟﺍ›")


def test_isolated_text_keeps_its_own_direction_in_a_visual_line() -> None:
    runs = [Run("بحث: \u2068MBC (1\u2069، من \u20662019/01/01\u2069 \u2068مصر 5\u2069 \u2066a")]
    (line,) = lay_out(runs, width=60, order=Order.VISUAL, colours=True)
    assert line.lstrip() == "a 5 ﺮﺼﻣ 2019/01/01 ﻦﻣ ،MBC (1 :ﺚﺤﺑ"


def test_matches_are_marked_inside_isolated_text() -> None:
    runs = [Run("من \u2068A"), Run("B", "match"), Run("C\u2069")]
    (line,) = lay_out(runs, width=20, order=Order.VISUAL, colours=True)
    assert line.lstrip() == "A\x1b[33m\x1b[1mB\x1b[0mC ﻦﻣ"


def test_colours_mark_matches_instead_of_brackets() -> None:
    (line,) = lay_out(HEADLINE, width=60, order=Order.LOGICAL, colours=True)
    assert "‹" not in line
    assert "\x1b[33m\x1b[1m\x1b[4mالسوق\x1b[0m" in line


@given(
    st.lists(st.text(f"ابتث 12.,«»abمُ😀\n{INVISIBLE}\U000e0fff", max_size=30)),
    st.integers(10, 60),
    st.sampled_from(Order),
)
@example(["\u064f 1"], 10, Order.LOGICAL)
def test_any_text_is_laid_out_within_the_width(texts: list[str], width: int, order: Order) -> None:
    lines = lay_out([Run(text) for text in texts], width=width, order=order, colours=False)
    words = " ".join("".join(texts).split()).split(" ")
    if order in (Order.LOGICAL, Order.VISUAL):
        longest = max(sum(map(cell_len, word)) for word in words)
        assert all(cell_len(line.rstrip()) <= max(width, longest) for line in lines)
    if order is Order.LOGICAL:
        shown = " ".join(line.removeprefix("\u200f") for line in lines).split()
        assert shown == "".join(texts).split()
