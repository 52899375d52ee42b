"""Figures, kept from run to run, and the tables made of them."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: What has to be reached: at least as many times faster than the naive app.
BOUNDS = {
    "scrub": {30: 8, 500: 15, 5000: 40},
    "commit": {30: 2, 5000: 5},
    "commit, Python": {},
    "click": {30: 3, 500: 3, 5000: 3},
    "click, Python": {},
}
WIRE_BOUND, FIRST_BOUND = 10_000, 1.3

#: What was measured of one app at one number of features, by what was done.
Measured = dict[str, Any]


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


class Figures:
    """All that was measured, by number of features and part; kept in a file between runs."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        text = path.read_text(encoding="utf-8") if path and path.exists() else "{}"
        self.parts: dict[str, dict[str, Measured]] = json.loads(text)

    def add(self, count: int, part: str, measured: Measured) -> None:
        """Put a part's figures in the place of those measured before."""
        plain = {
            name: asdict(each) if isinstance(each, Times) else each
            for name, each in measured.items()
        }
        self.parts.setdefault(str(count), {})[part] = plain
        if self.path:
            self.path.write_text(json.dumps(self.parts, indent=1), encoding="utf-8")

    def at(self, *parts: str) -> Iterator[tuple[int, list[Measured]]]:
        """Yield each number of features at which all of these parts were measured."""
        for count, measured in sorted(self.parts.items(), key=lambda each: int(each[0])):
            if all(part in measured for part in parts):
                yield int(count), [_revived(measured[part]) for part in parts]


def _revived(measured: Measured) -> Measured:
    return {name: Times(**each) if "took" in each else each for name, each in measured.items()}


def table(head: str, rows: Iterable[str]) -> list[str]:
    """Return a table's lines; columns are parted by bars."""
    columns = head.count("|") - 1
    return [head, "|---" * columns + "|", *rows, ""]


def report(figures: Figures) -> str:
    """Return every table for which there are figures."""
    loops = list(figures.at("ours", "naive"))
    lines = table(
        "| what | features | mapdash, ms (p95) | naive, ms (p95) | times faster | at least |",
        [_step(name, count, *each) for name in BOUNDS for count, each in loops],
    )
    lines += table(
        "| features | bytes of a commit, median | naive | at most |",
        [_weight(count, *each) for count, each in loops],
    )
    lines += table(
        "| features | first map, ms (p95) | empty page, ms (p95) | times | at most |",
        [_first(count, measured) for count, (measured,) in figures.at("first")],
    )
    lines += table(
        "| features | frames without a shape, of all | naive | maps remounted | naive |",
        [_seen(count, own["seen"], naive["seen"]) for count, (own, naive) in loops],
    )
    return "\n".join(lines)


def _step(name: str, count: int, own: Measured, naive: Measured) -> str:
    ours, theirs = own[name], naive[name.partition(",")[0]]
    times, bound = theirs.median / ours.median, BOUNDS[name].get(count)
    asked = _verdict(f"{bound}", times >= bound) if bound else "told"
    return f"| {name} | {count:,} | {ours} | {theirs} | {times:.1f} | {asked} |"


def _weight(count: int, own: Measured, naive: Measured) -> str:
    ours, theirs = (statistics.median(each["commit"].wire) for each in (own, naive))
    asked = _verdict(f"{WIRE_BOUND:,}", ours <= WIRE_BOUND)
    return f"| {count:,} | {ours:,.0f} | {theirs:,.0f} | {asked} |"


def _first(count: int, measured: Measured) -> str:
    own, empty = measured["ours"], measured["empty"]
    times = own.median / empty.median
    asked = _verdict(FIRST_BOUND, times <= FIRST_BOUND)
    return f"| {count:,} | {own} | {empty} | {times:.2f} | {asked} |"


def _seen(count: int, own: Measured, naive: Measured) -> str:
    blank = [f"{each['blank']} of {each['frames']:,}" for each in (own, naive)]
    return f"| {count:,} | {blank[0]} | {blank[1]} | {own['remounts']} | {naive['remounts']} |"


def _verdict(bound: object, met: bool) -> str:
    return f"{bound}: {'met' if met else 'MISSED'}"
