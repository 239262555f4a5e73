"""An application over the sample articles, and a client of it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.app import create_app


@pytest.fixture(scope="session")
def app(seeds_index: Path) -> Flask:
    return create_app({"INDEX": str(seeds_index), "RATE_LIMIT": "", "TESTING": True})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
