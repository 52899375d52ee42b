"""Reading one temporal expression where a word begins.

`read` tries the forms a word can begin, longest first, and returns what it
found or None.  Every pattern is anchored and its repeats are bounded, so the
work at one word does not depend on the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_expressions import Calendar, Distance, Expression, Fixed, Pointed, Weekdays
from mapdash.date_guards import (
    before,
    counts_something,
    follows_number,
    is_free,
    is_month,
    is_season,
)
from mapdash.date_guards import is_weekday
from mapdash.intervals import Interval

_GAP = r"[\s*_]{1,6}"
_MAYBE_GAP = r"[\s*_]{0,6}"
_DASH = "[-‐‑‒–—−]"
# A number ends here: no digit, decimal or thousand follows, but a footnote's number may.
_END = (
    r"(?:(?=\.\d{1,3}(?:[\s*_]{1,6}[^\W\d_a-z]|[\s*_]{0,6}\Z))|(?!\d|,\d{3}(?!\d)|[.:]\d))"
    r"(?![%‰°])"
)
_WORD_END = r"(?![^\W_])"
_DAY_NUMBER = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?{_END}"
_ARMENIAN_DAY = "(?:-?(?:ին|ի|ից|ը))?"
_JOIN = "(?:and|&|or|to|through|thru|until|till|и|по|və|և|–|-)"
_DAYS = (
    rf"(?P<days>{_DAY_NUMBER}(?:{_MAYBE_GAP}(?:{_DASH}|/){_MAYBE_GAP}{_DAY_NUMBER}"
    rf"|(?:,{_GAP}{_DAY_NUMBER}){{0,6}},?{_GAP}{_JOIN}{_GAP}(?:the{_GAP})?{_DAY_NUMBER})?)"
)
_MONTH = rf"(?P<month>{words.one_of(words.MONTHS)}){_WORD_END}\.?"
_YEAR_NUMBER = rf"(?:1\d|20)\d\d{_END}"
_YEAR = (
    rf"(?P<year>{_YEAR_NUMBER})(?:{_DASH}?{words.YEAR_ENDINGS}{_WORD_END})?"
    rf"(?:{_GAP}{words.YEAR_WORDS}{_WORD_END})?(?![^\W\d_])"
)
_YEAR_POINTER = r"(?P<of>this|last|next|that|the same|that same|the following|the previous)"
_OF_YEAR = (
    rf"(?:,?{_GAP}(?:(?:of|in){_GAP})?(?:the{_GAP}year{_GAP})?{_YEAR}"
    rf"|,?{_GAP}(?:of{_GAP})?{_YEAR_POINTER}{_GAP}year{_WORD_END}"
    rf"|{_GAP}[’'‘](?P<short>\d\d){_END})"
)
_UNIT = r"(?P<unit>day|week|month|year|decade)"

_ISO = re.compile(
    rf"(\d{{4}})([-/.])(\d\d)\2(\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?|{_END}){_WORD_END}"
)
_YEAR_MONTH = re.compile(rf"(\d{{4}})-(0[1-9]|1[0-2]){_END}(?!-\d){_WORD_END}")
_FIGURES = re.compile(rf"(\d\d?)([-/.])(\d\d?)\2(\d{{4}}){_END}{_WORD_END}")
_SHORT_FIGURES = re.compile(rf"(\d\d)(\.)(\d\d)\.(\d\d){_END}{_WORD_END}")
_MONTH_YEAR = re.compile(rf"(0?[1-9]|1[0-2])/(\d{{4}}){_END}{_WORD_END}")
_DAY_MONTH = re.compile(rf"{_DAYS}{_MAYBE_GAP}(?:of{_GAP})?{_MONTH}{_OF_YEAR}?")
_MONTH_DAY = re.compile(rf"{_MONTH}{_GAP}(?:the{_GAP})?{_DAYS}{_WORD_END}{_OF_YEAR}?")
_MONTH_ALONE = re.compile(rf"{_MONTH}{_OF_YEAR}?")
_YEAR_FIRST = re.compile(
    rf"(?P<year>{_YEAR_NUMBER})(?:{_MAYBE_GAP}{_DASH}?(?:{words.YEAR_ENDINGS}{_WORD_END})?"
    rf"{_MAYBE_GAP}{words.YEAR_WORDS}{_WORD_END}|\.|),?{_GAP}{_MONTH}"
    rf"(?:{_GAP}(?P<days>(?:3[01]|[12]\d|0?[1-9]){_END}){_ARMENIAN_DAY})?{_WORD_END}"
)
_YEARS = re.compile(
    rf"(\d{{4}}){_END}{_MAYBE_GAP}(?:(?<=\d){_DASH}|(?<=\s)[-–]|/){_MAYBE_GAP}"
    rf"((?:1\d|20)?\d\d){_END}{_WORD_END}"
    rf"|(\d{{4}}){_END}(?:{_GAP}(?:to|through|thru|until|till){_GAP})(\d{{4}}){_END}{_WORD_END}"
)
_DECADE = re.compile(r"(\d{3}0|\d0)(?:[’']?s|-х|-е)(?![^\W_])")
_YEAR_ALONE = re.compile(_YEAR)
_LONE_DAY = re.compile(rf"(?P<days>\d\d?)(?:st|nd|rd|th){_WORD_END}(?={_MAYBE_GAP}[,.;:)])")
_SEASON = re.compile(
    rf"(?P<season>{words.one_of(words.SEASONS)}){_WORD_END}(?:{_OF_YEAR})?"
    rf"(?:(?P<second>{_DASH}|/)(?P<to>(?:20|19)?\d\d){_END})?"
)
_WEEKDAYS = re.compile(
    rf"(?P<first>{words.one_of(words.WEEKDAYS)}){_WORD_END}\.?"
    rf"(?:(?:{_GAP}(?:and|or|to|through|until|till){_GAP}|,{_GAP}\w{{6,9}},?{_GAP}and{_GAP}|{_DASH}|/)"
    rf"(?P<last>{words.one_of(words.WEEKDAYS)}){_WORD_END}\.?)?"
)
_AFTER_WEEKDAY = re.compile(rf",?{_GAP}(?:the{_GAP})?")
_PART = re.compile(
    rf"(?P<part>(?:early|mid|late|middle)(?:{_MAYBE_GAP}{_DASH}?(?:to|or|and)?{_DASH}?{_MAYBE_GAP}"
    rf"(?:mid|late))?|end|beginning|start)(?:{_DASH}{_MAYBE_GAP}|{_GAP}(?:(?:in|on){_GAP})?)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"(?:(?P<edge>beginning|start|outset|end|close|middle)"
    rf"|(?P<early>early|late|latter|middle|final){_GAP}(?:part|half|days|weeks|months|stages)"
    rf"|(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th){_GAP}"
    rf"(?:(?P<count>\d{{1,2}}|{words.one_of(words.NUMBERS)}){_GAP})?"
    rf"(?P<unit>day|week|month|half|third|quarter|trimester)(?P<plural>s?)){_WORD_END}"
    rf"{_GAP}of{_GAP}",
    re.IGNORECASE,
)
_QUARTER = re.compile(rf"(?P<letter>[QH])(?P<number>[1-4]){_WORD_END}(?:{_OF_YEAR})?")
_ORDINAL_DAY = re.compile(
    rf"(?P<ordinal>{words.one_of(words.ORDINALS)}){_GAP}of{_GAP}{_MONTH}{_OF_YEAR}?", re.IGNORECASE
)
_POINTER = re.compile(
    r"(?P<pointer>this past|this coming|this same|this very|that same|that very|the very same|this"
    r"|last|next|that|same|following|previous|preceding|ensuing|coming)"
    rf"{_GAP}",
    re.IGNORECASE,
)
_POINTED = re.compile(r"(?P<unit>day|week|weekend|month|year|night)(?![^\W_])", re.IGNORECASE)
_THE_UNIT = re.compile(r"(?P<unit>week|month|year)(?![^\W_])", re.IGNORECASE)
_YEAR_END = re.compile(rf"year(?:[’']s|{_DASH}){_MAYBE_GAP}end{_WORD_END}(?:{_OF_YEAR})?", re.I)
_UNIT_BEFORE = re.compile(
    rf"(?P<unit>day|week|month|year){_GAP}(?P<way>before|after|earlier|later)(?=\s{{0,3}}[,.;)])"
)
_DISTANCE = re.compile(
    rf"(?P<count>\d{{1,2}}|(?:twenty|thirty|forty|fifty)[- ]\w{{3,5}}|{words.one_of(words.NUMBERS)})"
    rf"[-\s]{{1,3}}{_UNIT}s?{_GAP}"
    rf"(?P<way>later|earlier|ago|afterwards?|previously|thereafter|hence"
    rf"|(?:before|after|prior|on)(?=\s{{0,3}}[,.;)])){_WORD_END}(?!{_GAP}than{_WORD_END})",
    re.IGNORECASE,
)

_POINTERS: dict[str, de.Pointer] = {
    "this": "this", "this past": "last", "this coming": "next", "this very": "this",
    "this same": "this", "last": "last", "next": "next", "coming": "next",
    "that": "that", "that same": "that", "that very": "that", "same": "that", "the same": "that",
    "the very same": "that", "following": "following", "ensuing": "following",
    "the following": "following", "previous": "previous", "preceding": "previous",
    "the previous": "previous",
}  # fmt: skip
_PARTS: dict[str, de.Part] = {"early": de.EARLY, "mid": de.MID, "middle": de.MID, "late": de.LATE}
_EDGES: dict[str, de.Part] = {
    "beginning": de.BEGINNING, "start": de.BEGINNING, "outset": de.BEGINNING,
    "end": de.END, "close": de.END, "middle": de.MID,
    "early": de.EARLY, "late": de.LATE, "latter": de.LATE, "final": de.END,
}  # fmt: skip
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}


def read(text: str, at: int, word: str) -> Expression | None:
    """Return the temporal expression that begins at a word, or None.

    Parameters
    ----------
    text : str
        The whole text: what stands before the word counts too.
    at : int
        Where the word begins.
    word : str
        The run of letters, or of digits, that stands there.
    """
    if word[0].isdigit():
        return _first_of(_NUMBER_FORMS, text, at) if is_free(text, at) else None
    forms = _FORMS.get(word)
    return _first_of(forms, text, at) if forms else None


def _first_of(forms: tuple[_Form, ...], text: str, at: int) -> Expression | None:
    return next((found for form in forms if (found := form(text, at)) is not None), None)


# ---------------------------------------------------------------- figures
def _iso(text: str, at: int) -> Expression | None:
    if found := _ISO.match(text, at):
        return _fixed_day(found, int(found[1]), int(found[3]), int(found[4]))
    if (found := _YEAR_MONTH.match(text, at)) and _is_month_of_year(found):
        month = int(found[2])
        return Calendar(at, found.end(), int(found[1]), months=(month, month))
    return None


def _is_month_of_year(found: re.Match[str]) -> bool:
    """Whether ``2023-09`` is a month: ``2003-09`` is rather a run of years."""
    return int(found[2]) <= int(found[1]) % 100 and 1900 <= int(found[1]) < 2100


def _fixed_day(found: re.Match[str], year: int, month: int, day: int) -> Expression | None:
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return Calendar(
        found.start(), found.end(), year, months=(month, month), days=(only.day, only.day)
    )


def _figures(text: str, at: int) -> Expression | None:
    """Read 19.09.2023; of 11/12/2020 both readings, for nothing tells which is meant."""
    found = _FIGURES.match(text, at) or _SHORT_FIGURES.match(text, at)
    if found is None:
        if found := _MONTH_YEAR.match(text, at):
            month = int(found[1])
            return Calendar(at, found.end(), int(found[2]), months=(month, month))
        return None
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
    day_first = _fixed_day(found, year, second, first)
    if found[2] == "." or first == second:
        return day_first
    month_first = _fixed_day(found, year, first, second)
    if day_first is None or month_first is None:
        return day_first or month_first
    days = sorted((date(year, second, first), date(year, first, second)))
    return Fixed(at, found.end(), Interval(*days), "the day or the month may come first")


def _full_year(figures: str) -> int:
    """Return the year that two digits stand for, from 1950 to 2049."""
    number = int(figures)
    return number if len(figures) > 2 else number + (1900 if number >= 50 else 2000)


# ---------------------------------------------------------------- days and months
def _day_month(text: str, at: int) -> Expression | None:
    found = _DAY_MONTH.match(text, at)
    return _dated(text, found) if found else None


def _month_day(text: str, at: int) -> Expression | None:
    found = _MONTH_DAY.match(text, at)
    if found is None:
        return None
    in_month = before(text, at).lower() == "in"
    if _year_of(found) is None and (in_month or counts_something(text, found.end("days"))):
        # "In May 15 soldiers died": the number counts, and only the month is a date.
        return None
    return _dated(text, found)


def _year_first(text: str, at: int) -> Expression | None:
    found = _YEAR_FIRST.match(text, at)
    return _dated(text, found) if found else None


def _dated(text: str, found: re.Match[str]) -> Expression | None:
    """Return the day or days of a month that a pattern found."""
    name = found["month"]
    year = _year_of(found)
    small = name in words.SMALL_MONTHS and name not in words.OTHER_MONTHS
    if small and (year is None or found["days"] is None):
        return None
    month = words.MONTHS[name]
    if found["days"] is None:
        return Calendar(found.start(), _end(found), year, _of(found), (month, month))
    numbers = [int(number) for number in re.findall(r"\d+", found["days"])]
    if (
        numbers != sorted(numbers)
        or de.days_of(
            Calendar(0, 0, None, "", (month, month), (numbers[0], numbers[-1])), year or 2024
        )
        is None
    ):
        return None
    return Calendar(
        found.start(), _end(found), year, _of(found), (month, month), (numbers[0], numbers[-1])
    )


def _month(text: str, at: int) -> Expression | None:
    found = _MONTH_ALONE.match(text, at)
    if found is None:
        return None
    name, month, year = found["month"], words.MONTHS[found["month"]], _year_of(found)
    dated = year is not None or _of(found)
    comma = text[found.end("month") : found.end("month") + 1] == ","
    if comma and found["year"] and counts_something(text, found.end("year")):
        dated, year = "", None
    if name not in words.ENGLISH_MONTHS and (not dated or name in words.SMALL_MONTHS):
        if name not in words.OTHER_MONTHS or not (dated or name.islower() and not name.isascii()):
            return None
    elif not is_month(text, at, found.end("month"), name, dated=bool(dated)):
        return None
    end = _end(found) if dated else found.end("month")
    return Calendar(at, end, year, _of(found) if dated else "", (month, month))


def _end(found: re.Match[str]) -> int:
    """Return where an expression ends: the full stop of a sentence is left out."""
    end = found.end()
    return end - 1 if found[0].endswith(".") else end


def _groups(found: re.Match[str]) -> dict[str, str | None]:
    return found.groupdict()


def _year_of(found: re.Match[str]) -> int | None:
    groups = _groups(found)
    figures = groups.get("year") or groups.get("short")
    return _full_year(figures) if figures else None


def _of(found: re.Match[str]) -> de.Pointer:
    pointer = _groups(found).get("of")
    return _POINTERS[" ".join(pointer.lower().split())] if pointer else ""


def _ordinal_day(text: str, at: int) -> Expression | None:
    found = _ORDINAL_DAY.match(text, at)
    if found is None or found["month"] not in words.ENGLISH_MONTHS:
        return None
    month, day = words.MONTHS[found["month"]], words.ORDINALS[found["ordinal"].lower()]
    return Calendar(at, _end(found), _year_of(found), _of(found), (month, month), (day, day))


def _lone_day(text: str, at: int) -> Expression | None:
    """Read "on the 20th," as a day of the month last named."""
    found = _LONE_DAY.match(text, at)
    if found is None or before(text, at).lower() != "the" or not 1 <= int(found["days"]) <= 31:
        return None
    if not re.search(r"\b(?:on|by|until|since|to) the\s\Z", text[max(0, at - 12) : at], re.I):
        return None
    day = int(found["days"])
    return Calendar(at, found.end(), days=(day, day), months=(0, 0), pointer="that")


# ---------------------------------------------------------------- years
def _years(text: str, at: int) -> Expression | None:
    found = _YEARS.match(text, at)
    if found is None or follows_number(text, at) or counts_something(text, found.end()):
        return None
    first, last = found[1] or found[3], found[2] or found[4]
    second = int(last) if len(last) == 4 else int(first) // 100 * 100 + int(last)
    if not (1000 <= int(first) < second < 2200 and second - int(first) <= 200):
        return None
    return Calendar(at, found.end(), int(first), years=second - int(first) + 1)


def _decade(text: str, at: int) -> Expression | None:
    found = _DECADE.match(text, at)
    if found is None:
        return None
    number = int(found[1])
    if number < 100:
        number += 1900 if number >= 30 else 2000
    # "The 1800s" is a century; "the 2000s" are ten years.
    if not 1500 <= number < 2100 or (number % 100 == 0 and number < 2000):
        return None
    return Calendar(at, found.end(), number, years=10)


def _decade_word(text: str, at: int) -> Expression | None:
    found = re.compile(r"[^\W\d_]+").match(text, at)
    number = words.DECADES.get(found[0]) if found else None
    if found is None or number is None or before(text, at).lower() not in _BEFORE_DECADE:
        return None
    tail = text[found.end() : found.end() + 4]
    if re.match(rf"{_GAP}of", tail):
        return None
    return Calendar(at, found.end(), number, years=10)


_BEFORE_DECADE = {"the", "early", "late", "mid", "roaring"}


def _year(text: str, at: int) -> Expression | None:
    found = _YEAR_ALONE.match(text, at)
    if found is None or follows_number(text, at):
        return None
    plain = found.end() == found.end("year")
    if plain and counts_something(text, found.end(), number=int(found["year"]), at=at):
        return None
    year = int(found["year"])
    if year < 1800 and before(text, at).lower() not in _BEFORE_OLD_YEAR:
        return None
    return Calendar(at, _end(found), year)


_BEFORE_OLD_YEAR = {"in", "since", "until", "by", "from", "before", "after", "the", "of", "year", "during", "between", "to", "and", "early", "late", "s"}  # fmt: skip


# ---------------------------------------------------------------- seasons, quarters
def _season(text: str, at: int) -> Expression | None:
    found = _SEASON.match(text, at)
    if found is None:
        return None
    year, of_year = _year_of(found), _of(found)
    if not is_season(text, at, found.end("season"), found["season"], dated=bool(year or of_year)):
        return None
    months = words.SEASONS[found["season"]]
    return Calendar(at, found.end(), year, of_year, months)


def _quarter(text: str, at: int) -> Expression | None:
    found = _QUARTER.match(text, at)
    if found is None or (year := _year_of(found)) is None and not _of(found):
        return None
    number = int(found["number"]) - 1
    if found["letter"] == "H":
        part = de.HALVES[number] if number < 2 else None
    else:
        part = de.QUARTERS[number]
    return Calendar(at, found.end(), year, _of(found), part=part) if part else None


# ---------------------------------------------------------------- weekdays
def _weekdays(text: str, at: int) -> Expression | None:
    found = _WEEKDAYS.match(text, at)
    if found is None:
        return None
    if gap := _AFTER_WEEKDAY.match(text, found.end()):
        inner = _day_at(text, gap.end())
        if inner is not None:
            return replace(inner, start=at)
    if not is_weekday(text, at, found.end("first"), found["first"]):
        return None
    first = words.WEEKDAYS[found["first"]]
    last = words.WEEKDAYS[found["last"]] if found["last"] else first
    end = found.end("last") if found["last"] else found.end("first")
    return Weekdays(at, end, first, last)


def _day_at(text: str, at: int) -> Calendar | None:
    """Return the day of a month that begins at a place, if one does."""
    for form in (_day_month, _month_day, _iso, _figures):
        found = form(text, at)
        if isinstance(found, Calendar) and found.days is not None:
            return found
    return None


# ---------------------------------------------------------------- parts
def _part(text: str, at: int) -> Expression | None:
    """Read "early", "mid-", "late in", "the end of", "the second half of" and what follows."""
    found = _PART.match(text, at)
    if found is not None:
        parts = re.findall(r"early|mid|late|end|beginning|start", found["part"].lower())
        known = {**_EDGES, **_PARTS}
        part = known[parts[0]] if len(parts) == 1 else de.across(known[parts[0]], known[parts[-1]])
        inner = _inner(text, found.end())
        if inner is not None:
            return replace(inner, start=at, part=part)
    found = _PART_OF.match(text, at)
    if found is None or (named := _named_part(found)) is None:
        return None
    inner = _inner(text, found.end())
    return replace(inner, start=at, part=named) if inner else None


def _named_part(found: re.Match[str]) -> de.Part | None:
    if word := found["edge"] or found["early"]:
        return _EDGES[word.lower()]
    word, unit = found["nth"].lower(), found["unit"].lower()
    number = _NTH.get(word) if word in _NTH else int(word[0])
    count = _count(found["count"]) if found["count"] else 0
    if number is None:
        return None
    if unit in {"half", "third", "quarter", "trimester"}:
        parts = {"half": de.HALVES, "third": (de.EARLY, de.MID, de.LATE)}.get(unit, de.QUARTERS)
        return parts[number - 1] if number <= len(parts) else None
    size: de.Unit = "day" if unit == "day" else "week" if unit == "week" else "month"
    if found["plural"]:
        if not count:
            return de.END if number == 0 else de.BEGINNING
        return de.last_of(count, size) if number == 0 else de.first_of(count, size)
    if count or size == "month":
        return None
    return de.last_of(1, size) if number == 0 else de.nth_of(number, size)


def _inner(text: str, at: int) -> Calendar | Pointed | None:
    """Return the month, season, year, decade or "last year" that has the part."""
    the = _THE.match(text, at)
    begin = the.end() if the else at
    if the and (unit := _THE_UNIT.match(text, begin)):
        number = _YEAR_NEXT.match(text, unit.end())
        if number is None:
            return Pointed(at, unit.end(), _unit(unit), "the")
        begin = number.end()
    word = _WORD.match(text, begin)
    if word is None or (word[0][0].isdigit() and not is_free(text, begin)):
        return None
    forms = _WHOLE_NUMBERS if word[0][0].isdigit() else _WHOLES
    found = _first_of(forms, text, begin)
    return found if isinstance(found, Calendar | Pointed) and not _has_days(found) else None


def _has_days(found: Calendar | Pointed) -> bool:
    return isinstance(found, Calendar) and found.days is not None


_WORD = re.compile(r"\d+|[^\W\d_]+")
_THE = re.compile(rf"the{_GAP}", re.IGNORECASE)
_YEAR_NEXT = re.compile(rf"{_GAP}(?=\d{{4}})")


def _unit(found: re.Match[str]) -> de.Unit:
    units: dict[str, de.Unit] = {
        "week": "week",
        "month": "month",
        "year": "year",
        "decade": "decade",
    }
    return units.get(found["unit"].lower(), "day")


def _year_end(text: str, at: int) -> Expression | None:
    if found := _YEAR_END.match(text, at):
        if year := _year_of(found):
            return Calendar(at, found.end(), year, part=de.END)
        return Pointed(at, found.end(), "year", "the", de.END)
    return None


# ---------------------------------------------------------------- pointing
def _pointed(text: str, at: int) -> Expression | None:
    """Read "last December", "that same day", "the following year", "next Friday"."""
    found = _POINTER.match(text, at)
    if found is None:
        return None
    pointer = _POINTERS[" ".join(found["pointer"].lower().split())]
    the = before(text, at).lower() in {"the", "that", "very"}
    if found["pointer"].lower() in {"same", "following", "previous", "preceding", "ensuing"}:
        if not the and found["pointer"].lower() == "same":
            return None
    elif the and pointer == "last":
        # "Over the last year" is a length of time.
        return None
    elif the and pointer == "next":
        pointer = "following"
    if unit := _POINTED.match(text, found.end()):
        return _pointed_unit(text, at, unit, pointer)
    word = _WORD.match(text, found.end())
    if word is None or word[0][0].isdigit():
        return None
    inner = _first_of((_month_alone, _season, _weekdays), text, found.end())
    if isinstance(inner, Calendar) and inner.year is None and inner.days is None:
        return replace(inner, start=at, pointer=pointer)
    return replace(inner, start=at, pointer=pointer) if isinstance(inner, Weekdays) else None


def _month_alone(text: str, at: int) -> Expression | None:
    found = _MONTH_ALONE.match(text, at)
    if found is None or found["month"] not in words.FULL_MONTHS or _year_of(found):
        return None
    month = words.MONTHS[found["month"]]
    return Calendar(at, found.end("month"), months=(month, month))


def _pointed_unit(
    text: str, at: int, found: re.Match[str], pointer: de.Pointer
) -> Expression | None:
    unit, previous = found["unit"].lower(), before(text, at).lower()
    if unit == "night":
        return Pointed(at, found.end(), "day", "last") if pointer == "last" else None
    if unit == "day" and pointer in {"this", "last"}:
        return None
    if pointer == "following" and previous == "the" and unit != "day" and _is_length(text, at):
        return None
    whole = "weekend" if unit == "weekend" else _unit(found)
    if pointer == "next" and whole == "day":
        pointer = "following"
    return Pointed(at, found.end(), whole, pointer)


def _is_length(text: str, at: int) -> bool:
    """Whether "the next year" is a length of time: over it, within it."""
    return re.search(
        r"\b(?:over|within|in|for|during|throughout)\s+the\s+\Z", text[max(0, at - 24) : at], re.I
    ) is not None and not re.match(r"following|previous|preceding", text[at : at + 10], re.I)


def _unit_before(text: str, at: int) -> Expression | None:
    """Read "the year before," as what came before the date last named."""
    found = _UNIT_BEFORE.match(text, at)
    if found is None or before(text, at).lower() not in {"the", "a"}:
        return None
    way = -1 if found["way"] in {"before", "earlier"} else 1
    return Distance(at, found.end(), way, _unit(found), from_writing=False)


def _distance(text: str, at: int) -> Expression | None:
    found = _DISTANCE.match(text, at)
    if found is None or before(text, at).lower() in _VAGUE:
        return None
    way = found["way"].lower()
    count = _count(found["count"])
    if way in {"earlier", "ago", "previously", "before", "prior"}:
        count = -count
    return (
        Distance(at, found.end(), count, _unit(found), from_writing=way in {"ago", "hence"})
        if count
        else None
    )


_VAGUE = {"some", "about", "nearly", "almost", "than", "around", "over", "roughly", "half", "and", "once", "twice", "approximately", "least", "or", "to"}  # fmt: skip


def _count(word: str) -> int:
    """Return the number that figures or words stand for, 0 if they stand for none."""
    if word.isdigit():
        return int(word)
    parts = re.split(r"[- ]", word.lower())
    return sum(words.NUMBERS.get(part, -1000) for part in parts) if parts else 0


def _neighbour(text: str, at: int) -> Expression | None:
    """Read "yesterday" and "tomorrow"; "today" only where it is the day of writing."""
    word = _WORD.match(text, at)
    if word is None:
        return None
    name, after = word[0].lower(), text[word.end() : word.end() + 12]
    if re.match(r"[’']s\b", after) and name != "yesterday":
        return None
    if before(text, at).lower() in {"of", "s", "and", "until"} or re.match(r"\s+and\s", after):
        return None
    if name == "today":
        said = before(text, at).lower() in _SAID or re.match(
            rf"{_GAP}(?:announced|said|signed)", after
        )
        return Pointed(at, word.end(), "day", "this") if said else None
    return Pointed(at, word.end(), "day", "last" if name == "yesterday" else "next")


_SAID = {"earlier", "later", "said", "announced", "told", "reported", "declared", "confirmed", "signed"}  # fmt: skip

_Form = Callable[[str, int], Expression | None]
_NUMBER_FORMS: tuple[_Form, ...] = (
    _iso, _figures, _year_first, _day_month, _years, _decade, _year, _distance, _lone_day, _part,
)  # fmt: skip


# What can have a beginning, a middle and an end.
_WHOLE_NUMBERS: tuple[_Form, ...] = (_year_first, _decade, _year)
_WHOLES: tuple[_Form, ...] = (_month, _season, _decade_word, _pointed)


def _beginnings() -> Iterator[tuple[str, _Form]]:
    """Yield every word that can begin an expression, with a form it begins."""
    for name in words.MONTHS:
        yield from ((name, _month_day), (name, _month))
    yield from ((name, _weekdays) for name in words.WEEKDAYS)
    yield from ((name, _season) for name in words.SEASONS)
    yield from ((name, _decade_word) for name in words.DECADES)
    yield from ((letter, _quarter) for letter in "QH")
    plain: dict[_Form, tuple[str, ...]] = {
        _distance: tuple(words.NUMBERS),
        _ordinal_day: tuple(word.split("-")[0] for word in words.ORDINALS),
        _part: (*_EDGES, *_PARTS, *_NTH),
        _pointed: tuple({pointer.split()[0] for pointer in _POINTERS} - {"the"}),
        _neighbour: ("yesterday", "today", "tomorrow"),
        _year_end: ("year",),
        _unit_before: ("day", "week", "month", "year"),
    }
    for form, names in plain.items():
        for name in dict.fromkeys(names):
            yield from ((case(name), form) for case in (str, str.capitalize, str.upper))


def _forms() -> dict[str, tuple[_Form, ...]]:
    forms: dict[str, tuple[_Form, ...]] = {}
    for word, form in _beginnings():
        if form not in forms.get(word, ()):
            forms[word] = (*forms.get(word, ()), form)
    return forms


_FORMS = _forms()
