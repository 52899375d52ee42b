"""What a server that really runs lets in: its own pages, and nobody else's."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin


def status(server: str, path: str, host: str) -> int:
    """Ask a running server under some name; give the status it answers with."""
    asked = HTTPConnection(urlsplit(server).netloc, timeout=30)
    try:
        asked.putrequest("GET", path, skip_host=True)
        asked.putheader("Host", host)
        asked.endheaders()
        return asked.getresponse().status
    finally:
        asked.close()


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/atlas", "/_stcore/health"])
def test_a_foreign_name_is_answered_nowhere(isles_server: str, path: str) -> None:
    """A site that has its name stand for this machine reads nothing of it."""
    assert status(isles_server, path, urlsplit(isles_server).netloc) == 200
    assert status(isles_server, path, "rebound.example.org") == 421


@pytest.mark.parametrize("origin", ["https://example.org", "http://127.0.0.1.example.org", "null"])
def test_a_page_of_another_site_cannot_connect(isles_server: str, origin: str) -> None:
    """The connection that drives a page is refused to any origin but the page's own."""
    address = isles_server.replace("http", "ws") + "/_stcore/stream"
    with connect(address, origin=Origin(isles_server)):
        pass
    with pytest.raises(InvalidStatus) as refused, connect(address, origin=Origin(origin)):
        pytest.fail("it was let in")
    assert refused.value.response.status_code == 403
