"""A page of another site, in a real browser: what it may read of a server, and what not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READ = """async (address) => {
  try {
    const answer = await fetch(address);
    const version = answer.headers.get("Atlas-Version");
    return { status: answer.status, version, told: await answer.json() };
  } catch (error) {
    return { refused: error.name };
  }
}"""


class _Site(BaseHTTPRequestHandler):
    """A site of somebody else: one empty page."""

    def do_GET(self) -> None:
        """Answer with the page."""
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Another site</title>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name there
        """Keep quiet."""


@pytest.fixture
def site(browser: Browser) -> Iterator[Page]:
    """Open the page of another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_another_site_reads_nothing_unless_that_is_allowed(site: Page, isles_server: str) -> None:
    """The browser itself keeps the answers from it, endpoints and documents alike."""
    for path in ("api/v1/features", "healthz", "_stcore/health"):
        assert site.evaluate(READ, f"{isles_server}/{path}") == {"refused": "TypeError"}


def test_with_cors_another_site_reads_the_endpoints_and_nothing_else(
    site: Page, isles_folder: Path, tmp_path: Path
) -> None:
    """It can use the atlas: data, version and refusals; the rest stays closed."""
    with started(isles_folder, tmp_path / "log.txt", "--cors") as (address, _):
        read = site.evaluate(READ, f"{address}/api/v1/features?day=1879-03-14")
        assert read["status"] == 200
        assert read["version"] == read["told"]["atlas"]["version"]
        assert site.evaluate(READ, f"{address}/api/v1/features?day=x")["status"] == 400
        assert site.evaluate(READ, f"{address}/healthz") == {"refused": "TypeError"}
