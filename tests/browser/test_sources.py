"""Sources compared: articles by places, and one place side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, expect

from mapdash.atlas import Atlas, load_atlas
from mapdash.comparison import matrix, names_used
from mapdash.selection import opening_selection


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows."""
    return load_atlas(isles_folder)


def test_the_matrix_shows_every_count_and_every_silence(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Each cell is the number of passages of an article on a place; a zero stands as one."""
    panel = Dashboard.open(page, isles_server).panel
    panel.get_by_role("button", name="Compare sources").press("Enter")
    expect(panel.get_by_role("heading", name="Sources compared")).to_be_visible()
    table = matrix(atlas, opening_selection(atlas.settings))
    expect(panel.locator(".columns li")).to_have_count(len(table.articles))
    spoken = [row for row in table.rows if row.total]
    expect(panel.locator(".matrix tbody tr")).to_have_count(len(spoken))
    for row in spoken:
        cells = panel.locator(f'.matrix tr[data-place="{row.place}"] td').all_inner_texts()
        assert [int(cell) for cell in cells] == list(row.passages)
    until(lambda: "sources=all" in page.url, "the address holds the comparison")
    panel.get_by_role("button", name="Stop comparing sources").click()
    expect(panel.get_by_role("heading", name="Where to begin")).to_be_visible()


def test_a_cell_opens_the_passages_and_the_articles_stand_side_by_side(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Each article tells what it calls the place; the one pressed lies open, none is left out."""
    panel = Dashboard.open(page, isles_server, "?sources=all").panel
    selection = opening_selection(atlas.settings)
    table = matrix(atlas, selection)
    row = next(row for row in table.rows if row.total and table.silent(row.place))
    number = next(at for at, count in enumerate(row.passages) if count)
    cells = panel.locator(f'.matrix tr[data-place="{row.place}"] td')
    cells.nth(number).get_by_role("button").press("Enter")
    Dashboard(page).until_place(row.place)
    for usage in names_used(atlas, replace(selection, place=row.place), row.place):
        box = panel.locator(f'.usage[data-file="{usage.article}"]')
        for name, _ in usage.names:
            expect(box.locator(".usage-names")).to_contain_text(name)
        quoted = box.locator(".excerpt").evaluate_all("all => all.map(each => each.dataset.key)")
        assert quoted == [hit.excerpt.key for hit in usage.passages]
        if not usage.passages:
            expect(box).to_contain_text("Does not speak of it")
        if usage.article == table.articles[number]:
            expect(box.locator("mark.chosen").first).to_be_visible()
    panel.get_by_role("button", name="All places").click()
    expect(panel.locator(".matrix")).to_be_visible()


def test_sources_are_compared_on_a_phone(new_page: Callable[..., Page], isles_server: str) -> None:
    """Nothing scrolls sideways, and a cell can be met with a finger; nonsense is passed over."""
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    panel = Dashboard.open(page, isles_server, "?sources=all").panel
    cell = panel.locator(".matrix-count").first
    size = cell.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    Dashboard.open(page, isles_server, "?sources=<b>")
    expect(panel.get_by_role("heading", name="Where to begin")).to_be_visible()
