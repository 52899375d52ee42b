"""Errors that a person can act on.

Each also inherits a builtin, so that callers who do not know mapdash can
still catch it.  A message says what is wrong, where, and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file.

    Parameters
    ----------
    file : str
        The file, relative to the atlas's folder where it lies in one.
    where : str
        The place in the file: a line, a path of keys, a feature's id; may be empty.
    what : str
        What is wrong.
    remedy : str
        What to do about it.
    severity : {"error", "warning"}
        An error keeps an atlas from loading; a warning does not.
    """

    file: str
    where: str
    what: str
    remedy: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        advice = f"; {self.remedy}" if self.remedy else ""
        line = f"{place}: {self.what}{advice}"
        # One fault is one line, whatever the file put into the message.
        return " ".join(line.split())


class MapdashError(Exception):
    """Base class of the errors of this package."""


class AtlasError(MapdashError, ValueError):
    """An atlas, or a file of it, cannot be used; carries every fault found.

    Parameters
    ----------
    faults : iterable of Fault
        All that is wrong, not only the first.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableError(MapdashError, ValueError):
    """A file's bytes are not text that can be read."""
