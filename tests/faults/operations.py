"""Runs of the writing verbs on a small archive, and what it holds after each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index import build
from index.serving import open_serving
from index.stored import StoredArticles
from tests.stories import Record, story, write_source

Versions = Mapping[int, int]
"""Articles by number, and which version of each."""
Held = dict[str, tuple[str, str]]
"""Title and body of each article by its id."""


@dataclass(frozen=True)
class Operation:
    """A verb, and the articles that it is given, or that it takes out."""

    verb: str
    articles: Versions = field(default_factory=dict)

    def run(self, index_dir: Path, folder: Path) -> object:
        """Run the verb on an archive; its source is written into another folder."""
        if self.verb in ("reindex", "add"):
            source = write_source(folder / "source.jsonl", map(record, *_columns(self.articles)))
            return getattr(build, self.verb)([source], index_dir)
        if self.verb == "rebuild":
            return build.reindex(None, index_dir)
        if self.verb == "rollback":
            return build.rollback(index_dir)
        ids = [f"story-{number}" for number in self.articles]
        return build.delete(ids, index_dir, purge=self.verb == "purge")

    def after(self, history: Sequence[Versions]) -> Versions:
        """Return the articles that an archive holds after the verb; ``history`` is what it held before."""
        held = history[-1] if history else {}
        if self.verb == "reindex":
            return self.articles
        if self.verb == "add":
            return {**held, **self.articles}
        if self.verb == "rebuild":
            return held
        if self.verb == "rollback":
            return history[-2]
        return {number: version for number, version in held.items() if number not in self.articles}


@dataclass(frozen=True)
class Case:
    """An operation to disturb, and those that the archive has behind it."""

    before: Sequence[Operation]
    operation: Operation

    def prepare(self, index_dir: Path, folder: Path) -> tuple[Held, Held]:
        """Make the archive; return what it holds, and what it will hold after the operation."""
        history: list[Versions] = []
        for operation in self.before:
            operation.run(index_dir, folder)
            history.append(operation.after(history))
        return expected(history[-1]), expected(self.operation.after(history))


def record(number: int, version: int) -> Record:
    """Return a version of an article."""
    told = story(number)
    return {**told, "title": f"{told['title']} ({version})", "body": f"{told['body']}\nالنسخة {version}."}


def expected(versions: Versions) -> Held:
    """Return what an archive with these articles holds."""
    records = map(record, *_columns(versions))
    return {one["id"]: (one["title"], one["body"]) for one in records}


def held(index_dir: Path) -> Held:
    """Return what a reader that opens an archive now finds; the newest generation must be whole."""
    serving = open_serving(index_dir)
    assert serving.degraded is None
    found = [(one.id, (one.title, one.body)) for one in StoredArticles(serving.snapshot)]
    assert len(dict(found)) == len(found) == serving.generation.manifest.articles
    return dict(found)


def versions(numbers: Sequence[int] | range, version: int = 1) -> Versions:
    """Return some articles, all in one version."""
    return dict.fromkeys(numbers, version)


def _columns(articles: Versions) -> tuple[Sequence[int], Sequence[int]]:
    return list(articles), list(articles.values())


_BASE = (Operation("reindex", versions(range(12))), Operation("add", {12: 1}))
CASES = {
    "reindex": Case(_BASE, Operation("reindex", versions(range(5, 15), 2))),
    "rebuild": Case(_BASE, Operation("rebuild")),
    "add": Case(_BASE, Operation("add", {3: 2, 13: 1})),
    "add and merge": Case(
        (*_BASE, *(Operation("add", {number: 1}) for number in range(13, 19))), Operation("add", {19: 1})
    ),
    "delete": Case(_BASE, Operation("delete", {3: 1})),
    "delete and merge": Case(_BASE, Operation("delete", {3: 1, 12: 1, 5: 1})),
    "purge": Case((*_BASE, Operation("add", {3: 2})), Operation("purge", {3: 1})),
    "rollback": Case(_BASE, Operation("rollback")),
}
"""What is disturbed at every step."""
