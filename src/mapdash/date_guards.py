"""Whether what looks like a date is one: "may", "march", 2000 people, Black January."""

from __future__ import annotations

import re

from mapdash import calendar_words as words

_NUMERALS = "0123456789"
_HYPHEN = rf"[{words.HYPHENS}\u2013]"
_AFTER = re.compile(rf"[\s*_]{{1,6}}([^\W\d_]+)(?:[{words.HYPHENS}\s*_]{{1,6}}([^\W\d_]+))?")
_PRICED = "$\u20ac\u00a3\u20bd\u20bc#\u2116@&=~^"
_DASHES = words.HYPHENS + "\u2013\u2014"
_STUCK = _DASHES + "./:,"
_AROUND = ' \t\n\r\u00a0*_"\u201c('
_AFTER_MONTH = re.compile(
    r"[\s*_,\u2013-]{1,6}(?:(?:and|or|to|through|until)[\s*_]{1,6})?([^\W\d_]+)"
)
_COMPOUND = re.compile(rf"{_HYPHEN}([^\W\d_]+)")
_ABBREVIATED_NUMBER = re.compile(
    r"\b(?:[Nn]os?|pp?|[Aa]rts?|[Ff]igs?|[Vv]ols?|[Cc]hs?|[Pp]aras?|[Ss]ecs?|[Ff]ol|[Ii]nv|[Cc]l|[Rr]eg|ext)"
    r"\.\s{0,2}\Z"
)
_SERIES = re.compile(r"([^\W\d_]+)\.?\s\d{1,5}(?:\s(?:to|and|or|through)\s|,\s)\Z")
_AS_FROM = re.compile(r"\b(?:as|effective|starting|beginning) (?:from|of)\s\Z", re.IGNORECASE)
# "No sooner than 2028": a time compared, and no count.
_TIME_COMPARED = re.compile(r"\b(?:sooner|later|earlier|other|rather)\sthan\s\Z")
_USED_TO = re.compile(r"\bused to\b[^.;]{1,30}\Z")
_MONTH_BEFORE_JOIN = re.compile(r"([^\W\d_]+)\s{1,3}(?:and|or|to|through)\s{1,3}\Z")
# "DK 2020", "(A) YEREVAN 1988": a sign for a book, a paper, a machine.
_CODE = re.compile(r"(?:\([A-Z0-9]\) [A-Z]{2,20}|(?<![A-Z] )(?<![^\W_])[A-Z]{1,2})\s\Z")
# "1991's document".
_HAS_ITS_OWN = re.compile(rf"(?:19|20)\d\d[{words.APOSTROPHES}]s\s")
# "At 1800": a time of day.
_OF_THE_CLOCK = re.compile(r"(?:1\d|2[0-3])[0-5]0(?=[,.;]| (?:and|or|hours|on|the)\b)")
_DEMONYM = re.compile(r"[A-Z]\w*(?:ians|ans|is|ks|ds|ns)\Z")
# Before a hyphen these belong to a date: "pre-2020", "27 September-10 November".
_BEFORE_HYPHEN = words.BEFORE["prefixes"] | frozenset(words.MONTHS)


def before(text: str, at: int) -> str:
    """Return the word, or the number, right before a place; "" if something parts them."""
    head = text[max(0, at - 30) : at].rstrip(_AROUND).rstrip(words.APOSTROPHES + words.HYPHENS)
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
    return head[-1] in _DASHES and before(text, at - 1) in _BEFORE_HYPHEN


def follows_number(text: str, at: int) -> bool:
    """Whether a number is one of a series: a page, a resolution, a currency's amount."""
    return (
        before(text, at) in words.NUMBERED
        or _ends_series(text, at)
        or _ABBREVIATED_NUMBER.search(text[max(0, at - 8) : at]) is not None
    )


def _ends_series(text: str, at: int) -> bool:
    """Whether a number is the last of "sheets 1914 to 1918"."""
    found = _SERIES.search(text[max(0, at - 40) : at])
    return found is not None and found[1] in words.NUMBERED


def leads_to_year(text: str, at: int) -> bool:
    """Whether the words before a bare number may lead to a year: not "hill 1986", "marked 2023"."""
    previous = before(text, at)
    if _CODE.search(text[max(0, at - 24) : at]):
        return False
    if _HAS_ITS_OWN.match(text, at):
        return True
    if previous == "at" and _OF_THE_CLOCK.match(text, at):
        return False
    if not previous or not previous.islower() or previous in words.BEFORE["into_year"]:
        return True
    if not text[max(0, at - 1) : at].isspace():
        return True
    # "The disastrous 2020 war": an article before what stands before it.
    head = text[max(0, at - 30) : at].rstrip(_AROUND)
    return before(head, len(head) - len(previous)).lower() in words.BEFORE["into_phrase"]


def counts_something(text: str, end: int, number: int | None = None, at: int = 0) -> bool:
    """Whether a number that ends at `end` is a count: "2000 people", "some 1900".

    Parameters
    ----------
    number, at : int
        The number and where it begins, if the words before it are to count too.
    """
    first, second = _after(text, end)
    if compound := _COMPOUND.match(text, end):
        return compound[1] not in words.AFTER["era"]
    if number is None:
        return first in words.COUNTED or second in words.COUNTED
    previous = before(text, at)
    if previous.lower() in {"in", "since"} and number % 100 and first[:1].isupper():
        # "In 2019 Georgian families woke to it".
        return False
    if first in words.COUNTED or (second in words.COUNTED and previous != "the"):
        return previous != "the" or first not in words.AFTER["of_an_event"] or number % 50 == 0
    if _TIME_COMPARED.search(text[max(0, at - 14) : at]):
        return False
    if previous.lower() in words.COUNTING or (
        previous.lower() in words.COUNTING_ROUND and number % 50 == 0
    ):
        return True
    return previous not in {"the", "s"} and _DEMONYM.match(first) is not None


def is_month(text: str, at: int, end: int, name: str, *, dated: bool) -> bool:
    """Whether a capitalised month's name without a day is the month."""
    previous = before(text, at)
    if not dated and _after(text, end)[0] in words.AFTER["no_month"]:
        return False
    if previous in words.RENAMING or previous.lower() in words.HABITUAL:
        return False
    if dated:
        return True
    if name not in words.FULL_MONTHS:
        run = _COMPOUND.match(text, end)
        if run and run[1] in words.ENGLISH_MONTHS:
            return True
        return text[end : end + 1] == "." and previous.lower() in words.BEFORE["into_month"]
    if name not in words.DOUBTFUL_MONTHS:
        return True
    return _is_doubtful_month(text, at, end, previous.lower())


def _is_doubtful_month(text: str, at: int, end: int, previous: str) -> bool:
    found = _AFTER_MONTH.match(text, end)
    following = found[1] if found else ""
    purpose = text[at:end] in words.VERB_MONTHS and following in words.AFTER["purpose"]
    if following in words.FULL_MONTHS and text[end : end + 1] in {
        " ",
        ",",
        "-",
        "\u2013",
        "\n",
        "\u00a0",
    }:
        return True
    if before(text, at) in words.FULL_MONTHS or previous in words.BEFORE["into_month"]:
        return True
    if text[max(0, at - 1) : at] in {*_DASHES, "/"} and before(text, at - 1) in words.FULL_MONTHS:
        return True
    if following in words.AFTER["of_month"] and not text[max(0, at - 2) : at].strip(_AROUND):
        return True
    if previous in {"and", "or", "to", "through"} and _month_before_join(text, at):
        return True
    if previous not in words.BEFORE["towards_month"] or purpose:
        return False
    return not (following[:1].isupper() and text[end : end + 1].isspace())


def _month_before_join(text: str, at: int) -> bool:
    found = _MONTH_BEFORE_JOIN.search(text[max(0, at - 30) : at])
    return found is not None and found[1] in words.FULL_MONTHS


def is_season(text: str, at: int, end: int, name: str, *, dated: bool) -> bool:
    """Whether a season's name is the season: not the Arab Spring, nor a fall."""
    previous = before(text, at)
    if previous in words.RENAMING or previous.lower() in words.HABITUAL:
        return False
    if dated:
        return True
    following = _after(text, end)[0]
    if following in words.AFTER["no_season"] or _USED_TO.search(text[max(0, at - 40) : at]):
        return False
    if name.lower() == "fall":
        return previous.lower() in {"last", "next", "that"}
    return previous.lower() in words.BEFORE["into_season"]


def opens_a_time(text: str, at: int) -> bool:
    """Whether a day is the first of a time: "as from today"."""
    return _AS_FROM.search(text, max(0, at - 16), at) is not None


def is_weekday(text: str, at: int, end: int, name: str) -> bool:
    """Whether a weekday without a date means one day, not every such day."""
    previous = before(text, at)
    if previous in words.RENAMING or previous.lower() in words.HABITUAL | words.ANY_DAY:
        return False
    if name not in words.FULL_WEEKDAYS:
        return False
    return _after(text, end)[0] not in words.HABITS
