"""Writing a file as a whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mapdash.errors import MapdashError


def write_whole(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file so that it is never seen half written.

    Raises
    ------
    MapdashError
        If there is such a file and `force` is not set, or it cannot be written.
    """
    try:
        if path.is_dir():
            raise MapdashError(f"{path}: is a folder; name a file in it")
        if path.exists() and not force:
            raise MapdashError(f"{path}: is there already; name another file, or add --force")
        _put(path, data)
    except OSError as error:
        raise MapdashError(f"{path}: {error.strerror}; name a file that can be written") from None


def _put(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
