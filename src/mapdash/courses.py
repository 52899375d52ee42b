"""Where a way is told to run: "the line between A and B", "the road via A", "the A-B railway"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapdash.calendar_words import ENGLISH_MONTHS

# So far before and after the words of a way its course is looked for.
_REACH = 150
_LEAD = 70

_NAME = r"[^\W\d_a-z][^\W_]+(?:['\u2019]s?\b)?"
_NAMES = rf"{_NAME}(?:[\s-]+{_NAME}){{0,3}}"
# "the freight yard at A", but no clause: "which", "it"
_PLAIN = (
    r"(?!(?:and|or|but|to|that|which|who|whose|where|when|it|its|their|his|her)\b)[a-z'\u2019-]+"
)
_STATION = rf"(?:{_PLAIN}\s+){{0,5}}?{_NAMES}"
_VIA = r"(?:by\s+way\s+of|via|through|across|past|over)"
_BY = rf"(?:,?\s+{_VIA}\s+{_STATION}(?:\s+and\s+{_STATION})?,?)"
_TO = r"(?:to|and|with|until|as\s+far\s+as|towards?|into)"
_ENDS = (
    rf"(?:from|between|linking|connecting|joining|links|connects|joins)\s+{_STATION}"
    rf"(?:{_BY}){{0,2}},?\s+{_TO}\s+{_STATION}(?:{_BY})?"
)
# What may part a way from its course: "planned", "of 40 kilometres", "that will run"
_LAID = (
    r"(?:(?:now|newly|being|already|that|which|will|would|is|was|to|be|once|still|of\s+the|track|rails"
    r"|of|line|railway|road|built|planned|proposed|promised|laid|building|opened|running|runs|ran|run"
    r"|leading|leads|led|lead|going|goes|went|go|\d[\d,.]*|[a-z-]+\s+kilomet(?:re|er)s|kilomet(?:re|er)s"
    r"|km|miles|long|,)\s+){0,5}?"
)
_AFTER = re.compile(
    rf"\s+{_LAID}(?P<course>{_ENDS}|{_VIA}\s+{_STATION}(?:\s+(?:to|and)\s+{_NAMES})?)"
)
# "the A-B railway", "the A stretch of the railway"
_BEFORE = re.compile(
    rf"(?:\b(?P<pair>{_NAME}(?:[-\u2013\u2014]{_NAME})+)"
    rf"|\b(?:[Tt]he|[Aa]n?|this|that|its|old|new)\s+(?P<part>{_NAME})"
    r"\s+(?:stretch|section|part|end|leg|half|segment|side|branch)(?:es|s)?\s+of\s+(?:the|this|that|its))"
    r"\s+(?:[a-z-]+\s+){0,2}\Z"
)
_STOP = re.compile(r"[.;:!?()\n\u2014\"\u201c\u201d]")


def courses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that tell by names where the way at a span runs.

    Examples
    --------
    >>> text = "the old Perth-Crieff line from Almond by way of Methven"
    >>> [text[first:last] for first, last in courses(text, 21, 25)]
    ['Perth-Crieff']
    >>> text = "a road planned between the yard at Perth and Crieff is late"
    >>> [text[first:last] for first, last in courses(text, 2, 6)]
    ['between the yard at Perth and Crieff']
    """
    before = _BEFORE.search(text, max(0, start - _LEAD), start)
    if before:
        yield before.span("pair" if before["pair"] else "part")
    stop = _STOP.search(text, end, end + _REACH)
    after = _AFTER.match(text, end, stop.start() if stop else end + _REACH)
    if after and not _dates(after["course"]):
        yield after.span("course")


def _dates(course: str) -> bool:
    """Whether it is told when, and not where: "from May to October"."""
    names = re.findall(_NAME, course)
    return bool(names) and all(each in ENGLISH_MONTHS for each in names)
