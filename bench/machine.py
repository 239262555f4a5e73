"""What machine a figure was measured on."""

import os
import platform
from pathlib import Path


def description() -> str:
    """Return processor, cores, memory, Python and how busy the machine is, in one line."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = f"load average {os.getloadavg()[0]:.1f} before the run"
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB, Python {platform.python_version()}, {busy}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def memory(pid: int) -> int:
    """Return the bytes that a process and its children hold now; shared ones count for each."""
    return sum(_resident(process) for process in [pid, *_children(pid)])


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
        return 0
    sizes = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return int(sizes[0]) * 1024 if sizes else 0


def _children(pid: int) -> list[int]:
    found = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = tasks.read_text("utf-8").split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            found += [int(child), *_children(int(child))]
    return found
