import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from index.generations import open_current
from index.lock import write_lock
from kashaf import main

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def document(result: Result) -> dict[str, Any]:
    """Return the one JSON document on standard output."""
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    assert run("reindex", source(stories(n) for n in range(20)), "--index", index_dir).exit_code == 0
    return index_dir


def test_reindex_tells_what_it_did(source: Source, stories: Story, index_dir: Path) -> None:
    result = run("reindex", source([stories(1), {"no": "article"}]), "--index", index_dir)
    assert result.exit_code == 0
    assert "1 articles in generation 000001-" in result.stdout
    assert "rejects-000001-" in result.stdout
    assert "indexing: 1 of 1 articles" in result.stderr


def test_json_is_one_document(archive: Path, source: Source, stories: Story) -> None:
    path = source([stories(1), stories(30), stories(31, title="", body="")])
    report = document(run("add", path, "--index", archive, "--json"))
    assert (report["added"], report["unchanged"], report["rejected"], report["articles"]) == (1, 1, 1, 21)
    assert document(run("delete", "story-1", "--index", archive, "--json"))["deleted"] == 1
    assert document(run("stats", "--index", archive, "--json"))["articles"] == 20
    assert document(run("check", "--index", archive, "--json"))["damage"] == []
    assert document(run("rollback", "--index", archive, "--json"))["articles"] == 21
    assert document(run("reindex", "--index", archive, "--json"))["articles"] == 21


def test_the_index_comes_from_the_environment(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASHAF_INDEX", str(archive))
    assert document(run("stats", "--json"))["articles"] == 20


def test_json_lines_on_standard_input(archive: Path, stories: Story) -> None:
    result = run("add", "-", "--index", archive, "--json", stdin=json.dumps(stories(30)) + "\n")
    assert document(result)["added"] == 1


def test_nothing_changed(archive: Path, source: Source, stories: Story) -> None:
    result = run("add", source([stories(1)]), "--index", archive)
    assert "nothing changed" in result.stdout
    assert result.exit_code == 0


def test_fields_can_be_mapped(source: Source, index_dir: Path) -> None:
    path = source([{"id": "1", "kopf": "عنوان الخبر", "rumpf": "متن الخبر"}])
    result = run(
        "reindex", path, "--map", "title=kopf", "--map", "body=rumpf", "--index", index_dir, "--json"
    )
    assert document(result)["added"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--map", "title"], 2, "FIELD=NAME"),
        (["--map", "nothing=kopf"], 2, "no field of an article"),
        (["--timezone", "Nowhere/Nothing"], 2, "Nowhere/Nothing"),
        (["--format", "pdf"], 2, "pdf"),
        (["--procs", "0"], 2, "0"),
    ],
)
def test_what_cannot_be_meant_is_said(
    source: Source, stories: Story, index_dir: Path, arguments: list[str], code: int, message: str
) -> None:
    result = run("reindex", source([stories(1)]), "--index", index_dir, *arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_strict(archive: Path, source: Source, stories: Story) -> None:
    before = open_current(archive).id
    result = run("add", source([stories(40), {"no": "article"}]), "--strict", "--index", archive)
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert open_current(archive).id == before


def test_unknown_ids(archive: Path) -> None:
    result = run("delete", "nobody", "--index", archive)
    assert result.exit_code == 0
    assert "no such article: nobody" in result.stdout
    assert run("delete", "nobody", "--strict", "--index", archive).exit_code == 1


def test_damage_is_an_exit_code(archive: Path) -> None:
    path = next(open_current(archive).path.glob("segment-*"))
    path.write_bytes(path.read_bytes()[::-1])
    result = run("check", "--index", archive)
    assert result.exit_code == 1
    assert str(path) in result.stdout


@pytest.mark.parametrize(
    "verb", [["add", "x.jsonl"], ["delete", "1"], ["check"], ["stats"], ["rollback"], ["reindex"]]
)
def test_no_archive_is_said_in_english(index_dir: Path, verb: list[str]) -> None:
    result = run(*verb, "--index", index_dir)
    assert result.exit_code == 66
    assert result.stderr.splitlines()[-1].startswith("Error: No archive in")
    assert result.stdout == ""
    assert not index_dir.exists()


def test_a_second_writer_is_told(archive: Path, source: Source, stories: Story) -> None:
    with write_lock(archive, 0):
        result = run("add", source([stories(1)]), "--wait", "0", "--index", archive)
    assert result.exit_code == 75
    assert f"process {os.getpid()}" in result.stderr


def test_a_full_disk_is_said(
    archive: Path, source: Source, stories: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_current(archive).id

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.durable.disk.sync", full)
    result = run("add", source([stories(40)]), "--index", archive)
    assert result.exit_code == 74
    assert "No space left" in result.stderr
    assert open_current(archive).id == before
    assert [path.name for path in (archive / "generations").iterdir()] == [before]


def test_stats_are_printed_for_people(archive: Path) -> None:
    shown = dict(
        re.split(r"  +", line, maxsplit=1) for line in run("stats", "--index", archive).stdout.splitlines()
    )
    assert shown["articles"] == "20"
    assert shown["previous"] == "-"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00", shown["created"])


def test_only_the_newest_lists_of_rejects_are_kept(archive: Path) -> None:
    for number in range(25):
        (archive / f"rejects-000001-20240101T0000{number:02}Z.jsonl").write_text("{}\n")
    assert run("add", "mistyped.jsonl", "--index", archive).exit_code == 1
    lists = sorted(path.name for path in archive.glob("rejects-*"))
    assert len(lists) == 21
    assert lists[0] == "rejects-000001-20240101T000005Z.jsonl"
    assert lists[-1].startswith("rejects-000002-")
