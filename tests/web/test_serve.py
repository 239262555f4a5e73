"""The server answers, takes up a new generation without a restart, and stops cleanly."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import add, reindex

ONE = {"id": "one", "title": "افتتاح السوق", "body": "افتتح السوق أبوابه اليوم.", "date": "2024-02-01"}
TWO = {"id": "two", "title": "إغلاق الطريق", "body": "أغلق الطريق للصيانة.", "date": "2024-02-02"}
PATIENCE_SECONDS = 30


def written(path: Path, *articles: dict[str, str]) -> Path:
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in articles), "utf-8")
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(answer: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            if found := answer():
                return found
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


class Served:
    def __init__(self, index_dir: Path) -> None:
        self.index_dir = index_dir
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "kashaf", "serve", "--index", str(index_dir), "--port", str(port)]
        self.process = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.PIPE, text=True)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=10) as response:
            return json.load(response)

    def stop(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=PATIENCE_SECONDS)[1]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    reindex([written(tmp_path / "one.jsonl", ONE)], tmp_path / "archive.index")
    server = Served(tmp_path / "archive.index")
    try:
        until(lambda: server.get("/readyz"))
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate()


def test_it_serves_takes_up_a_new_generation_and_stops_cleanly(served: Served, tmp_path: Path) -> None:
    before = served.get("/readyz")
    assert before["articles"] == 1
    add([written(tmp_path / "two.jsonl", TWO)], served.index_dir)
    totals = [served.get("/api/v1/search?q=%D8%A7%D9%84%D8%B7%D8%B1%D9%8A%D9%82")["total"] for _ in range(8)]
    assert totals == [1] * 8
    assert served.get("/readyz")["generation"] != before["generation"]
    log = served.stop()
    assert served.process.returncode == 0
    assert "Traceback" not in log
    requests = [json.loads(line) for line in log.splitlines() if '"request"' in line]
    assert {one["path"] for one in requests} == {"/api/v1/search"}
    assert "الطريق" not in log


def test_metrics_of_all_workers_are_one(served: Served) -> None:
    for _ in range(10):
        served.get("/api/v1/suggest?q=a")
    with urllib.request.urlopen(served.address + "/metrics", timeout=10) as response:
        lines = response.read().decode().splitlines()
    counted = [line for line in lines if line.startswith("kashaf_requests_total") and "api.suggest" in line]
    assert sum(float(line.rsplit(" ", 1)[1]) for line in counted) == 10
