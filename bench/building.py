"""A build in a process of its own, so that its memory can be watched."""

import multiprocessing
import shutil
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bench.corpus import Corpus
from bench.engines.face import BuildFigures, Engine
from bench.machine import memory

_POLL_SECONDS = 0.05


class BuildFailed(Exception):
    """Raised when an engine's build ends without figures; it has said why on standard error."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took, with how many writing threads or processes, and the most memory it held in bytes."""

    figures: BuildFigures
    procs: int
    peak: int

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.figures.articles / self.figures.seconds


def built(engine: Engine, corpus: Corpus, folder: Path, *, procs: int = 1, segments: int = 1) -> Built:
    """Build an engine's index in a folder, which is emptied before."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(sender, engine, corpus, folder, procs, segments))
    process.start()
    sender.close()
    peak = 0
    while not receiver.poll() and process.is_alive():
        peak = max(peak, memory(process.pid or 0))
        time.sleep(_POLL_SECONDS)
    try:
        figures: BuildFigures = receiver.recv()
    except EOFError:
        raise BuildFailed(f"{engine.name} built no index in {folder}") from None
    finally:
        process.join()
    return Built(figures, procs, peak)


def _build(
    sender: Connection, engine: Engine, corpus: Corpus, folder: Path, procs: int, segments: int
) -> None:
    sender.send(engine.build(corpus, folder, procs=procs, segments=segments))
