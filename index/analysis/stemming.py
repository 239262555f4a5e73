"""A light stemmer: takes off what Arabic attaches before and after a word.

After light10 (Larkey, Ballesteros and Connell, Light Stemming for Arabic Information Retrieval, 2007), with
three changes. What comes off comes off with the article before it and without it, so that a word and its
definite form meet. Words whose first or last letters are their own are listed, so that وزير stays whole. And
no word has a function word for its stem: الآن would be found wherever أن stands.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pyarabic import araby

from index.analysis import tables
from index.analysis.folding import ARABIC_LETTERS, fold_word
from index.analysis.stopwords import STOP_WORDS, is_stop

ARABIC_WORD = re.compile(f"[{ARABIC_LETTERS}]+")
HAMZA: str = araby.HAMZA
YEH_AND_HAMZA = araby.YEH + HAMZA
PREPOSITIONS = (araby.BEH, araby.LAM)
LEAST_OWN = 2
LEAST_KNOWN = 4


class Affix(NamedTuple):
    """Letters that come off a word where at least ``least`` letters stay; ``beside`` says next to which."""

    letters: str
    least: int
    beside: re.Pattern[str] | None

    def may_stand_beside(self, word: str, place: int) -> bool:
        """Return whether the letter at a place of a word may be the one next to it."""
        return self.beside is None or self.beside.match(word, place) is not None


def _read_affixes(place: str, outermost: int) -> dict[str, list[Affix]]:
    """Return the affixes of one place by their outermost letter, in the order of the table."""
    affixes: dict[str, list[Affix]] = defaultdict(list)
    for row in tables.columns("affixes.tsv", "place", "letters", "least", "beside"):
        if row["place"] == place:
            beside = re.compile(f"[{row['beside']}]") if row["beside"] else None
            affixes[row["letters"][outermost]].append(Affix(row["letters"], int(row["least"]), beside))
    return dict(affixes)


def _read_words(name: str) -> list[str]:
    return [without_hamza_seats(fold_word(word)) for row in tables.rows(name) for word in row.split()]


def without_hamza_seats(word: str) -> str:
    """Write every hamza alone, so that مسؤول and مسئول meet."""
    return word.replace(araby.WAW_HAMZA, HAMZA).replace(araby.YEH_HAMZA, HAMZA)


def _without_endings(word: str) -> str:
    return _with_one_hamza(_shortest(_losing_endings(word)))


def _shortest(forms: Sequence[str]) -> str:
    """Return the last of ever shorter forms that is no function word, the first where all are."""
    for form in reversed(forms):
        if form not in FUNCTION_WORDS:
            return form
    return forms[0]


def _losing_endings(word: str) -> list[str]:
    """Return the word, and what is left of it after each ending."""
    forms = [word]
    while word not in OWN_ENDINGS and (ending := _ending(word)):
        word = word[: -len(ending.letters)]
        forms.append(word)
    return forms


def _with_one_hamza(word: str) -> str:
    """Write مبادىء like مبادئ."""
    return word.removesuffix(YEH_AND_HAMZA) + HAMZA if word.endswith(YEH_AND_HAMZA) else word


def _ending(word: str) -> Affix | None:
    for affix in ENDINGS.get(word[-1], ()):
        rest = len(word) - len(affix.letters)
        if rest >= affix.least and word.endswith(affix.letters) and affix.may_stand_beside(word, rest - 1):
            return affix
    return None


def _losing_beginnings(word: str) -> list[str]:
    """Return the word, and what is left of it after each beginning."""
    forms = [word]
    while (beginning := _beginning(word)) and not _is_own(word, beginning):
        word = word[len(beginning.letters) :]
        forms.append(word)
    return forms


def _beginning(word: str) -> Affix | None:
    for affix in BEGINNINGS.get(word[0], ()):
        taken = len(affix.letters)
        enough = len(word) >= taken + affix.least
        if enough and word.startswith(affix.letters) and affix.may_stand_beside(word, taken):
            return None if _would_be_conjunction(word[taken:], affix) else affix
    return None


def _would_be_conjunction(rest: str, before: Affix) -> bool:
    """Return whether a و that is none of the word's own would follow ب or ل: لوكاس and بوروسيا are whole.

    The conjunction stands before the preposition, so what looks like one after it belongs to the word.
    """
    if before.letters not in PREPOSITIONS or not rest.startswith(araby.WAW):
        return False
    [conjunction] = BEGINNINGS[araby.WAW]
    return not _is_own(rest, conjunction)


def _is_own(word: str, beginning: Affix) -> bool:
    """Return whether a word is listed with this beginning, as it stands or without its endings."""
    if word in OWN_BEGINNINGS:
        return True
    if word[:_HEAD] not in _HEADS and YEH_AND_HAMZA not in word:
        return False
    bare = _without_endings(word)
    return bare in OWN_BEGINNINGS and len(bare) >= len(beginning.letters) + LEAST_OWN


def _with_bare_forms(words: list[str]) -> frozenset[str]:
    """Add what is left of each word without its endings, unless too little is left to know the word by."""
    bare = {word: _without_endings(word) for word in words}
    known = (short for word, short in bare.items() if len(short) >= LEAST_KNOWN or word == short + araby.HEH)
    return frozenset(words).union(known)


BEGINNINGS = _read_affixes("beginning", outermost=0)
ENDINGS = _read_affixes("ending", outermost=-1)
FUNCTION_WORDS = frozenset(map(without_hamza_seats, STOP_WORDS))
OWN_ENDINGS = frozenset(_read_words("own_endings.txt"))
OWN_BEGINNINGS = _with_bare_forms(_read_words("own_beginnings.txt"))
_HEAD = LEAST_OWN + 1
"""The least letters of a word that is listed with its beginning."""
_HEADS = frozenset(word[:_HEAD] for word in OWN_BEGINNINGS)
"""What such words begin with: most words need no look at what they are without endings."""


def stem(word: str) -> str:
    """Return the stem of a folded word; never empty, and its own stem again.

    A stop word stays as it is: cut, عليه would become the name علي. Of the forms of another word that its
    affixes leave one after the other, the stem is the shortest that is no stop word.
    """
    if is_stop(word) or not ARABIC_WORD.fullmatch(word):
        return word
    *longer, bare = _losing_beginnings(without_hamza_seats(word))
    found = _with_one_hamza(_shortest(longer + _losing_endings(bare)))
    return found if found == word else stem(found)


def without_beginnings(word: str) -> str:
    """Return a folded word without the conjunctions, prepositions and the article before it.

    Every hamza in it stands alone, as in stems; ``stem`` makes the same of it as of the word.
    """
    if is_stop(word) or not ARABIC_WORD.fullmatch(word):
        return word
    *longer, bare = _losing_beginnings(without_hamza_seats(word))
    return bare if bare not in FUNCTION_WORDS else _shortest([*longer, bare])
