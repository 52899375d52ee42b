"""Where a place is told to lie, right after it: "N, a village in Merrow", "the fort on Thole"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mapdash.calendar_words import ENGLISH_MONTHS

_NAME = r"[^\W\d_a-z][\w'\u2019-]+"
_AT = r"(?:in|of|on|near|outside|by|above|below|beyond|under|behind|inside|off|from|at)"
_QUARTER = (
    r"(?:(?:north|south|east|west)(?:-?(?:east|west|ern|eastern|western))?|upstream|downstream"
    r"|inland|uphill|downhill)"
)
_BANK = (
    r"(?:[\w-]+\s+){0,2}(?:bank|banks|shore|shores|coast|edge|outskirts|slope|slopes|foothills"
    r"|side|tip|border)"
)
# "the province of Guria", "the forts near the Thole road", "the republic on the Black Sea"
_SHORE = r"(?:[Ss]ea|coast|shore|border|frontier|peninsula|river)"
_SET = re.compile(
    r"\s+(?:(?:of|near|above|below|off|outside|beyond)\s+(?:the\s+)?"
    rf"|on\s+(?:the\s+)?(?=(?:{_NAME}\s+){{1,3}}{_SHORE}\b))(?P<name>{_NAME})"
)
# An apposition ends with the clause or the next comma, unless more of its place follows.
_NAMES = re.compile(rf"(?:(?:['\u2019]s)?(?:\s+(?:of|the|in|on|and|or|near))*\s+{_NAME}){{0,6}}")
_STRETCH = re.compile(r"[^,.:;!?()\n\u2014]{0,90}")


def told_where(text: str, end: int) -> tuple[int, int] | None:
    """Return the words that tell where a name ending at a position lies, or None.

    Examples
    --------
    >>> told_where("Florence, a village in Ayrshire, has a pub", 8)
    (8, 31)
    >>> told_where("Florence, half an hour west of Perth, is dry", 8)
    (8, 36)
    >>> told_where("Florence, a city of painters, is full", 8) is None
    True
    """
    if text[end : end + 1] not in {",", " "}:
        return None
    found = _apposed().match(text, end)
    if found is None:
        return None
    stretch = _STRETCH.match(text, found.end())
    return end, stretch.end() if stretch else found.end()


def set_where(text: str, end: int) -> tuple[int, int] | None:
    """Return the words that set a description ending at a position in a named place, or None.

    Examples
    --------
    >>> set_where("the province of Guria on the coast, it said", 12)
    (12, 21)
    >>> set_where("the province in November", 12) is None
    True
    """
    found = _SET.match(text, end)
    if found is None or found["name"] in ENGLISH_MONTHS:
        return None
    names = _NAMES.match(text, found.end())
    return end, names.end() if names else found.end()


@cache
def _apposed() -> re.Pattern[str]:
    raw = tomllib.loads(files("mapdash").joinpath("data/namesakes.toml").read_text("utf-8"))
    kinds = "|".join(sorted(raw["places"], key=len, reverse=True)).replace(" ", r"\s+")
    some = r"(?:[\w'\u2019-]+\s+){0,3}?"
    lies = rf"(?:[a-z]\w*\s+){{0,8}}?(?:{_AT}|{_QUARTER}\s+of)"
    told = rf"(?:an?|the|one\s+of\s+the)\s+{some}(?:{kinds})s?\s+{lies}"
    measured = rf"(?:(?:about|some|half|just)\s+)?(?:[\w-]+\s+){{0,5}}?{_QUARTER}\s+of"
    banked = rf"on\s+the\s+{_BANK}\s+of"
    owned = rf"in\s+{_NAME}['\u2019]s?\s+(?:{_NAME}\s+){{0,2}}(?:{kinds}|province|region|oblast)\b"
    where = rf"(?:{told}|{measured}|{banked})\s+(?:the\s+|old\s+)?(?:[a-z-]+\s+){{0,2}}?{_NAME}"
    return re.compile(rf"(?:,|\s+(?:is|was))\s+(?:{where}|{owned})")
