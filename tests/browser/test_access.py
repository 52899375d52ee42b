"""The page for everyone: no barrier that axe-core knows of, in any main state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from states import DESKTOP, PHONE, STATES

from mapdash.atlas import Atlas, load_atlas

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def atlas(atlas_folder: Path) -> Atlas:
    """Read the atlas that the server shows."""
    return load_atlas(atlas_folder)


def grave(page: Page) -> list[str]:
    """Return what axe-core finds grave, the map's frame included, a line each."""
    axe = Axe()
    for frame in page.frames[1:]:
        frame.evaluate(axe.axe_script)
    found: list[dict[str, Any]] = axe.run(page, options=RULES).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:160]}: "
        f"{node['failureSummary']}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize(
    ("device", "scheme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")]
)
def test_nothing_grave_bars_the_way(
    new_page: Callable[..., Page],
    server: str,
    atlas: Atlas,
    name: str,
    device: dict[str, Any],
    scheme: str,
) -> None:
    """axe-core finds no serious and no critical violation of WCAG 2.1 A and AA."""
    page = new_page(**device, color_scheme=scheme)
    STATES[name].open(page, server, atlas)
    assert not grave(page), "\n".join(grave(page))
