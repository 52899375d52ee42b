"""The timeline in a real browser: by mouse, by touch and by keyboard."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, Route, expect
from timeline import Finger, Timeline

from conftest import running
from mapdash.atlas import Atlas, load_atlas
from mapdash.changes import changes, difference, what
from mapdash.selection import opening_selection
from mapdash.wording import day_text

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows, to know what to expect."""
    return load_atlas(isles_folder)


@pytest.fixture
def timeline(page: Page, isles_server: str) -> Timeline:
    """Open the page, its timeline at hand."""
    return Timeline.of(Dashboard.open(page, isles_server))


@pytest.fixture
def phone(new_page: Callable[..., Page], isles_server: str) -> Timeline:
    """Open the page on a phone, its timeline in view."""
    timeline = Timeline.of(Dashboard.open(new_page(**PHONE), isles_server))
    timeline.root.scroll_into_view_if_needed()
    return timeline


@pytest.fixture
def finger(phone: Timeline) -> Finger:
    """Give a finger to touch the phone with."""
    page = phone.dashboard.page
    return Finger(page.context.new_cdp_session(page))


class Frames:
    """The frames that travel between the page and Python."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameSent", lambda _: self.sent.append("sent"))


# Kept on the page's window: the identity and the shapes of the map at every frame it paints.
WATCH = """() => {
  const seen = (window.seenFrames = []);
  const look = () => {
    const frame = document.querySelector('.st-key-map-box iframe');
    const engine = window.mapdash.engine;
    const box = frame && frame.getBoundingClientRect();
    const drawn = engine.map.getContainer();
    const shapes = drawn.querySelectorAll('path.feature').length;
    const ground = drawn.querySelectorAll('path').length;
    seen.push({
      engine: engine.identity,
      same: frame && frame.contentWindow.mapdash.engine === engine,
      height: box ? box.height : 0,
      shapes, ground, connected: drawn.isConnected,
    });
    window.watching = requestAnimationFrame(look);
  };
  look();
}"""


# How far a handle reaches for a finger, beyond what is seen of it.
REACHES = """root => [['.day-label', 'day'], ['.handle-from .grip', 'from'],
    ['.handle-to .grip', 'to']].map(([chosen, kind]) => {
  const reach = getComputedStyle(root.querySelector(chosen), '::after');
  return [kind, parseFloat(reach.width) || 0, parseFloat(reach.height) || 0];
})"""

LOOK = """id => {
  const look = getComputedStyle(document.getElementsByClassName(`id-${id}`)[0]);
  return [look.stroke, look.strokeDasharray, look.fillOpacity];
}"""


# ------------------------------------------------------------------ the mouse


def test_the_map_follows_the_hand_without_a_word_to_python(timeline: Timeline) -> None:
    """While the mouse drags, the day of the map changes at once and nothing is sent."""
    page = timeline.dashboard.page
    frames = Frames(page)
    box = timeline.track()
    y = box["y"] + 60
    page.mouse.move(timeline.x("day"), y)
    page.mouse.down()
    days = set()
    for step in range(1, 13):
        page.mouse.move(timeline.x("day") - 20 * (step % 2 + 1), y)
        days.add(timeline.dashboard.day)
        assert timeline.dashboard.day == timeline.value("day")
    assert len(days) > 6
    assert frames.sent == []
    last = timeline.dashboard.day
    page.mouse.up()
    timeline.dashboard.until_day(last)
    assert len(frames.sent) == 1
    until(lambda: f"day={last}" in timeline.address, "the address says the day")


def test_what_is_listed_follows_when_the_hand_lets_go(timeline: Timeline) -> None:
    """After a drag the panel and the typed date say the day at which it ended."""
    page = timeline.dashboard.page
    box = timeline.track()
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + 60)
    day = timeline.dashboard.day
    timeline.dashboard.until_day(day)
    expect(timeline.dashboard.panel).to_contain_text(day_text(day))
    field = page.locator(".st-key-day").get_by_role("spinbutton")
    until(
        lambda: (
            [int(text) for text in field.all_inner_texts() if text][:3]
            == [day.year, day.month, day.day]
        ),
        "the typed date is in step",
    )


def test_a_typed_date_moves_the_timeline(timeline: Timeline) -> None:
    """The date field is master: the handle goes where it says, and the window opens for it."""
    timeline.dashboard.type_day(date(1900, 5, 6))
    until(lambda: timeline.value("day") == date(1900, 5, 6), "the handle is there")
    assert timeline.value("to") == date(1900, 5, 6)


@pytest.mark.parametrize(("kind", "by"), [("from", 150), ("to", -150)])
def test_the_windows_ends_are_dragged(timeline: Timeline, kind: str, by: int) -> None:
    """A window's end goes where it is dragged, and the address says so."""
    page = timeline.dashboard.page
    before = timeline.value(kind)
    x, y = timeline.grip(kind)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y, steps=4)
    page.mouse.up()
    moved = timeline.value(kind)
    assert (moved > before) == (by > 0)
    until(lambda: f"{kind}={moved}" in timeline.address, "the address holds the window")
    assert timeline.value("day") <= timeline.value("to")


def test_a_wheel_brings_single_days_within_reach(timeline: Timeline) -> None:
    """Zoomed in, one pixel's step of the mouse is less than a day; zoomed out, years are seen."""
    page = timeline.dashboard.page
    box = timeline.track()
    middle = box["x"] + box["width"] / 2, box["y"] + 60
    page.mouse.move(*middle)
    wide = timeline.view_width()
    for _ in range(30):
        page.mouse.wheel(0, -400)
    until(lambda: timeline.view_width() < wide / 3, "the view has narrowed")
    page.mouse.down()
    reached = set()
    for pixel in range(0, 60, 4):
        page.mouse.move(middle[0] + pixel, middle[1])
        reached.add(timeline.value("day"))
    page.mouse.up()
    first, last = min(reached), max(reached)
    assert (last - first).days == len(reached) - 1
    for _ in range(40):
        page.mouse.wheel(0, 400)
    until(lambda: timeline.root.locator(".limit").count() > 0, "the limits of the data are seen")


def test_the_overview_moves_the_view_and_not_the_day(timeline: Timeline) -> None:
    """A drag in the overview chooses what is shown above; the map's day stays."""
    page = timeline.dashboard.page
    day = timeline.dashboard.day
    box = timeline.track("overview")
    words = timeline.root.locator(".detail .word").all_text_contents()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 10, steps=3)
    page.mouse.up()
    until(
        lambda: timeline.root.locator(".detail .word").all_text_contents() != words,
        "other years are shown",
    )
    assert timeline.dashboard.day == day


def test_buttons_step_by_day_and_by_change_and_lead_back(timeline: Timeline, atlas: Atlas) -> None:
    """Every step is to the neighbouring day, or to the next day on which the map changes."""
    opening = opening_selection(atlas.settings)
    days = [day for day in changes(atlas) if day <= opening.day]
    timeline.button("Previous change").click()
    timeline.dashboard.until_day(days[-1])
    timeline.button("Previous change").click()
    timeline.dashboard.until_day(days[-2])
    timeline.button("Next change").click()
    timeline.dashboard.until_day(days[-1])
    timeline.button("One day back").click()
    timeline.dashboard.until_day(days[-1] - timedelta(days=1))
    timeline.button("One day on").click()
    timeline.dashboard.until_day(days[-1])
    timeline.button("Back to the opening window").click()
    timeline.dashboard.until_day(opening.day)


def test_playing_goes_from_change_to_change_for_who_wants_little_motion(
    timeline: Timeline, atlas: Atlas
) -> None:
    """Under reduced motion playing jumps from one change to the next, and pauses where asked."""
    window = opening_selection(atlas.settings).window
    inside = [day for day in changes(atlas) if day in window]
    timeline.button("Play").click()
    until(lambda: timeline.dashboard.day == inside[0], "the first change is shown")
    until(lambda: timeline.dashboard.day == inside[1], "the second change is shown")
    timeline.button("Pause").click()
    timeline.dashboard.until_day(timeline.value("day"))


def test_playing_moves_through_the_days(new_page: Callable[..., Page], isles_server: str) -> None:
    """Otherwise the days go by, and Python hears of it only in the end."""
    page = new_page(reduced_motion="no-preference")
    timeline = Timeline.of(Dashboard.open(page, isles_server))
    start = timeline.value("from")
    frames = Frames(page)
    timeline.root.get_by_label("Speed of playing").select_option(label="1 week a second")
    timeline.button("Play").click()
    until(lambda: start < timeline.dashboard.day, "days go by")
    assert frames.sent == []
    timeline.button("Pause").click()
    timeline.dashboard.until_day(timeline.value("day"))
    assert timeline.value("from") == start


def test_no_frame_of_the_map_is_ever_blank(timeline: Timeline) -> None:
    """Through drag, play, press, layers and dates the same map stays, its shapes drawn."""
    page = timeline.dashboard.page
    page.evaluate(WATCH)
    box = timeline.track()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 60, steps=15)
    page.mouse.up()
    timeline.dashboard.until_day(timeline.value("day"))
    timeline.news.click()
    page.locator(".panel[data-mode=difference]").wait_for()
    timeline.dashboard.type_day(date(1879, 3, 4))
    page.locator(".st-key-layers button").last.click()
    until(lambda: "layers=" in timeline.address, "a layer is off")
    seen = page.evaluate("window.seenFrames")
    assert len(seen) > 20
    assert {each["engine"] for each in seen} == {timeline.dashboard.report()["identity"]}
    assert all(each["same"] and each["connected"] and each["height"] > 100 for each in seen)
    assert all(each["shapes"] > 0 and each["ground"] > each["shapes"] for each in seen)


# ------------------------------------------------------------------ the keyboard


def test_keys_move_the_day_and_say_it_in_words(timeline: Timeline) -> None:
    """Arrows go by day, with Shift by month, Page keys by year, Home and End to the window."""
    page = timeline.dashboard.page
    handle = timeline.handle("day")
    handle.focus()
    page.keyboard.press("Home")
    assert timeline.value("day") == date(1870, 1, 1)
    steps = [
        ("ArrowRight", date(1870, 1, 2)),
        ("ArrowLeft", date(1870, 1, 1)),
        ("Shift+ArrowRight", date(1870, 2, 1)),
        ("Shift+ArrowLeft", date(1870, 1, 1)),
        ("PageUp", date(1871, 1, 1)),
        ("PageDown", date(1870, 1, 1)),
        ("End", date(1880, 12, 31)),
    ]
    for key, day in steps:
        page.keyboard.press(key)
        assert timeline.value("day") == day == timeline.dashboard.day
        expect(handle).to_have_attribute("aria-valuetext", day_text(day))
    timeline.dashboard.until_day(date(1880, 12, 31))


def test_fast_keys_never_make_the_map_jump_back(timeline: Timeline) -> None:
    """Late answers from Python do not undo what the reader has done since."""
    page = timeline.dashboard.page
    timeline.handle("day").focus()
    day = timeline.value("day")
    for _ in range(25):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(60)
        assert timeline.value("day") < day
        assert timeline.dashboard.day == timeline.value("day")
        day = timeline.value("day")
    timeline.dashboard.until_day(day)


def test_the_windows_ends_move_by_key_and_push_the_day(timeline: Timeline) -> None:
    """The handles of the window are sliders of their own; the day never leaves the window."""
    page = timeline.dashboard.page
    timeline.handle("to").focus()
    page.keyboard.press("PageDown")
    assert timeline.value("to") == timeline.value("day") == date(1879, 12, 31)
    timeline.dashboard.until_day(date(1879, 12, 31))


def test_space_plays_and_pauses(timeline: Timeline) -> None:
    """Space on a handle starts playing, and again stops it."""
    page = timeline.dashboard.page
    timeline.handle("day").focus()
    page.keyboard.press("Space")
    expect(timeline.button("Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(timeline.button("Play")).to_be_visible()


def test_every_part_is_named_and_focus_is_seen(timeline: Timeline) -> None:
    """Sliders and buttons have names, limits and values; the one in focus has an outline."""
    page = timeline.dashboard.page
    for kind in ("day", "from", "to"):
        handle = timeline.handle(kind)
        for name in ("aria-label", "aria-valuemin", "aria-valuemax", "aria-valuetext"):
            assert handle.get_attribute(name)
        page.keyboard.press("Tab")
        handle.focus()
        outlined = handle.evaluate(
            "node => [...node.querySelectorAll('*')]"
            ".some((each) => getComputedStyle(each).outlineStyle === 'solid')"
        )
        assert outlined, kind
    for button in timeline.root.get_by_role("button").all():
        assert button.get_attribute("aria-label") or button.inner_text().strip()


# ------------------------------------------------------------------ the finger


def test_a_finger_drags_the_day(phone: Timeline, finger: Finger) -> None:
    """On a phone the map follows the finger, and Python hears of it when it is lifted."""
    x, y = phone.grip("day")
    before = phone.value("day")
    finger.drag((x, y), (x - 120, y))
    assert phone.value("day") < before
    phone.dashboard.until_day(phone.value("day"))


def test_two_fingers_zoom_until_every_day_can_be_reached(phone: Timeline, finger: Finger) -> None:
    """Pinched wide, each day of a month is reached by a finger's drag of a few pixels."""
    box = phone.track()
    middle, y = box["x"] + box["width"] / 2, box["y"] + 60
    for _ in range(9):
        finger.touch("down", (middle - 20, y), (middle + 20, y))
        for wide in (60, 110, 160):
            finger.touch("move", (middle - wide, y), (middle + wide, y))
        finger.touch("up")
    finger.touch("down", (middle - 90, y))
    reached = []
    for pixel in range(-84, 180, 4):
        finger.touch("move", (middle + pixel, y))
        reached.append(phone.value("day"))
    finger.touch("up")
    steps = {(after - before).days for before, after in pairwise(reached)}
    assert steps == {0, 1}
    assert (reached[-1] - reached[0]).days >= 10


def test_targets_are_large_enough_for_a_finger(phone: Timeline) -> None:
    """Buttons are 44 pixels high, and a handle is taken 22 pixels from its middle."""
    for button in phone.root.locator("button:visible, select:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 40
    reaches = phone.root.evaluate(REACHES)
    for kind, width, height in reaches:
        assert width >= 40, kind
        assert height >= 40, kind


def test_a_finger_that_scrolls_the_page_leaves_the_day(phone: Timeline, finger: Finger) -> None:
    """A sweep up over the track is the page's, not the timeline's."""
    box = phone.track()
    before = phone.value("day")
    x = box["x"] + box["width"] * 0.4
    finger.drag((x, box["y"] + 60), (x + 1, box["y"] - 80))
    phone.dashboard.page.wait_for_timeout(300)
    assert phone.value("day") == before


# ------------------------------------------------------------------ what changed, and comparing


def test_what_changed_is_named_beside_the_control(timeline: Timeline, atlas: Atlas) -> None:
    """On every day of change the line names the place and says what happened, in data's words."""
    window = opening_selection(atlas.settings).window
    for day, found in changes(atlas).items():
        if day not in window:
            continue
        timeline.button("Previous change")
        timeline.dashboard.type_day(day)
        expect(timeline.news).to_contain_text(atlas.places[found[0].place].label())
        expect(timeline.news).to_contain_text(what(found[0]))
        if len(found) > 1:
            expect(timeline.news).to_contain_text(f"{len(found) - 1} more")


def test_what_changed_opens_its_features_and_passages(timeline: Timeline, atlas: Atlas) -> None:
    """A press on the line lists what changed, its passages, and tells it apart on the map."""
    page = timeline.dashboard.page
    day = max(day for day in changes(atlas) if day <= opening_selection(atlas.settings).day)
    timeline.news.click()
    panel = page.locator(".panel[data-mode=difference]")
    expect(panel).to_contain_text(f"What changed on {day_text(day)}")
    for change in changes(atlas)[day]:
        row = panel.locator(f'.difference[data-place="{change.place}"]')
        expect(row).to_contain_text(atlas.places[change.place].label())
    expect(panel.locator(".excerpt").first).to_be_visible()
    timeline.dashboard.until_day(day)
    until(lambda: timeline.dashboard.report()["differing"], "the map tells it apart")
    until(lambda: f"change={day}" in timeline.address, "the address says the change")
    panel.get_by_role("button", name="Close").click()
    page.locator(".panel[data-mode=start]").wait_for()


@pytest.fixture
def ending(isles_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the second atlas in which a place's last state is left out: it ends."""
    folder = tmp_path / "ending"
    shutil.copytree(isles_folder, folder)
    path = folder / "geodata" / "layers" / "canals.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))
    last = max(document["features"], key=lambda each: each["properties"]["valid_from"] or "")
    document["features"].remove(last)
    path.write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_two_days_are_compared_on_the_map_and_as_a_table(
    page: Page, ending: Path, tmp_path: Path
) -> None:
    """The address of a comparison gives what appeared, changed and ended, on the map and listed."""
    atlas = load_atlas(ending)
    early, late = date(1860, 1, 1), date(1912, 1, 1)
    expected = {
        (change.after or change.before).id: change.kind  # type: ignore[union-attr]
        for change in difference(atlas, early, late)
    }
    assert set(expected.values()) == {"appeared", "changed", "ended"}
    query = f"?from=1850-01-01&to={late}&day={late}&compare={early}"
    with running(ending, tmp_path / "log.txt") as address:
        _compare(Dashboard.open(page, address, query), expected)


def _compare(dashboard: Dashboard, expected: dict[str, str]) -> None:
    """See a comparison on the map and in the panel, and leave it."""
    page = dashboard.page
    until(lambda: dashboard.report()["differing"] == expected, "the map tells them apart")
    panel = page.locator(".panel[data-mode=difference]")
    expect(panel.locator(".difference")).to_have_count(len(expected))
    frame = next(each for each in page.frames if "st_folium" in each.url)
    looks = {
        kind: frame.evaluate(
            LOOK,
            next(each for each, found in expected.items() if found == kind),
        )
        for kind in ("appeared", "changed", "ended")
    }
    assert len({tuple(look) for look in looks.values()}) == 3
    assert looks["ended"][1] != "none"
    panel.get_by_role("button", name="Stop comparing").click()
    until(lambda: dashboard.report()["differing"] is None, "nothing is compared any more")


# ------------------------------------------------------------------ two times


def test_the_time_of_writing_moves_the_bars_and_is_explained(timeline: Timeline) -> None:
    """Choosing the time of writing redraws the histogram, says what it means, and is in the URL."""
    page = timeline.dashboard.page
    bars = timeline.root.locator(".overview .bars")
    before = bars.get_attribute("d")
    row = page.locator(".st-key-axis-row")
    expect(row).to_contain_text("the days they speak of")
    row.get_by_text("Time of writing").click()
    until(lambda: bars.get_attribute("d") != before, "the bars have moved")
    expect(row).to_contain_text("was published")
    until(lambda: "axis=publication" in timeline.address, "the address holds the axis")


def test_as_known_on_says_how_many_articles_count(page: Page, isles_server: str) -> None:
    """The address of a known-on day leaves later articles out, and the page says so."""
    Dashboard.open(page, isles_server, "?known=1885-01-01")
    expect(page.locator(".st-key-axis-row")).to_contain_text("As known on 1 January 1885: ")
    Timeline.of(Dashboard(page))


# ------------------------------------------------------------------ without it


def test_the_page_works_by_its_dates_if_the_timeline_does_not_load(
    new_page: Callable[..., Page], isles_server: str
) -> None:
    """A missing script leaves the map, the panel and the date fields at work."""
    page = new_page()
    page.route("**/timeline-*.js", _empty)
    dashboard = Dashboard.open(page, isles_server)
    dashboard.type_day(date(1875, 6, 1))
    expect(dashboard.panel).to_contain_text("1 June 1875")
    expect(page.locator(".timeline")).to_contain_text("did not load")


def _empty(route: Route) -> None:
    """Answer with a script that is not what was asked for."""
    route.fulfill(status=200, content_type="text/javascript", body="export const nothing = 1;")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_takes_its_colours_from_the_theme(
    new_page: Callable[..., Page], isles_server: str, scheme: str
) -> None:
    """Paper and ink change sides between the two themes."""
    page = new_page(color_scheme=scheme)
    timeline = Timeline.of(Dashboard.open(page, isles_server))
    ink = timeline.root.evaluate("node => getComputedStyle(node).color")
    levels = [int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")[:3]]
    assert (sum(levels) > 380) == (scheme == "dark")
