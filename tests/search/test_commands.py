"""The reading commands, run as a person would, over the sample articles."""

import contextlib
import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kashaf import main

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def index(seeds_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KASHAF_INDEX", str(seeds_index))
    return seeds_index


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed)


def answered(*arguments: str, typed: str | None = None) -> Any:
    result = run(*arguments, "--json", typed=typed)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_search_prints_one_document(index: Path) -> None:
    answer = answered("search", "مهرجان التمور", "--limit", "2")
    assert {"total", "hits", "facets", "explanation", "took_ms"} <= answer.keys()
    assert len(answer["hits"]) == 2
    for hit in answer["hits"]:
        assert {"id", "title", "score", "published", "section", "source", "snippet"} <= hit.keys()
        start, end = hit["snippet"]["spans"][0]
        assert hit["snippet"]["text"][start:end]


def test_offset_goes_on_where_limit_ended(index: Path) -> None:
    both = answered("search", "المدينة", "--limit", "4", "--match", "any")["hits"]
    second = answered("search", "المدينة", "--limit", "2", "--offset", "2", "--match", "any")["hits"]
    assert [hit["id"] for hit in second] == [hit["id"] for hit in both[2:]]


def test_hits_are_narrowed_and_sorted(index: Path) -> None:
    arguments = ("search", "", "--section", "رياضية", "--since", "2024-01-01", "--until", "2024-12-31")
    hits = answered(*arguments, "--sort", "newest", "--limit", "50")["hits"]
    days = [hit["published"][:10] for hit in hits]
    assert days == sorted(days, reverse=True)
    assert days
    assert all(day.startswith("2024") for day in days)
    assert all("رياضة" in hit["sections"] for hit in hits)


def test_search_reads_well_without_json(index: Path) -> None:
    result = run("search", "مهرجان التمور", "--limit", "1")
    assert result.exit_code == 0
    assert "‹مهرجان›" in result.stdout or "‹التمور›" in result.stdout
    assert "كل الكلمات:" in result.stdout
    assert "الأقسام:" in result.stdout


def test_a_slip_of_the_keyboard_is_answered_with_a_suggestion(index: Path) -> None:
    assert "هل تقصد: مهرجان" in run("search", "مهرجنان").stdout


def test_show_prints_the_article_and_its_citation(index: Path) -> None:
    found = answered("search", "مهرجان", "--limit", "1")["hits"][0]
    article = answered("show", found["id"])
    assert article["body"]
    shown = run("show", found["id"]).stdout
    assert article["title"] in shown
    assert "«" in shown.splitlines()[-1]


def test_related_takes_an_id_or_a_text(index: Path, tmp_path: Path) -> None:
    found = answered("search", "مهرجان", "--limit", "1")["hits"][0]
    by_id = answered("related", found["id"], "--limit", "3")
    assert 0 < len(by_id["hits"]) <= 3
    body = answered("show", found["id"])["body"]
    draft = tmp_path / "draft.txt"
    draft.write_text(body, "utf-8")
    assert answered("related", "--text", str(draft), "--limit", "1")["hits"][0]["id"] == found["id"]
    assert answered("related", "--text", "-", "--limit", "1", typed=body)["hits"][0]["id"] == found["id"]
    assert "تقوم الصلة على" in run("related", found["id"]).stdout
    assert "جرّب نصاً أطول" in run("related", "--text", "-", typed="من في").stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_a_draft_may_have_any_arabic_encoding(index: Path, tmp_path: Path, encoding: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("افتتاح محطة لتحلية مياه البحر على الساحل", "utf-8")
    expected = answered("related", "--text", str(draft))
    draft.write_text("افتتاح محطة لتحلية مياه البحر على الساحل", encoding)
    told = answered("related", "--text", str(draft))
    assert told["hits"]
    assert (told["terms"], told["hits"]) == (expected["terms"], expected["hits"])


def test_a_draft_that_is_no_text_is_refused(index: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(bytes(range(256)) * 8)
    result = run("related", "--text", str(draft))
    assert result.exit_code == 2
    assert "convert the file to UTF-8" in result.stderr


def test_related_wants_either_an_id_or_a_text(index: Path) -> None:
    assert run("related").exit_code == 2
    assert run("related", "id", "--text", "-", typed="نص").exit_code == 2


def test_export_writes_all_hits(index: Path, tmp_path: Path) -> None:
    total = answered("search", "المدينة", "--match", "any")["total"]
    target = tmp_path / "hits.csv"
    assert run("export", "المدينة", "--match", "any", "--output", str(target)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"), newline="")))
    assert len(rows) == total > 10
    target = tmp_path / "hits.jsonl"
    assert (
        run("export", "المدينة", "--match", "any", "--format", "jsonl", "--output", str(target)).exit_code
        == 0
    )
    assert [json.loads(line)["id"] for line in target.read_text("utf-8").splitlines()] == [
        row["id"] for row in rows
    ]


def test_errors_say_what_to_do_and_leave_no_traceback(index: Path, tmp_path: Path) -> None:
    none = run("search", "a", "--index", str(tmp_path / "none.index"))
    assert none.exit_code not in (0, 2)
    assert "reindex" in none.stderr
    unknown = run("show", "nobody")
    assert unknown.exit_code == 1
    assert "nobody" in unknown.stderr
    long = run("search", "كلمة " * 200)
    assert long.exit_code == 2
    assert "512" in long.stderr
    assert not any("Traceback" in result.output for result in (none, unknown, long))


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "المدينة", "--output", "{folder}/missing/hits.csv"),
        ("export", "المدينة", "--output", "/dev/full"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(
    index: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = run(*(one.format(folder=tmp_path) for one in arguments))
    assert result.exit_code == 74
    assert result.stderr.startswith("Error: ")
    assert "free space" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("search", "المدينة"), ("search", "المدينة", "--json"), ("export", "تمور")]
)
def test_a_full_disk_behind_standard_output_is_told(index: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "kashaf.py", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert ended.returncode == 74
    assert ended.stderr.startswith("Error: No space left on device")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("search", "المدينة"), ("export", "المدينة", "--match", "any")])
def test_a_reader_that_goes_away_early_is_no_error(index: Path, arguments: tuple[str, ...]) -> None:
    told, out = os.pipe()
    os.close(told)
    with os.fdopen(out, "w") as nobody_reads:
        ended = subprocess.run(
            [sys.executable, "kashaf.py", *arguments],
            stdout=nobody_reads,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert ended.stderr == ""


def test_an_index_that_is_a_file_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes")
    for arguments in (("search", "المدينة"), ("stats",), ("check",)):
        result = run(*arguments, "--index", str(path))
        assert result.exit_code == 66
        assert result.stderr.startswith(f"Error: No archive in {path}")


@pytest.mark.parametrize(
    "query",
    ["-المدينة", "-«المدينة القديمة»", '-"المدينة القديمة"', "-(المدينة | التمور)", "-=المدينة التمور"],
)
def test_a_query_may_begin_with_an_exclusion(index: Path, query: str) -> None:
    asked = answered("search", query, "--limit", "0")
    assert asked["query"] == query
    assert [one["text"] for one in asked["exclusions"]]
    after_dashes = json.loads(run("search", "--limit", "0", "--json", "--", query).stdout)
    assert after_dashes["total"] == asked["total"]
    rows = list(csv.reader(io.StringIO(run("export", query).stdout.lstrip("\ufeff"))))
    assert len(rows) - 1 == asked["total"]


def test_a_query_may_begin_with_a_negative_number(index: Path) -> None:
    assert answered("search", "-5 درجات", "--limit", "0")["query"] == "-5 درجات"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--limitt", "3"), "No such option '--limitt'"),
        (("--since", "2024"), "'2024' is no day; write it like 2019-09-01"),
        (("--until", "2024-02-30"), "'2024-02-30' is no day"),
        (("--since", "2024-02-01", "--until", "2024/01/31"), "No day is both since 2024-02-01 and until"),
    ],
)
def test_what_cannot_be_asked_is_said(index: Path, arguments: tuple[str, ...], message: str) -> None:
    for command in ("search", "export"):
        result = run(command, "السوق", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr


def test_export_as_json_is_json_lines(index: Path) -> None:
    exported = run("export", "السوق", "--json").stdout
    assert exported == run("export", "السوق", "--format", "jsonl").stdout
    assert all(json.loads(line)["id"] for line in exported.splitlines())


def test_no_color_leaves_text_without_any_style(index: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "kashaf.py", "search", "مهرجان التمور", "--limit", "1"]
    with subprocess.Popen(
        command, stdout=theirs, cwd=ROOT, env=os.environ | {"NO_COLOR": "1", "COLUMNS": "80"}
    ) as running:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # EIO is how a terminal ends
            while part := os.read(ours, 65536):
                shown += part
    os.close(ours)
    assert running.returncode == 0
    assert "‹" in shown.decode()
    assert b"\x1b" not in shown
