"""A small language: words that keep one company, and words that look alike and keep another."""

import random

import numpy as np
import pytest

from index.lexicon.learning import learn
from index.lexicon.learnt import Census, Learnt

COMPANIES = {
    "market": ("سوق", "اسواق", "السوق"),
    "party": ("حزب", "احزاب", "الاحزاب"),
    "work": ("عمل", "العمل", "عملها"),
    "money": ("عمله", "العمله", "عملات"),
    "names": ("محمد", "احمد", "محمود", "خالد", "حسن", "حسين"),
    "sport": ("رياضه", "الرياضه", "رياضي"),
    "city": ("الرياض", "بالرياض"),
    "club": ("شيكاجو", "شيكاغو"),
}
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"


def _neighbours(draw: random.Random) -> list[str]:
    return ["".join(draw.choices(LETTERS, k=5)) for _ in range(40)]


@pytest.fixture(scope="session")
def census() -> Census:
    """Return articles of sentences: a word amid the neighbours of its company, and some said by all."""
    draw = random.Random(11)  # noqa: S311
    around = {company: _neighbours(draw) for company in COMPANIES}
    common = _neighbours(draw)
    texts = []
    for _ in range(6_000):
        company = draw.choice([*COMPANIES])
        near = draw.choices(around[company], k=4)
        texts.append([*draw.choices(common, k=3), *near[:2], draw.choice(COMPANIES[company]), *near[2:]])
    texts += [["عبد", "الله"], ["عبدالله"]] * 5
    numbers: dict[str, int] = {}
    tokens = [numbers.setdefault(word, len(numbers)) for text in texts for word in text]
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return Census(list(numbers), np.array(tokens, np.uint32), starts)


@pytest.fixture(scope="session")
def learnt(census: Census) -> Learnt:
    """Return what is learnt of them."""
    return learn(census)
