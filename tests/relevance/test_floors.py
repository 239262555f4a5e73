"""No change may make the ranking worse: the figures that are pinned, on every collection there is."""

from dataclasses import asdict

import pytest

from tests.relevance.collection import Collection
from tests.relevance.evaluate import PINNED, evaluate, floors, shared_sets, shipped_set

COLLECTIONS = [shipped_set(), *shared_sets()]
LEAST_QUESTIONS = 150


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda one: one.name)
def test_no_figure_is_below_its_floor(collection: Collection) -> None:
    figures = evaluate(collection)
    ours, theirs = figures[PINNED], figures["lucene"]
    below = {
        name: (value, floors()[collection.name][name])
        for name, value in asdict(ours).items()
        if value < floors()[collection.name][name]
    }
    assert below == {}
    assert ours.ndcg > theirs.ndcg


def test_the_shipped_questions_are_many_and_have_several_answers() -> None:
    questions = shipped_set().questions
    assert len(questions) >= LEAST_QUESTIONS
    assert len({question.text for question in questions}) == len(questions)
    assert all(question.relevant for question in questions)
    assert sum(len(question.relevant) > 1 for question in questions) >= len(questions) / 3
