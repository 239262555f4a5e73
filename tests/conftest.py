"""What every test shares: the Hypothesis profiles."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("quick"), max_examples=200, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "quick")
