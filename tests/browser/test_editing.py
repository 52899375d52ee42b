"""Links judged on the page: by mouse and by key, followed at once, by two editors, undone."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from dashboard import Dashboard, until
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from conftest import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

CUT = "thole-cut"


@pytest.fixture(scope="module")
def edited(isles_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the second atlas."""
    folder = tmp_path_factory.mktemp("edited") / "isles"
    shutil.copytree(isles_folder, folder)
    return folder


@pytest.fixture(scope="module")
def address(edited: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the copy for editing."""
    log = tmp_path_factory.mktemp("log") / "log.txt"
    with running(edited, log, "--edit") as served:
        yield served


class Editor:
    """A person who judges links on the page."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.dashboard = Dashboard.open(page, address, f"?place={CUT}")
        self.page = page
        self.box = page.locator(".judge")
        self.box.locator("input").first.fill(name)
        self.marks.first.wait_for()

    @property
    def marks(self) -> Locator:
        """The marked words of the passages."""
        return self.page.locator(".panel .excerpt .mention")

    def press(self, name: str) -> None:
        """Press a button of the editor's."""
        self.box.get_by_role("button", name=name, exact=True).click()

    def until_told(self, words: str) -> None:
        """Wait until the page says what was done."""
        until(lambda: words in self.box.locator(".judge-told").inner_text(), f"it says {words!r}")

    def verdicts(self) -> list[str | None]:
        """Return what the page shows to be said of each marked word."""
        return [each.get_attribute("data-verdict") for each in self.marks.all()]


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return what stands in the file of verdicts."""
    path = folder / "seeds" / "links.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_two_editors_judge_links_and_take_back_their_own(
    edited: Path, address: str, new_page: Callable[..., Page]
) -> None:
    """Confirmed by mouse, rejected by key, undone; each verdict signed, none lost, no restart."""
    ada = Editor(new_page(), address, "Ada")
    ben = Editor(new_page(), address, "Ben")
    before = ada.marks.count()
    ada.marks.first.click()
    ada.press("Confirm")
    ada.until_told("confirmed. Saved.")
    until(lambda: ada.verdicts()[0] == "confirmed", "the mark shows it")
    ben.marks.nth(1).focus()
    ben.page.keyboard.press("x")
    ben.until_told("is not")
    until(lambda: ben.marks.count() < before, "the link is gone from the page")
    said = [(each["by"], each["verdict"]) for each in lines(edited)]
    assert said == [("Ada", "confirmed"), ("Ben", "rejected")]
    assert all(each["at"].endswith("Z") for each in lines(edited))
    ben.press("Undo")
    ben.until_told("Undone")
    until(lambda: ben.marks.count() == before, "the link is back")
    assert ben.verdicts()[0] == "confirmed"
    ada.press("Undo")
    ada.until_told("Undone")
    until(lambda: set(ada.verdicts()) == {"automatic"}, "nothing is judged any more")
    assert len(lines(edited)) == 4


def test_words_are_linked_by_keyboard_and_by_selecting(
    edited: Path, address: str, new_page: Callable[..., Page]
) -> None:
    """Typed words are found in the passages; selected ones are taken as they stand."""
    editor = Editor(new_page(), address, "Ada")
    start = len(lines(edited))
    editor.press("Link words…")
    editor.page.keyboard.type("herring")
    editor.box.locator(".judge-which").wait_for()
    editor.box.locator(".judge-place").fill("Free Harbour")
    editor.page.keyboard.press("Enter")
    editor.until_told("“herring” is Free Harbour of Calder, linked by hand. Saved.")
    until(lambda: "added" in editor.verdicts(), "the words are marked")
    quote = editor.page.locator(".panel blockquote").filter(has_text="bailiff").first
    quote.evaluate(
        """quote => {
          const walker = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("bailiff");
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 7);
            quote.dispatchEvent(new MouseEvent("mouseup", { bubbles: true, composed: true }));
          }
        }"""
    )
    editor.box.locator(".judge-which").wait_for()
    assert "[bailiff]" in editor.box.locator(".judge-which").inner_text()
    editor.box.locator(".judge-place").fill("Hesk Ward")
    editor.press("Link them")
    editor.until_told("“bailiff” is Hesk Ward")
    new = lines(edited)[start:]
    article = (edited / "seeds" / new[1]["file"]).read_bytes().decode()
    for each, words in zip(new, ("herring", "bailiff"), strict=True):
        assert article[each["start"] :].startswith(words)
    for _ in new:
        editor.press("Undo")
        editor.until_told("Undone")
        editor.box.locator(".judge-told").evaluate("node => { node.textContent = ''; }")


def test_nobody_judges_without_a_name(
    edited: Path, address: str, new_page: Callable[..., Page]
) -> None:
    """A verdict is signed, or not given."""
    editor = Editor(new_page(), address, "")
    before = lines(edited)
    editor.marks.first.focus()
    editor.page.keyboard.press("c")
    editor.until_told("Say first who you are")
    assert lines(edited) == before


def test_no_page_of_another_site_can_write(address: str) -> None:
    """A socket that a foreign page opens, or one under a foreign name, is refused."""
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    with connect(url, origin=address):  # type: ignore[arg-type]
        pass
    port = urlsplit(address).port
    foreign = [
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": f"http://example.org:{port}", "host": f"example.org:{port}"},
        {"origin": f"http://127.0.0.1.example.org:{port}"},
    ]
    for headers in foreign:
        with pytest.raises(InvalidStatus) as refused, opened(url, headers):
            pass
        assert refused.value.response.status_code >= 400


def opened(url: str, headers: dict[str, str]) -> Any:
    """Open a socket as a browser does that shows a page of another site."""
    return connect(
        url,
        origin=headers["origin"],  # type: ignore[arg-type]
        additional_headers={"Host": headers["host"]} if "host" in headers else None,
    )


def test_a_page_that_is_only_read_cannot_be_made_to_write(isles_server: str, page: Page) -> None:
    """Without `--edit` there is nothing to judge with."""
    dashboard = Dashboard.open(page, isles_server, f"?place={CUT}")
    dashboard.panel.locator(".mention").first.wait_for()
    assert page.locator(".judge").count() == 0
