"""The verb learn: a lexicon from articles, or from an archive."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import msgspec

from index import census, durable
from index.article import Article
from index.errors import KashafError
from index.lexicon.learning import learn as learn_from
from index.lexicon.learnt import Census, Learnt
from index.lexicon.lexicon import Lexicon, shipped
from index.lexicon.writing import write
from index.progress import Progress, Silent
from index.report import peak_memory
from index.serving import open_serving
from index.sources import ReadOptions, read, size_of

LEAST_WORDS = 200_000
"""From fewer running words nothing is learnt: most would keep too little company."""
SAMPLES = 8


class TooLittleToLearn(KashafError):
    """Raised when articles hold too few words to learn from."""

    code: ClassVar[str] = "too-little-to-learn"

    def __init__(self, words: int) -> None:
        super().__init__(
            f"The articles have {words:,} words, and {LEAST_WORDS:,} are the least to learn from: some 1,000 "
            "articles have so many. Smaller archives are well served by the lexicon that ships with kashaf.",
            "المواد أقل من أن يُستخلص منها معجم؛ يكفي الأرشيفات الصغيرة المعجم المرفق بالبرنامج.",
        )


class LearnReport(msgspec.Struct, kw_only=True):
    """What was learnt: from how many articles and running words, and what of.

    ``families`` are those of more than one stem, ``parted`` the forms that left the stem of their letters,
    ``joined`` the names of two words. ``changed`` counts the stems that are of another family than in the
    lexicon that ships. ``peak_memory`` is in bytes.
    """

    file: str
    articles: int
    running_words: int
    words: int
    stems: int
    families: int
    parted: int
    joined: int
    changed: int
    samples: tuple[tuple[str, ...], ...]
    seconds: float
    peak_memory: int


def learn(
    sources: Iterable[str | Path] | None,
    index_dir: str | Path,
    folder: str | Path,
    *,
    reading: ReadOptions | None = None,
    progress: Progress | None = None,
) -> LearnReport:
    """Learn a lexicon from sources, or with None from an archive, and write it into a folder.

    Raises TooLittleToLearn, IndexNotFound and IndexDamaged (without sources), and OSError.
    """
    began = time.monotonic()
    progress = progress or Silent()
    counted = _counted(sources, Path(index_dir), reading or ReadOptions(), progress)
    if len(counted.tokens) < LEAST_WORDS:
        raise TooLittleToLearn(len(counted.tokens))
    done = progress.stage("learning", "words", len(counted.words))
    learnt = learn_from(counted)
    folder = Path(folder)
    durable.make_folders(folder)
    path = write(learnt, folder)
    durable.disk.sync_folder(folder)
    done(len(counted.words))
    families = _families(learnt)
    return LearnReport(
        file=str(path),
        articles=len(counted.starts) - 1,
        running_words=len(counted.tokens),
        words=len(counted.words),
        stems=len(learnt.stems),
        families=len(families),
        parted=len(learnt.own),
        joined=len(learnt.joined),
        changed=_changed(learnt, Lexicon.open(shipped())),
        samples=_samples(families),
        seconds=round(time.monotonic() - began, 3),
        peak_memory=peak_memory(),
    )


def _counted(
    sources: Iterable[str | Path] | None, index_dir: Path, reading: ReadOptions, progress: Progress
) -> Census:
    if sources is None:
        return census.of_snapshot(open_serving(index_dir).snapshot)
    sources = list(sources)
    done = progress.stage("reading", "bytes", size_of(sources))
    return census.of_texts(_texts(sources, replace(reading, progress=done)))


def _texts(sources: Iterable[str | Path], reading: ReadOptions) -> Iterator[str]:
    for one in read(sources, reading):
        if isinstance(one, Article):
            yield f"{one.title}\n{one.body}"


def _families(learnt: Learnt) -> Mapping[str, list[str]]:
    """Return the families of more than one stem, by the stem that stands for each."""
    families: dict[str, list[str]] = {}
    for one, kin in zip(learnt.stems, learnt.kin, strict=True):
        families.setdefault(kin, []).append(one)
    return {kin: stems for kin, stems in families.items() if len(stems) > 1}


def _samples(families: Mapping[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return some families, evenly spread through the letters."""
    every = max(1, len(families) // SAMPLES)
    return tuple(tuple(families[kin]) for kin in sorted(families)[::every][:SAMPLES])


def _changed(learnt: Learnt, other: Lexicon) -> int:
    """Count the stems that both lexicons know, and of which the families have other stems."""
    known = [(one, kin) for one, kin in zip(learnt.stems, learnt.kin, strict=True) if other.knows(one)]
    ours, theirs = _members(known), _members([(one, other.kin(one)) for one, _ in known])
    return sum(ours[one] != theirs[one] for one, _ in known)


def _members(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return all stems of the family of each stem, from stems and what stands for their families."""
    pairs = list(pairs)
    families: dict[str, set[str]] = {}
    for one, kin in pairs:
        families.setdefault(kin, set()).add(one)
    frozen = {kin: frozenset(stems) for kin, stems in families.items()}
    return {one: frozen[kin] for one, kin in pairs}
