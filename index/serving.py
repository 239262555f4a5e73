"""The generation to serve: the current one, or, loudly, the previous one where only the newest is damaged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import schema
from index.analysis import fingerprint
from index.generations import (
    AnalysisMismatch,
    Generation,
    IndexDamaged,
    IndexNotFound,
    complete_ids,
    current_id,
    load,
    number_of,
)
from index.logs import log
from index.snapshot import Snapshot, open_snapshot

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Serving:
    """A generation, mapped; ``degraded`` says why it is not the newest one, or is None."""

    generation: Generation
    snapshot: Snapshot
    degraded: str | None = None


def open_serving(index_dir: Path) -> Serving:
    """Open the generation to serve and hold every file of it.

    Raises IndexNotFound, AnalysisMismatch, or IndexDamaged where no whole generation is left or a file is
    damaged that the generations share. A generation that is replaced in the meantime is followed.
    """
    for _ in range(_TRIES - 1):
        named = _named(index_dir)
        try:
            found = _open(index_dir)
        except IndexDamaged:
            if _named(index_dir) == named:
                raise
        else:
            if found.degraded is None or _named(index_dir) == named:
                return _told(found)
    return _told(_open(index_dir))


def require_same_analysis(generation: Generation) -> None:
    """Raise AnalysisMismatch unless this version analyses as the generation was built."""
    manifest = generation.manifest
    if (manifest.schema, manifest.analysis) == (schema.describe(), fingerprint()):
        return
    raise AnalysisMismatch(
        f"{generation.path} was built with another analysis ({manifest.analysis}) than this version's "
        f"({fingerprint()}). Run `kashaf reindex` without sources: it rebuilds the archive from the articles "
        "stored in it.",
        "بُني هذا الأرشيف بتحليل لغوي يختلف عن تحليل هذا الإصدار: شغّل kashaf reindex لإعادة بنائه.",
    )


def _open(index_dir: Path) -> Serving:
    damaged: IndexDamaged | None = None
    for generation in _newest_first(index_dir):
        try:
            if not isinstance(generation, Generation):
                raise generation
            require_same_analysis(generation)
            return Serving(generation, open_snapshot(generation), _degraded(damaged, generation))
        except IndexDamaged as error:
            damaged = damaged or error
        except AnalysisMismatch:
            if damaged is None:
                raise
    raise damaged or IndexNotFound(index_dir)


def _newest_first(index_dir: Path) -> Iterator[Generation | IndexDamaged | AnalysisMismatch]:
    """Yield the current generation and then the older ones, or why they cannot be read.

    Where neither is there, ``current`` names nothing that ever was: then all are yielded.
    """
    ids = complete_ids(index_dir)
    try:
        named = current_id(index_dir)
    except IndexDamaged as error:
        yield error
        named = None
    if named is not None and named not in ids:
        yield IndexDamaged(index_dir / "generations" / named, "it is missing")
    served = [one for one in ids if named is None or number_of(one) <= number_of(named)]
    for generation_id in reversed(served or ids):
        try:
            yield load(index_dir, generation_id)
        except (IndexDamaged, AnalysisMismatch) as error:
            yield error


def _degraded(damage: IndexDamaged | None, generation: Generation) -> str | None:
    return f"{damage.english} Meanwhile generation {generation.id} is served." if damage else None


def _told(serving: Serving) -> Serving:
    if serving.degraded:
        log().error("serving in spite of damage", generation=serving.generation.id, degraded=serving.degraded)
    return serving


def _named(index_dir: Path) -> str | None:
    try:
        return current_id(index_dir)
    except IndexDamaged:
        return None
