"""Whether what looks like a date is one: "may", "march", 2000 people, Black January."""

from __future__ import annotations

import re

from mapdash import calendar_words as words
from mapdash import date_things as things
from mapdash import date_titles as titles

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
_SERIES = re.compile(r"([^\W\d_]+)\.?\s\d{1,5}(?:/\d{1,4})?(?:\s(?:to|and|or|through)\s|,\s)\Z")
# "As from today", and where a clause begins: "From today the fee is ten".
_AS_FROM = re.compile(
    r"\b(?:as|effective|starting|beginning) (?:from|of)\s\Z"
    r"|(?:\A|[.!?:;,][\"\u201d)]?\s|\n)from\s\Z",
    re.IGNORECASE,
)
# "No sooner than 2028": a time compared, and no count.
_TIME_COMPARED = re.compile(r"\b(?:sooner|later|earlier|other|rather)\sthan\s\Z")
_USED_TO = re.compile(r"\bused to\b[^.;]{1,30}\Z")
_MONTH_BEFORE_JOIN = re.compile(r"([^\W\d_]+)\s{1,3}(?:and|or|to|through)\s{1,3}\Z")
# "DK 2020", "(A) YEREVAN 1988": a sign for a book, a paper, a machine; but "A 2013 report".
_CODE = re.compile(r"(?:\([A-Z0-9]\) [A-Z]{2,20}|(?<![A-Z] )(?<![^\W_])(?!A\s)[A-Z]{1,2})\s\Z")
# "They came down as far as the spring": where water rises.
_AT_THE_WATER = re.compile(
    r"\b(?:as far as|at|near|beside|above|below|beyond|behind|around|reach(?:ed|es)?"
    r"|down to|up to|next to|(?:walk|walked|fetch|water|climb|climbed) (?:to|from)) the\s\Z"
)
# "Families who spend the winter there": every winter.
_SPEND = re.compile(r"\bspends? the\s\Z")
# "1991's document".
_HAS_ITS_OWN = re.compile(rf"(?:19|20)\d\d[{words.APOSTROPHES}]s\s")
# "At 1800", "the 2015 to Kars": a time of day.
_OF_THE_CLOCK = re.compile(r"(?:1\d|2[0-3])[0-5][05](?=[,.;]| (?:and|or|hours|on|the)\b)")
_DEPARTURE = re.compile(r"(?:1\d|2[0-3])[0-5][05] (?:to|from) [A-Z]")
_OUT_OF = re.compile(r"\bout of\s\Z")
# "1918 Republic Avenue", "28 May Street": where somebody lives, or a train stops.
_ADDRESS = re.compile(
    rf"(?:[\s]{{1,3}}[A-Z][\w'\u2019-]*){{0,3}}\s{{1,3}}{words.one_of(words.ADDRESSES)}\b"
)
_ADDRESS_AT_ONCE = re.compile(rf"\s{{1,3}}{words.one_of(words.ADDRESSES)}\b")
_STOPS = {"station", "stations", "stop", "stops", "street", "streets"}
# "A rating of 2019", "whose capacity is 2000".
_MEASURED = re.compile(
    rf"\b{words.one_of(words.MEASURES)}\s(?:of|at|to|is|was|by)\s\Z", re.IGNORECASE
)
# "Twice the figure of 2021".
_OF_THAT_YEAR = re.compile(
    r"\b(?:twice|thrice|half|double|treble|triple|quadruple|times|above|below|beyond|than|against"
    rf"|compared (?:to|with)|match(?:es|ed)?) the {words.one_of(words.MEASURES)} of\s\Z",
    re.IGNORECASE,
)
# "1000 by 800 metres".
_TIMES = re.compile(r"\s(?:by|x|\u00d7)\s[\d.,]{1,9}\s([a-z]{1,12})\b")
# "My 1905 is a rifle", "Orwell's 1984 and": a thing called by its number.
_OWNED = re.compile(r"\s(?:is|was)\b|: [A-Z]|\sand [A-Z]")
# "Prince's 1999, and": a work, where no noun follows that the year goes with.
_WORK = re.compile(r"[,.;:!?)]|\s*\Z")
# "Only 1994 of the mines": a share.
_SHARE = re.compile(r"\s(?:out\s)?of\s(?:the|its|their|our|these|those|all)\b")
# "In 1999 the village": these begin another thing, which the number does not count.
_DETERMINERS = frozenset(
    [
        *["the", "a", "an", "its", "their", "his", "her", "our", "my", "this", "that", "these"],
        *["those", "no", "every", "each", "any", "some", "all", "both", "another", "not", "only"],
    ]
)
# "From 1989 to 1994 are missing": what follows the verb is not counted.
_VERBS = frozenset(["is", "are", "was", "were", "has", "have", "had"])
# "TSV 1860 Munich": a club has the year in its name.
_INITIALS = re.compile(r"[A-Z]{3}")
_CLUB = re.compile(r"\s[A-Z][a-z]")
# "Storeroom 1914 holds": a word that opens a sentence and is numbered.
_OPENS = re.compile(r"(?:\A|[.!?:;\u201d\"]\s{1,3}|\n)[\"\u201c]?([A-Z][a-z]{2,})\s\Z")
_DEMONYM = re.compile(r"[A-Z]\w*(?:ians|ans|is|ks|ds|ns)\Z")
_CALENDAR = frozenset(words.MONTHS) | frozenset(words.WEEKDAYS)
_BEFORE_MONTH = frozenset(["the", *(name.lower() for name in _CALENDAR)])
_SMALL = words.BEFORE["into_year"] | words.BEFORE["into_month"] | words.BEFORE["towards_month"]
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
        or things.is_of_a_series(text, at)
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
    if previous.lower() == "the" and _DEPARTURE.match(text, at):
        return False
    if things.belongs_to_a_thing(text, at):
        return False
    if _names_a_thing(text, at, previous) or titles.names_a_thing(text, at):
        return False
    if not previous or not previous.islower() or previous in words.BEFORE["into_year"]:
        return True
    if not text[max(0, at - 1) : at].isspace():
        return True
    # "The disastrous 2020 war": an article before what stands before it.
    head = text[max(0, at - 30) : at].rstrip(_AROUND)
    return before(head, len(head) - len(previous)).lower() in words.BEFORE["into_phrase"]


def _names_a_thing(text: str, at: int, previous: str) -> bool:
    """Whether a number names a house, a room, a thing of its owner's, or tells a measure."""
    end = at + 4
    if _ADDRESS.match(text, end) or _OUT_OF.search(text, max(0, at - 8), at):
        return True
    if _MEASURED.search(text, max(0, at - 40), at):
        return _OF_THAT_YEAR.search(text, max(0, at - 50), at) is None
    if previous.lower() in words.OWNERS and _OWNED.match(text, end):
        return True
    if previous == "s" and text[max(0, at - 3)] in words.APOSTROPHES and _WORK.match(text, end):
        return True
    if previous in {"Only", "only", "just", "Just"} and _SHARE.match(text, end):
        return True
    if _INITIALS.fullmatch(previous) and _CLUB.match(text, end):
        return True
    opening = _OPENS.search(text, max(0, at - 24), at) if previous[:1].isupper() else None
    return opening is not None and opening[1].lower() not in words.BEFORE["into_year"]


def counts_something(text: str, end: int, number: int | None = None, at: int = 0) -> bool:
    """Whether a number that ends at `end` is a count: "2000 people", "some 1900".

    Parameters
    ----------
    number, at : int
        The number and where it begins, if the words before it are to count too.
    """
    first, second = _after(text, end)
    if first in _DETERMINERS or first in _VERBS:
        second = ""
    if (by := _TIMES.match(text, end)) and by[1] in words.COUNTED:
        return True
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
    return previous not in {"the", "The", "s"} and _DEMONYM.match(first) is not None


def is_month(text: str, at: int, end: int, name: str, *, dated: bool) -> bool:
    """Whether a capitalised month's name without a day is the month."""
    previous = before(text, at)
    if not dated and _after(text, end)[0] in words.AFTER["no_month"]:
        return False
    if previous in words.RENAMING or previous.lower() in words.HABITUAL:
        return False
    if dated:
        return True
    if previous in {"of", "Was", "Like", "in"} and titles.is_in_a_title(text, at, end):
        return False
    if previous != "the" and _is_of_a_name(text, at, end):
        return False
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
    beside = _after(text, end)[0]
    if _goes_on_as_name(text, end, beside) and before(text, at) in {"and", "or"}:
        # "Baroness May and April Haines".
        return False
    if _begins_name(before(text, at)) and previous not in _BEFORE_MONTH:
        return False
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
    if name.lower() == "spring" and _AT_THE_WATER.search(text, max(0, at - 24), at):
        return False
    if _SPEND.search(text, max(0, at - 16), at) or things.names_a_kind(text, at, end):
        return False
    if name[0].isupper() and titles.is_in_a_title(text, at, end):
        return False
    if name.lower() == "fall":
        return previous.lower() in {"last", "next", "that"}
    return previous.lower() in words.BEFORE["into_season"]


def names_a_place(text: str, at: int, end: int) -> bool:
    """Whether a day without a year is the name of a street, a station, a club: "28 May Street"."""
    if before(text, at).lower() in _STOPS or _ADDRESS_AT_ONCE.match(text, end):
        return True
    return titles.is_a_stop(text, at, end) or titles.is_in_a_title(text, at, end)


def opens_a_time(text: str, at: int) -> bool:
    """Whether a day is the first of a time: "as from today"."""
    return _AS_FROM.search(text, max(0, at - 16), at) is not None


def is_weekday(text: str, at: int, end: int, name: str) -> bool:
    """Whether a weekday without a date means one day, not every such day."""
    previous, following = before(text, at), _after(text, end)[0]
    if previous in words.RENAMING or previous in words.TITLES:
        return False
    if previous.lower() in words.HABITUAL | words.ANY_DAY:
        return False
    if name not in words.FULL_WEEKDAYS or following in words.HABITS:
        return False
    if titles.is_in_a_title(text, at, end):
        return False
    return not _is_of_a_name(text, at, end)


def _is_of_a_name(text: str, at: int, end: int) -> bool:
    """Whether a name goes on: "Striker Sunday Adeleke", "the Friday Mosque", "January Jones"."""
    previous = before(text, at)
    opens = not previous and not text[max(0, at - 2) : at].strip(_AROUND + ".!?")
    return _goes_on_as_name(text, end, _after(text, end)[0]) and (opens or _begins_name(previous))


def _goes_on_as_name(text: str, end: int, following: str) -> bool:
    """Whether a capitalised word stands right after, and is no month or weekday."""
    if not (following[:1].isupper() and following[1:].islower() and text[end : end + 1] == " "):
        return False
    return text[end + 1] == following[0] and following not in _CALENDAR


def _begins_name(previous: str) -> bool:
    """Whether a word may stand before a name: an article, or a noun with a capital letter."""
    if previous in {"the", "The"}:
        return True
    return previous[:1].isupper() and previous.lower() not in _SMALL
