"""Metrics for Prometheus: requests, how long they took, and what is served."""

import os
from collections.abc import Iterator

from flask import Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index.errors import KashafError
from web.archives import current_archive
from web.ops.blueprint import ops
from web.timing import elapsed

# A client can send any word for a method; each would be kept for good as a series of its own.
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_OWN = CollectorRegistry()
REQUESTS = Counter("kashaf_requests", "Requests answered.", ["endpoint", "method", "status"], registry=_OWN)
SECONDS = Histogram(
    "kashaf_request_seconds", "How long requests took.", ["endpoint"], buckets=BUCKETS, registry=_OWN
)


def register(app: Flask) -> None:
    """Count every request and how long it took."""
    app.after_request(_count)


@ops.get("/metrics")
def metrics() -> Response:
    """Give the metrics of all workers in Prometheus' text format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(_Collected(_OWN))
    registry.register(_Served())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Collected(Collector):
    """Gives what another registry holds."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        return iter(self._registry.collect())


class _Served(Collector):
    """Gives the size and age of the generation that is served."""

    def collect(self) -> Iterator[Metric]:
        try:
            info = current_archive().info
        except KashafError:
            yield GaugeMetricFamily("kashaf_ready", "Whether an archive is served.", value=0)
            return
        yield GaugeMetricFamily("kashaf_ready", "Whether an archive is served.", value=1)
        yield GaugeMetricFamily("kashaf_articles", "Articles in the served generation.", value=info.articles)
        yield GaugeMetricFamily(
            "kashaf_generation_created_seconds",
            "When the served generation was built.",
            value=info.created.timestamp(),
        )


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(endpoint, method, str(response.status_code)).inc()
    SECONDS.labels(endpoint).observe(elapsed())
    return response
