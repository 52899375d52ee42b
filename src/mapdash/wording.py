"""The few words the program itself says: days, numbers, how a thing is known."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from mapdash.intervals import Interval, parse_partial

if TYPE_CHECKING:
    from collections.abc import Iterable

BASIS = {
    "surveyed": "Surveyed",
    "official line": "An official line",
    "derived": "Derived from published data",
    "schematic": "Schematic: drawn from facts, not surveyed",
}

PUBLISHED = {"stated": "", "captured": "page captured ", "inferred": "date inferred: "}

LANGUAGES = {
    "en": "English",
    "az": "Azerbaijani",
    "hy": "Armenian",
    "hy-Latn": "Armenian, in Latin script",
    "ru": "Russian",
    "fa": "Persian",
    "tr": "Turkish",
    "ka": "Georgian",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
}

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_text(day: date) -> str:
    """Return a day as people write it: 19 September 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def interval_text(interval: Interval) -> str:
    """Return an interval as shortly as it can be said: a day, a month, a year, or from-to."""
    first, last = interval.first, interval.last
    if first is None or last is None:
        return _open_text(first, last)
    if first == last:
        return day_text(first)
    for partial, text in (
        (f"{first:%Y}", str(first.year)),
        (f"{first:%Y-%m}", f"{_MONTHS[first.month - 1]} {first.year}"),
    ):
        if parse_partial(partial) == interval:
            return text
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_MONTHS[first.month - 1]} {first.year}"  # noqa: RUF001
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}–{last.year}"  # noqa: RUF001
    return f"{day_text(first)} – {day_text(last)}"  # noqa: RUF001


def _open_text(first: date | None, last: date | None) -> str:
    if first is not None:
        return f"since {day_text(first)}"
    return f"until {day_text(last)}" if last is not None else "at any time"


def bounds_text(valid_from: str, valid_to: str, as_of: date | None) -> str:
    """Return a valid time as it is written in the data, partial dates as such."""
    start = interval_text(parse_partial(valid_from)) if valid_from else ""
    end = interval_text(parse_partial(valid_to)) if valid_to else ""
    if start and end:
        return start if start == end else f"{start} to {end}"
    if end:
        return f"until {end}"
    known = f" (known to {day_text(as_of)})" if as_of else ""
    return f"since {start}{known}" if start else f"throughout{known}"


def counted(number: int, noun: str) -> str:
    """Return "1 passage", "3 passages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def number_text(value: object) -> str:
    """Return a number with its thousands parted; anything else as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return str(value)


def attribution(licences: Iterable[str]) -> list[str]:
    """Return whom to credit for shapes: each part of each licence once, but for CC0."""
    parts = {part.strip() for licence in licences for part in licence.split(";")}
    return sorted(part for part in parts if part and not part.startswith("CC0"))


def as_text(text: str) -> str:
    """Return a text as Markdown that is shown as it stands: its signs are marked as plain."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
