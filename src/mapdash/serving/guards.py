"""Which requests are let through: a question of who asks, for what, and how the atlas is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdash.service import is_this_machine

if TYPE_CHECKING:
    from mapdash.service import Service

#: Where Streamlit takes files, and where it tells of its own sessions.
UPLOADS, METRICS = "_stcore/upload_file", "_stcore/metrics"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: a status, and one line."""

    status: int
    message: str


def refused(
    service: Service, address: str, path: str, headers: Mapping[str, str]
) -> Refusal | None:
    """Return why a request is not let through, or None if it is.

    Parameters
    ----------
    address : str
        The server's own address at which the request came in.
    path : str
        What is asked for, below the base path, without its leading slash.
    headers : mapping of str to str
        Those of the request, their names in lower case.
    """
    here = is_this_machine(address)
    if service.editing and not here:
        return Refusal(403, "this atlas is being edited: it answers its own machine alone")
    # A page of another site can have its name stand for this machine, and read what it answers.
    if here and not service.public and not is_this_machine(_host(headers)):
        return Refusal(
            421,
            f"{_host(headers)!r} is no name of this machine: ask 127.0.0.1, "
            "or start with --public to be read under other names",
        )
    if path.startswith(UPLOADS) and not service.uploads:
        return Refusal(403, "no file can be uploaded here")
    if path.startswith(METRICS) and service.public:
        return Refusal(404, "this is not told in public")
    return None


def _host(headers: Mapping[str, str]) -> str:
    """Return the name under which the server was asked, without its port."""
    told = headers.get("host", "localhost")
    name = told[: told.find("]") + 1] if told.startswith("[") else told.partition(":")[0]
    return name[:80]
