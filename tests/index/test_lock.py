import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.lock import IndexLocked, write_lock

HOLD = """
import sys, time
from pathlib import Path
from index.lock import write_lock
with write_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(30)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_is_told_who_writes(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(IndexLocked) as told, write_lock(tmp_path, 0.2):
        pass
    assert f"process {holder.pid} on {os.uname().nodename}" in told.value.english
    assert "--wait" in told.value.english
    assert str(holder.pid) in told.value.arabic


def test_a_killed_process_holds_nothing(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    with write_lock(tmp_path, 10):
        pass


def test_it_is_free_after_use(tmp_path: Path) -> None:
    with write_lock(tmp_path, 0):
        pass
    with write_lock(tmp_path, 0):
        pass
