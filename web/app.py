"""The Flask application: its settings, and the rooms that make it up."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask

from web import archives, assets, caching, errors, language, logs, security, templating, timing
from web.api import api
from web.ops import metrics, ops
from web.pages import pages
from web.settings import configuration

BLUEPRINTS: tuple[Blueprint, ...] = (pages, api, ops)
PARTS: tuple[Callable[[Flask], None], ...] = (
    timing.register,
    archives.register,
    security.register,
    language.register,
    caching.register,
    templating.register,
    assets.register,
    errors.register,
    metrics.register,
    logs.register,
)


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Make the application; ``config`` overrides settings by their names in capitals (``INDEX``)."""
    app = Flask("web")
    app.config.update({**configuration(), **(config or {})})
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = app.config["REQUEST_LIMIT"]
    for register in PARTS:
        register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
