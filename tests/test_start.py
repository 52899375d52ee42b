"""`mapdash serve`: what is said at its start, and where nothing can be started."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from conftest import started
from mapdash.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_a_taken_port_is_told_before_anything_is_started(
    isles_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says which, and what to do; an address of another machine likewise."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert main(["serve", str(isles_folder), "--port", port]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"port {port} is taken; choose another with --port\n"
    assert main(["serve", str(isles_folder), "--port", port, "--host", "203.0.113.9"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "--host 203.0.113.9: is no address of this machine" in line


def test_the_start_says_which_atlas_is_to_be_read_where(isles_folder: Path, tmp_path: Path) -> None:
    """One line of ours with title and address, base path included, and none of Streamlit's."""
    log = tmp_path / "log.txt"
    with started(isles_folder, log, "--base-path", "isles", base="/isles") as (address, _):
        (line,) = log.read_text().splitlines()
    assert line == (
        f"Osmer Isles: wards, canals and lights, 1850-1920: {address} (Ctrl+C stops it)"
    )
