"""The verb learn, and archives that are built with what it wrote."""

import json
import random
from pathlib import Path

import pytest

from index import census
from index.build import add, reindex
from index.generations import open_current
from index.learn import TooLittleToLearn, learn
from index.lexicon.lexicon import Lexicon, NoLexicon
from index.run import BuildOptions
from index.snapshot import open_snapshot
from search.archive import Archive

LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return articles that have words enough, in which سوطق and اسواطق keep one company."""
    draw = random.Random(5)  # noqa: S311
    words = ["".join(draw.choices(LETTERS, k=5)) for _ in range(3_000)]
    near = words[:25]
    path = tmp_path_factory.mktemp("learn") / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1_200):
            body = draw.choices(words, k=160)
            for _ in range(5):
                body += [*draw.choices(near, k=3), draw.choice(["سوطق", "اسواطق"]), *draw.choices(near, k=3)]
            story = {"id": f"a{number}", "title": f"خبر {number}", "body": " ".join(body)}
            file.write(json.dumps(story, ensure_ascii=False) + "\n")
    return path


@pytest.fixture(scope="module")
def lexicon(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicon")
    report = learn([source], "nowhere", folder)
    assert report.articles == 1_200
    assert report.running_words > 200_000
    assert report.families
    return Path(report.file)


def test_what_is_learnt_is_used_by_the_archive_that_is_built_with_it(
    source: Path, lexicon: Path, tmp_path: Path
) -> None:
    options = BuildOptions(lexicon=lexicon)
    reindex([source], tmp_path / "own", options=options)
    reindex([source], tmp_path / "shipped")
    own, shipped = (Archive.open(tmp_path / name) for name in ("own", "shipped"))
    both = own.search("(سوطق | اسواطق)").total
    assert own.search("سوطق").total == both
    assert shipped.search("سوطق").total < both
    assert own.lexicon.kin("سوطق") == own.lexicon.kin("اسواطق")


def test_what_is_added_is_analysed_with_the_lexicon_that_is_there(
    source: Path, lexicon: Path, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    reindex([source], index, options=BuildOptions(lexicon=lexicon))
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "m", "title": "اسواطق", "body": "نص"}), encoding="utf-8")
    add([more], index)
    assert open_current(index).manifest.lexicon == lexicon.name
    assert "m" in {hit.article.id for hit in Archive.open(index).search("سوطق", limit=2_000).hits}


def test_an_archive_teaches_what_its_articles_teach(source: Path, lexicon: Path, tmp_path: Path) -> None:
    reindex([source], tmp_path / "index")
    snapshot = open_snapshot(open_current(tmp_path / "index"))
    report = learn(None, tmp_path / "index", tmp_path)
    assert len(census.of_snapshot(snapshot).tokens) == report.running_words
    ours, theirs = Lexicon.open(Path(report.file)), Lexicon.open(lexicon)
    assert ours.kin("سوطق") == ours.kin("اسواطق")
    assert len(ours) == len(theirs)


def test_too_few_words_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLittleToLearn, match="ships with kashaf"):
        learn(["seeds"], "nowhere", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_lexicon_that_is_none_builds_nothing(source: Path, tmp_path: Path) -> None:
    with pytest.raises(NoLexicon, match="kashaf learn"):
        reindex([source], tmp_path / "index", options=BuildOptions(lexicon=tmp_path / "missing.arrays"))
    assert not list((tmp_path / "index" / "generations").iterdir())
