"""Names the analysis that an index was built with."""

import hashlib

from index.analysis import tables

ANALYSIS_VERSION = 3


def fingerprint() -> str:
    """Return the version and a hash of every table; two equal fingerprints mean equal analysis."""
    digest = hashlib.sha256()
    for name in tables.names():
        digest.update(f"{name}\0{tables.read(name)}\0".encode())
    return f"{ANALYSIS_VERSION}-{digest.hexdigest()[:16]}"
