"""Learns a lexicon from the words of an archive: forms, their stems, and which stems are kin."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import numpy as np

from index.analysis import is_stop, stem, without_beginnings
from index.analysis.clitics import ARTICLE
from index.analysis.stemming import ARABIC_WORD
from index.codec.compiled import Numbers, Places
from index.lexicon import joining, tables
from index.lexicon.kinship import RELATIONS, Families, suspected
from index.lexicon.learnt import Census, Joined, Learnt
from index.lexicon.meaning import NOBODY, Meanings, Vectors, company

MOST_FORMS = 40_000
"""How many forms get a vector, the most frequent first: each takes a row of 10,000 bytes while one learns."""
LEAST_TIMES = 5
"""A form or a stem that is rarer keeps too little company to be judged by."""
CONTEXTS = 2_500
COMMONEST = 30
"""So many of the commonest stems say nothing of what stands beside them, and are no contexts."""

FORM_TIMES = 25
"""A form so frequent may leave the stem of its letters where its company is another."""
FORM_NEARNESS = 0.1
PLACE_NEARNESS = 0.5
"""The name of a place and a longer word that begins like it are one stem only where they keep one company."""
NISBA = "ي"
"""The ending that makes an Iraqi of Iraq: such words belong to the place."""
NAME_NEARNESS = 0.45
"""What is so near to the given names of the table is the name of a person too."""
NAMES_NOTHING = -1
"""What stems have that name neither a place nor a month."""
RARE = 30
"""A stem that is rarer keeps too little company to be told from one that is spelt nearly as it is."""


class _Counted:
    """Distinct strings, how often each is there, and which of them each word of a census is."""

    def __init__(self, strings: Sequence[str], times: Places) -> None:
        numbers: dict[str, int] = {}
        self.of_word = np.array([numbers.setdefault(one, len(numbers)) for one in strings], np.int64)
        self.texts = list(numbers)
        self.times = np.zeros(len(numbers), np.int64)
        np.add.at(self.times, self.of_word, times)

    def ranks(
        self, most: int, *, least: int, skip: int = 0, also: Collection[str] = ()
    ) -> tuple[list[int], Numbers]:
        """Return the most frequent strings of Arabic letters, and the rank of each, NOBODY for others."""
        fit = [
            number
            for number in np.argsort(-self.times, kind="stable").tolist()
            if (self.times[number] >= least and _may_mean(self.texts[number])) or self.texts[number] in also
        ][skip : skip + most]
        ranks = np.full(len(self.texts), NOBODY, np.uint32)
        ranks[fit] = np.arange(len(fit), dtype=np.uint32)
        return fit, ranks


def _may_mean(text: str) -> bool:
    return len(text) > 1 and ARABIC_WORD.fullmatch(text) is not None


def learn(census: Census) -> Learnt:
    """Learn a lexicon; the same from the same census."""
    times = np.bincount(census.tokens, minlength=len(census.words))
    forms = _Counted([without_beginnings(word) for word in census.words], times)
    by_letters = _Counted([stem(word) for word in census.words], times)
    ranked, form_ranks = forms.ranks(MOST_FORMS, least=LEAST_TIMES)
    _, contexts = by_letters.ranks(CONTEXTS, least=1, skip=COMMONEST)
    counts = company(
        form_ranks[forms.of_word][census.tokens],
        contexts[by_letters.of_word][census.tokens],
        census.starts,
        (len(ranked), CONTEXTS),
    )
    meanings = Meanings(counts)
    texts = [forms.texts[number] for number in ranked]
    own = _own_stems(texts, forms.times[ranked], meanings.vectors(counts))
    of_forms = [own.get(form, stem(form)) for form in forms.texts]
    told = [one for one in tables.TOLD if one not in set(of_forms)]
    stems = _Counted([*of_forms, *told], np.append(forms.times, np.zeros(len(told), np.int64)))
    return _with_kin(stems, ranked, counts, meanings, own, joining.joined(census, times))


def _own_stems(forms: Sequence[str], times: Places, vectors: Vectors) -> dict[str, str]:
    """Return the forms that leave the stem of their letters, and the stem that each gets instead.

    Frequent forms of one stem part where they keep other company; each rarer one follows the nearest.
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        groups[stem(form)].append(number)
    own: dict[str, str] = {}
    for letters, group in groups.items():
        frequent = [number for number in group if times[number] >= FORM_TIMES]
        if len(frequent) < 2:
            continue
        families = _form_families([forms[number] for number in frequent], vectors[frequent])
        if len(set(families)) > 1:
            for number in group:
                nearest = int(np.argmax(vectors[frequent] @ vectors[number]))
                first = families[frequent.index(number) if number in frequent else nearest]
                if first:
                    own[forms[number]] = _named(forms[frequent[first]], letters)
    return own


def _named(form: str, letters: str) -> str:
    """Return the stem of forms that left that of their letters: the most frequent one, or its definite."""
    return ARTICLE + form if form == letters else form


def _form_families(forms: Sequence[str], vectors: Vectors) -> list[int]:
    """Return the family of each form of one stem, the most frequent form first."""

    def apart(some: Sequence[int], others: Sequence[int]) -> bool:
        return any(_are_apart(forms, vectors, one, other) for one in some for other in others)

    pairs = combinations(range(len(forms)), 2)
    families = Families(vectors, apart)
    families.join(dict.fromkeys(pairs, FORM_NEARNESS))
    return families.of()


def _are_apart(forms: Sequence[str], vectors: Vectors, one: int, other: int) -> bool:
    short, long = sorted((forms[one], forms[other]), key=len)
    if short not in tables.PLACES or not long.startswith(short) or long.startswith(short + NISBA):
        return False
    return bool(vectors[one] @ vectors[other] < PLACE_NEARNESS)


def _with_kin(
    stems: _Counted,
    ranked_forms: Sequence[int],
    form_counts: Vectors,
    meanings: Meanings,
    own: Mapping[str, str],
    joined: list[Joined],
) -> Learnt:
    ranked, ranks = stems.ranks(len(stems.texts), least=LEAST_TIMES, also=tables.TOLD)
    counts = np.zeros((len(ranked), form_counts.shape[1]), np.float32)
    rows = ranks[stems.of_word[ranked_forms]]
    known = rows != NOBODY
    np.add.at(counts, rows[known], form_counts[known])
    texts = [stems.texts[number] for number in ranked]
    times = stems.times[ranked]
    kin, far_kin = _families(texts, times, meanings.vectors(counts))
    order = sorted(range(len(texts)), key=texts.__getitem__)
    return Learnt(
        stems=[texts[number] for number in order],
        kin=[texts[kin[number]] for number in order],
        far_kin=[texts[far_kin[number]] for number in order],
        own=dict(sorted(own.items())),
        joined=joined,
    )


def _families(stems: Sequence[str], times: Places, vectors: Vectors) -> tuple[list[int], list[int]]:
    """Return the family of each stem, close kin and all kin; stems come the most frequent first."""
    single = _singles(stems, vectors)

    named = np.array([tables.NAMED.get(text, NAMES_NOTHING) for text in stems])

    def apart(some: Sequence[int], others: Sequence[int]) -> bool:
        if any(single[one] for one in some) and any(single[other] for other in others):
            return True
        names = {int(named[one]) for one in (*some, *others)} - {NAMES_NOTHING}
        return len(names) > 1

    families = Families(vectors, apart)
    place = {text: number for number, text in enumerate(stems)}
    for told in tables.FAMILIES:
        for one in told[1:]:
            families.unite(place[told[0]], place[one])
    strict = [one for one in RELATIONS if one.strict]
    families.join(suspected(strict, stems, times < RARE, named, vectors))
    close = families.of()
    families.join(suspected(RELATIONS, stems, times < RARE, named, vectors))
    return close, families.of()


def _singles(stems: Sequence[str], vectors: Vectors) -> list[bool]:
    """Return which stems are names of persons, or words that the tables keep apart."""
    given = [number for number, text in enumerate(stems) if text in tables.GIVEN_NAMES]
    names = vectors[given].sum(axis=0)
    names /= np.linalg.norm(names) + np.float32(1e-9)
    near: list[bool] = (vectors @ names >= NAME_NEARNESS).tolist()
    return [a_name or is_stop(text) or text in tables.APART for a_name, text in zip(near, stems, strict=True)]
