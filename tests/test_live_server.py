"""What a server that really runs lets in: its own pages, and nobody else's."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin


def ask(server: str, path: str, host: str = "", method: str = "GET") -> tuple[int, HTTPMessage]:
    """Ask a running server, perhaps under another name; give status and headers."""
    asked = HTTPConnection(urlsplit(server).netloc, timeout=30)
    try:
        asked.putrequest(method, path, skip_host=True)
        asked.putheader("Host", host or urlsplit(server).netloc)
        asked.endheaders()
        answer = asked.getresponse()
        return answer.status, answer.headers
    finally:
        asked.close()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/index.html"),
        ("GET", "/nothing/of/the/kind"),
        ("GET", "/static/nothing.js"),
        ("GET", "/media/nothing"),
        ("GET", "/component/streamlit_folium.st_folium/index.html"),
        ("GET", "/component/nothing/index.html"),
        ("GET", "/_stcore/health"),
        ("GET", "/_stcore/host-config"),
        ("GET", "/_stcore/bidi-components/nothing"),
        ("PUT", "/_stcore/upload_file/nobody/nothing"),
        ("POST", "/"),
        ("GET", "/mapdash/nothing"),
        ("GET", "/mapdash/panel?nonsense"),
        ("GET", "/api/v1/nothing"),
        ("GET", "/healthz"),
    ],
)
def test_streamlits_own_answers_are_guarded_too(isles_server: str, method: str, path: str) -> None:
    """Pages, files, errors and what Streamlit tells itself carry the headers once each."""
    _, headers = ask(isles_server, path, method=method)
    for name in (
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "permissions-policy",
    ):
        assert len(headers.get_all(name, [])) == 1, name
    assert headers["access-control-allow-origin"] in {None, isles_server}


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/atlas", "/_stcore/health"])
def test_a_foreign_name_is_answered_nowhere(isles_server: str, path: str) -> None:
    """A site that has its name stand for this machine reads nothing of it."""
    assert ask(isles_server, path)[0] == 200
    assert ask(isles_server, path, "rebound.example.org")[0] == 421


@pytest.mark.parametrize("origin", ["https://example.org", "http://127.0.0.1.example.org", "null"])
def test_a_page_of_another_site_cannot_connect(isles_server: str, origin: str) -> None:
    """The connection that drives a page is refused to any origin but the page's own."""
    address = isles_server.replace("http", "ws") + "/_stcore/stream"
    with connect(address, origin=Origin(isles_server)):
        pass
    with pytest.raises(InvalidStatus) as refused, connect(address, origin=Origin(origin)):
        pytest.fail("it was let in")
    assert refused.value.response.status_code == 403
