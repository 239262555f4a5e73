r"""Folds text: one spelling for what readers take for one spelling, with the way back to the original.

Folding goes letter by letter, so that the way back stays exact. Python's ``\w`` splits vocalised Arabic at
every mark; so text is folded first and cut into words afterwards.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pyarabic import araby

from index.analysis import tables

ALEF_MAKSURA: str = araby.ALEF_MAKSURA
YEH: str = araby.YEH

ARABIC_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u08c9"
)
"""The inside of a character class: every letter of the Arabic blocks."""

JOINERS_AND_BIDI_CONTROLS = "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
SPACING_MARKS = "\ufc5e-\ufc63\ufe70-\ufe7f"  # harakat as presentation forms; NFKC would put a space there
SMALL_LETTERS = "\u06e5\u06e6"  # written above the line in the Quran
IGNORED = re.compile(f"[{JOINERS_AND_BIDI_CONTROLS}{SPACING_MARKS}{SMALL_LETTERS}{araby.TATWEEL}]")
TRAILING_CONTROLS = re.compile(f"[{JOINERS_AND_BIDI_CONTROLS}]+\\Z")

CARRIERS = {  # a letter and a hamza above or below it that was typed as a mark of its own
    araby.WAW: araby.WAW_HAMZA,
    araby.YEH: araby.YEH_HAMZA,
    araby.ALEF_MAKSURA: araby.YEH_HAMZA,
    "\u06cc": araby.YEH_HAMZA,
    araby.TATWEEL: araby.YEH_HAMZA,
}
HAMZA_MARKS = araby.HAMZA_ABOVE + araby.HAMZA_BELOW
MARKED_CARRIER = re.compile(f"[{''.join(CARRIERS)}](?=[\u064b-\u0653\u0670]*[{HAMZA_MARKS}])")

MAY_CHANGE_LENGTH = re.compile(
    r"[^\n -~\u00a0«»،؛؟٪-٭۰-۹٠-٩ء-غف-يپچژڤکگیۀ–—‘’“”\u200b"
    r"à-åç-öø-ÿ]"
)
"""Finds what may fold to less or more than one letter; all that it leaves out folds one to one."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``offsets[i]`` is the place in the original of the letter that gave ``text[i]``.

    ``offsets`` never decreases and has one entry more than ``text``, the length of the original.
    """

    text: str
    offsets: Sequence[int]


def _read_letters() -> dict[str, str]:
    return {row["letter"]: row["folded"] for row in tables.columns("letters.tsv", "letter", "folded")}


LETTERS = _read_letters()


class _Foldings(dict[int, str]):
    """What each code point folds to, found out when it is first met; made for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if IGNORED.match(character) or unicodedata.category(character).startswith("M"):
        return ""
    if character in LETTERS:
        return LETTERS[character]
    if character in (araby.WAW_HAMZA, araby.YEH_HAMZA):
        return character
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    for simpler in (_compatible(character), character.casefold(), unicodedata.normalize("NFKD", character)):
        if simpler != character:
            return "".join(map(_fold_character, simpler))
    return character


def _compatible(character: str) -> str:
    """Return the character in NFKC; a fraction stands apart from the number before it."""
    apart = " " if unicodedata.decomposition(character).startswith("<fraction>") else ""
    return apart + unicodedata.normalize("NFKC", character)


FOLDINGS = _Foldings({ord("٫"): ".", ord("٬"): ","})


def _fold_letters(text: str) -> str:
    return text.translate(FOLDINGS)


FUNCTION_WORDS = frozenset(map(_fold_letters, tables.attached("function_words.txt")))
LONGEST = max(map(len, FUNCTION_WORDS))
WORD_AT_END = re.compile(f"[{ARABIC_LETTERS}]*\\Z")
LETTER = re.compile(f"[{ARABIC_LETTERS}]")


def _fold_alef_maksura(text: str) -> str:
    """Fold every ى to ي but the last letter of a function word."""
    if ALEF_MAKSURA in text:
        return re.sub(ALEF_MAKSURA, _yeh_unless_function_word, text)
    return text


def _yeh_unless_function_word(found: re.Match[str]) -> str:
    text, end = found.string, found.end()
    if LETTER.match(text, end):
        return YEH
    word = WORD_AT_END.search(text, max(0, end - LONGEST - 1), end)
    return ALEF_MAKSURA if word and word[0] in FUNCTION_WORDS else YEH


def fold_word(text: str) -> str:
    """Return the folded text alone, for look-ups of words and names."""
    return _fold_alef_maksura(_fold_letters(_join_hamza(text)))


def _join_hamza(text: str) -> str:
    """Put a hamza typed as a mark on its letter; the mark stays, so that no letter moves."""
    if araby.HAMZA_ABOVE in text or araby.HAMZA_BELOW in text:
        return MARKED_CARRIER.sub(lambda found: CARRIERS[found[0]], text)
    return text


def fold(text: str) -> Folded:
    """Fold a text and keep the way back.

    The steps: NFKC letter by letter, case folding; marks, tatweel, joiners and bidi controls removed; digits
    to ASCII; letters of other languages to Arabic ones; آأإٱ to ا, ة to ه, ى to ي but in function words.
    """
    joined = _join_hamza(text)
    return Folded(_fold_alef_maksura(_fold_letters(joined)), _offsets(joined))


def _offsets(text: str) -> Sequence[int]:
    if not MAY_CHANGE_LENGTH.search(text):
        return range(len(text) + 1)
    offsets: list[int] = []
    place = 0
    for found in MAY_CHANGE_LENGTH.finditer(text):
        offsets.extend(range(place, found.start()))
        place = found.end()
        offsets.extend([found.start()] * len(FOLDINGS[ord(found[0])]))
    offsets.extend(range(place, len(text) + 1))
    return offsets
