"""The judgements over the sample articles are whole: every id is known, every query has an answer."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from index.article import Article
from index.merging import canonical_url
from index.sources import read

HERE = Path(__file__).parent / "seeds"
SEEDS = Path(__file__).parents[2] / "seeds"
KINDS = {"short", "phrase", "headline", "question", "variant", "morphology", "topic"}


@pytest.fixture(scope="module")
def queries() -> list[dict[str, str]]:
    lines = (HERE / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, str, int]]:
    head, *lines = (HERE / "qrels.tsv").read_text(encoding="utf-8").splitlines()
    assert head == "query-id\tcorpus-id\tscore"
    cells = [line.split("\t") for line in lines]
    return [(query, article, int(grade)) for query, article, grade in cells]


@pytest.fixture(scope="module")
def article_ids() -> set[str]:
    """The ids of the archive: the first listing of an article keeps its id."""
    ids: dict[str, str] = {}
    for each in read([SEEDS]):
        assert isinstance(each, Article)
        ids.setdefault(canonical_url(each.url) or each.id, each.id)
    return set(ids.values())


def relevant(rows: list[tuple[str, str, int]]) -> Counter[str]:
    return Counter(query for query, _, grade in rows if grade >= 2)


def test_queries_are_many_and_apart(queries: list[dict[str, str]]) -> None:
    assert len(queries) >= 150
    assert len({query["_id"] for query in queries}) == len(queries)
    assert len({query["text"] for query in queries}) == len(queries)


def test_every_kind_has_its_share(queries: list[dict[str, str]]) -> None:
    kinds = Counter(query["kind"] for query in queries)
    assert kinds.keys() == KINDS
    assert min(kinds.values()) >= 20


def test_every_row_names_a_query_and_an_article(
    queries: list[dict[str, str]], rows: list[tuple[str, str, int]], article_ids: set[str]
) -> None:
    assert {query for query, _, _ in rows} <= {query["_id"] for query in queries}
    assert {article for _, article, _ in rows} - article_ids == set()
    assert len({(query, article) for query, article, _ in rows}) == len(rows)


def test_grades_are_one_to_three(rows: list[tuple[str, str, int]]) -> None:
    assert {grade for _, _, grade in rows} == {1, 2, 3}


def test_every_query_has_a_relevant_article(
    queries: list[dict[str, str]], rows: list[tuple[str, str, int]]
) -> None:
    found = relevant(rows)
    assert [query["text"] for query in queries if not found[query["_id"]]] == []


def test_half_of_the_queries_have_several(
    queries: list[dict[str, str]], rows: list[tuple[str, str, int]]
) -> None:
    found = relevant(rows)
    assert sum(found[query["_id"]] >= 2 for query in queries) >= len(queries) / 2


def test_every_article_answers_a_query(rows: list[tuple[str, str, int]], article_ids: set[str]) -> None:
    best: dict[str, int] = defaultdict(int)
    for _, article, grade in rows:
        best[article] = max(best[article], grade)
    assert {article for article in article_ids if best[article] < 3} == set()
