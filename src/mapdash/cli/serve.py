"""``mapdash serve``: start the dashboard."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mapdash.cli.arguments import atlas_argument, folder, port

if TYPE_CHECKING:
    import argparse

    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("serve", help="start the dashboard")
    atlas_argument(parser)
    parser.add_argument("--port", type=port, help="8501, or the next free one, if left out")
    parser.add_argument("--address", default="127.0.0.1", help="127.0.0.1: this machine only")
    parser.add_argument("--base-path", default="", help="the path below which the page is served")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Start the dashboard and stay until it is stopped."""
    from mapdash.atlas import ATLAS_VARIABLE, shown_atlas

    os.environ[ATLAS_VARIABLE] = str(folder(options.atlas))
    shown_atlas()  # an atlas with faults is told of here, not in the browser

    import streamlit as st

    from mapdash.server import PAGE, app_options

    config = {"server.address": options.address}
    if options.port:
        config["server.port"] = options.port
    if options.base_path:
        config["server.baseUrlPath"] = options.base_path
    # Streamlit looks for its configuration beside the script it is told of.
    sys.argv = [str(PAGE)]
    st.App(**app_options()).run(config=config)
    return 0
