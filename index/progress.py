"""How long work says how far it is; ``index.meter`` shows it in a terminal."""

from typing import Protocol


class Stage(Protocol):
    """Told of units done: called with how many more, or what part of one."""

    def __call__(self, count: float, /) -> None:
        """Add to what is done."""


class Progress(Protocol):
    """Told of each stage of a run in turn; a stage is over when the next begins."""

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:
        """Begin a stage of ``total`` units (``articles`` or ``bytes``), or of an unknown number."""


class Silent:
    """Progress that nobody watches."""

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:  # noqa: ARG002
        """Return a stage that says nothing."""
        return _ignore


def _ignore(count: float, /) -> None:
    """Say nothing."""
