"""Numba as the hot loops use it: declared signatures, cached code, the interpreter's lock released.

Each loop is compiled once for a machine, when its module is first imported; ``make install`` does so.
Numbers that count bits and words are unsigned: for signed ones Numba adds code for negative indices.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
from numba import config, njit, types
from numpy.typing import NDArray

Loop = TypeVar("Loop", bound=Callable[..., object])

Bytes: TypeAlias = NDArray[np.uint8]
Shorts: TypeAlias = NDArray[np.uint16]
Numbers: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.int64]
Singles: TypeAlias = NDArray[np.float32]
Floats: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]
Unsigned: TypeAlias = np.uint64

void = types.void
u2 = types.uint16
u4 = types.uint32
u8 = types.uint64
i8 = types.int64
f8 = types.float64
b1 = types.boolean


def _read_only(of: Any, dimensions: int = 1) -> Any:
    return types.Array(of, dimensions, "C", readonly=True)


# Arrays that a loop reads: mapped ones cannot be written.
BYTES = _read_only(types.uint8)
BYTES_2 = _read_only(types.uint8, 2)
NUMBERS = _read_only(types.uint32)
NUMBERS_2 = _read_only(types.uint32, 2)
PLACES = _read_only(types.int64)
PLACES_2 = _read_only(types.int64, 2)
SINGLES_2 = _read_only(types.float32, 2)
FLOATS = _read_only(types.float64)
FLOATS_2 = _read_only(types.float64, 2)
TRUTHS = _read_only(types.boolean)
# Arrays that a loop writes.
TO_BYTES = types.uint8[::1]
TO_BYTES_2 = types.uint8[:, ::1]
TO_SHORTS = types.uint16[::1]
TO_NUMBERS = types.uint32[::1]
TO_NUMBERS_2 = types.uint32[:, ::1]
TO_PLACES = types.int64[::1]
TO_PLACES_2 = types.int64[:, ::1]
TO_FLOATS = types.float64[::1]
TO_FLOATS_2 = types.float64[:, ::1]
TO_TRUTHS = types.boolean[::1]


def named_tuple(of: tuple[Any, ...], kind: type[Any]) -> Any:
    """Return the type of a named tuple whose parts are of these types."""
    return types.NamedTuple(of, kind)  # type: ignore[no-untyped-call]


def same_type_tuple(of: Any, count: int) -> Any:
    """Return the type of a tuple of so many parts of one type."""
    return types.UniTuple(of, count)  # type: ignore[no-untyped-call]


def _cache_folder() -> str:
    """Return where compiled loops are kept: beside the code, or with the user's caches.

    Never where another user can write: what is kept there is run. Where neither can be written it is a folder
    of this process, and every process compiles for itself. Numba compiles a loop anew when its own file has
    changed, not when a loop that it calls has; so the folder is named after the content of all files here
    and of the engine's, whose loops call one another and these.
    """
    here = Path(__file__).parent
    engine = here.parents[1] / "search" / "engine"
    content = b"".join(path.read_bytes() for own in (here, engine) for path in sorted(own.glob("*.py")))
    own = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kashaf"
    base = next(filter(_can_be_written, (here / "__pycache__", own)), None)
    return str((base or Path(tempfile.mkdtemp())) / f"loops-{hashlib.sha256(content).hexdigest()[:16]}")


def _can_be_written(folder: Path) -> bool:
    """Say whether a folder is there, or could be made, and can be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


if not os.environ.get("NUMBA_CACHE_DIR"):
    setattr(config, "CACHE_DIR", _cache_folder())  # noqa: B010 - numba makes its settings at run time

# So that what a loop does four times side by side becomes one step of four; Numba leaves it out by default.
setattr(config, "SLP_VECTORIZE", 1)  # noqa: B010 - as above


def compiled(signature: Any, *, borrows: bool = False) -> Callable[[Loop], Loop]:
    """Return a decorator that compiles a loop for one signature.

    A loop that ``borrows`` makes no array and returns none, so those that it is given need not be counted as
    held, which takes longer than a short loop that others call for each block.
    """
    # Numba's name for the counting has no stable spelling: its version is bounded.
    options: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": not borrows}
    compile_loop = njit(signature, **options)

    def decorate(loop: Loop) -> Loop:
        return cast("Loop", compile_loop(loop))

    return decorate
