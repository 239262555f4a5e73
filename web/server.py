"""The production server: gunicorn with threads, its workers sharing their metrics.

Import it only when the environment names the folder of the metrics: prometheus-client looks at import.
"""

import gc
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import structlog
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from prometheus_client import multiprocess

from index.errors import KashafError
from index.generations import IndexNotFound, serving_id
from web import logs
from web.app import create_app

_GRACE_SECONDS = 20
_REQUEST_SECONDS = 60
_LONGEST_REQUEST_LINE = 8190
log = structlog.get_logger("web")


class CannotListen(KashafError):
    """Raised when the server cannot listen on its address."""

    code: ClassVar[str] = "cannot-listen"

    def __init__(self, host: str, port: int, reason: OSError) -> None:
        super().__init__(
            f"Cannot listen on {host}, port {port}: {reason.strerror}. "
            "Stop what listens there, or name another address with --host and --port.",
            f"تعذّر الاستماع على العنوان {host} والمنفذ {port}: "
            "أوقف ما يعمل عليه، أو اختر غيره بالخيارين --host و--port.",
        )


class Server(BaseApplication):
    """Serves the application until it is told to stop; requests under way are finished first."""

    def __init__(self, options: Mapping[str, Any], config: Mapping[str, object]) -> None:
        self._options = options
        self._config = config
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the application, once in each worker."""
        logs.configure()
        app = create_app(self._config)
        # Modules and tables stay for good; looking through them for garbage held up a page in twenty.
        gc.collect()
        gc.freeze()
        return app


def serve(*, host: str, port: int, workers: int, threads: int, config: Mapping[str, object]) -> None:
    """Serve until SIGTERM or SIGINT; ``config`` is that of ``create_app``. Raises CannotListen."""
    logs.configure()
    _require_address(host, port)
    _warn_of_no_archive(Path(str(config["INDEX"])))
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": _REQUEST_SECONDS,
        "graceful_timeout": _GRACE_SECONDS,
        "limit_request_line": _LONGEST_REQUEST_LINE,
        # Whom to believe, web/security.py says; gunicorn would believe whoever is on this machine.
        "forwarded_allow_ips": "",
        "control_socket_disable": True,
        "loglevel": "warning",
        "logconfig_dict": logs.LIBRARIES,
        "proc_name": "kashaf",
        "when_ready": _say_ready,
        "child_exit": _forget_worker,
    }
    Server(options, config).run()


def _require_address(host: str, port: int) -> None:
    """Raise CannotListen unless the address can be had; gunicorn would go on trying for five seconds."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise CannotListen(host, port, error) from error


def _warn_of_no_archive(index_dir: Path) -> None:
    """Say where there is no archive yet: pages answer 503 until there is one, and then without a restart."""
    try:
        serving_id(index_dir)
    except IndexNotFound as error:
        log.warning("nothing to serve yet", why=error.english)


def _say_ready(arbiter: Arbiter) -> None:
    log.info("serving", addresses=[str(listener) for listener in arbiter.LISTENERS])


def _forget_worker(_arbiter: Arbiter, worker: Any) -> None:
    multiprocess.mark_process_dead(worker.pid)
