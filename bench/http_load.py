"""The served pages and the JSON search under concurrent clients on this machine: bounded in requests."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.rounds import Spread

CLIENTS = 16
PATHS = {"results page": "/search?q=", "JSON search": "/api/v1/search?q="}
_HOST = "127.0.0.1"
_STARTING_SECONDS = 60.0
_ANSWER_SECONDS = 60.0


class NotServed(Exception):
    """Raised when the server does not start, or answers a request with an error."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many requests a second were answered, and how long one took: median and 99th percentile, ms."""

    rate: float
    median: float
    p99: float


@contextmanager
def served(index: Path, workers: int) -> Iterator[int]:
    """Serve an archive by the command with a number of workers, and give the port."""
    port = _free_port()
    command = [sys.executable, "-m", "kashaf", "serve", "--index", str(index)]
    command += ["--port", str(port), "--workers", str(workers)]
    with tempfile.TemporaryFile() as said:
        environ = {**os.environ, "KASHAF_RATE_LIMIT": ""}
        process = subprocess.Popen(command, env=environ, stdout=said, stderr=said)
        try:
            _wait_until_ready(port, process)
            yield port
        finally:
            process.terminate()
            process.wait()


def loaded(port: int, beginning: str, texts: Sequence[str], requests: int) -> Load:
    """Return what ``requests`` requests in all came to, sent by CLIENTS clients with a connection each."""
    paths = [beginning + quote(text) for text in texts]
    times: list[float] = []
    faults: list[str] = []
    shares = [[paths[n % len(paths)] for n in range(client, requests, CLIENTS)] for client in range(CLIENTS)]
    threads = [threading.Thread(target=_client, args=(port, share, times, faults)) for share in shares]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if faults:
        raise NotServed(faults[0])
    ordered = sorted(times)
    return Load(len(times) / took, Spread.of(times).median, ordered[int(0.99 * len(ordered))] * 1000)


def _client(port: int, paths: Sequence[str], times: list[float], faults: list[str]) -> None:
    connection = http.client.HTTPConnection(_HOST, port, timeout=_ANSWER_SECONDS)
    for path in paths:
        began = time.perf_counter()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            faults.append(f"{path}: {error or type(error).__name__}")
            return
        if answer.status != http.client.OK:
            faults.append(f"{path}: {answer.status}")
            return
        times.append(time.perf_counter() - began)
    connection.close()


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = http.client.HTTPConnection(_HOST, port, timeout=_ANSWER_SECONDS)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.1)
    raise NotServed("kashaf serve did not become ready")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
