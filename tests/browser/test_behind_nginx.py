"""The atlas for a team: two processes behind nginx, as docs/serving.md sets them up."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from dashboard import Dashboard, until

from conftest import free_port, started
from deployment import behind, configuration, program

if TYPE_CHECKING:
    from http.client import HTTPMessage

    from playwright.sync_api import Browser

OPTIONS = ("--base-path", "atlas", "--public", "--log", "json")


@dataclass
class Node:
    """One process, and the file its log goes to."""

    process: subprocess.Popen[bytes]
    log: Path

    def asked(self) -> list[str]:
        """Return the paths of the pages' requests that it has answered."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return [each["path"] for each in told if not each["path"].endswith("/healthz")]


@dataclass
class Team:
    """Two processes behind one address."""

    address: str
    nodes: tuple[Node, Node]


@pytest.fixture(scope="module")
def team(isles_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Run two processes of the second atlas behind nginx."""
    program("nginx")
    folder = tmp_path_factory.mktemp("team")
    with ExitStack() as running:
        nodes, ports = [], []
        for name in ("first", "second"):
            log = folder / f"{name}.jsonl"
            address, process = running.enter_context(
                started(isles_folder, log, *OPTIONS, base="/atlas")
            )
            ports.append(int(urlsplit(address).port or 0))
            nodes.append(Node(process, log))
        port = free_port()
        running.enter_context(behind(configuration(folder, port, ports)))
        until(lambda: listens(port), "nginx listens")
        yield Team(f"https://127.0.0.1:{port}", (nodes[0], nodes[1]))


def listens(port: int) -> bool:
    """Whether anybody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(address: str) -> tuple[int, HTTPMessage, bytes]:
    """Ask an address whose certificate nobody signed; give status, headers and body."""
    trusting = ssl._create_unverified_context()  # noqa: S323 -- made for this test
    try:
        with urlopen(address, context=trusting) as answer:  # noqa: S310 -- our own
            return answer.status, answer.headers, answer.read()
    except HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def test_programs_read_through_it_and_what_is_private_stays_so(team: Team) -> None:
    """Endpoints, health and headers come through once each; a new reader is given a cookie."""
    status, headers, body = get(f"{team.address}/atlas/api/v1/features?limit=1")
    assert (status, headers["content-type"]) == (200, "application/geo+json")
    assert json.loads(body)["next"].startswith("features?")
    assert len(headers.get_all("content-security-policy", [])) == 1
    assert "HttpOnly; Secure; SameSite=Lax" in headers["set-cookie"]
    assert headers["strict-transport-security"]
    assert get(f"{team.address}/atlas/healthz")[0] == 200
    assert get(f"{team.address}/")[0] == 200  # led on to the page
    for private in ("_stcore/metrics", "_stcore/agent/openapi.json"):
        assert get(f"{team.address}/atlas/{private}")[0] == 404


def test_a_reader_stays_with_one_process_and_survives_its_end(team: Team, browser: Browser) -> None:
    """All that a page asks for goes to the process it lives in; if that is killed, to the other."""
    context = browser.new_context(
        ignore_https_errors=True, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    before = [len(node.asked()) for node in team.nodes]
    opened = Dashboard.open(context.new_page(), f"{team.address}/atlas")
    since = [node.asked()[seen:] for node, seen in zip(team.nodes, before, strict=True)]
    served = {index for index, paths in enumerate(since) if paths}
    assert len(served) == 1, since
    (home,) = served
    team.nodes[home].process.kill()
    other = team.nodes[1 - home]
    asked = len(other.asked())
    until(lambda: len(other.asked()) > asked, "the page turns to the other process")
    feature = opened.report()["shown"][0]
    press(opened, feature)
    context.close()


def press(opened: Dashboard, feature: str) -> None:
    """Press a shape until the panel tells of its place: the page may still be coming back."""
    place: dict[str, Any] = {}

    def told() -> bool:
        opened.press(feature)
        opened.page.wait_for_timeout(500)
        place["shown"] = opened.panel.get_attribute("data-place")
        return bool(place["shown"])

    until(told, "the panel tells of the shape pressed")
