"""Whose data are drawn is told on the map itself."""

from __future__ import annotations

import json

from dashboard import Dashboard
from playwright.sync_api import Page, expect

from mapdash.atlas import Atlas
from mapdash.maps import documents


def test_the_map_shows_the_attribution_of_all_that_it_draws(
    page: Page, server: str, own_atlas: Atlas
) -> None:
    """Every line that a licence asks for stands in the corner, in full."""
    Dashboard.open(page, server)
    told = page.frame_locator("iframe[src*='st_folium']").locator(".leaflet-control-attribution")
    for document in documents(own_atlas):
        for line in json.loads(document.body)["attribution"]:
            expect(told).to_contain_text(line)
    expect(told).to_be_visible()
