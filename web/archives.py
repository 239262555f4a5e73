"""The archive that a request reads: one snapshot for the whole request."""

from flask import Flask, current_app, g

from search.archive import Archive, Archives

EXTENSION = "archives"


def register(app: Flask) -> None:
    """Give the application the archives of its index folder."""
    app.extensions[EXTENSION] = Archives(app.config["INDEX"])


def current_archive() -> Archive:
    """Return the archive as this request found it; raise the index's typed error where it cannot be read."""
    if "archive" not in g:
        g.archive = current_app.extensions[EXTENSION].current()
    archive: Archive = g.archive
    return archive
