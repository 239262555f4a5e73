"""What README.md tells a newcomer to type works as it stands, on the samples."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FIVE_MINUTES = (ROOT / "README.md").read_text("utf-8").split("## Five minutes")[1].split("```")[1]
TYPED = re.findall(r"^(?:kashaf (?!serve)|echo ).*$", FIVE_MINUTES, re.MULTILINE)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Type the commands one after the other, and return what each printed."""
    folder = tmp_path_factory.mktemp("newcomer")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    environ = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environ.pop("KASHAF_INDEX", None)
    printed = {}
    for line in TYPED:
        ended = subprocess.run(
            ["/bin/sh", "-c", line], cwd=folder, env=environ, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, f"{line}\n{ended.stderr}"
        printed[line] = ended.stdout
    printed["ports.csv"] = (folder / "ports.csv").read_text("utf-8")
    return printed


def test_every_search_finds_something(shown: dict[str, str]) -> None:
    asked = [line for line in TYPED if line.startswith(("kashaf search", "kashaf related"))]
    assert len(asked) == 4
    for line in asked:
        assert re.search(r"^1\. ", shown[line], re.MULTILINE), line
    assert len(shown["ports.csv"].splitlines()) > 1


def test_the_addition_is_taken_in_and_rolled_back(shown: dict[str, str]) -> None:
    added = next(printed for line, printed in shown.items() if "kashaf add" in line)
    rolled_back = next(printed for line, printed in shown.items() if line.startswith("kashaf rollback"))
    assert re.search(r"^added +1$", added, re.MULTILINE)
    assert rolled_back.startswith("serving 000001-")
