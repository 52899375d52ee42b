"""Which section of a newspaper a name stands in: the results, the shares, the listings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mapdash.persons import stands_in_a_place, words_before

# So far on either side of a name its section is told.
_ROUND = 150
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# What is done to a club ("against", "over", "for") is done to no place.
_DONE = frozenset(
    ["against", "over", "for", "with", "and", "at", "on", "about", "including", "left"]
)
# After a word of these, "of" and "to" are said of something else as well.
_MET = frozenset(
    ["lost", "lose", "loses", "losing", "defeat", "win", "draw", "goals", "next", "ahead", "fans"]
)
# What is told to be a place is one, in whatever section.
_PLACE = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:city|town|village|region|province|territory|land"
    r"|capital|country|republic|island|district|valley|port|resort)\b"
)
_PEOPLE = re.compile(r"\s+[^\W\d_a-z]\w*(?:ians?|anis?)\b")

_NUMBER = r"\d{1,3}(?![\d.,]*\d)"
_CLUB = r"[^\W\d_a-z][\w'\u2019.]*(?:\s+[^\W\d_a-z][\w'\u2019.]*){0,3}"
_SCORED = re.compile(
    rf"\s+(?:{_NUMBER}\s*[-\u2013:]\s*{_NUMBER}|{_NUMBER},?\s+(?:v\s+)?{_CLUB}\s+{_NUMBER})"
    rf"|\s+v\s+{_CLUB}|\s+for\s+{_CLUB}\s+\(\d"
)
# A club is many: "N are", at the head of a sentence or clause; so is no place.
_MANY = re.compile(
    r"\s+(?:are|were|have|need|play|face|meet|travel|stay|remain|trail|lead|top|hope|want)\s+(?![,.])"
)
_CLAUSE = re.compile(r"(?:\A|[.!?]\s+|[;\u2014]\s+|\b(?i:group|pool|pot)\s+\w,\s+)\Z")
_SCORE_BEFORE = re.compile(rf"{_CLUB}\s+{_NUMBER}(?:,|\s*[-\u2013:]\s*{_NUMBER})?\s+\Z")
_SCORE_AFTER = re.compile(rf"\s+{_NUMBER}\b(?!\s*[%a-z])|[.,;]")
_BRACKETED = re.compile(
    r"\s+\((?:\d{1,3}[-/]\d{1,3}(?:\s+[a-z-]+)?|evens(?:\s+[a-z-]+)?"
    r"|\d{1,2}[.:]\d\d\s*(?:am|pm|[ap]\.m\.)?[,;)][^)]{0,40}|\d{1,3}\)[^.]{0,40}\(\d{1,3})"
)
_MEASURED = re.compile(r",\s+[\d.,]+\s*(?:tonnes|tons|dwt|grt|GRT|feet|metres)\b")


# What a place is said to be.
_IS_A_PLACE = re.compile(
    r"\s+(?:is|was|remains|remained|became|becomes)\s+(?:the|an?|their|our)\s+(?:\w+\s+){0,2}?"
    r"(?:cradle|capital|cent(?:re|er)|heart|home|birthplace|city|town|village|region|land|country|place"
    r"|gateway|fortress|stronghold|seat|crossroads|jewel|pearl|symbol|word)\b"
)
# After these a name is taken for what it mostly means.
_OF_ALL = frozenset(
    ["since", "like", "unlike", "without", "after", "before", "despite", "during", "than", "above"]
)
# What a place has, and nothing else of its name.
_OF_A_PLACE = re.compile(
    r"['\u2019]s?\s|\s+(?:\w+\s+)?(?:roads?|railway|airport|mayor|governor|bank|valley|gorge|highlands?|plain"
    r"|mountains?|hills?|line|side|route|gates?|dispute|question|issue|people|pupils?|women|men|families|streets?|centre|way|festival)\b"
)


@dataclass(frozen=True)
class _Section:
    alone: frozenset[str]
    common: frozenset[str]
    enough: int
    hinting: bool

    def tells(self, words: frozenset[str]) -> bool:
        """Whether some words are enough to tell that they are of this section."""
        alone = len(words & self.alone)
        if self.hinting:
            return False
        return alone > 1 or (alone == 1 and len(words & self.common) >= self.enough)

    def hints(self, words: frozenset[str]) -> bool:
        """Whether some words are of this section where nothing speaks for another matter."""
        return not words.isdisjoint(self.alone) or len(words & self.common) > self.enough + 1


def stands_in_a_list(text: str, start: int, end: int) -> bool:
    """Whether a name at a span has its score, odds, hour or tonnage beside it.

    Examples
    --------
    >>> stands_in_a_list("Results: Siena 2, Florence 1.", 18, 26)
    True
    >>> stands_in_a_list("Florence (11-4 fav) ran on", 0, 8)
    True
    >>> stands_in_a_list("In Florence 3 people died.", 3, 11)
    False
    """
    if text[end : end + 1] not in {" ", ",", ".", ";", "\n", "\u00a0"}:
        return False
    if any(each.match(text, end) for each in (_SCORED, _BRACKETED, _MEASURED)):
        return not _is_where(text, start, sport=True)
    if _MANY.match(text, end) and _CLAUSE.search(text, max(0, start - 12), start):
        return True
    before = text[max(0, start - 1) : start].isspace() and text[max(0, start - 6) : start]
    if not before or not any(each.isdigit() for each in before):
        return False
    return bool(
        _SCORE_AFTER.match(text, end) and _SCORE_BEFORE.search(text, max(0, start - 50), start)
    )


def stands_in_a_section(text: str, start: int, end: int) -> bool:
    """Whether what stands round a name tells of sport, shares, tables, stages, not of a place.

    Examples
    --------
    >>> stands_in_a_section("Florence have yet to win away in this league", 0, 8)
    True
    >>> stands_in_a_section("The league's match in Florence is off", 22, 30)
    False
    >>> stands_in_a_section("Florence lost its league and its war", 0, 8)
    False
    """
    # A club, a firm or a horse has no article: "the Morning Line" is no firm.
    if _is_where(text, start, sport=True) or words_before(text, start)[1].lower() == "the":
        return False
    words = _words_round(text, start, end)
    if words.isdisjoint(_alone()) or not words.isdisjoint(_sections()["earnest"].alone):
        return False
    told = [name for name, each in _sections().items() if name != "earnest" and each.tells(words)]
    if not told or _PEOPLE.match(text, end) or _PLACE.match(text, end):
        return False
    return "sport" in told or not _is_where(text, start, sport=False)


def hints_at_a_section(text: str, start: int, end: int) -> bool:
    """Whether a name of whose land nothing near speaks may be of one of a paper's sections.

    Examples
    --------
    >>> hints_at_a_section("Florence has learned to open the fridge, the kitten", 0, 8)
    True
    >>> hints_at_a_section("A kitten was found in Florence", 22, 30)
    False
    """
    if _is_where(text, start, sport=False) or _OF_A_PLACE.match(text, end):
        return False
    if words_before(text, start)[1].casefold() in _OF_ALL or _IS_A_PLACE.match(text, end):
        return False
    if _PEOPLE.match(text, end) or _PLACE.match(text, end):
        return False
    words = _words_round(text, start, end)
    if not words.isdisjoint(_sections()["earnest"].alone):
        return False
    return any(each.hints(words) for name, each in _sections().items() if name != "earnest")


def _words_round(text: str, start: int, end: int) -> frozenset[str]:
    before, after = text[max(0, start - _ROUND) : start], text[end : end + _ROUND]
    return frozenset(_WORD.findall(f"{before} {after}".replace("\u2019", "'").lower()))


def _is_where(text: str, start: int, *, sport: bool) -> bool:
    """Whether a preposition makes the name at a position a place's."""
    earlier, word, comma = words_before(text, start)
    if comma:
        return False
    earlier, word = earlier.casefold(), word.casefold()
    if word in {"of", "to"}:
        return earlier not in _MET
    return not (sport and word in _DONE) and (word == "at" or stands_in_a_place(text, start))


@cache
def _sections() -> dict[str, _Section]:
    raw = tomllib.loads(files("mapdash").joinpath("data/sections.toml").read_text("utf-8"))
    return {
        name: _Section(
            frozenset(each["alone"].split()),
            frozenset(each.get("common", "").split()),
            each.get("enough", 2),
            each.get("hinting", False),
        )
        for name, each in raw.items()
    }


@cache
def _alone() -> frozenset[str]:
    """Return the words of any section that belong to one alone."""
    sections = _sections()
    return frozenset().union(*(sections[name].alone for name in sections if name != "earnest"))
