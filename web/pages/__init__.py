"""The pages that people read; each view is a file of its own."""

from web.pages import about, article, draft, export, help, home, results, switches  # noqa: A004
from web.pages.blueprint import pages

__all__ = ["about", "article", "draft", "export", "help", "home", "pages", "results", "switches"]
