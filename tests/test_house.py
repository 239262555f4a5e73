"""The house keeps its order: imports go one way, Whoosh stays in its rooms, modules stay readable."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("index", "search", "web")
FORBIDDEN = {
    "index": {"search", "web", "kashaf"},
    "search": {"web", "kashaf"},
    "web": {"kashaf"},
}
WHOOSH_ROOMS = ("index/whoosh_index.py", "index/codec/whoosh_", "search/engine/")
LONGEST_MODULE = 600


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} uses a relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_the_way_of_the_data(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    against = {name for name in imported(path) if name.split(".")[0] in FORBIDDEN[package]}
    assert not against


def test_whoosh_stays_in_its_rooms() -> None:
    outside = [
        str(path.relative_to(ROOT))
        for path in modules()
        if any(name.split(".")[0] == "whoosh" for name in imported(path))
        and not str(path.relative_to(ROOT)).startswith(WHOOSH_ROOMS)
    ]
    assert outside == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE
