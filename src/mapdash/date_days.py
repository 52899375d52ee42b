"""Days and months by name, and weekdays."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_expressions import Calendar, Expression, Weekdays
from mapdash.date_grammar import (
    DASH,
    DAYS,
    END,
    GAP,
    MAYBE_GAP,
    MONTH,
    OF_YEAR,
    POINTERS,
    WORD_END,
    YEAR_NUMBER,
    end_of,
    year_of,
    year_pointer,
)
from mapdash.date_guards import (
    before,
    counts_something,
    is_month,
    is_weekday,
    names_a_place,
)
from mapdash.date_years import figures, iso

_STAMP = re.compile(rf"(?P<days>\d\d?)-{MONTH}-(?P<year>\d{{4}}){END}{WORD_END}")
_DAY_MONTH = re.compile(rf"{DAYS}{MAYBE_GAP}(?:of{GAP})?{MONTH}{OF_YEAR}?")
_MONTH_DAY = re.compile(rf"{MONTH}{GAP}(?:the{GAP})?{DAYS}{WORD_END}{OF_YEAR}?")
_MONTH_ORDINAL = re.compile(
    rf"{MONTH}{GAP}the{GAP}(?P<ordinal>{words.one_of(words.ORDINALS)}){WORD_END}{OF_YEAR}?"
    # "In October the first wheat came": a noun follows.
    rf"(?=\s{{0,3}}(?:[^\sa-z]|\Z)|{GAP}{words.one_of(words.AFTER['clause'])}{WORD_END})"
)
_MONTH_ALONE = re.compile(rf"{MONTH}{OF_YEAR}?")
_YEAR_FIRST = re.compile(
    rf"(?P<year>{YEAR_NUMBER})(?:{MAYBE_GAP}{DASH}?(?:{words.YEAR_ENDINGS}{WORD_END})?"
    rf"{MAYBE_GAP}{words.YEAR_WORDS}{WORD_END}|\.|),?{GAP}{MONTH}"
    rf"(?:{GAP}(?P<days>(?:3[01]|[12]\d|0?[1-9]){END})(?:-?{words.DAY_ENDINGS})?)?{WORD_END}"
)
_LONE_DAY = re.compile(
    rf"(?P<days>\d\d?)(?:st|nd|rd|th){WORD_END}"
    rf"(?={MAYBE_GAP}[,.;:)]|{GAP}{words.one_of(words.AFTER['clause'])}{WORD_END})"
)
_LONE_ORDINAL = re.compile(
    rf"(?P<ordinal>{words.one_of(words.ORDINALS)})(?=\s{{0,3}}(?:[,.;:)]|\Z))", re.IGNORECASE
)
_AND_THE_NEXT = re.compile(rf"{GAP}and{GAP}(?:the{GAP})?(?P<days>\d\d?)(?:st|nd|rd|th){WORD_END}")
# "On the third, ..." may count off a list.
_FIRST_SURE = 7
_ON_THE = re.compile(r"\b(?:on|by|of|until|since|to|after|before|from) the\s\Z", re.IGNORECASE)
_ORDINAL_DAY = re.compile(
    rf"(?P<ordinal>{words.one_of(words.ORDINALS)}){GAP}of{GAP}{MONTH}{OF_YEAR}?", re.IGNORECASE
)
_WEEKDAYS = re.compile(
    rf"(?P<first>{words.one_of(words.WEEKDAYS)}){WORD_END}\.?"
    rf"(?:(?:{GAP}(?:and|or|to|through|until|till){GAP}|,{GAP}\w{{6,9}},?{GAP}and{GAP}|{DASH}|/)"
    rf"(?P<last>{words.one_of(words.WEEKDAYS)}){WORD_END}\.?)?"
)
_THE_DAY = re.compile(
    rf",?{GAP}the{GAP}(?P<days>\d\d?)(?:st|nd|rd|th){WORD_END}(?!{GAP}of{WORD_END})"
)
_EACH = re.compile(rf"{GAP}(?:of|in){GAP}(?:each|every|any){WORD_END}", re.IGNORECASE)
# "21 may march": a word follows, and a verb stood before it.
_GOES_ON = re.compile(rf"{GAP}[a-z]{{2,}}")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\s\Z")
_LEAP_YEAR = 2024
_LISTING = re.compile(r",|\band\b|&|\bor\b", re.IGNORECASE)
_AFTER_WEEKDAY = re.compile(rf",?{GAP}(?:the{GAP})?")
_WEEK_TOLD = re.compile(
    rf"{GAP}(?:(?:of{GAP})?(?P<week>last|this|next){GAP}week{WORD_END}"
    rf"|(?:of{GAP}the{GAP}week{GAP})?(?P<before>before{GAP}last){WORD_END}"
    rf"|(?P<pointer>last|next)(?=\s{{0,3}}(?:[,.;:)\u2014]|\Z))"
    rf"|(?P<on>week|fortnight){WORD_END})",
    re.IGNORECASE,
)
_WEEKS = {"last": -1, "this": 0, "next": 1}
_LISTED = re.compile(
    rf"(?<![^\W_]){words.one_of(words.FULL_MONTHS)}\s(?:\d\d?(?:,\s|,?\sand\s)){{1,4}}\Z"
)
_ALONE = re.compile(
    rf"(?P<day>3[01]|[12]\d|[1-9]){END}(?=\s{{0,3}}(?:[,.;:)]|[a-z]))"
    rf"(?:,{GAP}(?P<year>{YEAR_NUMBER}){WORD_END})?"
)
_FEAST = re.compile(
    rf"(?P<feast>{words.one_of(words.FEASTS)}){WORD_END}(?:{OF_YEAR})?".replace("\\ ", "\\s{1,3}")
)


def day_month(text: str, at: int) -> Expression | None:
    """Read "7 December 2023", "the 7th of December" or "4 and 5 May"."""
    found = _DAY_MONTH.match(text, at) or _STAMP.match(text, at)
    if found is None or (year_of(found) is None and names_a_place(text, at, found.end())):
        return None
    return _dated(found)


def month_day(text: str, at: int) -> Expression | None:
    """Read "December 7th, 2023" or "May 4-5"."""
    found = _MONTH_DAY.match(text, at)
    if found is None:
        return _month_ordinal(text, at)
    in_month = before(text, at).lower() == "in"
    told = year_of(found) or year_pointer(found)
    if not told and (in_month or counts_something(text, found.end("days"))):
        # "In May 15 soldiers died": the number counts, and only the month is a date.
        return None
    return _dated(found)


def _month_ordinal(text: str, at: int) -> Expression | None:
    """Read "June the twentieth"."""
    found = _MONTH_ORDINAL.match(text, at)
    if found is None or found["month"] not in words.ENGLISH_MONTHS:
        return None
    number, day = words.MONTHS[found["month"]], words.ORDINALS[found["ordinal"].lower()]
    return Calendar(at, end_of(found), year_of(found), "", (number, number), (day, day))


def year_first(text: str, at: int) -> Expression | None:
    """Read a year, a word for year, a month and perhaps a day, as Armenian has them."""
    found = _YEAR_FIRST.match(text, at)
    return _dated(found) if found else None


def _dated(found: re.Match[str]) -> Expression | None:
    """Return the day or days of a month that a pattern found."""
    name, year = found["month"], year_of(found)
    small = name in words.SMALL_MONTHS and (
        name not in words.OTHER_MONTHS or _GOES_ON.match(found.string, found.end("month"))
    )
    if small and (year is None or found["days"] is None):
        return None
    number = words.MONTHS[name]
    whole = Calendar(found.start(), end_of(found), year, year_pointer(found), (number, number))
    if found["days"] is None:
        return whole
    days = [int(day) for day in re.findall(r"\d+", found["days"])]
    if _are_apart(days, found["days"]):
        # "2 and 14 October": each day is a date by itself, and the others are read in turn.
        return _first_listed(found, whole, days[0])
    exact = replace(whole, days=(days[0], days[-1]))
    # Where the year is not told, it may be a leap year.
    real = de.days_of(exact, year or _LEAP_YEAR) is not None
    return exact if real and days == sorted(days) else None


def _are_apart(days: list[int], written: str) -> bool:
    """Whether the days of a list do not form a run."""
    gaps = {later - earlier for earlier, later in pairwise(days)}
    return bool(gaps - {1}) and min(gaps) > 0 and _LISTING.search(written) is not None


def _first_listed(found: re.Match[str], whole: Calendar, day: int) -> Calendar:
    """Return the first day of a list, as far as it is written before the others."""
    number = re.match(r"\d+(?:[a-z]{2}(?![a-z]))?", found["days"])
    end = found.start("days") + (number.end() if number else 0)
    return replace(whole, end=end, days=(day, day))


def listed_day(text: str, at: int) -> Expression | None:
    """Read the "9, 2022" of "October 4 and 9, 2022", of which the "October 4" was read before."""
    found = _ALONE.match(text, at)
    listed = _LISTED.search(text[max(0, at - 40) : at]) if found else None
    if found is None or listed is None:
        return None
    if counts_something(text, found.end("day")):
        return None
    day = int(found["day"])
    return Calendar(at, found.end(), days=(day, day), months=de.LAST_NAMED, pointer="that")


def feast(text: str, at: int) -> Expression | None:
    """Read "Christmas Day", "New Year's Eve 2023"."""
    found = _FEAST.match(text, at)
    if found is None:
        return None
    name = " ".join(found["feast"].replace("\u2019", "'").split())
    number, day = words.FEASTS[name]
    year, pointer = year_of(found), year_pointer(found)
    return Calendar(at, end_of(found), year, pointer, (number, number), (day, day))


def month(text: str, at: int) -> Expression | None:
    """Read "September 2023", "September of last year" or "September"."""
    found = _MONTH_ALONE.match(text, at)
    if found is None:
        return None
    name, end = found["month"], found.end("month")
    number = words.MONTHS[name]
    dated = bool(year_of(found) or year_pointer(found))
    if found["year"] and text[end] == "," and counts_something(text, found.end("year")):
        dated = False
    if name in words.ENGLISH_MONTHS:
        stands = is_month(text, at, end, name, dated=dated)
    else:
        # In other scripts a month is no other word; in Latin ones it may be ("may", "mart").
        stands = name in words.OTHER_MONTHS and (dated or (name.islower() and not name.isascii()))
    if not stands or (not dated and _ends_name_of_place(text, at, end)):
        return None
    if not dated:
        return Calendar(at, end, months=(number, number))
    return Calendar(at, end_of(found), year_of(found), year_pointer(found), (number, number))


def _ends_name_of_place(text: str, at: int, end: int) -> bool:
    """Whether a month ends the name of a station or a street: the "January" of "20 January"."""
    day = _DAY_BEFORE.search(text, max(0, at - 5), at)
    return day is not None and names_a_place(text, day.start(), end)


def month_alone(text: str, at: int) -> Expression | None:
    """Read a month after "last", "next" and the like, where even May is no name."""
    found = _MONTH_ALONE.match(text, at)
    if found is None or found["month"] not in words.FULL_MONTHS or year_of(found):
        return None
    number = words.MONTHS[found["month"]]
    return Calendar(at, found.end("month"), months=(number, number))


def ordinal_day(text: str, at: int) -> Expression | None:
    """Read "the seventh of December 2023"."""
    found = _ORDINAL_DAY.match(text, at)
    if found is None:
        return _lone_ordinal(text, at)
    if found["month"] not in words.ENGLISH_MONTHS or names_a_place(text, at, found.end()):
        return None
    number, day = words.MONTHS[found["month"]], words.ORDINALS[found["ordinal"].lower()]
    year, pointer = year_of(found), year_pointer(found)
    return Calendar(at, end_of(found), year, pointer, (number, number), (day, day))


def lone_day(text: str, at: int) -> Expression | None:
    """Read "on the 20th," as a day of the month last named."""
    found = _LONE_DAY.match(text, at)
    if found is None or before(text, at).lower() != "the" or not 1 <= int(found["days"]) <= 31:
        return None
    if not _ON_THE.search(text[max(0, at - 12) : at]):
        return None
    day = last = int(found["days"])
    if (second := _AND_THE_NEXT.match(text, found.end())) and int(second["days"]) == day + 1:
        last, end = day + 1, second.end()
    else:
        end = found.end()
    return Calendar(at, end, days=(day, last), months=de.LAST_NAMED, pointer="that")


def _lone_ordinal(text: str, at: int) -> Expression | None:
    """Read "on the twenty-seventh." as a day of the month last named."""
    found = _LONE_ORDINAL.match(text, at)
    day = words.ORDINALS[found["ordinal"].lower()] if found else 0
    if found is None or day < _FIRST_SURE or not _ON_THE.search(text[max(0, at - 12) : at]):
        return None
    return Calendar(at, found.end(), days=(day, day), months=de.LAST_NAMED, pointer="that")


def weekdays(text: str, at: int) -> Expression | None:
    """Read "Wednesday and Thursday", or the weekday of a date together with it."""
    found = _WEEKDAYS.match(text, at)
    if found is None:
        return None
    if gap := _AFTER_WEEKDAY.match(text, found.end()):
        inner = _day_at(text, gap.end())
        if inner is not None:
            return replace(inner, start=at)
    if (day := _THE_DAY.match(text, found.end())) and 1 <= int(day["days"]) <= 31:
        days = (int(day["days"]), int(day["days"]))
        return Calendar(at, day.end(), days=days, months=de.LAST_NAMED, pointer="that")
    if not is_weekday(text, at, found.end("first"), found["first"]):
        return None
    if _EACH.match(text, found.end()):
        return None
    first = words.WEEKDAYS[found["first"]]
    last = words.WEEKDAYS[found["last"]] if found["last"] else first
    end = found.end("last") if found["last"] else found.end("first")
    if (told := _WEEK_TOLD.match(text, end)) and (first == last or told["week"]):
        return _in_week(at, (first, last), told)
    return Weekdays(at, end, first, last)


def _in_week(at: int, days: tuple[int, int], told: re.Match[str]) -> Weekdays:
    """Return weekdays with what follows: "of last week", "before last", "next", "week"."""
    whole = Weekdays(at, told.end(), *days)
    if told["before"]:
        return replace(whole, weeks=-2)
    if told["week"]:
        return replace(whole, weeks=_WEEKS[told["week"].lower()])
    if told["on"]:
        return replace(whole, further=1 if told["on"].lower() == "week" else 2)
    return replace(whole, pointer=POINTERS[told["pointer"].lower()])


def _day_at(text: str, at: int) -> Calendar | None:
    """Return the day of a month that begins at a place, if one does."""
    for form in (day_month, month_day, iso, figures):
        found = form(text, at)
        if isinstance(found, Calendar) and found.days is not None:
            return found
    return None
