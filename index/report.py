"""What a writing command did, in numbers."""

import datetime as dt
import resource
import sys

import msgspec


class BuildReport(msgspec.Struct, kw_only=True):
    """The numbers of one run of reindex, add or delete.

    Every listing that was ``read`` is in one of: ``added``, ``changed``, ``unchanged``, ``merged`` (the same
    article listed again in this run), ``rejected``. ``purged`` counts the documents of which a purge left
    nothing, former versions of articles among them, ``dropped`` names the generations that went with them.
    ``articles`` is how many the archive now holds,
    ``generation`` the serving generation, ``published`` whether this run made it. ``peak_memory`` and
    ``size`` are in bytes.
    """

    command: str
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    merged: int = 0
    rejected: int = 0
    rejected_by_reason: dict[str, int] = {}
    rejects_file: str | None = None
    deleted: int = 0
    purged: int = 0
    dropped: tuple[str, ...] = ()
    unknown_ids: tuple[str, ...] = ()
    articles: int = 0
    size: int = 0
    segments: int = 0
    seconds: float = 0.0
    peak_memory: int = 0
    generation: str | None = None
    published: bool = False

    @property
    def articles_per_second(self) -> float:
        """Listings read in a second, over the whole run."""
        return self.read / self.seconds if self.seconds else 0.0


class RollbackReport(msgspec.Struct, frozen=True):
    """Which generation a rollback left, which now serves, and how many articles that has."""

    left: str | None
    generation: str
    articles: int
    created: dt.datetime


def peak_memory() -> int:
    """Return the most bytes that this process held, and its largest child beside it."""
    unit = 1 if sys.platform == "darwin" else 1024
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage) * unit
