"""An atlas whose every text is an attack is shown as what it is: text."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import expect
from states import STATES

from conftest import running
from hostile_atlas import PAYLOADS, write_hostile
from mapdash.atlas import Atlas, load_atlas
from mapdash.export.brief import brief
from mapdash.export.extract import take
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

TRIPWIRE = "window.alert = window.prompt = window.confirm = () => { window.__pwned = 'asked'; };"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Write the atlas and load it: it has no fault, for its texts are texts."""
    return load_atlas(write_hostile(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def address(hostile: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve it, for editing too."""
    log = tmp_path_factory.mktemp("log") / "log.txt"
    with running(hostile.folder, log, "--edit") as served:
        yield served


def watched(page: Page) -> Page:
    """Lay the tripwire in every frame of a page."""
    page.add_init_script(TRIPWIRE)
    return page


def unharmed(page: Page) -> None:
    """Assert that nothing ran: in no frame, and on no server that renders templates."""
    # What would run does so a moment after it is shown.
    page.wait_for_timeout(300)
    assert [frame.evaluate("window.__pwned") for frame in page.frames] == [None] * len(page.frames)
    seen = "\n".join(frame.evaluate("document.documentElement.outerHTML") for frame in page.frames)
    # What the templates come to; no shorter number, for one stands somewhere by chance.
    assert "48567227" not in seen
    assert page.locator("img[src='x']").count() == 0
    assert page.locator(".panel img, .panel svg[onload], .panel script").count() == 0


@pytest.mark.parametrize("name", STATES)
def test_nothing_in_an_atlas_is_obeyed(
    name: str, new_page: Callable[..., Page], address: str, hostile: Atlas
) -> None:
    """In every state of the page: no script runs, nothing is asked for, the words are there."""
    page = watched(new_page())
    STATES[name].open(page, address, hostile)
    unharmed(page)
    if name in {"place", "reader"}:
        shown = page.locator(".panel").inner_text()
        for payload in PAYLOADS[:6]:
            assert payload in shown


def test_nothing_is_obeyed_where_links_are_judged(
    new_page: Callable[..., Page], address: str
) -> None:
    """The box of the editor, its list of places and what it says are text too."""
    page = watched(new_page())
    Dashboard.open(page, address, "?place=wharf")
    box = page.locator(".judge")
    box.locator("input").first.fill(PAYLOADS[0])
    page.locator(".panel .mention").first.click()
    box.get_by_role("button", name="Confirm").click()
    until(lambda: "Saved" in box.locator(".judge-told").inner_text(), "it is saved")
    box.locator("summary").click()
    assert PAYLOADS[0] in box.inner_text()
    unharmed(page)
    box.get_by_role("button", name="Undo").click()
    until(lambda: "Undone" in box.locator(".judge-told").inner_text(), "it is undone")


@pytest.mark.parametrize(
    "query",
    [
        "?place=%3Cimg%20src%3Dx%20onerror%3Dwindow.__pwned%3D1%3E",
        "?search=%3C/script%3E%3Cscript%3Ewindow.__pwned=1%3C/script%3E%7B%7B7919*6133%7D%7D",
        "?day=%00&from=9999999-01-01&to=-1&layers=%2C%2C%3Cb%3E&issues=%E2%80%A8&language=%60",
        "?passage=../../etc/passwd:1&sources=%7B%25%20raise%20%25%7D&version=%3Cb%3E",
        f"?search={'%E2%80%AE' * 150}&known=0000-00-00&compare=x&change=2024-02-30",
    ],
)
def test_nothing_in_an_address_is_obeyed(
    query: str, new_page: Callable[..., Page], address: str
) -> None:
    """What an address names is looked up; the rest is put aside, and the page opens."""
    page = watched(new_page())
    Dashboard.open(page, address, query)
    unharmed(page)


def test_nothing_in_a_brief_is_obeyed(
    new_page: Callable[..., Page], hostile: Atlas, tmp_path: Path
) -> None:
    """The file opened from the disk shows every text as text."""
    path = tmp_path / "brief.html"
    chosen = replace(opening_selection(hostile.settings), place="wharf")
    path.write_text(brief(take(hostile, chosen)), encoding="utf-8", newline="")
    page = watched(new_page())
    page.goto(path.as_uri())
    until(lambda: "Wharf" in page.locator("body").inner_text(), "the brief is drawn")
    until(lambda: PAYLOADS[0] in page.locator("body").inner_text(), "its texts are there")
    assert page.evaluate("window.__pwned") is None
    assert page.locator("img").count() == 0
    assert "48567227" not in page.content()


def test_a_web_address_in_a_source_is_a_link_and_nothing_else_is(
    new_page: Callable[..., Page], isles_folder: Path, tmp_path: Path
) -> None:
    """It leads elsewhere in a window of its own, at a press; what only looks like one is text."""
    folder = Path(shutil.copytree(isles_folder, tmp_path / "isles"))
    path = folder / "geodata" / "layers" / "lights.geojson"
    held = json.loads(path.read_text(encoding="utf-8"))
    told = (
        'Register (https://x.example/a_(b)?q="onclick=alert(1)), see http://y.example/c. '
        "javascript:alert(1) //z.example <a href=https://w.example/>w</a>"
    )
    for feature in held["features"]:
        feature["properties"]["status_source"] = told
    path.write_text(json.dumps(held), encoding="utf-8")
    with running(folder, tmp_path / "log.txt") as served:
        page = watched(new_page())
        panel = Dashboard.open(page, served, "?place=skerrow-light&day=1880-01-01").panel
        facts = panel.locator(".facts").first
        facts.locator("summary").click()
        expect(facts).to_contain_text(told)
        links = facts.locator("a")
        assert links.evaluate_all("all => all.map(each => each.getAttribute('href'))") == [
            "https://x.example/a_(b)?q=",
            "http://y.example/c",
            "https://w.example/",
        ]
        for link in links.all():
            assert link.get_attribute("rel") == "noreferrer noopener"
            assert link.get_attribute("target") == "_blank"
        unharmed(page)
        # A page that outlives its server complains of it.
        page.close()
