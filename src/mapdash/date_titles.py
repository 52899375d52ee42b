"""Whether what looks like a date is the name of a work, a service or a stop."""

from __future__ import annotations

import re

from mapdash import calendar_words as words

# Within so much of a number or a day its kind is told.
_ROUND = 120
_WORKS = re.compile(rf"\b{words.one_of(words.WORKS)}\b", re.IGNORECASE)
_LINES = re.compile(rf"\b{words.one_of(words.LINES)}\b", re.IGNORECASE)
# A bare year takes no article: "the 1915 and the 2020", "the 1812 was".
_BARE = re.compile(
    r"[.,;:!?)](?!\d)|\Z|\s(?:and|or)\sthe\s\d{4}(?:[.,;]|\Z|\s(?:and|back|is|was|were|to|from|in|on|at)\b)"
    r"|\s(?:is|was|were|will|did|does|has|had|never|leaves|left|runs|ran|stops|comes|came|departs"
    r"|back|costs|lay|lies|(?:to|from)(?!\s\d))\b"
)
_ARTICLE = re.compile(r"(?:\b[Tt]he|\b(?:Le|La|Les|El|Il))\s\Z")
_NUMBERED = re.compile(
    rf"\s(?:(?:night|day|school|express|evening|morning|last|first)\s)?{words.one_of(words.VEHICLES)}"
    r"(?=[.,;:!?)]|\s(?:and|or|to|from|is|was|leaves|stops|runs|has|share|will|turns|goes|takes)\b)"
)
_WITHIN_THE = re.compile(r"\w\s(?:The|Le|La|Les|El|Il)\s\Z")
# "His 1984 lay open", "Chanel's 1932 costs more".
_OWNED = re.compile(r"['\u2019]s\s\Z|\b(?:[Mm]y|[Yy]our|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir)\s\Z")
_DONE = re.compile(
    r"\s(?:is|was|has|had|costs?|lay|lies|sold|sells|won|fetched|hangs|hung|stands|stood|sits|sat"
    r"|runs?|ran|opens|opened|closes|closed|plays|played|lasts|lasted|sounds|smells|tastes)\b"
)
# Where a title begins in a list of them: "1917 for its mud, 2046 for all else".
_LISTED = re.compile(r"(?:\A|[.:;,]\s|\b(?:and|or)\s|[.!?][\"'\u201d\u2019]?\s|\n)\Z")
_AFTER_LISTED = re.compile(
    r"[.,;:]|\s(?:for|has|and|or|by|at|opens|runs|with)\b|\s(?:is|was)\s(?!(?:the|an?|another|no|when)\b)|\Z"
)
# "In 2015, 2017 and 2019".
_YEARS = re.compile(
    r"\b(?:in|since|of|from|between|by|until|after|before)\s(?:\d{4},\s){0,5}\d{4},?\s(?:(?:and|or)\s)?\Z"
    r"|\d[-\u2013/]\Z",
    re.IGNORECASE,
)
# "A screening of 1917", "a copy of October".
_OF_WORK = re.compile(
    rf"\b{words.one_of(words.SHOWINGS)}\sof\s[\"'\u201c\u2018]?(?:The\s)?\Z", re.IGNORECASE
)
_COMPARED = re.compile(r"\s(?:fewer|more|less)\sthan\b")
_IN = re.compile(r"\b(?:in|since|by|until|of)\s\Z", re.IGNORECASE)
# "The Man Who Was Thursday": within a title small words have capitals too.
_WITHIN = re.compile(
    r"\w\s(?:Was|Is|Were|Who|Called|Like|With|Never|Always|Any|Or|Nor|My|Your|Her|His|Our|Another)\s\Z"
    r"|\w\s[A-Z][a-z]+ (?:Me|You|Us|It|Him|Her) (?:in|on|by|until|till) \Z"
    r"|\b(?:Born|Made|Lost|Meet|Found|Gone|Home) (?:on|in|for|by) (?:the )?(?:[A-Z][a-z]+ of )?\Z"
)
_GOES_ON = re.compile(r"['\u2019]s\s[Cc]hild(?:ren)?\b|\sBloody\s[A-Z]|\sNight\s[A-Z]")
_THE_TITLE = re.compile(r"\w\W{1,2}The\s\Z")
_AT = re.compile(r"(?<!\b[Aa]s )\bat\s(?:the\s)?\Z", re.IGNORECASE)
_LINE = re.compile(r"\s(?:line|tram|platform)\b")
_TO = re.compile(
    r"\b(?:ride|stops?|goes|go|runs?|line|change|changes|continues?|train|tram|bus|metro|trolleybus)\b"
    r"[^.;\d]{0,30}\b(?:to|past|via|towards|as far as)\s\Z",
    re.IGNORECASE,
)


def names_a_thing(text: str, at: int) -> bool:
    """Whether a bare number of four digits names a work, a service or somebody's thing.

    Examples
    --------
    >>> names_a_thing("Films: 1917 for its mud", 7)
    True
    >>> names_a_thing("They cut the 1915 and the 2020", 13)
    True
    >>> names_a_thing("the 1915 massacre", 4)
    False
    """
    end = at + 4
    head = text[max(0, at - 40) : at]
    if _COMPARED.match(text, end) and not _IN.search(head):
        return True
    article = _ARTICLE.search(head)
    if article and (_BARE.match(text, end) or _WITHIN_THE.search(head)):
        return True
    if article and _NUMBERED.match(text, end):
        return True
    if (_OWNED.search(head) and _DONE.match(text, end)) or _OF_WORK.search(head):
        return True
    listed = _LISTED.search(head) and _AFTER_LISTED.match(text, end)
    return bool(listed) and not _YEARS.search(head) and _near(_WORKS, text, at, end)


def is_in_a_title(text: str, at: int, end: int) -> bool:
    """Whether a day, a month or a season is a word of a title.

    Examples
    --------
    >>> is_in_a_title("She read The Man Who Was Thursday twice", 25, 33)
    True
    >>> is_in_a_title("It was Thursday when she read it", 7, 15)
    False
    """
    head = text[max(0, at - 40) : at]
    if _WITHIN.search(head) or _OF_WORK.search(head):
        return True
    if _THE_TITLE.search(head) and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return True
    return _GOES_ON.match(text, end) is not None


def is_a_stop(text: str, at: int, end: int) -> bool:
    """Whether a day without a year is a stop of a line: "at 28 May change for the green line".

    Examples
    --------
    >>> is_a_stop("By metro, change at 28 May", 20, 26)
    True
    >>> is_a_stop("They met at noon on 28 May", 20, 26)
    False
    """
    head = text[max(0, at - 50) : at]
    if _AT.search(head) and not text.startswith(tuple(words.APOSTROPHES), end):
        return True
    if _LINE.match(text, end):
        return True
    return _TO.search(head) is not None and _near(_LINES, text, at, end)


def _near(words_of: re.Pattern[str], text: str, at: int, end: int) -> bool:
    around = text[max(0, at - _ROUND) : at], text[end : end + _ROUND]
    return any(words_of.search(each) for each in around)
