"""ETags tied to the generation: what was answered from one generation is the same until the next."""

import hashlib

from flask import Flask, Response, current_app, g, request

from index.errors import KashafError
from index.settings import NAMES
from search.query.limits import Limits
from web.archives import current_archive
from web.language import LANGUAGE_COOKIE, THEME_COOKIE
from web.settings import SETTINGS
from web.version import VERSION

EXTENSION = "caching"
_CACHED_BLUEPRINTS = frozenset({"pages", "api"})


def register(app: Flask) -> None:
    """Answer 304 before any work is done where the asker has the answer, and give ETags."""
    # With other settings the same generation can give another answer.
    said = [app.config[setting.name.upper()] for setting in SETTINGS]
    app.extensions[EXTENSION] = repr((said, Limits.from_settings(), NAMES.value()))
    app.before_request(_unchanged)
    app.after_request(_tagged)


def _unchanged() -> Response | None:
    if request.blueprint not in _CACHED_BLUEPRINTS or request.method not in {"GET", "HEAD"}:
        return None
    try:
        g.etag = _etag(current_archive().generation)
    except KashafError:
        # The view meets the same error and answers it.
        return None
    # Not a bare `*`: whether there is anything at the address, the view has yet to find out.
    if g.etag in request.if_none_match.as_set(include_weak=True):
        response = Response(status=304)
        response.set_etag(g.etag, weak=True)
        return response
    return None


def _etag(generation: str) -> str:
    """Return the tag of this address in this generation and these settings, for this language and theme."""
    parts = (
        VERSION,
        current_app.extensions[EXTENSION],
        generation,
        request.full_path,
        request.cookies.get(LANGUAGE_COOKIE, ""),
        request.cookies.get(THEME_COOKIE, ""),
    )
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _tagged(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    response.headers.setdefault(
        "Cache-Control", "no-cache" if request.blueprint == "api" else "private, no-cache"
    )
    if response.status_code == 200 and "etag" in g:
        response.set_etag(g.etag, weak=True)
    return response
