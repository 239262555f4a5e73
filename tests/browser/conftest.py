"""The pages in Debian's Chromium, over a live server and an index of the sample articles."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from web.app import create_app

# Chromium is to render our pages and to talk to nobody else.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find Chromium; without it, skip, but never in CI."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed: run `make browser`")
    if found is None:
        pytest.skip("Chromium is not installed; `make browser` installs it")
    return found


@pytest.fixture(scope="session")
def server(chromium: str, seeds_index: Path) -> Iterator[str]:
    """Serve the sample articles and return the address."""
    app = create_app({"INDEX": str(seeds_index), "RATE_LIMIT": ""})
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def options() -> dict[str, object]:
    """What a reader's browser is like; a test's parameters may say otherwise."""
    return {}


@pytest.fixture
def context(browser: Browser, server: str, options: dict[str, object]) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=server, **options)  # type: ignore[arg-type]
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """Open a page; at the end nothing may have been refused by the policy or asked for elsewhere."""
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    assert [each for each in said if "status of 4" not in each] == []
    assert [each for each in asked if not each.startswith(server)] == []
