"""A test collection: articles, questions, and which articles answer each how well."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.sources import ReadOptions

QUERIES, QRELS, CORPUS = "queries.jsonl", "qrels.tsv", "corpus.jsonl"
READING = ReadOptions(mapping={"_id": "id", "text": "body"})
"""How a collection's own corpus is read, which names its fields as BEIR does."""
RELEVANT_OF_THREE = 2
"""The grade from which an article counts as relevant, where grades go to 3."""


@dataclass(frozen=True)
class Question:
    """What was typed, of which kind it is, and the grade of each article that has one."""

    text: str
    kind: str
    grades: Mapping[str, int]

    @property
    def relevant(self) -> frozenset[str]:
        """The articles that answer it."""
        least = RELEVANT_OF_THREE if max(self.grades.values()) > 1 else 1
        return frozenset(one for one, grade in self.grades.items() if grade >= least)


@dataclass(frozen=True)
class Collection:
    """Questions, and the file or folder of the articles that they are asked of."""

    name: str
    corpus: Path
    questions: tuple[Question, ...]

    @classmethod
    def read(cls, folder: Path, corpus: Path | None = None) -> "Collection":
        """Read the questions of a folder; its articles are its own unless another corpus is named."""
        grades = _grades(folder / QRELS)
        questions = tuple(_questions(folder / QUERIES, grades))
        return cls(folder.name, corpus or folder / CORPUS, questions)


def _grades(path: Path) -> Mapping[str, Mapping[str, int]]:
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            grades[row["query-id"]][row["corpus-id"]] = int(row["score"])
    return grades


def _questions(path: Path, grades: Mapping[str, Mapping[str, int]]) -> Iterator[Question]:
    for line in path.read_text("utf-8").splitlines():
        told = json.loads(line)
        if any(grades.get(told["_id"], {}).values()):
            yield Question(told["text"], told.get("kind", ""), grades[told["_id"]])
