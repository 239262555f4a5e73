"""The archive that a request reads: one snapshot for the whole request."""

from typing import ClassVar

from flask import Flask, current_app, g

from index.errors import KashafError
from search.archive import Archive, Archives

EXTENSION = "archives"


class ArchiveUnreadable(KashafError):
    """Raised when the system does not let the server read the archive's folder."""

    code: ClassVar[str] = "archive-unreadable"

    def __init__(self, reason: OSError) -> None:
        super().__init__(
            f"{reason.filename} cannot be read: {reason.strerror}. "
            "Let the user that runs the server read the archive's folder, or name another with --index.",
            "تعذّرت قراءة مجلد الأرشيف: راجع مساره وصلاحيات قراءته.",
        )


def register(app: Flask) -> None:
    """Give the application the archives of its index folder."""
    app.extensions[EXTENSION] = Archives(app.config["INDEX"])


def current_archive() -> Archive:
    """Return the archive as this request found it; raise a typed error where it cannot be read."""
    if "archive" not in g:
        try:
            g.archive = current_app.extensions[EXTENSION].current()
        except OSError as error:
            raise ArchiveUnreadable(error) from error
    archive: Archive = g.archive
    return archive
