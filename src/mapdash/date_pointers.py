"""Dates told by pointing: "last Tuesday", "that same day", "five months later"."""

from __future__ import annotations

import re
from dataclasses import replace

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_days import month_alone, weekdays
from mapdash.date_expressions import Calendar, Distance, Expression, Pointed, Weekdays
from mapdash.date_grammar import (
    AFTER_THAT,
    GAP,
    MONTH,
    POINTERS,
    UNIT,
    WORD,
    WORD_END,
    count_of,
    end_of,
    first_of,
    unit_of,
)
from mapdash.date_guards import before, opens_a_time
from mapdash.date_years import season

_POINTER = re.compile(rf"(?P<pointer>{words.one_of(POINTERS)}){GAP}", re.IGNORECASE)
_POINTED = re.compile(
    r"(?P<unit>day|week|weekend|month|year|night|morning|afternoon|evening)(?![^\W_])",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(
    rf"(?P<unit>day|week|month|year){GAP}(?P<way>before|after|earlier|later)"
    rf"(?:(?=\s{{0,3}}[,.;)])|{AFTER_THAT}"
    rf"|(?<=; the year before)(?={GAP}it{GAP}(?:was|had){WORD_END}))"
)
# "In the year just ended".
_JUST_ENDED = re.compile(
    rf"(?P<unit>week|month|year){GAP}(?:just|now|that{GAP}has{GAP}just|which{GAP}has{GAP}just){GAP}"
    rf"(?:ended|gone|past|over|closed|completed|concluded|finished|out|behind{GAP}us){WORD_END}"
    rf"(?!{GAP}by{WORD_END})",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    rf"(?P<count>\d{{1,2}}|(?:twenty|thirty|forty|fifty)[- ]\w{{3,5}}"
    rf"|{words.one_of(words.NUMBERS)})"
    rf"[-\s]{{1,3}}(?:{UNIT}|(?P<fortnight>fortnight))s?{GAP}"
    rf"(?P<way>later|earlier|ago|afterwards?|previously|thereafter|hence"
    rf"|(?:before|after|prior|on)(?=\s{{0,3}}[,.;)])){WORD_END}(?!{GAP}than{WORD_END})"
    rf"(?:{GAP}(?P<exact>today|tomorrow|yesterday|to{GAP}the{GAP}day){WORD_END})?",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    rf"(?P<day>yesterday|today|tomorrow|tonight){WORD_END}(?P<of>[{words.APOSTROPHES}]s{WORD_END}|{GAP}(?:and|as){GAP})?",
    re.IGNORECASE,
)
# What happens on a day: "today's call" is of the day of writing.
_DAYS_EVENT = re.compile(
    rf"{GAP}(?:[a-z-]+{GAP})?{words.one_of(sorted(words.AFTER['event']))}{WORD_END}", re.IGNORECASE
)
_THEN_AND = re.compile(
    rf"\b(?:{words.one_of(words.BEFORE['times_past'])}|\d{{4}}s?),? and\s\Z", re.IGNORECASE
)
_BEYOND = re.compile(
    rf"(?P<unit>day|week|weekend|month|year){GAP}"
    rf"(?:(?P<before>before{GAP}(?:last|yesterday))|after{GAP}(?:next|tomorrow)){WORD_END}",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:earlier|later|early|late) in the\s\Z", re.IGNORECASE)
_THE_WORD = re.compile(
    rf"(?P<unit>week|month|year){WORD_END}(?!{GAP}(?:of{WORD_END}|\d))", re.IGNORECASE
)
_DAY_OF_MONTH = re.compile(
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{GAP}(?:of{GAP})?"
    rf"(?P<pointer>this|last|next|that|the same|the following|the previous){GAP}month{WORD_END}",
    re.IGNORECASE,
)
_DAY_OF_NAMED = re.compile(
    rf"(?P<days>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{GAP}of{GAP}"
    rf"(?P<pointer>last|next|that|that same|the same){GAP}{MONTH}"
)
_UNIT_AND = re.compile(r"\b(?:(?:day|week|month|year)s?|half|once|now),? and\s\Z", re.IGNORECASE)
_PAST_SEASON = re.compile(rf"past{GAP}{words.one_of(words.SEASONS)}{WORD_END}")
_LENGTH = re.compile(r"\b(?:over|within|in|for|during|throughout)\s+the\s+\Z", re.IGNORECASE)
_NAMED = re.compile(r"following|previous|preceding", re.IGNORECASE)


def pointed(text: str, at: int) -> Expression | None:
    """Read "last December", "that same day", "the following year", "next Friday"."""
    found = _POINTER.match(text, at)
    if found is None:
        return None
    pointer = POINTERS[" ".join(found["pointer"].lower().split())]
    the = before(text, at).lower() in {"the", "that", "very"}
    if found["pointer"].lower() in {"same", "following", "previous", "preceding", "ensuing"}:
        if not the and found["pointer"].lower() == "same":
            return None
    elif the and pointer == "last" and not _PAST_SEASON.match(text, at):
        # "Over the last year" is a length of time.
        return None
    elif found["pointer"].lower() == "past" and not (the and _PAST_SEASON.match(text, at)):
        return None
    elif the and pointer == "next" and found["pointer"].lower() != "coming":
        pointer = "following"
    if unit := _POINTED.match(text, found.end()):
        return _pointed_unit(text, at, unit, pointer)
    word = WORD.match(text, found.end())
    if word is None or word[0][0].isdigit():
        return None
    inner = first_of((month_alone, season, weekdays), text, found.end())
    if isinstance(inner, Calendar) and inner.year is None and inner.days is None:
        return replace(inner, start=at, pointer=pointer)
    return replace(inner, start=at, pointer=pointer) if isinstance(inner, Weekdays) else None


def _pointed_unit(
    text: str, at: int, found: re.Match[str], pointer: de.Pointer
) -> Expression | None:
    unit, previous = found["unit"].lower(), before(text, at).lower()
    if unit in {"night", "morning", "afternoon", "evening"}:
        day: dict[de.Pointer, de.Pointer] = {
            "this": "this", "last": "last", "next": "following", "following": "following",
            "previous": "previous", "that": "that",
        }  # fmt: skip
        return Pointed(at, found.end(), "day", day[pointer]) if pointer in day else None
    if unit == "day" and pointer in {"this", "last"}:
        return None
    if pointer == "following" and previous == "the" and unit != "day" and _is_length(text, at):
        return None
    whole = "weekend" if unit == "weekend" else unit_of(found)
    if pointer == "next" and whole == "day":
        pointer = "following"
    return Pointed(at, found.end(), whole, pointer)


def _is_length(text: str, at: int) -> bool:
    """Whether "the next year" is a length of time: over it, within it."""
    return _LENGTH.search(text[max(0, at - 24) : at]) is not None and not _NAMED.match(text, at)


def _is_rough(text: str, at: int) -> bool:
    """Whether it is only roughly or partly told: "about a year later", "and a month later"."""
    previous = before(text, at).lower()
    if previous == "and":
        return _UNIT_AND.search(text, max(0, at - 16), at) is not None
    return previous in words.BEFORE["vague"]


def unit_before(text: str, at: int) -> Expression | None:
    """Read "the year before," as what came before the date last named."""
    found = _UNIT_BEFORE.match(text, at)
    article = before(text, at)
    if found is None or article.lower() not in {"the", "a"}:
        return None
    if article == "a" and _is_rough(text, at - len("a ")):
        # "Less than a year later".
        return None
    way = -1 if found["way"] in {"before", "earlier"} else 1
    return Distance(at, found.end(), way, unit_of(found))


def just_ended(text: str, at: int) -> Expression | None:
    """Read "the year just ended", as the last whole one before the day of writing."""
    found = _JUST_ENDED.match(text, at)
    if found is None or before(text, at).lower() != "the":
        return None
    return Pointed(at, found.end(), unit_of(found), "last")


def beyond(text: str, at: int) -> Expression | None:
    """Read "the week before last", "the day after tomorrow"."""
    found = _BEYOND.match(text, at)
    if found is None or before(text, at).lower() != "the":
        return None
    pointer: de.Pointer = "last" if found["before"] else "next"
    unit = "weekend" if found["unit"].lower() == "weekend" else unit_of(found)
    return Pointed(at, found.end(), unit, pointer, further=-1 if found["before"] else 1)


def unit_within(text: str, at: int) -> Expression | None:
    """Read "earlier in the week", "later in the year"."""
    found = _THE_WORD.match(text, at)
    if found is None or not _WITHIN.search(text[max(0, at - 20) : at]):
        return None
    return Pointed(at, found.end(), unit_of(found), "the")


def day_of_pointed_month(text: str, at: int) -> Expression | None:
    """Read "the 12th of this month"."""
    found = _DAY_OF_MONTH.match(text, at)
    if found is None:
        return _day_of_named_month(text, at)
    pointer = POINTERS[" ".join(found["pointer"].lower().split())]
    return Pointed(at, found.end(), "month", pointer, de.nth_of(int(found["day"]), "day"))


def _day_of_named_month(text: str, at: int) -> Expression | None:
    """Read "the 1st of that same December"."""
    found = _DAY_OF_NAMED.match(text, at)
    if found is None or found["month"] not in words.ENGLISH_MONTHS:
        return None
    number, day = words.MONTHS[found["month"]], int(found["days"])
    pointer = POINTERS[" ".join(found["pointer"].lower().split())]
    return Calendar(at, end_of(found), months=(number, number), days=(day, day), pointer=pointer)


def distance(text: str, at: int) -> Expression | None:
    """Read "five months later", "two years ago", "a month ago today"."""
    found = _DISTANCE.match(text, at)
    if found is None or _is_rough(text, at):
        return None
    unit: de.Unit
    way = found["way"].lower()
    count = count_of(found["count"])
    if way in {"earlier", "ago", "previously", "before", "prior"}:
        count = -count
    if not count:
        return None
    if found["fortnight"]:
        unit, count = "week", 2 * count
    else:
        unit = unit_of(found)
    from_writing, exact = way in {"ago", "hence"}, (found["exact"] or "").lower()
    beside = {"tomorrow": 1, "yesterday": -1}.get(exact, 0)
    return Distance(at, found.end(), count, unit, from_writing, bool(exact), beside)


def _means_an_age(text: str, at: int, found: re.Match[str]) -> bool:
    """Whether "today" or "tomorrow" is the present or the future: "today's youth"."""
    if found["of"]:
        return _DAYS_EVENT.match(text, found.end()) is None
    previous = before(text, at).lower()
    if previous == "and":
        return _THEN_AND.search(text[max(0, at - 20) : at]) is not None
    return previous in words.BEFORE["ages"] and not opens_a_time(text, at)


def neighbour(text: str, at: int) -> Expression | None:
    """Read "yesterday", "today" and "tomorrow", unless they mean an age: "today's youth"."""
    found = _NEIGHBOUR.match(text, at)
    if found is None:
        return None
    name = found["day"].lower()
    if name != "yesterday" and _means_an_age(text, at, found):
        return None
    pointers: dict[str, de.Pointer] = {
        "yesterday": "last", "today": "this", "tonight": "this", "tomorrow": "next",
    }  # fmt: skip
    return Pointed(at, found.end("day"), "day", pointers[name])
