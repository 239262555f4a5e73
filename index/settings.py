"""What a setting is, and the settings of the writing side."""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from index.errors import KashafError

T = TypeVar("T", covariant=True)


class BadSetting(KashafError):
    """Raised when an environment variable holds a value that its setting cannot take."""

    code: ClassVar[str] = "bad-setting"
    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: its name, default and one sentence, and how its text is read.

    The environment variable is ``KASHAF_`` and the name in capitals.
    """

    name: str
    default: T
    sentence: str
    parse: Callable[[str], T]

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "KASHAF_" + self.name.upper()

    def value(self, environ: Mapping[str, str] | None = None) -> T:
        """Return the value from the environment, or the default; raise BadSetting for unreadable text."""
        text = (os.environ if environ is None else environ).get(self.variable)
        if text is None:
            return self.default
        try:
            return self.parse(text)
        except ValueError as error:
            raise BadSetting(
                f"{self.variable}={text!r} cannot be read ({error}); {self.sentence}",
                f"تعذّرت قراءة قيمة الإعداد {self.variable}: صحّحها ثم أعد المحاولة.",
            ) from error


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader that takes one of the choices and raises ValueError for anything else."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"none of {', '.join(choices)}")
        return text

    return read


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers that raises ValueError outside the range."""

    def read(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError(f"not between {least} and {most}")
        return number

    return read


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds < math.inf:
        raise ValueError("not a number of seconds")
    return seconds


INDEX = Setting("index", "archive.index", "The folder that holds the archive's index.", str)
LEXICON = Setting(
    "lexicon",
    "",
    "The file of the lexicon that archives are built with, as `kashaf learn` wrote it; empty for the one "
    "that ships with kashaf.",
    str,
)
LOCK_WAIT = Setting(
    "lock_wait", 30.0, "How many seconds a writer waits for another writer to finish.", _seconds
)
MEMORY = Setting(
    "memory",
    512,
    "About how many MiB of memory all writing processes may hold together.",
    whole_number(1, 1 << 20),
)
NAMES = Setting(
    "names",
    "",
    "A folder or a file of tables that add to the names of sections, sources, sites and places.",
    str,
)
TERMINAL_ORDER = Setting(
    "terminal_order",
    "auto",
    "Who orders right-to-left text: `logical` leaves it to the terminal, `visual` orders it here, "
    "`plain` is for pipes, `auto` tells them apart.",
    one_of("auto", "logical", "visual", "plain"),
)

SETTINGS: tuple[Setting[object], ...] = (INDEX, LEXICON, LOCK_WAIT, MEMORY, NAMES, TERMINAL_ORDER)
