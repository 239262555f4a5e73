"""The first page: the box, the archive's size, its newest pieces."""

from flask import current_app, render_template

from web.archives import current_archive
from web.pages.blueprint import pages
from web.pages.help import EXAMPLES


@pages.get("/")
def home() -> str:
    """Show the box, the archive's size, its newest pieces and some searches to try."""
    archive = current_archive()
    newest = archive.newest(current_app.config["NEWEST"])
    return render_template("home.html", info=archive.info, newest=newest, examples=EXAMPLES)
