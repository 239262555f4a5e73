"""The command that serves the pages and the API."""

import importlib
import os
import tempfile

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
    with tempfile.TemporaryDirectory(prefix="kashaf-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        server = importlib.import_module("web.server")
        server.serve(host=host, port=port, workers=workers, threads=threads, config=config)
