"""About: method, measured quality, limits, sources; its misses one press away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dashboard import Dashboard
from playwright.sync_api import Page, expect

from mapdash.atlas import Atlas
from mapdash.quality import read_quality


@pytest.fixture
def atlas(own_atlas: Atlas) -> Atlas:
    """Return the atlas that the server shows."""
    return own_atlas


def test_about_tells_the_measured_quality_and_every_miss(
    page: Page, server: str, atlas: Atlas
) -> None:
    """The table has each figure of quality.json, and a press lists all that was missed."""
    quality = read_quality(atlas.folder, [])
    assert quality is not None
    identity = Dashboard.open(page, server).report()["identity"]
    page.get_by_role("button", name="About", exact=True).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("tbody tr")).to_have_count(len(quality.scores))
    expect(dialog.locator("tbody tr").first).to_contain_text(f"{quality.scores[0].f1:.3f}")
    for name, slips in (("missed", quality.misses), ("found falsely", quality.false_finds)):
        box = dialog.locator("details", has_text=f"Everything {name}: {len(slips)}")
        expect(box.locator("li").first).to_be_hidden()
        box.locator("summary").press("Enter")
        assert box.locator("mark").all_inner_texts() == [each.exact for each in slips]
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert Dashboard(page).report()["identity"] == identity


def test_about_names_every_licence_and_every_article(
    new_page: Callable[..., Page], server: str, atlas: Atlas
) -> None:
    """On a phone too, and nothing in it is wider than the screen."""
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    Dashboard.open(page, server)
    page.get_by_role("button", name="About", exact=True).tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Sources and licences")).to_be_attached()
    text = dialog.inner_text()
    assert all(article.title in text for article in atlas.articles.values())
    assert all(feature.licence in text for feature in atlas.features)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_atlas_that_was_not_measured_says_so(page: Page, isles_server: str) -> None:
    """Nothing is claimed of links that nobody has checked."""
    Dashboard.open(page, isles_server)
    page.get_by_role("button", name="About", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("were not measured")
