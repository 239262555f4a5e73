"""Which language and which theme a reader sees: taken from the address, then from a cookie."""

from flask import Flask, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from index.errors import KashafError
from web.wording import Language, Wording

LANGUAGE_COOKIE = "kashaf_language"
THEME_COOKIE = "kashaf_theme"
THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 60 * 60


def register(app: Flask) -> None:
    """Remember a language that an address names."""
    app.after_request(_remember)


def wording() -> Wording:
    """Return the words of the request's language."""
    if "wording" not in g:
        g.wording = Wording(_chosen())
    chosen: Wording = g.wording
    return chosen


def in_language(error: KashafError) -> str:
    """Return an error's sentence in the reader's language."""
    return error.arabic if wording().language is Language.ARABIC else error.english


def theme() -> str:
    """Return the reader's theme; ``auto`` follows the device."""
    kept = request.cookies.get(THEME_COOKIE, "")
    return kept if kept in THEMES else THEMES[0]


def keep(response: AnyResponse, cookie: str, value: str) -> None:
    """Keep one of the reader's choices for a year."""
    response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)


def _chosen() -> Language:
    named, kept = request.args.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")
    known = [each for each in (named, kept) if each in list(Language)]
    return Language(known[0]) if known else Language.ARABIC


def _remember(response: Response) -> Response:
    named = request.args.get("lang", "")
    if named in list(Language) and request.cookies.get(LANGUAGE_COOKIE) != named:
        keep(response, LANGUAGE_COOKIE, named)
    response.vary.add("Cookie")
    return response
