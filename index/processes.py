"""This process and those beside it, which share its work when there is enough."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait as wait_for
from multiprocessing.sharedctypes import Synchronized
from typing import ParamSpec, Self, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_WORTH_A_PROCESS = 1_500
"""Articles below which another process costs more than it saves."""


class Processes:
    """So many processes at most, this one among them.

    A context manager: the others end with it.
    """

    def __init__(self, most: int, load: Callable[[], None]) -> None:
        """``load`` is what each of the others calls first, so that it loads what it needs."""
        self._most = most
        self._load = load
        self._pool: ProcessPoolExecutor | None = None
        self._loading: list[Future[None]] = []
        self._ending: threading.Thread | None = None
        self._counted: Synchronized[float] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
        self.end()

    @property
    def running(self) -> int:
        """How many others have begun: a load each is done, the first may have done that of another."""
        return sum(future.done() for future in self._loading)

    @property
    def counted(self) -> float:
        """The sum of what the others have counted."""
        return self._counted.value if self._counted else 0.0

    def worth(self, articles: int) -> int:
        """Return how many processes so many articles are worth."""
        return max(1, min(self._most, articles // _WORTH_A_PROCESS))

    def expect(self, articles: int) -> None:
        """Start the others if so many articles are worth all of them: that takes a second, beside reading."""
        if self._pool is None and 1 < self._most <= self.worth(articles):
            self.start(self._most - 1)

    def start(self, others: int) -> None:
        """Start so many others, unless some run already."""
        if self._pool is None:
            # Spawned, not forked: a fork would keep the write lock when this process dies.
            context = multiprocessing.get_context("spawn")
            self._counted = context.Value("d", 0.0)
            self._pool = ProcessPoolExecutor(
                others, mp_context=context, initializer=_begin, initargs=(self._counted,)
            )
            self._loading = [self._pool.submit(self._load) for _ in range(others)]

    def submit(
        self, function: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        """Have one of the others, which must have been started, call a function."""
        if self._pool is None:
            raise RuntimeError("no other process was started")
        return self._pool.submit(function, *args, **kwargs)

    def dismiss(self) -> None:
        """Have the others end, when they have done what they were given; that takes a while."""
        if self._pool:
            self._ending = threading.Thread(target=self._pool.shutdown)
            self._ending.start()
            self._pool, self._loading = None, []

    def end(self) -> None:
        """Wait until those that were dismissed have ended: only then is their memory reported."""
        if self._ending:
            self._ending.join()


def count(number: float) -> None:
    """Count in one of the others; the first process sees the sum."""
    with _counted.get_lock():
        _counted.value += number


_counted: "Synchronized[float]"


def _begin(counted: "Synchronized[float]") -> None:
    """Prepare another process: where it counts, and that it ends when the one that started it is gone."""
    global _counted
    _counted = counted
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait_for([parent.sentinel])
        os._exit(1)
