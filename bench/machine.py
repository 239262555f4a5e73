"""What machine a figure was measured on."""

import os
import platform
from pathlib import Path


def description() -> str:
    """Return processor, cores, memory and Python in one line."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def peak_memory(pid: int) -> int:
    """Return the most memory in bytes that a process and its children held at once, as far as it goes now."""
    total = 0
    for process in [pid, *_children(pid)]:
        status = Path(f"/proc/{process}/status")
        if status.exists():
            lines = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines() if ":" in line)
            total += int(lines.get("VmRSS", "0 kB").split()[0]) * 1024
    return total


def _children(pid: int) -> list[int]:
    found = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in tasks.read_text("utf-8").split():
            found += [int(child), *_children(int(child))]
    return found


def folder_size(folder: Path) -> int:
    """Return the bytes that the files below a folder take, each file once however many links it has."""
    files = {
        stat.st_ino: stat.st_size for path in folder.rglob("*") if (stat := path.stat()) and path.is_file()
    }
    return sum(files.values())
