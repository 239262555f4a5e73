"""The server answers, takes up a new generation without a restart, and stops cleanly."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.build import add, reindex

ONE = {"id": "one", "title": "افتتاح السوق", "body": "افتتح السوق أبوابه اليوم.", "date": "2024-02-01"}
TWO = {"id": "two", "title": "إغلاق الطريق", "body": "أغلق الطريق للصيانة.", "date": "2024-02-02"}
PATIENCE_SECONDS = 30
SERVE = (sys.executable, "-m", "kashaf", "serve")
THE_ROAD = "%D8%A7%D9%84%D8%B7%D8%B1%D9%8A%D9%82"


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
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        # A file, not a pipe: a full pipe that nobody reads would stop the server.
        self.log = index_dir.with_suffix(".log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*SERVE, "--index", str(index_dir), "--port", str(self.port), "--workers", "2"],
                stderr=log,
                env={**os.environ, "KASHAF_RATE_LIMIT": ""},
            )

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=10) as response:
            return json.load(response)

    def connected(self) -> closing[http.client.HTTPConnection]:
        return closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS))

    def workers(self) -> set[int]:
        pid = self.process.pid
        return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}

    def counted(self, endpoint: str) -> float:
        with urllib.request.urlopen(self.address + "/metrics", timeout=10) as response:
            lines = response.read().decode().splitlines()
        counted = [line for line in lines if line.startswith("kashaf_requests_total") and endpoint in line]
        return sum(float(line.rsplit(" ", 1)[1]) for line in counted)

    def stop(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> str:
        self.process.wait(timeout=PATIENCE_SECONDS)
        return self.log.read_text("utf-8")


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
            server.process.wait()


def test_it_serves_takes_up_a_new_generation_and_stops_cleanly(served: Served, tmp_path: Path) -> None:
    before = served.get("/readyz")
    assert before["articles"] == 1
    add([written(tmp_path / "two.jsonl", TWO)], served.index_dir)
    totals = [served.get(f"/api/v1/search?q={THE_ROAD}")["total"] for _ in range(8)]
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
    assert served.counted("api.suggest") == 10


def test_a_worker_that_ends_is_replaced_and_harms_no_request(served: Served) -> None:
    ending = until(lambda: len(workers := served.workers()) == 2 and workers).pop()
    served.get("/api/v1/suggest?q=a")
    os.kill(ending, signal.SIGTERM)
    until(lambda: len(workers := served.workers()) == 2 and ending not in workers)
    for _ in range(20):
        served.get("/api/v1/suggest?q=a")
    assert served.counted("api.suggest") == 21


def test_under_load_every_answer_is_of_one_generation(served: Served, tmp_path: Path) -> None:
    done = threading.Event()
    given: list[tuple[str, int, int, int]] = []

    def ask() -> None:
        while not done.is_set():
            answer = served.get("/api/v1/search?limit=100")
            months = sum(month["count"] for month in answer["histogram"])
            given.append((answer["generation"], answer["total"], len(answer["hits"]), months))

    def has_served(articles: int) -> bool:
        return any(total == articles for _, total, _, _ in given)

    with ThreadPoolExecutor(16) as pool:
        asked = [pool.submit(ask) for _ in range(16)]
        try:
            until(lambda: has_served(1))
            for count in range(2, 6):
                articles = [{**TWO, "id": f"id-{number}"} for number in range(count)]
                write, given_to_it = (reindex, articles) if count % 2 else (add, articles[-1:])
                write([written(tmp_path / f"{count}.jsonl", *given_to_it)], served.index_dir)
                until(lambda count=count: has_served(count))
        finally:
            done.set()
        for one in asked:
            one.result()
    answers = sorted(set(given))
    assert len({generation for generation, *_ in answers}) == len(answers)
    assert [total for _, total, _, _ in answers] == sorted(total for _, total, _, _ in answers)
    assert all(total == hits == months for _, total, hits, months in answers)
    assert all(json.loads(line) for line in served.stop().splitlines())


def test_a_request_under_way_is_finished_before_the_server_stops(served: Served) -> None:
    until(lambda: len(served.workers()) == 2)
    body = json.dumps({"text": "السوق"}).encode()
    head = f"POST /api/v1/related HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(head.encode())
        assert b"100 Continue" in connection.recv(100)
        served.process.send_signal(signal.SIGTERM)
        until(lambda: len(served.workers()) == 1)
        connection.sendall(body)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 OK")
    log = served.ended()
    assert served.process.returncode == 0
    assert "Traceback" not in log


def test_a_request_in_chunks_is_refused_where_it_is_too_large(served: Served) -> None:
    for padding, status in ((1, 200), (5_000_000, 413)):
        body = (b'{"text": "a"}', b" " * padding)
        with served.connected() as connection:
            connection.request("POST", "/api/v1/related", body=iter(body), encode_chunked=True)
            assert connection.getresponse().status == status


def test_without_a_trusted_proxy_nobody_says_how_the_server_was_reached(served: Served) -> None:
    plain = headers_of(served, {})
    for name, value in (("X-Forwarded-Proto", "https"), ("Script-Name", "/a"), ("SCRIPT_NAME", "/search")):
        assert headers_of(served, {name: value}) == plain


def headers_of(served: Served, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
    with served.connected() as connection:
        connection.request("GET", "/search?q=a", headers=dict(headers))
        response = connection.getresponse()
        kept = {name: value for name, value in response.getheaders() if name != "Date"}
        return response.status, kept, response.read()


def test_a_request_that_cannot_be_read_is_logged_without_what_was_searched_for(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(b"GET /search?q=secret\xe1\xc7 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b" 400 " in connection.recv(100)
    lines = [json.loads(line) for line in served.stop().splitlines()]
    assert any("GET /search" in line["event"] for line in lines)
    assert "secret" not in str(lines)


def test_an_address_that_cannot_be_had_is_said_at_once(served: Served) -> None:
    for host in ("127.0.0.1", "192.0.2.1"):
        command = [*SERVE, "--index", str(served.index_dir), "--host", host, "--port", str(served.port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
        assert ended.returncode == 1
        assert ended.stderr.startswith(f"Error: Cannot listen on {host}, port {served.port}: ")
        assert "--port" in ended.stderr
        assert len(ended.stderr.splitlines()) == 1


def test_a_missing_archive_is_told_and_taken_up_once_it_is_there(tmp_path: Path) -> None:
    server = Served(tmp_path / "archive.index")
    try:
        until(lambda: "serving" in server.log.read_text("utf-8"))
        assert "kashaf reindex" in server.log.read_text("utf-8")
        reindex([written(tmp_path / "one.jsonl", ONE)], server.index_dir)
        assert until(lambda: server.get("/readyz"))["articles"] == 1
    finally:
        server.stop()
