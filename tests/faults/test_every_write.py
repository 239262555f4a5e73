"""Nothing of an archive is written but through the disk that these tests watch."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from index import durable
from tests.faults.disks import Recorder, WatchedDisk
from tests.faults.operations import CASES

KINDS = {
    "open": "create",
    "os.mkdir": "mkdir",
    "os.rmdir": "rmdir",
    "os.link": "link",
    "os.rename": "rename",
    "os.remove": "unlink",
    "os.truncate": "truncate",
}
"""What the interpreter calls a step that changes names, and what we call it."""
TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@pytest.mark.parametrize("name", CASES)
def test_every_write_is_a_step_of_the_disk(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_dir = tmp_path / "archive.index"
    CASES[name].prepare(index_dir, tmp_path)
    recorder, watching, taken = Recorder(), True, []

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in KINDS and str(index_dir) in str(arguments[0]):
            path = Path(arguments[0])
            reads = event == "open" and not arguments[2] & TO_WRITE
            if not reads and path != index_dir / "lock":
                taken.append((KINDS[event], path))

    sys.addaudithook(note)  # for good, so it is told when to look away
    monkeypatch.setattr(durable, "disk", WatchedDisk(recorder))
    CASES[name].operation.run(index_dir, tmp_path)
    watching = False
    assert taken == [(step.kind, step.path) for step in recorder.steps if step.kind in KINDS.values()]
    assert len(taken) > 1
