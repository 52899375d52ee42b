"""Reading: stepping through passages, an article beside the map, and one article alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, expect

from mapdash.atlas import Atlas, load_atlas
from mapdash.queries import select
from mapdash.selection import Selection, opening_selection, widened
from mapdash.telling import article_model, asides

if TYPE_CHECKING:
    from playwright.sync_api import Locator

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
#: The whole time of the atlas: nothing is left out by its days.
WHOLE = "from=1850-01-01&to=1920-12-31&day=1911-12-31"
FILE = "harbour-gazette.txt"


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows."""
    return load_atlas(isles_folder)


def whole(atlas: Atlas, **choice: Any) -> Selection:
    """Return the selection of the addresses here: all days, seen from 1911."""
    every = widened(opening_selection(atlas.settings), atlas.settings)
    return replace(every, day=date(1911, 12, 31), **choice)


def keys(atlas: Atlas, selection: Selection) -> list[str]:
    """Return the passages that are to be listed, in order."""
    return [hit.excerpt.key for hit in select(atlas, selection).hits]


def spoken(atlas: Atlas) -> str:
    """Return the place of which most passages speak."""
    return max(atlas.places, key=lambda place: len(keys(atlas, whole(atlas, place=place))))


def address(page: Page) -> str:
    """Return the page's address as it is now."""
    return str(page.evaluate("decodeURIComponent(location.href)"))


def current(panel: Locator) -> str:
    """Return the key of the passage that is marked, "" if none is."""
    marked = panel.locator("[aria-current=true]")
    return marked.get_attribute("data-key") or "" if marked.count() == 1 else ""


def in_view(panel: Locator) -> bool:
    """Whether the beginning of the marked passage stands in view, below the bar."""
    script = """panel => {
        const box = panel.querySelector(".at").getBoundingClientRect();
        const bar = panel.querySelector(".bar").getBoundingClientRect();
        return box.top >= bar.bottom - 1 && box.top < innerHeight - 40;
    }"""
    return bool(panel.evaluate(script))


# ---------------------------------------------------------------- the list


@pytest.mark.parametrize("device", [{}, PHONE])
def test_one_steps_through_the_passages_on_a_place_by_button_and_by_key(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas, device: dict[str, Any]
) -> None:
    """Each step marks the next one, brings it into view, says "3 of 12", and is in the address."""
    page = new_page(**device)
    place = spoken(atlas)
    expected = keys(atlas, whole(atlas, place=place))
    assert len(expected) > 3
    panel = Dashboard.open(page, isles_server, f"?{WHOLE}&place={place}").panel
    told = panel.locator(".step-told")
    expect(told).to_have_text(f"{len(expected)} passages")
    forward = panel.get_by_role("button", name="Next passage")
    forward.click()
    until(lambda: current(panel) == expected[0], "the first is marked")
    expect(panel.get_by_role("button", name="Previous passage")).to_be_disabled()
    forward.click()
    page.keyboard.press("j")
    expect(told).to_have_text(f"Passage 3 of {len(expected)}")
    assert current(panel) == expected[2]
    until(lambda: in_view(panel), "the third is in view")
    page.keyboard.press("k")
    assert current(panel) == expected[1]
    until(lambda: f"at={expected[1]}" in address(page), "the address holds the passage")
    again = Dashboard.open(page, isles_server, f"?{WHOLE}&place={place}&at={expected[2]}").panel
    expect(again.locator(".step-told")).to_have_text(f"Passage 3 of {len(expected)}")
    until(lambda: in_view(again), "the address leads to the passage")
    if device:
        size = again.get_by_role("button", name="Next passage").bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 44
        for part in (".bar select", ".acts .inline", "button.issue", "button.day"):
            box = again.locator(part).first.bounding_box()
            assert box is not None
            assert box["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_letter_that_is_typed_steps_nowhere(page: Page, isles_server: str, atlas: Atlas) -> None:
    """The keys count while the panel has the focus, and in it not where one chooses."""
    panel = Dashboard.open(page, isles_server, f"?{WHOLE}&place={spoken(atlas)}").panel
    page.get_by_role("textbox", name="Search passages and places").or_(
        page.get_by_role("searchbox", name="Search passages and places")
    ).press("j")
    panel.get_by_label("Sorted by").press("k")
    assert current(panel) == ""


def test_passages_are_sorted_as_one_chooses_and_the_page_says_how(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Relevance, date or article: the list, the line that says it, and the address follow."""
    place = spoken(atlas)
    panel = Dashboard.open(page, isles_server, f"?{WHOLE}&place={place}").panel
    listed = panel.locator(":scope > .excerpt")
    lines = set()
    for order in ("relevance", "date", "article"):
        panel.get_by_label("Sorted by").select_option(order)
        expected = keys(atlas, whole(atlas, place=place, order=order))
        script = "all => all.map(each => each.dataset.key)"
        until(lambda: listed.evaluate_all(script) == expected, order)  # noqa: B023
        lines.add(panel.locator(".order-note").inner_text())
    assert len(lines) == 3
    until(lambda: "order=article" in address(page), "the address holds the order")


def test_a_passage_says_why_it_is_linked_its_days_and_its_issues(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """A day of it sets the map's day, an issue of it lists that issue alone."""
    hits = select(atlas, whole(atlas)).hits
    issued = next(hit.excerpt for hit in hits if hit.excerpt.issues and hit.mentions)
    dated = next(hit.excerpt for hit in hits if hit.excerpt.dated and hit.excerpt.mentions)
    dashboard = Dashboard.open(page, isles_server, f"?{WHOLE}")
    panel = dashboard.panel

    def box(key: str) -> Locator:
        return panel.locator(f'.excerpt[data-key="{key}"]')

    expect(box(issued.key).locator(".why")).to_contain_text("Linked: “")
    box(dated.key).locator("button.day").first.click()
    last = dated.times[0].last
    assert last is not None
    dashboard.until_day(last)
    issue = issued.issues[0].issue
    Dashboard.open(page, isles_server, f"?{WHOLE}")
    box(issued.key).locator("button.issue").first.press("Enter")
    until(lambda: f"issues={issue}" in address(page), "the issue is chosen")
    expected = keys(atlas, whole(atlas, issues=(issue,)))
    expect(panel.locator(":scope > .excerpt")).to_have_count(len(expected))


# ---------------------------------------------------------------- the article


def test_a_passage_opens_its_whole_article_at_its_paragraph(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Every paragraph is there, what is not the article's own told apart; back leads back."""
    place = "thole-cut"
    wanted = next(key for key in keys(atlas, whole(atlas, place=place)) if key.startswith(FILE))
    panel = Dashboard.open(page, isles_server, f"?{WHOLE}&place={place}").panel
    panel.locator(f'.excerpt[data-key="{wanted}"]').get_by_role(
        "button", name="Read it in the article"
    ).press("Enter")
    expect(panel.locator(".passage")).to_have_count(
        sum(each.file == FILE for each in atlas.excerpts)
    )
    until(lambda: current(panel) == wanted, "the paragraph is marked")
    until(lambda: in_view(panel), "the paragraph is in view")
    around = panel.locator(".aside")
    shown = " ".join(around.evaluate_all("all => all.map(each => each.textContent)"))
    for aside in asides(atlas, FILE):
        assert aside["text"] in shown
    passage = panel.locator(".passage").nth(2).evaluate("each => getComputedStyle(each).color")
    assert around.first.evaluate("each => getComputedStyle(each).color") != passage
    until(lambda: f"passage={wanted}" in address(page), "the address leads to the paragraph")
    panel.get_by_role("button", name="Back to").click()
    expect(panel.locator(f'.excerpt[data-key="{wanted}"]')).to_have_attribute(
        "aria-current", "true"
    )


@pytest.mark.parametrize("device", [{}, PHONE])
def test_who_has_read_past_the_head_of_an_article_still_sees_what_it_is(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas, device: dict[str, Any]
) -> None:
    """Its title, outlet and date stand on one line above the bar, in sight and within it."""
    page = new_page(**device)
    own = [each for each in atlas.excerpts if each.file == FILE]
    article = article_model(atlas.articles[FILE])
    whole_name = f"{article['title']} · {article['outlet']} · {article['published']}"
    panel = Dashboard.open(page, isles_server, f"?{WHOLE}&passage={own[0].key}").panel
    name = panel.locator(".article-name")
    panel.locator(".article-head").evaluate("each => each.scrollIntoView({block: 'center'})")
    expect(name).to_be_hidden()
    panel.locator(f'[data-key="{own[-1].key}"]').evaluate("each => each.scrollIntoView()")
    expect(name).to_be_visible()
    expect(name).to_have_attribute("title", whole_name)
    assert name.evaluate("""line => {
        const box = line.getBoundingClientRect();
        const bar = line.parentElement.getBoundingClientRect();
        const parts = [...line.children].map(each => each.getBoundingClientRect());
        return box.top >= -1 && Math.abs(box.bottom - bar.top) < 2 && box.height < 32
            && parts.every(each => each.width > 40 && each.right <= box.right + 1);
    }""")


def test_every_mention_in_an_article_is_a_link_for_hand_and_key(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Each is drawn as one, can be reached by the keyboard, and leads to its place."""
    excerpt = next(each for each in atlas.excerpts if each.file == FILE and each.mentions)
    dashboard = Dashboard.open(page, isles_server, f"?{WHOLE}&passage={excerpt.key}")
    links = dashboard.panel.locator(".body .mention")
    count = sum(len(each.mentions) for each in atlas.excerpts if each.file == FILE)
    expect(links).to_have_count(count)
    for link in links.all():
        assert link.evaluate("each => (each.tabIndex >= 0 || each.querySelector('.own-words'))")
        assert link.evaluate("each => parseFloat(getComputedStyle(each).borderBottomWidth)") >= 1
    expect(dashboard.panel).to_contain_text(f"Each marked word ({count} here) is a link")
    place = links.first.get_attribute("data-place")
    assert place
    links.first.focus()
    page.keyboard.press("Enter")
    dashboard.until_place(place)


def test_dates_and_issues_stand_in_the_article_on_request(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Switched on, each date says its days and sets them; switched off, none can be reached."""
    excerpt = next(each for each in atlas.excerpts if each.file == FILE and each.dated)
    dashboard = Dashboard.open(page, isles_server, f"?{WHOLE}&passage={excerpt.key}")
    panel = dashboard.panel
    dates, issues = panel.locator(".body .date[role]"), panel.locator(".paragraph-issues")
    reachable = "all => all.filter(each => each.tabIndex >= 0).length"
    assert dates.count() > 1
    assert dates.evaluate_all(reachable) == 0
    expect(issues.first).to_be_hidden()
    switch = panel.get_by_role("switch", name="Dates and issues")
    switch.press("Space")
    assert dates.evaluate_all(reachable) == dates.count()
    expect(issues.first).to_be_visible()
    found = excerpt.dates[0]
    date_link = panel.locator(f'[data-key="{excerpt.key}"] .date').first
    assert date_link.inner_text().startswith(found.exact)
    date_link.press("Enter")
    assert found.interval.last is not None
    dashboard.until_day(found.interval.last)
    expect(switch).to_have_attribute("aria-checked", "true")
    assert current(panel) == excerpt.key


# ---------------------------------------------------------------- following on the map


def mentioned(atlas: Atlas, key: str) -> list[str]:
    """Return the places whose shapes a paragraph speaks of."""
    named = {mention.places[0] for mention in atlas.excerpt_by_key[key].mentions}
    drawn = {atlas.places[each].shares or each for each in named}
    return sorted(drawn.union(*(atlas.places[each].members for each in named)))


@pytest.mark.parametrize("device", [{}, PHONE])
def test_reading_on_drives_the_map_once_it_is_asked_to(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas, device: dict[str, Any]
) -> None:
    """Off, a step leaves the map alone; on, places stand out and the day goes to the first named.

    On a phone the map stays in sight while one reads.
    """
    page = new_page(**device)
    own = [each for each in atlas.excerpts if each.file == FILE]
    telling = next(each for each in own[2:] if each.dated and each.mentions)
    before = own[own.index(telling) - 1]
    dashboard = Dashboard.open(page, isles_server, f"?{WHOLE}&passage={before.key}")
    panel = dashboard.panel
    panel.get_by_role("button", name="Next paragraph").click()
    until(lambda: current(panel) == telling.key, "the next paragraph is marked")
    until(lambda: f"passage={telling.key}" in address(page), "the address follows")
    assert dashboard.day == date(1911, 12, 31)
    assert dashboard.report()["read"] == []
    panel.get_by_role("button", name="Previous paragraph").click()
    panel.get_by_role("switch", name="Follow on the map").click()
    panel.locator("[aria-current=true]").press("j")
    until(
        lambda: sorted(dashboard.report()["read"]) == mentioned(atlas, telling.key),
        "the places of the paragraph stand out",
    )
    known = min(telling.dates, key=lambda each: each.start).interval.last
    assert known is not None
    dashboard.until_day(known)
    until(lambda: f"day={known.isoformat()}" in address(page), "the address holds the day")
    assert current(panel) == telling.key
    if device:
        frame = page.locator("iframe[title*=folium]").bounding_box()
        assert frame is not None
        assert frame["y"] >= -1
        assert frame["y"] + frame["height"] < 844 / 2
        until(lambda: in_view(panel), "the paragraph stands below the map")
    panel.get_by_role("switch", name="Follow on the map").click()
    until(lambda: dashboard.report()["read"] == [], "nothing stands out")


def test_scrolling_through_an_article_drives_the_map(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas
) -> None:
    """From its first paragraph to its last each has its turn; Python is told at rest alone."""
    page = new_page(viewport={"width": 1280, "height": 600})
    own = [each for each in atlas.excerpts if each.file == FILE]
    dashboard = Dashboard.open(page, isles_server, f"?{WHOLE}&passage={own[0].key}")
    panel = dashboard.panel
    panel.get_by_role("switch", name="Follow on the map").click()
    page.wait_for_timeout(500)  # a step's own scrolling is over
    panel.hover()
    seen = [current(panel)]
    for _ in range(120):
        page.mouse.wheel(0, 12)
        page.wait_for_timeout(40)
        if current(panel) != seen[-1]:
            seen.append(current(panel))
    assert seen == [each.key for each in own]
    last = own[-1].key
    until(lambda: sorted(dashboard.report()["read"]) == mentioned(atlas, last), "the map follows")
    until(lambda: f"passage={last}" in address(page), "the address follows at rest")
    panel.get_by_role("button", name="Back to the list").click()
    until(lambda: dashboard.report()["read"] == [], "the map is let go with the article")


# ---------------------------------------------------------------- one article alone


def test_an_article_chosen_alone_rules_the_list_the_counts_and_the_comparison(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """From an excerpt or from a comparison; the page says so, and leads back to all."""
    panel = Dashboard.open(page, isles_server, f"?{WHOLE}").panel
    listed = panel.locator(":scope > .excerpt")
    every = keys(atlas, whole(atlas))
    expect(listed).to_have_count(len(every))
    key = next(each for each in every if each.startswith(FILE))
    panel.locator(f'.excerpt[data-key="{key}"]').get_by_role(
        "button", name="Only this article"
    ).click()
    alone = keys(atlas, whole(atlas, articles=(FILE,)))
    expect(listed).to_have_count(len(alone))
    expect(panel).to_contain_text(f"Only from “{atlas.articles[FILE].title}”.")
    expect(panel).to_contain_text(f"{len(alone)} passages from 1 article")
    until(lambda: f"articles={FILE}" in address(page), "the address holds the article")
    panel.get_by_role("button", name="Compare sources").click()
    expect(panel.locator(".columns li")).to_have_count(1)
    panel.get_by_role("button", name="All articles").click()
    expect(panel.locator(".columns li")).to_have_count(len(atlas.articles))
    panel.locator(".columns li").nth(1).get_by_role("button", name="Only this article").click()
    expect(panel.locator(".columns li")).to_have_count(1)
    Dashboard.open(page, isles_server, f"?{WHOLE}&articles={FILE},nothing<b>")
    expect(listed).to_have_count(len(alone))
