"""A lexicon: the stem and the kin of words, as one mapped file; rules serve for words that it lacks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import ClassVar

import numpy as np

from index.analysis import ANALYSIS_VERSION, stem, without_beginnings
from index.codec.arrays_file import Array, ArraysFile, NotArrays
from index.codec.compiled import Numbers
from index.codec.dictionary import Dictionary
from index.errors import KashafError
from index.lexicon.learnt import Joined
from index.lexicon.letters import unknown_keys, verbs

LEXICON = "lexicon"
"""The kind of file, and how the names of such files begin."""
_KEPT = 1 << 16
_TEXTS = ("stems", "forms", "keys", "joined")
_ARRAYS = ("stems.kin", "stems.far_kin", "forms.stem", "keys.kin")


class NoLexicon(KashafError):
    """Raised for a file that is no lexicon, is damaged, or was learnt with another analysis."""

    code: ClassVar[str] = "no-lexicon"
    exit_code: ClassVar[int] = 66  # EX_NOINPUT

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} cannot be used as a lexicon: {what}. Learn one with: kashaf learn SOURCE...",
            "تعذّر استعمال هذا المعجم: أنشئ غيره بالأمر kashaf learn.",
        )
        self.what = what


class Lexicon:
    """What words are forms of, and what they are kin to; several threads may ask.

    A stem that it lacks is kin to those that sound like it or are of its verb, where all are of one family.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._stems = Dictionary(arrays, "stems")
        self._kin: Numbers = arrays["stems.kin"]
        self._far_kin: Numbers = arrays["stems.far_kin"]
        forms = Dictionary(arrays, "forms").texts()
        self.own_forms: Mapping[str, str] = dict(
            zip(forms, map(self._text, arrays["forms.stem"].tolist()), strict=True)
        )
        """The stem of each form that is of another than its letters have."""
        self._keys = Dictionary(arrays, "keys")
        self._kin_of_key: Numbers = arrays["keys.kin"]
        joined = [Joined(*one.split()) for one in Dictionary(arrays, "joined").texts()]
        self._wholes = {(one.first, one.second): one.whole for one in joined}
        self._parts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in joined:
            self._parts[one.whole].append((one.first, one.second))
        # The stem of a folded word, and the stem that stands for all close kin of a stem.
        self.stem = lru_cache(_KEPT)(self.find_stem)
        self.kin_of_stem = lru_cache(_KEPT)(self.find_kin_of_stem)

    @classmethod
    def open(cls, path: Path) -> "Lexicon":
        """Map a lexicon; raise NoLexicon, or FileNotFoundError where there is no such file."""
        try:
            arrays = ArraysFile(path)
            version = int(arrays["analysis"][0])
        except (NotArrays, KeyError) as error:
            raise NoLexicon(path, str(error)) from error
        if arrays.kind != LEXICON:
            raise NoLexicon(path, f"it holds a {arrays.kind}")
        if version != ANALYSIS_VERSION:
            raise NoLexicon(
                path, f"it was learnt with analysis {version}, and this version has {ANALYSIS_VERSION}"
            )
        return cls(arrays)

    @classmethod
    def empty(cls) -> "Lexicon":
        """Return a lexicon that knows no word: what rules alone tell."""
        return cls(
            dict.fromkeys(_ARRAYS, np.zeros(0, np.uint32))
            | {f"{name}.start": np.zeros(1, np.uint32) for name in _TEXTS}
            | {f"{name}.text": np.zeros(0, np.uint8) for name in _TEXTS}
        )

    def __len__(self) -> int:
        return len(self._stems)

    def find_stem(self, word: str) -> str:
        """Return what ``stem`` does, worked out anew: for who asks for each word once."""
        bare = without_beginnings(word)
        return self.own_forms.get(bare) or stem(bare)

    def kin(self, word: str) -> str:
        """Return the stem that stands for all close kin of a folded word."""
        return self.kin_of_stem(self.stem(word))

    def find_kin_of_stem(self, own: str) -> str:
        """Return what ``kin_of_stem`` does, worked out anew."""
        return _kin(own, self._kin_by_stem, self._kin_by_key)

    def kin_of_stems(self, stems: Iterable[str]) -> Iterator[str]:
        """Yield the kin of each of many stems: quicker than one by one, with the whole lexicon as strings."""
        by_stem, by_key = self._whole
        return (_kin(own, by_stem.get, by_key.get) for own in stems)

    def far_kin(self, word: str) -> Sequence[str]:
        """Return the other families that share a root with that of a folded word, as ``kin`` names them."""
        number = self._stems.find(self.kin(word).encode())
        if number is None:
            return ()
        return [one for one in self._far_families[int(self._far_kin[number])] if one != self.kin(word)]

    def knows(self, word: str) -> bool:
        """Return whether the stem of a folded word was met while the lexicon was learnt."""
        return self._stems.find(self.stem(word).encode()) is not None

    def whole(self, first: str, second: str) -> str | None:
        """Return the word that two folded words are joined to, or None."""
        return self._wholes.get((first, second))

    def parts(self, word: str) -> Sequence[tuple[str, str]]:
        """Return the pairs of folded words that are read for one."""
        return self._parts.get(word, ())

    @cached_property
    def _far_families(self) -> Mapping[int, Sequence[str]]:
        """The names of families by the far family that they are of."""
        families: defaultdict[int, list[str]] = defaultdict(list)
        for number in np.unique(self._kin).tolist():
            families[int(self._far_kin[number])].append(self._text(number))
        return families

    @cached_property
    def _whole(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The kin of every stem, and of every key."""
        stems = self._stems.texts()
        return (
            {stem: stems[kin] for stem, kin in zip(stems, self._kin.tolist(), strict=True)},
            {key: stems[kin] for key, kin in zip(self._keys.texts(), self._kin_of_key.tolist(), strict=True)},
        )

    def _kin_by_stem(self, stem: str) -> str | None:
        number = self._stems.find(stem.encode())
        return None if number is None else self._text(self._kin[number])

    def _kin_by_key(self, key: str) -> str | None:
        number = self._keys.find(key.encode())
        return None if number is None else self._text(self._kin_of_key[number])

    def _text(self, number: int) -> str:
        return self._stems[int(number)].decode()


def _kin(own: str, by_stem: Callable[[str], str | None], by_key: Callable[[str], str | None]) -> str:
    """Return the kin of a stem: what is known of it, or else of its sound or its verb."""
    if known := by_stem(own):
        return known
    found = filter(None, map(by_key, unknown_keys(own)))
    return next(found, None) or next(verbs(own), own)


@cache
def shipped() -> Path:
    """Return the file of the lexicon that ships with kashaf."""
    with as_file(files(__name__.rpartition(".")[0]) / "shipped") as folder:
        [path] = folder.glob(f"{LEXICON}-*")
    return path
