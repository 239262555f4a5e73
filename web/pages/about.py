"""What is in the archive."""

from flask import render_template

from web.archives import current_archive
from web.pages.blueprint import pages


@pages.get("/archive")
def about() -> str:
    """Show how much the archive holds, of which days, and which generation of it is served."""
    return render_template("about.html", info=current_archive().info)
