"""Writing a file as a whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from mapdash.errors import MapdashError
from mapdash.storing import replace_file


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
        replace_file(path, data)
    except OSError as error:
        raise MapdashError(f"{path}: {error.strerror}; name a file that can be written") from None
