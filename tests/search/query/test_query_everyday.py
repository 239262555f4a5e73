"""Real headlines and real questions are text, not operators."""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.query import parse
from search.query.tree import Clause, Occur, Phrase, Word

DATA = Path(__file__).parents[3] / "../shared/data"
EVERY = 15
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the articles in ../shared/data")


def is_text(clause: Clause) -> bool:
    """Say whether a clause is a plain word or a phrase that excludes nothing."""
    return isinstance(clause.node, Word | Phrase) and clause.occur is not Occur.MUST_NOT


def headlines() -> Iterator[str]:
    with lzma.open(DATA / "ant.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                yield json.loads(line).get("title", "")


def test_headlines_are_words_and_phrases() -> None:
    typed = list(headlines())
    odd = [text for text in typed if not all(map(is_text, parse(text).tree.clauses))]
    assert len(typed) > 2_000
    assert len(odd) <= len(typed) // 1_000, odd
    assert all(" -" in text for text in odd)


@pytest.mark.parametrize("name", ["ans", "arcd", "graded"])
def test_questions_are_words_and_phrases(name: str) -> None:
    lines = (DATA / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    typed = [json.loads(line)["text"] for line in lines]
    assert typed
    assert [text for text in typed if not all(map(is_text, parse(text).tree.clauses))] == []
