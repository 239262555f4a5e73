"""The command that serves the pages and the API."""

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import click

from index.options import index_option
from web.settings import HOST, PORT, THREADS, WORKERS, configuration

_COUNT = click.IntRange(1, 64)
_PORTS = click.IntRange(1, 65_535)


@click.command()
@click.option("--host", default=HOST.value, show_default=HOST.default, help="The address to listen on.")
@click.option("--port", type=_PORTS, default=PORT.value, show_default=str(PORT.default), help="The port.")
@click.option(
    "--workers", type=_COUNT, default=WORKERS.value, show_default=str(WORKERS.default), help=WORKERS.sentence
)
@click.option(
    "--threads", type=_COUNT, default=THREADS.value, show_default=str(THREADS.default), help=THREADS.sentence
)
@index_option
def serve(host: str, port: int, workers: int, threads: int, index_dir: str) -> None:
    """Serve the pages and the API; a new generation is taken up without a restart."""
    config = {**configuration(), "INDEX": index_dir}
    with _folder_of_metrics() as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        server = importlib.import_module("web.server")
        server.serve(host=host, port=port, workers=workers, threads=threads, config=config)


@contextmanager
def _folder_of_metrics() -> Iterator[str]:
    """Make a folder for the workers' metrics, and remove it when the server stops."""
    folder, owner = tempfile.mkdtemp(prefix="kashaf-metrics-"), os.getpid()
    try:
        yield folder
    finally:
        # A worker is a fork and leaves through here too, while the others still count in the folder.
        if os.getpid() == owner:
            shutil.rmtree(folder)
