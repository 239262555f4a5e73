"""The colours of the pages stand out enough in both themes (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

import web

CSS = (Path(web.__file__).parent / "static" / "kashaf.css").read_text("utf-8")
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\)", CSS))
TEXT, GRAPHIC = 4.5, 3.0


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", TEXT),
        ("ink", "raised", TEXT),
        ("ink", "hairline", TEXT),
        ("soft", "paper", TEXT),
        ("soft", "raised", TEXT),
        ("accent", "paper", TEXT),
        ("accent", "raised", TEXT),
        ("visited", "paper", TEXT),
        ("on-accent", "accent", TEXT),
        ("mark-ink", "mark", TEXT),
        ("fault", "paper", TEXT),
        ("control", "paper", GRAPHIC),
        ("control", "raised", GRAPHIC),
        ("mark-edge", "mark", 2.0),
    ],
)
def test_contrast(front: str, back: str, least: float, theme: int) -> None:
    one, other = (PAIRS[name].split(", ")[theme] for name in (front, back))
    assert contrast(one, other) >= least


def test_only_logical_properties_are_used() -> None:
    sided = r"(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right|top|bottom)[\w-]*\s*:"
    aligned = r"(?:text-align|float):\s*(?:left|right)"
    assert re.findall(f"{sided}|{aligned}", CSS) == []


def test_nothing_comes_from_elsewhere() -> None:
    sheets = [path.read_text("utf-8") for path in (Path(web.__file__).parent / "static").glob("*.css")]
    assert [
        each for sheet in sheets for each in re.findall(r"url\(([^)]*)\)|(@import)", sheet) if ":" in each[0]
    ] == []
