"""The loop of the page, measured beside a naive app.

``python benchmarks/loop/measure.py`` prints tables of medians (and p95): for
30, 500 and 5,000 invented features, a step of the day while scrubbing, its
commit with the bytes on the wire, a click to its highlighted passage, the
frames without a map, and the first map against an empty page's.  One number
of features and one part at a time, each of them a few minutes, add up to the
same tables::

    python benchmarks/loop/measure.py --features 5000 --part naive --save figures.json
    python benchmarks/loop/measure.py --features --save figures.json    # only the tables

Both apps draw the same features at the same place of the same screen.  The
naive one moves its day by a button, which has no delay of its own, as a
slider of Streamlit's has; its clicks come by st_folium's own events.  What is
done is seen at the frame after the one at which every shape that has come
with it, or the words that were waited for, are there.  Of our own page two
times are told: until the reader sees the answer, and until Python, which is
the master, has confirmed it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loops import first_map, naive_loop, opened, our_loop
from playwright.sync_api import Browser, sync_playwright
from serving import Relay, ours, plain
from synthetic import write_atlas, write_files
from tables import Figures, Measured, Times, report
from truth import Truth

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
PARTS = ("first", "ours", "naive")


@contextmanager
def our_app(folder: Path, count: int) -> Iterator[Relay]:
    """Serve our page with an atlas of as many features, its first visitor behind it."""
    with ours(write_atlas(folder / "atlas", count)) as relay:
        yield relay


@contextmanager
def naive_app(folder: Path, count: int, steps: int) -> Iterator[Relay]:
    """Serve the naive app with the same features and passages."""
    files = write_files(folder / "files", count)
    days = [day.isoformat() for day in Truth(count).days(steps)]
    (files / "days.json").write_text(json.dumps(days), encoding="utf-8")
    with plain("naive", folder / "naive", files) as relay:
        yield relay


def measure_first(browser: Browser, folder: Path, count: int, loads: int) -> Measured:
    """Open our page and the empty one in turns, after a first visitor to each."""
    times = {"ours": Times(), "empty": Times()}
    with our_app(folder, count) as own, plain("empty", folder / "empty") as empty:
        first_map(browser, empty, 0)
        first_map(browser, own, 1)
        for _ in range(loads):
            times["empty"].took.append(first_map(browser, empty, 0))
            times["ours"].took.append(first_map(browser, own, 1))
    return dict(times)


def measure(browser: Browser, part: str, count: int, steps: int, loads: int) -> Measured:
    """Measure one part at one number of features."""
    truth = Truth(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if part == "first":
            return measure_first(browser, folder, count, loads)
        app = our_app(folder, count) if part == "ours" else naive_app(folder, count, steps)
        loop = our_loop if part == "ours" else naive_loop
        with app as relay:
            first_map(browser, relay, 1)
            with opened(browser, relay) as page:
                return loop(page, relay, truth, truth.days(steps))


def main() -> None:
    """Measure what is asked for, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", type=int, nargs="*", default=[30, 500, 5000])
    parser.add_argument("--part", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--loads", type=int, default=20)
    parser.add_argument("--save", type=Path, help="where figures are kept from run to run")
    chosen = parser.parse_args()
    find = [sys.executable, str(ROOT / "scripts" / "find_browser.py")]
    found = subprocess.run(find, capture_output=True, text=True, check=True).stdout.strip()
    figures = Figures(chosen.save)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for count in chosen.features:
            for part in chosen.part:
                measured = measure(browser, part, count, chosen.steps, chosen.loads)
                figures.add(count, part, measured)
        browser.close()
    print(report(figures))


if __name__ == "__main__":
    main()
