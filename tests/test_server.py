"""What the server answers besides the page, and what it puts on every answer."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from mapdash import server
from mapdash.assets import static_assets
from mapdash.atlas import ATLAS_VARIABLE, shown_atlas
from mapdash.maps import documents


@pytest.fixture
def client(isles_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Answer for a page that says nothing, in front of the second atlas."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(isles_folder))
    server._served.cache_clear()
    page = Route("/{path:path}", lambda _: PlainTextResponse("the page"))
    with TestClient(Starlette(routes=[page], middleware=[Middleware(server.Front)])) as client:
        yield client
    server._served.cache_clear()


@pytest.mark.parametrize("path", ["/", "/component/streamlit_folium.st_folium/index.html"])
def test_no_answer_lets_a_browser_ask_another_origin(client: TestClient, path: str) -> None:
    """Every policy names only this origin; only the map's frame may use inline scripts."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert not re.search(r"https?:|\*", policy)
    assert ("'unsafe-eval'" in policy) == path.startswith("/component/")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


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


def test_other_paths_and_methods_are_left_alone_or_refused(client: TestClient) -> None:
    """The page's own paths reach Streamlit; nothing of ours takes a POST."""
    assert client.get("/anything").text == "the page"
    assert client.post("/mapdash/health").status_code == 405
    assert client.get("/mapdash/health").json() == {"status": "ok"}


def test_the_documents_hold_no_number_that_json_lacks(client: TestClient) -> None:
    """NaN and infinity are no JSON: a browser would refuse the whole document."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    for each in documents(shown_atlas()):
        json.loads(each.body, parse_constant=refuse)


def test_the_inline_script_of_streamlit_is_allowed_by_its_hash() -> None:
    """The page's policy holds the hash of the script in Streamlit's index.html."""
    assert re.fullmatch(r"('sha256-[A-Za-z0-9+/=]{44}' ?)+", server.inline_script_hash())
