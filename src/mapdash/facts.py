"""What an unknown article says of itself: its title, its authors, its day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mapdash.blocks import read_blocks
from mapdash.boilerplate import is_byline, is_dateline
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
    published = Published(single_day(day), "stated") if day else None
    return Facts(" ".join(title.split()), authors, "", published)


def _authors(line: str) -> Iterator[str]:
    named = _TARGET.sub("", _LINK.sub(r"\1", line)).split(None, 1)[1]
    yield from (name.strip(" *_[]") for name in _AND.split(named) if name.strip(" *_[]"))


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
