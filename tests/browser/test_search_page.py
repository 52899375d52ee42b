"""Search: places and passages in the panel, and on the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, expect

from mapdash.atlas import Atlas, load_atlas
from mapdash.search import search
from mapdash.word_index import index_of


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows."""
    return load_atlas(isles_folder)


@pytest.mark.parametrize("words", ["percée de thole", "heske ward", "toll"])
def test_what_words_find_is_listed_marked_and_bright_on_the_map(
    page: Page, isles_server: str, atlas: Atlas, words: str
) -> None:
    """Places by a name in any language, and the passages of the search; clearing returns."""
    dashboard = Dashboard.open(page, isles_server)
    box = page.get_by_role("textbox", name="Search passages and places").or_(
        page.get_by_role("searchbox", name="Search passages and places")
    )
    box.fill(words)
    box.press("Enter")
    panel = dashboard.panel
    expect(panel.get_by_role("heading", name=f"“{words}”")).to_be_visible()
    found = search(index_of(atlas), words)
    assert found.passages
    shown = panel.locator(".excerpt").evaluate_all("all => all.map(each => each.dataset.key)")
    assert sorted(shown) == sorted(each.excerpt.key for each in found.passages)
    for each in found.passages:
        text = atlas.articles[each.excerpt.file].text
        marked = panel.locator(f'.excerpt[data-key="{each.excerpt.key}"] .found')
        wanted = "".join(text[span.start : span.end] for span in each.spans)
        assert _letters("".join(marked.all_text_contents())) == _letters(wanted)
    expect(panel.locator(".place-row")).to_have_count(len(found.places))
    frame = next(each for each in page.frames if "st_folium" in each.url)
    until(lambda: frame.locator("path.dimmed").count() > 0, "what was not found is dimmed")
    until(lambda: "search=" in page.url, "the address holds the search")
    panel.get_by_role("button", name="Clear").click()
    expect(panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    until(lambda: frame.locator("path.dimmed").count() == 0, "nothing is dimmed")
    expect(box).to_have_value("")


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def test_a_place_found_opens_and_closing_it_returns_to_the_search(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas
) -> None:
    """An address with a search opens it, on a phone too; markup in it is text."""
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    words = "<thole>"
    dashboard = Dashboard.open(page, isles_server, f"?search={words}")
    panel = dashboard.panel
    expect(panel.get_by_role("heading", name=f"“{words}”")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panel.locator(".place-row").first.press("Enter")
    place = search(index_of(atlas), words).places[0].place
    dashboard.until_place(place)
    panel.get_by_role("button", name="Close").click()
    expect(panel.get_by_role("heading", name=f"“{words}”")).to_be_visible()


def test_a_search_that_finds_nothing_says_so(page: Page, isles_server: str) -> None:
    """Nothing is listed, and the page goes on."""
    dashboard = Dashboard.open(page, isles_server, "?search=qqqqqqqq")
    expect(dashboard.panel).to_contain_text("No passage holds these words")
