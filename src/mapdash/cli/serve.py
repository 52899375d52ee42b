"""``mapdash serve``: start the dashboard."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mapdash.cli.arguments import atlas_argument, count, folder, port
from mapdash.errors import MapdashError, one_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    Lifespan = Callable[[Any], AbstractAsyncContextManager[dict[str, Any]]]

    from mapdash.cli.arguments import Commands
    from mapdash.service import Service


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("serve", help="start the dashboard")
    atlas_argument(parser)
    parser.add_argument("--port", type=port, help="8501, or the next free one, if left out")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1: this machine only")
    parser.add_argument("--base-path", default="", help="the path below which the page is served")
    parser.add_argument(
        "--public", action="store_true", help="for others to read: no upload, no editing"
    )
    parser.add_argument(
        "--uploads",
        action=argparse.BooleanOptionalAction,
        help="whether a reader may try a file of their own; not in public, if left out",
    )
    parser.add_argument(
        "--edit", action="store_true", help="verdicts on links may be written, on this machine only"
    )
    parser.add_argument("--editor", metavar="NAME", help="who edits; else the page asks")
    parser.add_argument(
        "--cors", action="store_true", help="let pages of other sites read the endpoints"
    )
    parser.add_argument("--log", choices=("text", "json"), help="json: a line for each request")
    parser.add_argument(
        "--most-sessions", type=count, metavar="N", help="pages open at once; 200 if left out"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Start the dashboard and stay until it is stopped."""
    from mapdash.atlas import ATLAS_VARIABLE, shown_atlas
    from mapdash.service import variables

    os.environ |= variables(asdict(_service(options)))
    os.environ[ATLAS_VARIABLE] = str(folder(options.atlas))
    if options.port:
        _refuse_taken(options.host, options.port)
    atlas = shown_atlas()  # an atlas with faults is told of here, not in the browser

    import streamlit as st

    from mapdash.server import PAGE, app_options

    # Streamlit's own welcome asks a server elsewhere for this machine's address.
    config = {"server.address": options.host, "logger.hideWelcomeMessage": True}
    if options.port:
        config["server.port"] = options.port
    if options.base_path:
        config["server.baseUrlPath"] = options.base_path
    # Streamlit looks for its configuration beside the script it is told of.
    sys.argv = [str(PAGE)]
    started = app_options()
    title = one_line(atlas.settings.title)
    started["lifespan"] = _announced(started["lifespan"], title, options.host)
    st.App(**started).run(config=config)
    return 0


def _refuse_taken(host: str, port: int) -> None:
    """Say that a port is another program's before anything is loaded.

    Raises
    ------
    MapdashError
        If nothing can listen there.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            # A port that was let go of a moment ago is free.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise MapdashError(f"port {port} is taken; choose another with --port") from None
        if error.errno == errno.EACCES:
            raise MapdashError(
                f"port {port} is kept for the system; choose one from 1024 with --port"
            ) from None
        raise MapdashError(
            f"--host {host}: is no address of this machine; leave it out, or give 0.0.0.0"
        ) from None


def _announced(lifespan: Lifespan, title: str, host: str) -> Lifespan:
    """Return a lifespan that says, once all is loaded, where the atlas can be read."""
    from streamlit.web.server.server_util import get_url

    @asynccontextmanager
    async def announced(app: Any) -> AsyncIterator[dict[str, Any]]:
        async with lifespan(app) as state:
            everywhere = host in {"0.0.0.0", "::"}  # noqa: S104 -- asked about, not bound to
            named = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
            more = ", and at this machine's other addresses" if everywhere else ""
            print(f"{title}: {get_url(named)}{more} (Ctrl+C stops it)", flush=True)
            yield state

    return announced


def _service(options: argparse.Namespace) -> Service:
    """Return how the options say that the atlas is to be served; else the environment's say.

    Raises
    ------
    MapdashError
        If the atlas could be written to from another machine.
    """
    from mapdash.service import is_this_machine, service, variables

    here = is_this_machine(options.host)
    given = {
        "public": options.public or not here or None,
        "uploads": options.uploads,
        "editing": options.edit or None,
        "editor": options.editor,
        "cors": options.cors or None,
        "json_log": None if options.log is None else options.log == "json",
        "most_sessions": options.most_sessions,
    }
    told = service({**os.environ, **variables(given)})
    if told.editing and not here:
        raise MapdashError(
            f"--edit: {options.host} can be reached by others; edit on --host 127.0.0.1"
        )
    return told
