"""The command: one click group that gathers the commands of the three packages."""

import errno
import importlib
from typing import NamedTuple

import click

from index.errors import KashafError

SYSTEM_FAILED = 74  # EX_IOERR of sysexits.h


class Entry(NamedTuple):
    """Where a command is, and its line in the list of commands."""

    module: str
    sentence: str


COMMANDS = {
    "reindex": Entry("index.commands", "Build the archive anew from files, or from itself."),
    "add": Entry("index.commands", "Take new and changed articles into the archive."),
    "delete": Entry("index.commands", "Take articles out of the archive."),
    "check": Entry("index.commands", "Read every byte of the archive and report all damage."),
    "stats": Entry("index.commands", "Print the numbers of the archive."),
    "rollback": Entry("index.commands", "Serve the previous generation again."),
    "learn": Entry("index.learn_command", "Learn a lexicon from files, or from the archive."),
    "inspect": Entry("index.sources.commands", "Print what the readers understand of files."),
    "search": Entry("search.commands", "Search the archive."),
    "related": Entry("search.commands", "Find articles related to one, or to a draft."),
    "show": Entry("search.commands", "Show one article whole."),
    "export": Entry("search.commands", "Write all hits of a query as CSV or JSON lines."),
    "serve": Entry("web.commands", "Serve the pages and the API."),
}


class Gathered(click.Group):
    """A group whose commands are imported when they are first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name].module), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.sentence) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error of ours, or of the system, becomes its message and exit code."""
        try:
            return super().invoke(ctx)
        except KashafError as error:
            click.echo(f"Error: {error.english}", err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has had enough: click ends quietly
                raise
            click.echo(f"Error: {_told(error)}", err=True)
            ctx.exit(SYSTEM_FAILED)


def _told(error: OSError) -> str:
    what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or repr(error)
    return f"{what}. Look at the path, its permissions and the free space, then try again."


@click.group("kashaf", cls=Gathered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kashaf", prog_name="kashaf")
def main() -> None:
    """Full-text search for Arabic news archives."""


if __name__ == "__main__":
    main()
