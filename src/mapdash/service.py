"""How the atlas is served: what readers may do, and how much at once.

Page and server read the same record.  Like the atlas's folder it reaches the
process through its environment, so that it holds however the process was
started.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from mapdash.errors import AtlasError, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Service:
    """What is allowed, and what is not.

    Each field can be set by an environment variable, ``MAPDASH_`` and its
    name in capitals; yes and no are written 1 and 0.

    Parameters
    ----------
    public : bool
        Whether others than the person who started it are meant to read.
    uploads : bool
        Whether a reader may try a file of their own, within their session;
        where nothing is said, not in public.
    editing : bool
        Whether a reader may write verdicts on links into the atlas.
    cors : bool
        Whether pages of other sites may read the endpoints.
    json_log : bool
        Whether each request is told of on a line of JSON.
    editor : str
        Who gives the verdicts; where nothing is said, the page asks.
    most_sessions : int
        How many pages may be open at once; one more is asked to come later.
    """

    public: bool = False
    uploads: bool = True
    editing: bool = False
    editor: str = ""
    cors: bool = False
    json_log: bool = False
    most_sessions: int = 200


def variables(told: Mapping[str, bool | int | str | None]) -> dict[str, str]:
    """Return the environment's variables that say the same; None says nothing."""
    return {
        _variable(field): each if isinstance(each, str) else str(int(each))
        for field, each in told.items()
        if each is not None
    }


def service(environment: Mapping[str, str] = os.environ) -> Service:
    """Return how this process serves.

    Raises
    ------
    AtlasError
        With every variable that cannot be read.
    """
    faults: list[Fault] = []
    public = _flag(environment, "public", False, faults)
    told = Service(
        public=public,
        uploads=_flag(environment, "uploads", not public, faults),
        editing=_flag(environment, "editing", False, faults),
        editor=environment.get(_variable("editor"), "").strip(),
        cors=_flag(environment, "cors", False, faults),
        json_log=_flag(environment, "json_log", False, faults),
        most_sessions=_number(environment, "most_sessions", Service().most_sessions, faults),
    )
    if faults:
        raise AtlasError(faults)
    return told


def is_this_machine(host: str) -> bool:
    """Whether an address, or the name of a host, can be reached from this machine alone."""
    if host == "localhost" or host.startswith(("unix://", "/")):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _variable(field: str) -> str:
    return f"MAPDASH_{field.upper()}"


def _flag(environment: Mapping[str, str], field: str, default: bool, faults: list[Fault]) -> bool:
    told = environment.get(_variable(field), "").strip().lower()
    if told and told not in {*_YES, *_NO}:
        faults.append(Fault(_variable(field), "", f"{told!r} is neither yes nor no", "give 1 or 0"))
    return told in _YES if told else default


def _number(environment: Mapping[str, str], field: str, default: int, faults: list[Fault]) -> int:
    told = environment.get(_variable(field), "").strip()
    if not told:
        return default
    if not (told.isascii() and told.isdigit() and int(told)):
        remedy = f"give a number from 1, such as {default}"
        faults.append(Fault(_variable(field), "", f"{told!r} is no number of sessions", remedy))
        return default
    return int(told)
