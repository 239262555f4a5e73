"""The switch between light and dark."""

from flask import redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from web.language import THEME_COOKIE, THEMES, keep
from web.pages.blueprint import pages


@pages.post("/theme")
def choose_theme() -> Response:
    """Keep the reader's theme and go back to the page it was chosen on."""
    chosen, back = request.form.get("theme", ""), request.form.get("back", "")
    if chosen not in THEMES or not _is_ours(back):
        raise BadRequest("a theme and the path of a page of ours are needed")
    response = redirect(back, 303)
    keep(response, THEME_COOKIE, chosen)
    return response


def _is_ours(path: str) -> bool:
    """Say whether a path stays on this site: a second slash or backslash would name another host."""
    return path.startswith("/") and path[1:2] not in {"/", "\\"} and path.isprintable()
