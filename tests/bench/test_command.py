from pathlib import Path

from click.testing import CliRunner

from bench.__main__ import main

SEEDS = Path(__file__).parents[2] / "seeds"


def test_a_run_prints_a_table_of_the_engines_that_were_asked_for(tmp_path) -> None:
    output = tmp_path / "benchmarks.md"
    arguments = [str(SEEDS), "--quick", "--first", "40", "--part", "search", "--grown", "60"]
    arguments += ["--engine", "kashaf", "--engine", "SQLite FTS5"]
    arguments += ["--cache", str(tmp_path / "cache"), "--output", str(output)]
    outcome = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert outcome.exit_code == 0
    text = output.read_text("utf-8")
    assert text in outcome.stdout
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 40 articles",
        "## 60 articles",
    ]
    assert text.count("| median / p95, ms | kashaf | SQLite FTS5 |") == 2
    assert not (tmp_path / "cache" / "indexes").exists()


def test_an_unknown_engine_is_refused(tmp_path) -> None:
    outcome = CliRunner().invoke(main, ["--engine", "Sphinx", "--cache", str(tmp_path)])
    assert outcome.exit_code == 2
    assert "Sphinx" in outcome.stderr
