"""The settings of the pages, the API and the server."""

from index.settings import Setting

PAGE_SIZE = Setting("page_size", 10, "How many hits a page of results shows.", int)
NEWEST = Setting("newest", 6, "How many of the newest articles the first page shows.", int)
RELATED = Setting("related", 8, "How many related articles are shown.", int)
REQUEST_LIMIT = Setting(
    "request_limit", 4 * 1024 * 1024, "The largest request in bytes; a pasted draft must fit in it.", int
)

HOST = Setting("host", "127.0.0.1", "The address that `kashaf serve` listens on.", str)
PORT = Setting("port", 8000, "The port that `kashaf serve` listens on.", int)
WORKERS = Setting("workers", 2, "How many processes answer requests.", int)
THREADS = Setting("threads", 4, "How many requests a process answers at once.", int)
RATE_LIMIT = Setting(
    "rate_limit",
    "600 per minute; 50 per second",
    "How many requests a client may send to one process; empty for no limit.",
    str,
)
TRUSTED_PROXIES = Setting(
    "trusted_proxies",
    0,
    "How many proxies stand before the server and are believed about the client's address.",
    int,
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
