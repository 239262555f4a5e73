"""What an operator's machines ask: is it alive, is it ready, how does it fare."""

from web.ops import health, metrics
from web.ops.blueprint import ops

__all__ = ["health", "metrics", "ops"]
