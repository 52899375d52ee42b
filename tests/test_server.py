"""What stands before the page: what it answers, what it refuses, what it puts on every answer."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse

from mapdash.assets import static_assets
from mapdash.atlas import shown_atlas
from mapdash.maps import documents
from mapdash.service import Service
from mapdash.serving.guards import Refusal, refused
from mapdash.serving.headers import inline_script_hash

Answering = Callable[..., TestClient]


@pytest.fixture
def client(answering: Answering) -> TestClient:
    """Answer for a page that says nothing, in front of the second atlas."""
    return answering()


# ---------------------------------------------------------------- headers

EVERYWHERE = [
    ("GET", "/", 200),
    ("GET", "/anything/else", 200),
    ("GET", "/component/streamlit_folium.st_folium/index.html", 200),
    ("GET", "/healthz", 200),
    ("GET", "/mapdash/nothing", 404),
    ("POST", "/mapdash/nothing", 405),
    ("GET", "/api/v1", 308),
    ("GET", "/api/v1/", 200),
    ("HEAD", "/api/v1/atlas", 200),
    ("GET", "/api/v1/features", 200),
    ("GET", "/api/v1/features?day=never", 400),
    ("GET", "/api/v1/nothing", 404),
    ("DELETE", "/api/v1/atlas", 405),
    ("OPTIONS", "/api/v1/atlas", 405),
    ("GET", f"/api/v1/search?q={'x' * 3000}", 414),
    ("PUT", "/_stcore/upload_file/session/file", 403),
    ("GET", "/_stcore/metrics", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), EVERYWHERE)
def test_every_answer_guards_the_browser_that_reads_it(
    answering: Answering, method: str, path: str, status: int
) -> None:
    """Page, documents, endpoints and refusals alike let a browser fetch nothing from elsewhere."""
    answer = answering(public="1").request(method, path)
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == status
    assert "default-src 'self'" in policy
    assert not re.search(r"https?:|\*", policy)
    assert ("'unsafe-eval'" in policy) == path.startswith("/component/")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers
    if status >= 400:
        assert answer.headers["content-type"] == "application/json"
        assert answer.text.count("\n") == 1
        assert set(answer.json()) <= {"error", "faults"}


def test_the_inline_script_of_streamlit_is_allowed_by_its_hash() -> None:
    """The page's policy holds the hash of the script in Streamlit's index.html."""
    assert re.fullmatch(r"('sha256-[A-Za-z0-9+/=]{44}' ?)+", inline_script_hash())


# ---------------------------------------------------------------- documents


def test_the_panels_questions_are_answered_or_refused(client: TestClient) -> None:
    """A question in the query has its answer, never kept; what is none is refused in a line."""
    place = next(iter(shown_atlas().places))
    answer = client.get("/mapdash/panel?" + quote(json.dumps({"place": place})))
    assert (answer.json()["mode"], answer.json()["place"]) == ("place", place)
    assert answer.headers["cache-control"] == "no-store"
    refused = client.get("/mapdash/panel?" + quote(json.dumps({"place": "nowhere"})))
    assert (refused.status_code, list(refused.json())) == (400, ["error"])


def test_documents_travel_compressed_once_and_never_again(client: TestClient) -> None:
    """A document is sent gzipped, may be kept for ever, and is not sent twice."""
    features, _ = documents(shown_atlas())
    answer = client.get(f"/mapdash/{features.name}")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert {each["id"] for each in answer.json()["features"]} == set(shown_atlas().feature_by_id)
    again = client.get(
        f"/mapdash/{features.name}", headers={"if-none-match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get(f"/mapdash/{features.name}", headers={"accept-encoding": "identity"})
    assert plain.content == features.body
    assert features.gzipped is not None
    assert gzip.decompress(features.gzipped) == features.body


def test_every_asset_of_the_map_is_served_from_here(client: TestClient) -> None:
    """Leaflet and the map's own scripts and styles answer under their hashed names."""
    for each in static_assets().values():
        assert client.get(f"/mapdash/{each.name}").content == each.body


@pytest.mark.parametrize("path", ["nothing", "..%2f..%2fatlas.toml", "features-0.json", ""])
def test_what_is_not_there_is_said_so(client: TestClient, path: str) -> None:
    """Below our prefix an unknown path is a 404 in JSON, not the page."""
    answer = client.get(f"/mapdash/{path}")
    assert answer.status_code == 404
    assert "error" in answer.json()


def test_the_documents_hold_no_number_that_json_lacks(client: TestClient) -> None:
    """NaN and infinity are no JSON: a browser would refuse the whole document."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    for each in documents(shown_atlas()):
        json.loads(each.body, parse_constant=refuse)


# ---------------------------------------------------------------- health


def test_health_names_the_version_it_serves(client: TestClient) -> None:
    """Whoever watches the server learns that it can serve, and which atlas."""
    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok", "version": shown_atlas().version}
    assert answer.headers["cache-control"] == "no-store"


def test_health_says_why_nothing_can_be_served(
    answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Where the atlas cannot be read, the answer is 503 with the fault in one line."""
    client = answering()
    monkeypatch.setenv("MAPDASH_ATLAS", str(tmp_path))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "atlas.toml" in answer.json()["error"]


# ---------------------------------------------------------------- guards

PUBLIC = Service(public=True, uploads=False)
EDITING = Service(editing=True)
UPLOAD, PAGE = "_stcore/upload_file/session/file", "_stcore/stream"


@pytest.mark.parametrize(
    ("service", "address", "path", "host", "status"),
    [
        (Service(), "127.0.0.1", PAGE, "127.0.0.1:8501", None),
        (Service(), "127.0.0.1", PAGE, "localhost:8501", None),
        (Service(), "::1", PAGE, "[::1]:8501", None),
        (Service(), "127.0.0.1", PAGE, "", 421),
        (Service(), "127.0.0.1", PAGE, "evil.example.org:8501", 421),
        (Service(), "127.0.0.1", PAGE, "127.0.0.1.example.org", 421),
        (Service(), "127.0.0.1", PAGE, "[::ffff:1.2.3.4]", 421),
        (Service(), "192.168.1.4", PAGE, "server.example.org", None),
        (PUBLIC, "127.0.0.1", PAGE, "atlas.example.org", None),
        (Service(), "127.0.0.1", UPLOAD, "localhost", None),
        (PUBLIC, "127.0.0.1", UPLOAD, "atlas.example.org", 403),
        (PUBLIC, "127.0.0.1", "_stcore/metrics", "atlas.example.org", 404),
        (EDITING, "127.0.0.1", PAGE, "localhost", None),
        (EDITING, "127.0.0.1", PAGE, "evil.example.org", 421),
        (EDITING, "192.168.1.4", PAGE, "localhost", 403),
    ],
)
def test_a_request_is_let_through_or_told_why_not(
    service: Service, address: str, path: str, host: str, status: int | None
) -> None:
    """Foreign names for this machine, uploads in public and edits from elsewhere are refused."""
    found = refused(service, address, path, {"host": host})
    assert (found and found.status) == status


def test_a_refusal_reaches_page_and_connection_alike(answering: Answering) -> None:
    """A page opened under a foreign name gets one line, and its connection is refused."""
    client = answering(editing="1")
    told = client.get("/")
    assert told.status_code == 403
    with pytest.raises(WebSocketDenialResponse) as refusal, client.websocket_connect("/stream"):
        pytest.fail("it was let in")
    assert refusal.value.status_code == 403
    assert isinstance(refused(EDITING, "testserver", "", {}), Refusal)


def test_one_page_too_many_is_asked_to_come_later(answering: Answering) -> None:
    """As many pages are open as are allowed; once one is closed there is room again."""
    client = answering(most_sessions="2")
    with ExitStack() as opened:
        for _ in range(2):
            opened.enter_context(client.websocket_connect("/_stcore/stream"))
        with pytest.raises(WebSocketDenialResponse) as full, client.websocket_connect("/x"):
            pytest.fail("it was let in")
        assert full.value.status_code == 503
        assert full.value.headers["retry-after"] == "30"
        assert client.get("/api/v1/atlas").status_code == 200
    with client.websocket_connect("/_stcore/stream"):
        pass


# ---------------------------------------------------------------- other sites


def test_other_sites_read_the_endpoints_only_where_that_is_allowed(answering: Answering) -> None:
    """With --cors the endpoints are open to pages of other sites; nothing else ever is."""
    client = answering(cors="1")
    answer = client.get("/api/v1/features", headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/api/v1/no").headers["access-control-allow-origin"] == "*"
    asked_first = client.options("/api/v1/features")
    assert asked_first.status_code == 204
    assert asked_first.headers["access-control-allow-methods"] == "GET, HEAD"
    for path in ("/", "/healthz", "/mapdash/nothing"):
        assert "access-control-allow-origin" not in client.get(path).headers


# ---------------------------------------------------------------- the log


def test_the_log_tells_of_each_request_and_not_of_who_reads_what(
    answering: Answering, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line of JSON each; words looked for, addresses, cookies and browsers stay out of it."""
    client = answering(json_log="1")
    headers = {"user-agent": "somebody", "cookie": "who=somebody", "x-forwarded-for": "10.1.2.3"}
    client.get("/api/v1/search?q=secret", headers=headers)
    client.get("/mapdash/nothing%0A{}", headers=headers)
    with client.websocket_connect("/_stcore/stream"):
        pass
    lines = capsys.readouterr().out.splitlines()
    told = [json.loads(line) for line in lines]
    assert [(each["method"], each["path"], each["status"]) for each in told] == [
        ("GET", "/api/v1/search", 200),
        ("GET", "/mapdash/nothing\n{}", 404),
        ("WEBSOCKET", "/_stcore/stream", 101),
    ]
    assert all({*each} == {"time", "method", "path", "status", "bytes", "ms"} for each in told)
    assert told[0]["bytes"] > 0
    assert not re.search("secret|somebody|10.1.2.3", "".join(lines))


def test_nothing_is_logged_unless_that_is_asked_for(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without `--log json` the server keeps no record of its readers at all."""
    client.get("/api/v1/atlas")
    assert capsys.readouterr().out == ""
