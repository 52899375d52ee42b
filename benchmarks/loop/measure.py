"""The loop of the page, measured beside a naive app in one run.

``python benchmarks/loop/measure.py`` prints a table of medians (and p95):
for 30, 500 and 5,000 invented features, a step of the day while scrubbing,
its commit with the bytes on the wire, a click to its highlighted passage,
the frames without a map, and the first map against an empty page's.

Both apps draw the same features at the same place of the same screen.  The
naive one moves its day by a button, which has no delay of its own, as a
slider of Streamlit's has.  A step is seen at the frame after the one at
which every shape that has come with it is there.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, sync_playwright
from serving import Relay, ours, plain
from synthetic import (
    ARTICLES,
    NAMED,
    PASSAGES,
    WINDOW,
    features,
    place_id,
    write_atlas,
    write_files,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SCREEN = {"width": 1440, "height": 900}
PRESSES = 20
NAMED_PLACES = ARTICLES * PASSAGES * NAMED
_EPOCH = date(1970, 1, 1)

#: What has to be reached: at least as many times faster than the naive app.
BOUNDS = {
    "scrub": {30: 8, 500: 15, 5000: 40},
    "commit": {30: 2, 5000: 5},
    "click": {30: 3, 500: 3, 5000: 3},
}
WIRE_BOUND, FIRST_BOUND = 10_000, 1.3


@dataclass
class Times:
    """Milliseconds, and what went over the wire meanwhile."""

    took: list[float] = field(default_factory=list)
    wire: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.took)

    @property
    def p95(self) -> float:
        """What nineteen of twenty do not exceed."""
        return statistics.quantiles(self.took, n=20)[-1]

    def __str__(self) -> str:
        return f"{self.median:,.0f} ({self.p95:,.0f})"


class Truth:
    """What has to be on the map, told by the invention itself."""

    def __init__(self, count: int) -> None:
        self.states = [each["properties"] for each in features(count)]

    def on(self, day: date) -> set[str]:
        """Return the classes of the shapes that hold on a day."""
        text = day.isoformat()
        return {
            f"id-{each['id']}"
            for each in self.states
            if (each["valid_from"] or "") <= text <= (each["valid_to"] or "9999")
        }

    def come(self, before: date, after: date) -> list[str]:
        """Return the classes of some shapes that are new on a day, or of some that hold."""
        new = self.on(after) - self.on(before)
        return sorted(new or self.on(after))[:25]


def _opened(browser: Browser, relay: Relay) -> Page:
    page = browser.new_context(viewport=SCREEN).new_page()
    page.goto(relay.address)
    page.evaluate(PROBE)
    _until(page, "() => loop.ids().length > 0")
    page.wait_for_timeout(1500)
    return page


def _until(page: Page, asked: str) -> None:
    page.evaluate(f"() => loop.reached({asked})")


@contextmanager
def _timed(page: Page, event: str, *asked: str, wanted: object = None) -> Iterator[list[float]]:
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
        raise RuntimeError(f"waited in vain for {asked}")
    took.extend(answers)


@contextmanager
def _counted(page: Page, relay: Relay, times: Times) -> Iterator[None]:
    """Count what goes over the wire, until nothing more comes."""
    before = relay.bytes
    yield
    while True:
        now = relay.bytes
        page.wait_for_timeout(300)
        if relay.bytes == now:
            break
    times.wire.append(relay.bytes - before)


# ------------------------------------------------------------------ the naive app


def naive_loop(page: Page, relay: Relay, truth: Truth, days: Sequence[date]) -> dict[str, Times]:
    """Step through the days by the button, then press shapes."""
    scrub, commit = Times(), Times()
    page.evaluate("() => void loop.watch()")
    for before, after in pairwise(days):
        listed = "(wanted) => document.querySelector('.listed').dataset.day === wanted[1]"
        told = [truth.come(before, after), after.isoformat()]
        asked = "(wanted) => loop.shows(wanted[0])", listed
        with _counted(page, relay, commit), _timed(page, "click", *asked, wanted=told) as took:
            page.get_by_role("button", name="Step").click()
        scrub.took.append(took[0])
        commit.took.append(max(took))
    found = {"scrub": scrub, "commit": commit}
    seen = page.evaluate("() => loop.ended()")
    found["click"] = _presses(page, truth.on(days[-1]), "mark[data-place='%s']")
    return found | {"seen": seen}


def _presses(page: Page, on: set[str], chosen: str) -> Times:
    """Press shapes, one after the other, and wait for a marked passage of each."""
    times = Times()
    for number in range(400):
        if len(times.took) == PRESSES:
            return times
        # Round and round where places are few: the one before is always another.
        place = place_id(number % min(len(on), NAMED_PLACES))
        shape = next(each for each in on if each.startswith(f"id-{place}-"))
        spot = page.evaluate("(id) => loop.spot(id)", shape)
        if spot is None:
            continue
        asked = "(wanted) => loop.deep(wanted) !== null"
        with _timed(page, "pointerdown", asked, wanted=chosen % place) as took:
            # The page itself never sees what is pressed inside the map's frame.
            page.evaluate("() => { loop.events.pointerdown = performance.now(); }")
            page.mouse.click(*spot)
        times.took.append(took[0])
        page.wait_for_timeout(500)
    raise RuntimeError("too few shapes could be pressed")


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


def epoch(day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - _EPOCH).days


def our_loop(page: Page, relay: Relay, truth: Truth, days: Sequence[date]) -> dict[str, Any]:
    """Drag the day, let it go at each of the days, then press shapes."""
    track = Track(page)
    page.evaluate("() => void loop.watch()")
    found: dict[str, Any] = {"scrub": _scrubs(page, track, truth, days)}
    found["commit"] = _commits(page, relay, track, days)
    found["seen"] = page.evaluate("() => loop.ended()")
    now = _EPOCH + timedelta(days=page.evaluate("() => mapdash.engine.report().day"))
    chosen = ".panel[data-place='%s'] .mention.chosen"
    found["click"] = _presses(page, truth.on(now), chosen)
    return found


def _scrubs(page: Page, track: Track, truth: Truth, days: Sequence[date]) -> Times:
    times = Times()
    page.mouse.move(track.x(days[0]), track.y)
    page.mouse.down()
    page.wait_for_timeout(500)
    before = track.day(track.x(days[0]))
    for wanted in days[1:]:
        x = track.x(wanted)
        come = truth.come(before, track.day(x))
        with _timed(page, "pointermove", "(wanted) => loop.shows(wanted)", wanted=come) as took:
            page.mouse.move(x, track.y)
        times.took.append(took[0])
        before = track.day(x)
        page.wait_for_timeout(100)
    page.mouse.up()
    page.wait_for_timeout(1500)
    return times


def _commits(page: Page, relay: Relay, track: Track, days: Sequence[date]) -> Times:
    """Let go at each day; it is there once Python has confirmed it and the panel tells of it."""
    times = Times()
    asked = (
        "([number, text]) => mapdash.engine.report().confirmed === number"
        " && loop.deep('.panel').textContent.includes(text)"
    )
    for wanted in days[1:]:
        day = track.day(track.x(wanted))
        page.mouse.move(track.x(wanted), track.y)
        page.mouse.down()
        text = f"{day.day} {day:%B %Y}"
        with (
            _counted(page, relay, times),
            _timed(page, "pointerup", asked, wanted=[epoch(day), text]) as took,
        ):
            page.mouse.up()
        times.took.append(took[0])
    return times


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


# ------------------------------------------------------------------ all of it


def measure(browser: Browser, count: int, steps: int, loads: int) -> dict[str, Any]:
    """Measure both apps, and the empty one, at one number of features."""
    truth = Truth(count)
    days = turning_days(truth, steps)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = write_files(folder / "files", count)
        (files / "days.json").write_text(json.dumps([day.isoformat() for day in days]))
        own = stack.enter_context(ours(write_atlas(folder / "atlas", count)))
        naive = stack.enter_context(plain("naive", folder / "naive", files))
        empty = stack.enter_context(plain("empty", folder / "empty"))
        for relay in (own, naive, empty):
            first_map(browser, relay, 0)
        firsts: dict[str, Times] = {"ours": Times(), "empty": Times()}
        for _ in range(loads):
            firsts["empty"].took.append(first_map(browser, empty, 0))
            firsts["ours"].took.append(first_map(browser, own, 1))
        result = {"count": count, "first": firsts}
        for name, relay, loop in (("ours", own, our_loop), ("naive", naive, naive_loop)):
            page = _opened(browser, relay)
            result[name] = loop(page, relay, truth, days)
            page.context.close()
    return result


def turning_days(truth: Truth, steps: int) -> list[date]:
    """Return days, each with shapes that the day before it in the list has not; back and forth."""
    turns = sorted(
        {date.fromisoformat(each["valid_to"]) for each in truth.states if each["valid_to"]}
    )
    turns = [day for day in turns if WINDOW[0] < day < WINDOW[1] - timedelta(days=30)]
    if len(turns) > steps:
        turns = turns[:: len(turns) // steps]
    there = turns[::-1]
    days = [*there, *turns[1:], *there[1:]]
    return days[: steps + 1]


def row(name: str, result: dict[str, Any]) -> str:
    """Return a line of the table: both apps, how many times faster, and the bound."""
    own, naive = result["ours"][name], result["naive"][name]
    times = naive.median / own.median
    bound = BOUNDS[name].get(result["count"])
    verdict = f"{bound}: {'met' if times >= bound else 'MISSED'}" if bound else "told"
    return f"| {name} | {result['count']:,} | {own} | {naive} | {times:.1f} | {verdict} |"


def report(results: Sequence[dict[str, Any]]) -> str:
    """Return the whole table."""
    lines = [
        "| what | features | mapdash, ms (p95) | naive, ms (p95) | times faster | at least |",
        "|---|---|---|---|---|---|",
    ]
    lines += [row(name, result) for name in BOUNDS for result in results]
    lines += ["", "| at | bytes of a commit, median | naive | at most |", "|---|---|---|---|"]
    for result in results:
        own, naive = (statistics.median(result[key]["commit"].wire) for key in ("ours", "naive"))
        verdict = "met" if own <= WIRE_BOUND else "MISSED"
        lines.append(
            f"| {result['count']:,} | {own:,.0f} | {naive:,.0f} | {WIRE_BOUND:,}: {verdict} |"
        )
    lines += [
        "",
        "| at | first map, ms (p95) | empty page | times | at most |",
        "|---|---|---|---|---|",
    ]
    for result in results:
        own, empty = result["first"]["ours"], result["first"]["empty"]
        times = own.median / empty.median
        verdict = "met" if times <= FIRST_BOUND else "MISSED"
        lines.append(
            f"| {result['count']:,} | {own} | {empty} | {times:.2f} | {FIRST_BOUND}: {verdict} |"
        )
    lines += ["", "| at | frames without a shape, of all | naive | maps remounted | naive |"]
    lines += ["|---|---|---|---|---|"]
    for result in results:
        own, naive = result["ours"]["seen"], result["naive"]["seen"]
        lines.append(
            f"| {result['count']:,} | {own['blank']} of {own['frames']:,} "
            f"| {naive['blank']} of {naive['frames']:,} | {own['remounts']} | {naive['remounts']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", type=int, nargs="+", default=[30, 500, 5000])
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--loads", type=int, default=10)
    chosen = parser.parse_args()
    find = [sys.executable, str(ROOT / "scripts" / "find_browser.py")]
    found = subprocess.run(find, capture_output=True, text=True, check=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        results = [measure(browser, each, chosen.steps, chosen.loads) for each in chosen.features]
        browser.close()
    print(report(results))


if __name__ == "__main__":
    main()
