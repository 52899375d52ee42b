"""Writing to an atlas, so that it is at every moment either the old or the new one.

One file is written beside its old version and put in that one's place.
Several files that belong together are written aside first, with a list of
them; once the list stands, the change counts as made.  Whoever is stopped
before that has changed nothing; what is left to do after it, the next one to
read or write the atlas does.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from mapdash.errors import AtlasError, Fault

#: The folder, within an atlas's, in which a change is made ready.
ASIDE = ".mapdash-change"
_LIST = "list.json"

Result = TypeVar("Result")
Rest = ParamSpec("Rest")


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its old version, then put it in that one's place.

    Raises
    ------
    OSError
        If the file cannot be written; its old version stands.
    """
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
    _settle_folder(path.parent)


@contextlib.contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a folder for oneself, or together with others who only read.

    Where the system has no such locks, nothing is held.  A reader who cannot
    lock reads all the same.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with contextlib.ExitStack() as held:
        try:
            handle = os.open(folder, os.O_RDONLY)
            held.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        except OSError:
            if not shared:
                raise
        yield


def change_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write several files of an atlas, all of them or none; in their order.

    To be called by one who holds the folder (`locked`).

    Parameters
    ----------
    files : mapping of str to bytes
        The files' contents by their paths, relative to the atlas's folder.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    aside = folder / ASIDE
    _finish(folder)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for number, data in enumerate(files.values()):
        replace_file(aside / str(number), data)
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    replace_file(aside / _LIST, json.dumps(list(files)).encode())
    _finish(folder)


def undisturbed(
    read: Callable[Concatenate[Path, Rest], Result],
) -> Callable[Concatenate[Path, Rest], Result]:
    """Make what reads an atlas's folder wait for those who write to it.

    A change that was stopped half way is finished first.
    """

    @wraps(read)
    def wrapped(folder: Path, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
        while True:
            if _is_pending(folder):
                with locked(folder):
                    finish_change(folder)
            with locked(folder, shared=True):
                if not _is_pending(folder):
                    return read(folder, *args, **kwargs)

    return wrapped


def finish_change(folder: Path) -> None:
    """Do what is left to do of a change that was stopped half way, if there is one.

    Raises
    ------
    AtlasError
        If that cannot be done.
    """
    try:
        _finish(folder)
    except (OSError, ValueError) as error:
        what = f"a change to the atlas was stopped half way and cannot be finished ({error})"
        remedy = "run mapdash check as someone who may write there"
        raise AtlasError([Fault(ASIDE, "", what, remedy, code="stopped-change")]) from None


def _is_pending(folder: Path) -> bool:
    return (folder / ASIDE / _LIST).is_file()


def _finish(folder: Path) -> None:
    aside = folder / ASIDE
    if not _is_pending(folder):
        return
    for number, name in enumerate(_names(folder)):
        # What is missing has already been put in its place.
        with contextlib.suppress(FileNotFoundError):
            (aside / str(number)).replace(folder / name)
        _settle_folder((folder / name).parent)
    (aside / _LIST).unlink()
    shutil.rmtree(aside, ignore_errors=True)


def _names(folder: Path) -> list[str]:
    """Return the files of a pending change, none of which lies outside the atlas.

    An atlas may have come from a stranger, its list with it.

    Raises
    ------
    ValueError
        If the list is none, or names a file elsewhere.
    """
    names = json.loads((folder / ASIDE / _LIST).read_bytes())
    if not isinstance(names, list):
        raise ValueError(f"{_LIST} is no list")  # noqa: TRY004 -- what a file holds, not a caller
    for name in names:
        parts = Path(name).parts if isinstance(name, str) else ()
        if not parts or not (folder / name).parent.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name!r} lies outside the atlas")
        if parts[-1] == ".." or parts[0] == ASIDE:
            raise ValueError(f"{name!r} is no file of an atlas")
    return names


def _settle_folder(folder: Path) -> None:
    """Have a folder's entries on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
