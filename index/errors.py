"""The base of every error that kashaf raises on purpose."""

from typing import ClassVar


class KashafError(Exception):
    """An error that tells a person what happened and what to do next, in English and in Arabic.

    English goes to logs and to the terminal, Arabic to pages. ``code`` names the kind of error for machines.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, english: str, arabic: str) -> None:
        super().__init__(english)
        self.english = english
        self.arabic = arabic
