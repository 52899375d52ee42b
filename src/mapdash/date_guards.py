"""Whether what looks like a date is one: "may", "march", 2000 people, Black January."""

from __future__ import annotations

import re

from mapdash import calendar_words as words

_NUMERALS = "0123456789"
_AFTER = re.compile(r"[\s*_]{1,6}([^\W\d_]+)(?:[-‐‑\s*_]{1,6}([^\W\d_]+))?")
_PRICED = "$€£₽₼#№@&=~^"
_DASHES = "-‐‑–—"
_STUCK = _DASHES + "./:,"
_AFTER_MONTH = re.compile(r"[\s*_,–-]{1,6}(?:(?:and|or|to|through|until)[\s*_]{1,6})?([^\W\d_]+)")
# After these words a month that may be a name or a verb is a month.
_INTO_MONTH = frozenset(
    "in since until till during throughout early mid late last next this that each every"
    " through beginning end start ending starting".split()
)
# After these it is one unless a name seems to go on.
_TOWARDS_MONTH = frozenset(
    "by from before after for to of the its his her their our s and or between around about a an"
    " following previous same".split()
)
_PURPOSE = frozenset("on of to for against towards through into".split())
_INTO_SEASON = frozenset(
    "in since until till during throughout by early mid late last next this that of the same"
    " following previous for".split()
)
_DEMONYM = re.compile(r"[A-Z]\w*(?:ians|ans|is|ks|ds|ns)\Z")
_ERA = frozenset("era style level present today now onwards onward born vintage".split())
# Before a hyphen these belong to a date: "pre-2020", "27 September–10 November".
_BEFORE_DASH = frozenset(
    [*"pre post mid early late end since until Pre Post Mid Early Late End".split(), *words.MONTHS]
)


def before(text: str, at: int) -> str:
    """Return the word, or the number, right before a place; "" if something parts them."""
    head = text[max(0, at - 30) : at].rstrip(' \t\n\r\u00a0*_"“(').rstrip("’'-‐‑")
    return head[len(head.rstrip(_NUMERALS)) :] or head[_start_of_letters(head) :]


def _start_of_letters(head: str) -> int:
    start = len(head)
    while start and head[start - 1].isalpha():
        start -= 1
    return start


def _after(text: str, at: int) -> tuple[str, str]:
    found = _AFTER.match(text, at)
    return (found[1], found[2] or "") if found else ("", "")


def is_free(text: str, at: int) -> bool:
    """Whether a number stands by itself, not in a price, a model, a web address."""
    head = text[max(0, at - 2) : at]
    if not head or head[-1] in "(\n*_":
        return True
    if head[-1].isspace():
        return head[0] not in _PRICED
    if head[-1].isalnum() or head[-1] in _PRICED:
        return False
    if head[-1] not in _STUCK or not head[0].isalnum():
        return True
    return head[-1] in _DASHES and before(text, at - 1) in _BEFORE_DASH


def follows_number(text: str, at: int) -> bool:
    """Whether a number is one of a series: a page, a resolution, a currency's amount."""
    return (
        before(text, at) in words.NUMBERED
        or re.search(r"\b[Nn]o\.\s{0,2}\Z", text[max(0, at - 6) : at]) is not None
    )


def counts_something(text: str, end: int, number: int | None = None, at: int = 0) -> bool:
    """Whether a number that ends at `end` is a count: "2000 people", "some 1900".

    Parameters
    ----------
    number, at : int
        The number and where it begins, if the words before it are to count too.
    """
    first, second = _after(text, end)
    if re.match(r"[-‐‑–][^\W\d_]", text[end : end + 2]):
        tail = re.match(r"[-‐‑–]([^\W\d_]+)", text[end : end + 20])
        return tail is not None and tail[1] not in _ERA
    if number is None:
        return first in words.COUNTED or second in words.COUNTED
    previous = before(text, at)
    if first in words.COUNTED or (second in words.COUNTED and previous != "the"):
        return True
    if previous.lower() in words.COUNTING or (
        previous.lower() in words.COUNTING_ROUND and number % 50 == 0
    ):
        return True
    return previous not in {"the", "s"} and _DEMONYM.match(first) is not None


def is_month(text: str, at: int, end: int, name: str, *, dated: bool) -> bool:
    """Whether a capitalised month's name without a day is the month."""
    previous = before(text, at)
    if previous in words.RENAMING or previous.lower() in words.HABITUAL:
        return False
    if dated:
        return True
    if name not in words.FULL_MONTHS:
        return text[end : end + 1] == "." and previous.lower() in _INTO_MONTH
    if name not in words.DOUBTFUL_MONTHS:
        return True
    return _is_doubtful_month(text, at, end, previous.lower())


def _is_doubtful_month(text: str, at: int, end: int, previous: str) -> bool:
    found = _AFTER_MONTH.match(text, end)
    following = found[1] if found else ""
    if following in words.FULL_MONTHS and re.match(r"\s|,|-|–", text[end : end + 1]):
        return True
    if before(text, at) in words.FULL_MONTHS or previous in _INTO_MONTH:
        return True
    if previous in {"and", "or", "to", "through"} and _month_before_join(text, at):
        return True
    if previous not in _TOWARDS_MONTH or following in _PURPOSE:
        return False
    return not (following[:1].isupper() and text[end : end + 1].isspace())


def _month_before_join(text: str, at: int) -> bool:
    found = re.search(
        r"([^\W\d_]+)\s{1,3}(?:and|or|to|through)\s{1,3}\Z", text[max(0, at - 30) : at]
    )
    return found is not None and found[1] in words.FULL_MONTHS


def is_season(text: str, at: int, end: int, name: str, *, dated: bool) -> bool:
    """Whether a season's name is the season: not the Arab Spring, nor a fall."""
    previous = before(text, at)
    if previous in words.RENAMING:
        return False
    if dated:
        return True
    following = _after(text, end)[0]
    if following in {"of", "from", "in", "into", "water", "waters"}:
        return False
    if name.lower() == "fall":
        return previous.lower() in {"last", "next", "that"}
    return previous.lower() in _INTO_SEASON


def is_weekday(text: str, at: int, end: int, name: str) -> bool:
    """Whether a weekday without a date means one day, not every such day."""
    previous = before(text, at)
    if previous in words.RENAMING or previous.lower() in words.HABITUAL | words.ANY_DAY:
        return False
    if name not in words.FULL_WEEKDAYS:
        return False
    return _after(text, end)[0] not in words.HABITS
