"""Write the generated documents, or with --check say which are stale and which links lead nowhere."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import index.settings
import search.settings
import web.settings
from index.settings import Setting
from kashaf import main

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
GROUPS: tuple[tuple[str, tuple[Setting[object], ...]], ...] = (
    ("Index", index.settings.SETTINGS),
    ("Search", search.settings.SETTINGS),
    ("Web", web.settings.SETTINGS),
)


def settings_page() -> str:
    """Return the page that lists every setting."""
    lines = ["# Settings", "", "Each is read from the environment. This page is generated: `make docs`.", ""]
    for title, settings in GROUPS:
        lines += [f"## {title}", "", "| Variable | Default | |", "| --- | --- | --- |"]
        lines += [f"| `{one.variable}` | {_shown(one.default)} | {one.sentence} |" for one in settings]
        lines.append("")
    return "\n".join(lines)


def _shown(default: object) -> str:
    return f"`{default}`" if str(default) else "none"


def commands_page() -> str:
    """Return the page that holds the help text of every command."""
    lines = ["# Commands", "", "The help of every command. This page is generated: `make docs`.", ""]
    top = click.Context(main, info_name="kashaf", terminal_width=100)
    for name in main.list_commands(top):
        command = main.get_command(top, name)
        if command is None:
            raise SystemExit(f"kashaf {name} is listed but cannot be loaded")
        context = click.Context(command, info_name=name, parent=top, terminal_width=100)
        lines += [f"## kashaf {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(lines)


def dead_links() -> Iterator[str]:
    """Yield every link of a document that names a file which is not there."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    for page in sorted(pages):
        for target in LINK.findall(page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: no such file: {target}"


def run(*, check: bool) -> int:
    """Write the pages, or check them; return the exit code."""
    faults = list(dead_links())
    for name, text in (("settings.md", settings_page()), ("commands.md", commands_page())):
        path = ROOT / "docs" / name
        if not check:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            faults.append(f"docs/{name} is stale: run make docs")
    print("\n".join(faults) or "documents agree with the code")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv[1:]))
