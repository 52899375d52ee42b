"""Streamlit's page as we send it: our look, and what the first map waits for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from mapdash.atlas import ATLAS_VARIABLE, Atlas, load_atlas
from mapdash.serving.documents import served
from mapdash.serving.front import Front
from mapdash.serving.opening import ELEMENT, element_scripts, frame_script, opening_page

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture
def atlas(isles_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """Read the second atlas, and let the server show it."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(isles_folder))
    return load_atlas(isles_folder)


@pytest.fixture
def page(atlas: Atlas) -> str:
    """Return the page as it is sent."""
    return opening_page((STATIC / "index.html").read_text(encoding="utf-8"), atlas)


def test_every_address_that_the_page_names_is_answered(page: str, atlas: Atlas) -> None:
    """A file of ours is served, one of Streamlit's is there; nothing is named twice."""
    named = re.findall(r'href="\./([^"]+)"', page[page.index('<div id="root">') :])
    assert len(named) == len(set(named))
    own = {each.removeprefix("mapdash/") for each in named if each.startswith("mapdash/")}
    assert own <= set(served(atlas))
    others = {each for each in named if not each.startswith("mapdash/")} - {frame_script()}
    assert others
    assert all((STATIC / each).is_file() for each in others)


def test_the_maps_element_has_a_script_of_streamlits() -> None:
    """It has not been renamed: what is asked for early is what is needed."""
    assert [name for name in element_scripts() if name.startswith(f"{ELEMENT}.")]


def test_only_pages_are_changed_on_their_way(atlas: Atlas) -> None:
    """A page gains our links and tells its own length; what is none stays as it was."""

    def page(_: object) -> HTMLResponse:
        return HTMLResponse("<html><body>ö</body></html>", headers={"etag": '"streamlit"'})

    text = "<body></body>"
    routes = [Route("/", page), Route("/text", lambda _: PlainTextResponse(text))]
    client = TestClient(Front(Starlette(routes=routes)))
    answer = client.get("/")
    assert answer.text == opening_page("<html><body>ö</body></html>", atlas)
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers
    assert client.get("/text").text == text
