"""Share: citations, the address of a view, and the files that hold it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen

import geopandas as gpd
import pytest
from dashboard import Dashboard
from playwright.sync_api import Locator, Page, expect
from pybtex.database import parse_string

from mapdash.assets import joined
from mapdash.atlas import Atlas, load_atlas
from mapdash.citation import findable
from mapdash.queries import select
from mapdash.selection import opening_selection


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows."""
    return load_atlas(isles_folder)


def opened(page: Page) -> Locator:
    """Open the popover by keyboard; return it."""
    page.get_by_role("button", name="Share").press("Enter")
    box = page.get_by_test_id("stPopoverBody")
    expect(box.locator("code")).to_have_count(6)
    return box


def test_a_view_is_cited_by_footnote_bibtex_and_an_address_that_restores_it(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas
) -> None:
    """The address names day and version; opened elsewhere it shows the same place and day."""
    page = new_page()
    query = "?day=1875-06-01&place=merrow-canal&issues=tolls"
    Dashboard.open(page, isles_server, query).until_place("merrow-canal")
    link, footnote, bibtex, *_ = opened(page).locator("code").all_inner_texts()
    told = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
    assert (told["day"], told["place"], told["issues"], told["version"]) == (
        "1875-06-01",
        "merrow-canal",
        "tolls",
        atlas.version,
    )
    assert atlas.version in footnote
    assert f"mapdash view ?{urlsplit(link).query}" in footnote
    assert "127.0.0.1" not in footnote + bibtex, "nobody else can open it"
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert atlas.version in entry.fields["howpublished"]
    again = Dashboard.open(new_page(), isles_server, f"?{urlsplit(link).query}")
    again.until_place("merrow-canal")
    again.until_day(date(1875, 6, 1))


def test_every_file_holds_what_is_selected(
    page: Page, isles_server: str, atlas: Atlas, tmp_path: Path
) -> None:
    """Each download opens in another program and holds the passages of the place chosen."""
    Dashboard.open(page, isles_server, "?place=merrow-canal").until_place("merrow-canal")
    box = opened(page)
    box.get_by_role("tab", name="Download").press("Enter")
    files: dict[str, Path] = {}
    for button in box.get_by_test_id("stDownloadButton").get_by_role("button").all():
        with page.expect_download() as download:
            button.click()
        name = download.value.suggested_filename
        files[name.partition(".")[2]] = tmp_path / name
        download.value.save_as(tmp_path / name)
    hits = select(atlas, replace(opening_selection(atlas.settings), place="merrow-canal")).hits
    records = [json.loads(line) for line in files["jsonl"].read_text("utf-8").splitlines()]
    passages = [record["passage"] for record in records if record["type"] == "passage"]
    assert passages == [hit.excerpt.key for hit in hits]
    assert files["csv"].read_text("utf-8-sig").count(hits[0].excerpt.key) == 1
    for suffix in ("geojson", "gpkg"):
        assert set(gpd.read_file(files[suffix])["place"]) == {"merrow-canal"}
    assert json.loads(files["jsonld"].read_text("utf-8"))["@context"]
    assert json.loads(files["lpf.json"].read_text("utf-8"))["features"]
    assert files["html"].read_text("utf-8").startswith("<!doctype html>")


def test_programs_read_at_the_addresses_shown_what_the_page_shows(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """A GIS is given the shapes of the day, a notebook the passages listed."""
    Dashboard.open(page, isles_server, "?day=1879-03-14&place=thole-cut&layers=canals")
    box = opened(page)
    box.get_by_role("tab", name="Programs").press("Enter")
    shapes, passages, index = (box.locator("code").nth(number) for number in (3, 4, 5))
    expect(shapes).to_be_visible()
    assert list(gpd.read_file(shapes.inner_text())["id"]) == ["thole-cut-open"]
    with urlopen(passages.inner_text()) as answer:  # noqa: S310 -- our own
        told = json.load(answer)
    opening = opening_selection(atlas.settings)
    chosen = replace(opening, day=date(1879, 3, 14), place="thole-cut", layers=("canals",))
    assert [each["passage"] for each in told["passages"]] == [
        hit.excerpt.key for hit in select(atlas, chosen).hits
    ]
    with urlopen(index.inner_text()) as answer:  # noqa: S310 -- likewise
        assert json.load(answer)["atlas"]["version"] == atlas.version


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "http://127.0.0.1:8501/?place=thole-cut&day=1878-06-01",
            "?place=thole-cut&day=1878-06-01",
        ),
        ("http://localhost:8501/?passage=a.txt%3A12", "?passage=a.txt%3A12"),
        ("http://[::1]:8501/atlas/?place=thole-cut", "?place=thole-cut"),
        ("https://maps.example.org/atlas/?place=thole-cut", None),
        ("http://192.168.1.4:8501/?place=thole-cut", None),
        ("http://127.0.0.1.example.org/?place=thole-cut", None),
    ],
)
def test_an_address_is_told_where_others_can_open_it_and_else_what_is_asked_of_it(
    page: Page, address: str, told: str | None
) -> None:
    """The page's scripts and the citations made by Python have one rule."""
    expected = address if told is None else f"mapdash view {told}"
    assert findable(address) == expected
    module = f"data:text/javascript,{quote(joined('findable.js'))}"
    script = "async ([module, address]) => (await import(module)).findable(address)"
    assert page.evaluate(script, [module, address]) == expected


def test_a_passage_is_cited_with_one_press(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas
) -> None:
    """What is copied names the article and the edition, with what opens the passage elsewhere."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    panel = Dashboard.open(page, isles_server).panel
    excerpt = panel.locator(".excerpt").first
    key = excerpt.get_attribute("data-key") or ""
    excerpt.get_by_role("button", name="Copy citation").press("Enter")
    expect(excerpt.get_by_role("button", name="Citation copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert atlas.articles[atlas.excerpt_by_key[key].file].title in copied
    assert atlas.version in copied
    assert isles_server not in copied, "nobody else can open it"
    query = copied.partition("mapdash view ")[2].partition(", ")[0]
    again = Dashboard.open(new_page(), isles_server, query)
    expect(again.panel.locator(".passage.at")).to_have_attribute("data-key", key)


def test_where_nothing_can_be_copied_the_citation_is_shown(page: Page, isles_server: str) -> None:
    """The text stands below the passage, selected."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    excerpt = Dashboard.open(page, isles_server).panel.locator(".excerpt").first
    excerpt.get_by_role("button", name="Copy citation").click()
    expect(excerpt.get_by_label("Citation, to be copied")).to_be_focused()


def test_an_address_made_with_another_version_says_so(page: Page, isles_server: str) -> None:
    """The reader is told that the atlas has changed since; nonsense is passed over."""
    Dashboard.open(page, isles_server, "?version=0123456789ab")
    expect(page.get_by_text("made with version 0123456789ab")).to_be_visible()
    Dashboard.open(page, isles_server, "?version=<b>x</b>")
    expect(page.get_by_text("The address was made with version")).to_have_count(0)
