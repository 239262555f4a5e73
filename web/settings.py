"""The settings of the pages, the API and the server."""

from limits import parse_many

from index.settings import INDEX, Setting, whole_number
from search.query.limits import Limits


def _rate_limit(text: str) -> str:
    if text:
        parse_many(text)
    return text


PAGE_SIZE = Setting("page_size", 10, "How many hits a page of results shows.", whole_number(1, 100))
NEWEST = Setting("newest", 6, "How many of the newest articles the first page shows.", whole_number(0, 100))
RELATED = Setting("related", 8, "How many related articles are shown.", whole_number(1, 100))
REQUEST_LIMIT = Setting(
    "request_limit",
    4 * 1024 * 1024,
    "The largest request in bytes; a pasted draft must fit in it.",
    whole_number(1, 1 << 30),
)

HOST = Setting("host", "127.0.0.1", "The address that `kashaf serve` listens on.", str)
PORT = Setting("port", 8000, "The port that `kashaf serve` listens on.", whole_number(1, 65_535))
WORKERS = Setting("workers", 2, "How many processes answer requests.", whole_number(1, 64))
THREADS = Setting("threads", 4, "How many requests a process answers at once.", whole_number(1, 64))
RATE_LIMIT = Setting(
    "rate_limit",
    "600 per minute; 50 per second",
    "How many requests a client may send to one process; empty for no limit.",
    _rate_limit,
)
TRUSTED_PROXIES = Setting(
    "trusted_proxies",
    0,
    "How many proxies stand before the server and are believed about the client's address.",
    whole_number(0, 10),
)

SETTINGS: tuple[Setting[object], ...] = (
    PAGE_SIZE,
    NEWEST,
    RELATED,
    REQUEST_LIMIT,
    HOST,
    PORT,
    WORKERS,
    THREADS,
    RATE_LIMIT,
    TRUSTED_PROXIES,
)


def configuration() -> dict[str, object]:
    """Return what all settings say, by their names in capitals; raise BadSetting, for queries' own too."""
    Limits.from_settings()
    return {setting.name.upper(): setting.value() for setting in (INDEX, *SETTINGS)}
