"""Style sheets, scripts and fonts: kept by browsers for a year; their addresses change with them."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, url_for

YEAR = 365 * 24 * 60 * 60


def register(app: Flask) -> None:
    """Let browsers keep what is under ``static``, and give the templates its addresses."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    folder = Path(str(app.static_folder))

    @cache
    def mark(name: str) -> str:
        return hashlib.blake2b((folder / name).read_bytes(), digest_size=6).hexdigest()

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=mark(name))

    helpers: dict[str, Any] = {"asset": asset}
    app.jinja_env.globals.update(helpers)
