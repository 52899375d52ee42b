"""What an unknown article says of itself: its title, its authors, its day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mapdash.blocks import read_blocks
from mapdash.boilerplate import is_byline, is_dateline, is_outlet
from mapdash.intervals import single_day
from mapdash.passages import find_passages
from mapdash.records import Published

# A day of publication or a byline stands among so many blocks.
_HEAD = 12
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TARGET = re.compile(r"\s*\\?\(\\?/[^)]*\)?")
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[^\W\d_]{3,9})\.?,?\s+(?P<year>\d{4})\b"
)
_MONTH_FIRST = re.compile(
    r"\b(?P<month>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b"
)
# "The Harbour Post, 12 June 1899", "12 June 1899 | The Harbour Post", "By A. Bell, 12 June 1899".
_CAPITALISED = r"[^\W\d_a-z][\w.'\u2019&-]*"
_CREDIT = rf"(?:[Bb]y\s)?{_CAPITALISED}(?:\s(?:{_CAPITALISED}|of|the|and|for|on|&)){{0,6}}"
_BETWEEN = r"\s*[,|\u00b7\u2022\u2013\u2014-]\s*"
_CREDITED = re.compile(
    rf"(?:(?P<before>{_CREDIT}){_BETWEEN})?(?P<day>\d[^|\u00b7\u2022]{{5,18}}\d{{4}}"
    rf"|[^\W\d_a-z][a-z]{{2,8}}\.? \d{{1,2}},? \d{{4}})(?:{_BETWEEN}(?P<after>{_CREDIT}))?"
)
# Such a line heads the article: it is one of so many blocks.
_CREDITS = 5
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states about itself; what it does not state is empty."""

    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: Published | None = None
    url: str = ""
    language: str = ""


def facts_from_text(text: str) -> Facts:
    """Propose an article's facts from what stands around its body.

    Only a line that says nothing else gives the day of publication or the
    authors; a day within a sentence is a day the article speaks of.
    """
    headline = next((p for p in find_passages(text) if p.kind == "headline"), None)
    title = text[headline.start : headline.end].strip("*_# ") if headline else ""
    head = [block.plain for block in read_blocks(text)[:_HEAD]]
    authors = next((tuple(_authors(line)) for line in head if is_byline(line)), ())
    stated = (line for line in head if is_dateline(line))
    day = next((day for line in stated for day in [_day(line)] if day), None)
    outlet = ""
    if day is None:
        by, outlet, day = _credited(head[:_CREDITS])
        authors = authors or by
    published = Published(single_day(day), "stated") if day else None
    return Facts(" ".join(title.split()), authors, outlet, published)


def _credited(lines: list[str]) -> tuple[tuple[str, ...], str, date | None]:
    """Return the authors, the outlet and the day of a line that tells a day and one of them."""
    for line in lines:
        found = _CREDITED.fullmatch(line.strip(" *_"))
        credit = (found["before"] or found["after"] or "") if found else ""
        day = _day(found["day"]) if found and credit else None
        if day:
            by = tuple(_authors(credit)) if is_byline(credit) else ()
            return by, credit if is_outlet(credit) else "", day
    return (), "", None


def _authors(line: str) -> Iterator[str]:
    named = _TARGET.sub("", _LINK.sub(r"\1", line)).split(None, 1)[1]
    names = (name.strip(" *_[]") for name in _AND.split(named))
    yield from (name for name in names if name and not any(map(str.isdigit, name)))


def _day(line: str) -> date | None:
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        found = pattern.search(line)
        if found is None:
            continue
        written = found["month"]
        month = int(written) if written.isdigit() else _MONTHS.get(written.lower(), 0)
        try:
            return date(int(found["year"]), month, int(found["day"]))
        except ValueError:
            continue
    return None
