"""Whether a bare year is a club's, a bottle's or a machine's, or a number of a series."""

from __future__ import annotations

import re

from mapdash import calendar_words as words

# "FC Arden 1935", "drew with Arden 1935": clubs with their year.
_CLUB = re.compile(
    rf"\b{words.one_of(words.CLUBS)}\s(?:[A-Z][\w'\u2019-]+\s)?\Z"
    r"|\b(?:drew with|(?:friendly|match|derby) (?:with|against)|away to|beat|lost to"
    r"|held|thrashed|face|faced|fans? of"
    r"|striker of|keeper of)"
    r"\s[A-Z][\w'\u2019-]+\s\Z"
)
_NAMED = re.compile(r"\b[A-Z][\w'\u2019-]+\s\Z")
_PLAYS = re.compile(rf"\s(?:have\s|has\s)?{words.one_of(words.PLAYING)}\b")
# "The 1982 Margaux", "a glass of the 2008 claret", "restored a 1956 saloon".
_ARTICLE = re.compile(
    r"\b(?:[Tt]he|[Aa]|[Aa]n|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur|bottles? of|glass of|case of)\s\Z"
)
_MADE = re.compile(
    rf"\s(?:[A-Z][\w-]+\s|dry\s|red\s|sparkling\s)?{words.one_of(words.VINTAGES)}\b(?![-\u2013])"
)
# These are a ship's place and a colour as well: only where somebody drinks.
_MADE_TO_DRINK = re.compile(r"\s(?:port|red|white|ros\u00e9|sweet|reserve)\b")
_DRINKING = re.compile(rf"\b{words.one_of(words.DRINKING)}\b", re.IGNORECASE)
_SENTENCE_PART = 80
# "Summer Street 2000": a house.
_STREET = re.compile(
    r"\b[A-Z][\w'\u2019-]+\s(?:Street|Avenue|Lane|Road|Boulevard|Prospekt|Alley|Crescent|Terrace)\s\Z"
)
# 'A plate says "Villa Rosa 1911"'.
_SIGN = re.compile(
    rf"\b{words.one_of(words.SIGNS)}\s(?:\w+\s){{0,4}}?(?:says?|said|reads?|reading|saying|stands?|stood)"
    r"\s?:?,?\s[\"\u201c\u2018'](?:[A-Z][\w'\u2019-]+\s|of\s|the\s|&\s){1,5}\Z"
)
# "Bear numbers from 1921 to 2005", "badges run from 1901 to", "labelled 1918 to".
_SERIES = re.compile(
    rf"\b(?:(?:bear|bore|carr(?:y|ie)|wear|wore|have|has|had|with|serial|ticket|page|house|plate|call|phone)"
    rf"\w{{0,3}}\s(?:\w+\s)?numbers?|{words.one_of(words.TAGS)}\s(?:run|ran|runs|go|went|range|ranged"
    r"|running|going|ranging)|numbers\s(?:run|ran|go|went|range|ranged|running|going|ranging))"
    r"\s(?:from|between)\s(?:\d{1,5}\s(?:and|to)\s)?\Z"
    rf"|\b(?:labell?ed|numbered|marked|stamped|tagged|coded)\s(?:(?:from|between)\s)?"
    r"(?:\d{1,5},\s){0,6}(?:\d{1,5},?\s(?:and|or|to)\s)?\Z"
    rf"|\b{words.one_of(words.TAGS)}"
    r"\s(?:\d{1,5},\s){0,6}(?:\d{1,5},?\s(?:and|or|to)\s)?\Z",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s(?:and\s(?:spring|summer|autumn|winter)\s)?([a-z]{3,})\b")
_THE = re.compile(r"\b[Tt]he\s\Z")
# After these a season is a time: "in the autumn troops came".
_WHEN = re.compile(
    r"\b(?:in|by|during|since|until|till|through|throughout|before|after|from|over|into|towards?|than)"
    r"\s(?:the\s)?\Z",
    re.IGNORECASE,
)

_BEFORE_SERIES = words.TAGS | frozenset(
    [
        "from",
        "between",
        "and",
        "or",
        "to",
        "labelled",
        "labeled",
        "numbered",
        "marked",
        "stamped",
        "tagged",
        "coded",
    ]
)


def belongs_to_a_thing(text: str, at: int) -> bool:
    """Whether a bare number of four digits is the year of a club, a drink, a car, or a house's.

    Examples
    --------
    >>> belongs_to_a_thing("FC Arden 1935 drew", 9)
    True
    >>> belongs_to_a_thing("He opened a 1982 claret", 12)
    True
    >>> belongs_to_a_thing("the 1982 war", 4)
    False
    """
    head, end = text[max(0, at - 60) : at], at + 4
    if _ARTICLE.search(head):
        return _is_made(text, at, end)
    if head[-1:] != " " or not _NAMED.search(head):
        return False
    if _STREET.search(head) or _SIGN.search(head) or _CLUB.search(head):
        return True
    return _PLAYS.match(text, end) is not None


def _is_made(text: str, at: int, end: int) -> bool:
    """Whether what the year goes with is a drink, a car, an instrument."""
    if _MADE.match(text, end):
        return True
    if not _MADE_TO_DRINK.match(text, end):
        return False
    near = text[max(0, at - _SENTENCE_PART) : at], text[end : end + _SENTENCE_PART]
    return any(_DRINKING.search(each) for each in near)


def is_of_a_series(text: str, at: int) -> bool:
    """Whether a number is one of those that things bear: "numbers from 1921 to 2005".

    Examples
    --------
    >>> is_of_a_series("Tickets bear numbers from 1921 to 2005", 26)
    True
    >>> is_of_a_series("The number of schools fell from 1991 to 2005", 32)
    False
    """
    last = text[max(0, at - 12) : at].split()[-1:]
    if not last or last[0].lower() not in _BEFORE_SERIES:
        return False
    return _SERIES.search(text, max(0, at - 60), at) is not None


def names_a_kind(text: str, at: int, end: int) -> bool:
    """Whether a season only tells which of several things is meant: "won the autumn mile".

    Examples
    --------
    >>> names_a_kind("He won the autumn mile", 11, 17)
    True
    >>> names_a_kind("In the autumn troops came", 7, 13)
    False
    """
    noun = _NOUN.match(text, end)
    if noun is None or _WHEN.search(text, max(0, at - 24), at):
        return False
    if _THE.search(text, max(0, at - 4), at) is None:
        return False
    word = noun[1]
    goes_on = word in words.AFTER["season_goes_on"] or word in words.AFTER["happened"]
    return not goes_on and not word.endswith(("ed", "ly"))
