"""What a lexicon is learnt from, and what is learnt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.codec.compiled import Numbers, Places


class Joined(NamedTuple):
    """A word, and the two that are read for it where they stand side by side; all folded."""

    whole: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Census:
    """The words of an archive: token ``t`` is the word ``words[tokens[t]]``.

    ``starts`` says where each article begins, and where the last one ends.
    """

    words: Sequence[str]
    tokens: Numbers
    starts: Places


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt. Stems are in letter order; ``kin`` and ``far_kin`` have one stem for each family."""

    stems: list[str]
    kin: list[str]
    far_kin: list[str]
    own: dict[str, str]
    """The forms that are not of the stem that their letters have, and the stem of each."""
    joined: list[Joined]
