"""How soon an added article is found by a reader, and is durable."""

import time
from pathlib import Path

import msgspec

from bench.rounds import Spread
from index.build import add
from search.archive import Archives


def added(index: Path, folder: Path, times: int) -> Spread:
    """Return what ``add`` of one article takes, from the call until an open reader has found the article."""
    archives = Archives(index)
    archives.current()
    taken = []
    for number in range(times):
        name = f"bench-added-{number}"
        source = folder / "added.jsonl"
        source.write_bytes(
            msgspec.json.encode(
                {"id": name, "title": "خبر أضيف للتو", "body": f"نص الخبر رقم {number} كاملاً."}
            )
        )
        began = time.perf_counter()
        add([source], index)
        archives.current().get(name)
        taken.append(time.perf_counter() - began)
    return Spread.of(taken)
