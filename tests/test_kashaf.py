import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kashaf import COMMANDS, main

ROOT = Path(__file__).parent.parent


def test_every_command_of_the_table_is_there() -> None:
    context = main.make_context("kashaf", ["stats"], resilient_parsing=True)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help


def test_the_help_imports_no_command() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kashaf import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "heavy = {'whoosh', 'trafilatura', 'flask', 'numpy', 'index.commands'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_to_search_loads_nothing_that_writes() -> None:
    code = (
        "import sys; import search.archive\n"
        "loaded = {name.rpartition('.')[2] for name in sys.modules if name.startswith('index.codec.')}\n"
        "writing = loaded & {'merge', 'renumbering', 'grouping', 'segment_writer', 'level_writer'}\n"
        "assert not writing, writing"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_to_build_of_lines_loads_nothing_that_reads_pages() -> None:
    code = (
        "import sys; import index.build; from index.sources import read\n"
        "assert len(list(read(sys.argv[1:]))) > 1\n"
        "reading = {'trafilatura', 'feedparser'} & set(sys.modules)\n"
        "assert not reading, reading"
    )
    lines = next((ROOT / "seeds").rglob("*.jsonl"))
    subprocess.run([sys.executable, "-c", code, str(lines)], cwd=ROOT, check=True)


def test_the_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    assert all(f"  {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("arguments", [["nothing"], ["nothing", "--help"]])
def test_an_unknown_command(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "No such command 'nothing'" in result.stderr


def test_the_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("kashaf, version ")
