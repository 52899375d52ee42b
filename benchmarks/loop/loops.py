"""What is done to each app: days are gone through, shapes pressed, pages opened."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import cycle, pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page
from serving import Relay
from synthetic import WINDOW
from tables import Measured, Times
from truth import Truth

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
SCREEN = {"width": 1440, "height": 900}
_EPOCH = date(1970, 1, 1)


def epoch(day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - _EPOCH).days


@contextmanager
def opened(browser: Browser, relay: Relay) -> Iterator[Page]:
    """Open an app, and give its page once the map has shapes and all is quiet."""
    page = browser.new_context(viewport=SCREEN).new_page()
    page.goto(relay.address)
    page.evaluate(PROBE)
    page.evaluate("() => loop.reached(() => loop.ids().length > 0)")
    page.wait_for_timeout(1500)
    yield page
    page.context.close()


@contextmanager
def timed(page: Page, event: str, *asked: str, wanted: object = None) -> Iterator[list[float]]:
    """Time what is done inside: from its event until each of the things asked is seen."""
    took: list[float] = []
    promises = ", ".join(f"loop.until(() => ({each})(wanted), event)" for each in asked)
    page.evaluate(
        f"([event, wanted]) => {{ loop.events = {{}}; loop.answers = Promise.all([{promises}]); }}",
        [event, wanted],
    )
    yield took
    answers = page.evaluate("() => loop.answers")
    if None in answers:
        raise RuntimeError(f"waited in vain for {asked} of {wanted}: {answers}")
    took.extend(answers)


@contextmanager
def weighed(page: Page, relay: Relay, times: Times) -> Iterator[None]:
    """Count what goes over the wire, until nothing more comes."""
    before = relay.bytes
    yield
    while True:
        now = relay.bytes
        page.wait_for_timeout(300)
        if relay.bytes == now:
            break
    times.wire.append(relay.bytes - before)


def press_shapes(
    page: Page, truth: Truth, day: date, times: Sequence[Times], asked: Sequence[str]
) -> None:
    """Press shapes of places that a listed passage names; wait until each thing asked is seen."""
    shapes = {each.rpartition("-")[0]: each for each in truth.on(day)}
    places = [place for place in truth.quoted(day) if f"id-{place}" in shapes]
    last = None
    for place in cycle(places):
        if len(times[0].took) == PRESSES:
            return
        spot = page.evaluate("(id) => loop.spot(id)", shapes[f"id-{place}"])
        if spot is None or place == last:
            continue
        with timed(page, "pointerdown", *asked, wanted=place) as took:
            # The page itself never sees what is pressed inside the map's frame.
            page.evaluate("() => { loop.events.pointerdown = performance.now(); }")
            page.mouse.click(*spot)
        for each, milliseconds in zip(times, took, strict=True):
            each.took.append(milliseconds)
        last = place
        page.wait_for_timeout(500)


PRESSES = 20


# ------------------------------------------------------------------ the naive app


def naive_loop(page: Page, relay: Relay, truth: Truth, days: Sequence[date]) -> Measured:
    """Step through the days by the button, then press shapes."""
    scrub, commit, click = Times(), Times(), Times()
    page.evaluate("() => void loop.watch()")
    for before, after in pairwise(days):
        listed = "(wanted) => document.querySelector('.listed').dataset.day === wanted[1]"
        told = [truth.come(before, after), after.isoformat()]
        asked = "(wanted) => loop.shows(wanted[0])", listed
        try:
            with weighed(page, relay, commit), timed(page, "click", *asked, wanted=told) as took:
                page.get_by_role("button", name="Step").click()
        except RuntimeError as fault:
            # Rarely its frame loses what it is sent; a step that never ends has no time.
            print(f"left out: {str(fault)[:200]}", file=sys.stderr)
            continue
        scrub.took.append(took[0])
        commit.took.append(max(took))
    seen = page.evaluate("() => loop.ended()")
    marked = "(place) => loop.deep(`mark[data-place='${place}']`) !== null"
    press_shapes(page, truth, days[-1], [click], [marked])
    return {"scrub": scrub, "commit": commit, "click": click, "seen": seen}


# ------------------------------------------------------------------ our page


class Track:
    """The timeline's detail as the page opens: where a day lies."""

    def __init__(self, page: Page) -> None:
        box = page.locator(".timeline .detail").bounding_box()
        assert box is not None
        self.left, self.y, self.width = box["x"], box["y"] + 60, box["width"]
        first, last = epoch(WINDOW[0]), epoch(WINDOW[1]) + 1
        pad = (last - first) * 0.05
        self.first, self.unit = first - pad, self.width / (last - first + 2 * pad)

    def x(self, day: date) -> float:
        """Return a whole pixel, for the browser rounds others, at or before a day."""
        return int(self.left + (epoch(day) - self.first) * self.unit)

    def day(self, x: float) -> date:
        """Return the day at a pixel."""
        return _EPOCH + timedelta(days=int(self.first + (x - self.left) / self.unit))


def our_loop(page: Page, relay: Relay, truth: Truth, days: Sequence[date]) -> Measured:
    """Drag the day, let it go at each of the days, then press shapes."""
    track = Track(page)
    page.evaluate("() => void loop.watch()")
    scrub = _scrubs(page, track, truth, days)
    commit, confirmed = _commits(page, relay, track, days)
    seen = page.evaluate("() => loop.ended()")
    now = _EPOCH + timedelta(days=page.evaluate("() => mapdash.engine.report().day"))
    click, answered = Times(), Times()
    asked = [
        "(place) => loop.deep(`.panel[data-place='${place}'] .mention.chosen`) !== null",
        "(place) => mapdash.engine.report().told === place",
    ]
    press_shapes(page, truth, now, [click, answered], asked)
    found = {"scrub": scrub, "commit": commit, "click": click, "seen": seen}
    return found | {"commit, Python": confirmed, "click, Python": answered}


def _scrubs(page: Page, track: Track, truth: Truth, days: Sequence[date]) -> Times:
    times = Times()
    page.mouse.move(track.x(days[0]), track.y)
    page.mouse.down()
    page.wait_for_timeout(500)
    before = track.day(track.x(days[0]))
    for wanted in days[1:]:
        x = track.x(wanted)
        come = truth.come(before, track.day(x))
        with timed(page, "pointermove", "(wanted) => loop.shows(wanted)", wanted=come) as took:
            page.mouse.move(x, track.y)
        times.took.append(took[0])
        before = track.day(x)
        page.wait_for_timeout(100)
    page.mouse.up()
    page.wait_for_timeout(1500)
    return times


def _commits(page: Page, relay: Relay, track: Track, days: Sequence[date]) -> tuple[Times, Times]:
    """Let go at each day: until the panel answers for it, and until Python has confirmed it too."""
    told, confirmed = Times(), Times()
    tells = "(day) => JSON.parse(loop.deep('.panel').dataset.asked).day === day"
    confirms = "(day) => mapdash.engine.report().confirmed === Date.parse(day) / 86400000"
    for wanted in days[1:]:
        page.mouse.move(track.x(wanted), track.y)
        page.mouse.down()
        page.wait_for_timeout(100)
        day = _EPOCH + timedelta(days=page.evaluate("() => mapdash.engine.report().day"))
        with (
            weighed(page, relay, told),
            timed(page, "pointerup", tells, confirms, wanted=day.isoformat()) as took,
        ):
            page.mouse.up()
        told.took.append(took[0])
        confirmed.took.append(max(took))
    return told, confirmed


# ------------------------------------------------------------------ first map


def first_map(browser: Browser, relay: Relay, shapes: int) -> float:
    """Return the milliseconds from a cold browser's request to a map that is seen."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.goto(relay.address, wait_until="commit")
    page.evaluate(PROBE)
    asked = (
        "async (shapes) => { await loop.reached(() => { const map = loop.map();"
        " return map && map.height > 0 && loop.ids().length >= shapes; });"
        " await new Promise((done) => requestAnimationFrame(done)); return performance.now(); }"
    )
    took = float(page.evaluate(asked, shapes))
    context.close()
    return took
