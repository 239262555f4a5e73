"""What the letters of stems share: skeletons, roots, and the sound of foreign names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WEAK = re.compile("[اويهءىآ]")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans("غكقصطظ", "جججستض")
"""Letters that newspapers write for one foreign sound."""


def skeleton(stem: str) -> str:
    """Return the firm consonants of a stem, doubled ones once."""
    return _DOUBLED.sub(r"\1", _WEAK.sub("", stem))


def skeletons(stem: str) -> Iterator[str]:
    """Yield the skeleton, where it is long enough to say something."""
    if len(firm := skeleton(stem)) > SHORT:
        yield firm


def short_skeletons(stem: str) -> Iterator[str]:
    """Yield a skeleton of two consonants."""
    if len(firm := skeleton(stem)) == SHORT:
        yield firm


SHORT = 2


@dataclass(frozen=True, slots=True)
class _Letters:
    """Letters that derivation adds to a root: at a place, in a skeleton so long at least."""

    letters: frozenset[str]
    least: int
    start: int
    end: int | None


_DERIVED = (
    _Letters(frozenset(["ست"]), 4, 0, 2),
    _Letters(frozenset(["مست"]), 4, 0, 3),
    _Letters(frozenset("متن"), 3, 0, 1),
    _Letters(frozenset(["مت", "من"]), 4, 0, 2),
    _Letters(frozenset("ت"), 3, 1, 2),
    _Letters(frozenset("تن"), 3, -1, None),
)


def roots(stem: str) -> set[str]:
    """Return what may be the firm consonants of a stem's root: with and without letters that derive words."""
    bare = _WEAK.sub("", stem)
    found = {bare, _DOUBLED.sub(r"\1", bare)}
    for _ in range(2):
        found |= {less for one in found for less in _underived(one)}
    return {one for one in found if len(one) >= SHORT}


def _underived(bare: str) -> Iterator[str]:
    for rule in _DERIVED:
        place = slice(rule.start, rule.end)
        if len(bare) >= rule.least and bare[place] in rule.letters:
            end = len(bare) if rule.end is None else rule.end
            yield bare[: rule.start] + bare[end:]


_ONE_G = str.maketrans("غ", "ج")
"""What papers of the Levant and the Gulf write for the g of foreign names, and those of Egypt."""
LEAST_FOREIGN = 4


def sounds(stem: str) -> Iterator[str]:
    """Yield what a foreign name sounds like, where it is long enough: its consonants, alike ones as one."""
    if len(stem) >= LEAST_FOREIGN:
        heard = stem.translate(_SOUNDS)
        yield heard[0] + _WEAK.sub("", heard)


def long_sounds(stem: str) -> Iterator[str]:
    """Yield what a long foreign name sounds like: so long that chance does not give it to two."""
    if len(stem) >= LEAST_FOREIGN + 2:
        heard = stem.translate(_ONE_G)
        if len(firm := heard[0] + _WEAK.sub("", heard)) >= LEAST_FOREIGN:
            yield firm


def spellings(stem: str) -> Iterator[str]:
    """Yield a longer stem with the letters that stand for one foreign g as one."""
    if len(stem) >= LEAST_FOREIGN:
        yield stem.translate(_ONE_G)


def long_spellings(stem: str) -> Iterator[str]:
    """Yield what ``spellings`` does, for a stem so long that chance does not give it to two."""
    if len(stem) > LEAST_FOREIGN:
        yield stem.translate(_ONE_G)


_DERIVED_VERB = re.compile("(?:ست...|ن...|.ت..)")
"""What follows the first letter of a verb of the tenth, the seventh and the eighth form."""
_FIFTH_VERB = re.compile("ت(?:...|.ا..)")
_VERBAL_NOUN = re.compile("(?P<before>ا(?:ست..|ن..|.ت.))ا(?P<last>.)")


def verbs(stem: str) -> Iterator[str]:
    """Yield the past of a verb of a derived form, for the verb in past or present and for its noun.

    Only forms whose present has the letters of the past are told: يعترض، تعترض، اعتراض are of اعترض.
    """
    first, rest = stem[:1], stem[1:]
    if first and first in "ايتن" and _DERIVED_VERB.fullmatch(rest):
        yield "ا" + rest
    elif noun := _VERBAL_NOUN.fullmatch(stem):
        yield noun["before"] + noun["last"]
    elif _FIFTH_VERB.fullmatch(rest if first == "ي" else stem):
        yield rest if first == "ي" else stem


def unknown_keys(stem: str) -> Iterator[str]:
    """Yield what a stem that nobody has met may share with known ones: its sound, and the verb it is of."""
    yield from (f"{heard} heard" for heard in long_sounds(stem))
    yield from (f"{past} done" for past in verbs(stem))
