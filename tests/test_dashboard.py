"""The page's script, run without a browser: what it sends to the map and to the panel."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mapdash.atlas import ATLAS_VARIABLE
from mapdash.server import PAGE


@pytest.fixture
def page(isles_folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Run the page once on the second atlas."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(isles_folder))
    return AppTest.from_file(str(PAGE), default_timeout=60).run()


def _sent(page: AppTest) -> dict[str, Any]:
    """Return what is sent to the map's frame."""
    arguments: dict[str, Any] = json.loads(page.get("component_instance")[0].proto.json_args)
    return arguments


def test_the_page_runs_without_a_fault(page: AppTest) -> None:
    """Nothing is raised, and the opening day is the window's last."""
    assert not page.exception
    assert page.session_state.day == date(1880, 12, 31)


def test_a_step_sends_a_small_patch_and_the_same_base_map(page: AppTest) -> None:
    """The map's script stays the same to the letter; the patch is a few hundred bytes."""
    before = _sent(page)
    page.date_input(key="day").set_value(date(1875, 6, 1)).run()
    after = _sent(page)
    assert not page.exception
    assert before["script"] == after["script"]
    assert before["feature_group"] != after["feature_group"]
    assert len(after["feature_group"]) < 2_000


def test_every_asset_the_map_asks_for_is_of_this_server(page: AppTest) -> None:
    """No link of the map names a host."""
    sent = _sent(page)
    links = [*sent["js_links"], *sent["css_links"]]
    assert links
    assert all(link.startswith("../../mapdash/") for link in links)
    assert "//" not in json.dumps([links, sent["script"], sent["header"]]).replace(
        "http://www.w3.org", ""
    )


def test_a_day_outside_the_window_opens_the_window(page: AppTest) -> None:
    """A typed day is never refused while the atlas knows of it."""
    page.date_input(key="day").set_value(date(1900, 1, 1)).run()
    assert page.session_state.day == date(1900, 1, 1)
    assert page.session_state.window_to == date(1900, 1, 1)


@pytest.mark.parametrize(
    ("settings", "offered"),
    [({}, True), ({"MAPDASH_UPLOADS": "0"}, False), ({"MAPDASH_PUBLIC": "1"}, False)],
)
def test_a_file_can_be_tried_unless_uploads_are_off(
    isles_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    offered: bool,
) -> None:
    """In public, and where uploads are switched off, the page does not offer it."""
    monkeypatch.setenv(ATLAS_VARIABLE, str(isles_folder))
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not page.exception
    assert [each.key for each in page.button if each.key == "try"] == ["try"] * offered
