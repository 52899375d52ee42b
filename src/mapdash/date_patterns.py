"""Reading one temporal expression where a word begins.

`read` tries the forms that a word can begin, longest first, and returns what
it found or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_days import (
    day_month,
    feast,
    listed_day,
    lone_day,
    month,
    month_day,
    ordinal_day,
    weekdays,
    year_first,
)
from mapdash.date_expressions import Calendar, Expression, Pointed
from mapdash.date_grammar import (
    DASH,
    GAP,
    MAYBE_GAP,
    OF_YEAR,
    POINTERS,
    WORD,
    WORD_END,
    Form,
    count_of,
    first_of,
    unit_of,
    year_of,
)
from mapdash.date_guards import before, is_free
from mapdash.date_pointers import (
    beyond,
    day_of_pointed_month,
    distance,
    just_ended,
    neighbour,
    pointed,
    unit_before,
    unit_within,
)
from mapdash.date_years import (
    decade,
    decade_word,
    figures,
    iso,
    quarter,
    quarter_word,
    season,
    short_year,
    year,
    years,
)

_PART = re.compile(
    rf"(?P<part>(?:early|mid|late|middle)(?:{MAYBE_GAP}{DASH}?(?:to|or|and)?{DASH}?{MAYBE_GAP}"
    rf"(?:mid|late))?)(?:{DASH}{MAYBE_GAP}|{GAP}(?:(?:in|on){GAP})?)"
    rf"|(?<=\b(?:by|at|in|of) )(?P<edge>end)(?:{DASH}{MAYBE_GAP}|{GAP})",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"(?:(?P<edge>beginning|start|outset|end|close|middle)"
    rf"|(?P<early>early|late|latter|middle|final|closing|opening|dying){GAP}(?:part|half|days|weeks|months|stages)"
    rf"|(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th){GAP}"
    rf"(?:(?P<count>\d{{1,2}}|{words.one_of(words.NUMBERS)}){GAP})?"
    rf"(?P<unit>day|week|month|half|third|quarter|trimester)(?P<plural>s?)){WORD_END}"
    rf"{GAP}of{GAP}",
    re.IGNORECASE,
)
_THE_UNIT = re.compile(r"(?P<unit>week|month|year)(?![^\W_])", re.IGNORECASE)
_YEAR_END = re.compile(
    rf"year(?:[{words.APOSTROPHES}]s|{DASH}){MAYBE_GAP}end{WORD_END}(?:{OF_YEAR})?", re.IGNORECASE
)
_YEAR_OUT = re.compile(rf"year{GAP}(?:is|was|'s|\u2019s){GAP}out{WORD_END}", re.IGNORECASE)
_WEEKEND = re.compile(rf"weekend{WORD_END}(?!{GAP}of{WORD_END})", re.IGNORECASE)
_THE = re.compile(rf"the{GAP}", re.IGNORECASE)
_YEAR_NEXT = re.compile(rf"{GAP}(?=\d{{4}})")
_PARTS: dict[str, de.Part] = {"early": de.EARLY, "mid": de.MID, "middle": de.MID, "late": de.LATE}
_EDGES: dict[str, de.Part] = {
    "beginning": de.BEGINNING, "start": de.BEGINNING, "outset": de.BEGINNING,
    "end": de.END, "close": de.END, "middle": de.MID,
    "early": de.EARLY, "late": de.LATE, "latter": de.LATE, "final": de.END,
    "closing": de.END, "dying": de.END, "opening": de.BEGINNING,
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
        if not is_free(text, at):
            return None
        forms = _LONG_NUMBERS if len(word) == 4 else _SHORT_NUMBERS if len(word) < 3 else None
        return first_of(forms, text, at) if forms else None
    forms = _FORMS.get(word)
    return first_of(forms, text, at) if forms else None


def _part(text: str, at: int) -> Expression | None:
    """Read "early", "mid-", "late in", "the end of", "the second half of" and what follows."""
    found = _PART.match(text, at)
    if found is not None:
        parts = re.findall(r"early|mid|late|end", found[0].lower())
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
    count = count_of(found["count"]) if found["count"] else 0
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
            return Pointed(at, unit.end(), unit_of(unit), "the")
        begin = number.end()
    word = WORD.match(text, begin)
    if word is None or (word[0][0].isdigit() and not is_free(text, begin)):
        return None
    forms = _WHOLE_NUMBERS if word[0][0].isdigit() else _WHOLES
    found = first_of(forms, text, begin)
    if found is not None and month_day(text, begin) is not None:
        # "Early on May 24": a part of that day, and not of the month.
        return None
    return found if isinstance(found, Calendar | Pointed) and not _has_days(found) else None


def _has_days(found: Calendar | Pointed) -> bool:
    return isinstance(found, Calendar) and found.days is not None


def _weekend(text: str, at: int) -> Expression | None:
    """Read "over the weekend"; weekends at large are none."""
    found = _WEEKEND.match(text, at)
    if found is None or before(text, at).lower() != "the":
        return None
    return Pointed(at, found.end(), "weekend", "the")


def _year_end(text: str, at: int) -> Expression | None:
    if found := _YEAR_END.match(text, at):
        if year := year_of(found):
            return Calendar(at, found.end(), year, part=de.END)
        return Pointed(at, found.end(), "year", "the", de.END)
    if _YEAR_OUT.match(text, at) and before(text, at).lower() == "the":
        return Pointed(at, at + len("year"), "year", "this")
    return None


_LONG_NUMBERS: tuple[Form, ...] = (iso, year_first, years, decade, year)
_SHORT_NUMBERS: tuple[Form, ...] = (
    figures, day_month, day_of_pointed_month, decade, distance, lone_day, listed_day, short_year,
    _part,
)  # fmt: skip
# What can have a beginning, a middle and an end.
_WHOLE_NUMBERS: tuple[Form, ...] = (year_first, decade, year)
_WHOLES: tuple[Form, ...] = (month, season, decade_word, pointed)


def _beginnings() -> Iterator[tuple[str, Form]]:
    """Yield every word that can begin an expression, with a form it begins."""
    for name in words.MONTHS:
        yield from ((name, month_day), (name, month))
    yield from ((name, weekdays) for name in words.WEEKDAYS)
    yield from ((name, season) for name in words.SEASONS)
    yield from ((name, decade_word) for name in words.DECADES)
    yield from ((letter, quarter) for letter in "QH")
    yield from ((name.split()[0].split("'")[0], feast) for name in words.FEASTS)
    plain: dict[Form, tuple[str, ...]] = {
        distance: tuple(words.NUMBERS),
        ordinal_day: tuple(word.split("-")[0] for word in words.ORDINALS),
        quarter_word: ("first", "second", "third", "fourth"),
        _part: (*_EDGES, *_PARTS, *_NTH),
        pointed: tuple({pointer.split()[0] for pointer in POINTERS} - {"the"}),
        neighbour: ("yesterday", "today", "tomorrow", "tonight"),
        beyond: ("day", "week", "weekend", "month", "year"),
        unit_within: ("week", "month", "year"),
        _year_end: ("year",),
        _weekend: ("weekend",),
        just_ended: ("week", "month", "year"),
        unit_before: ("day", "week", "month", "year"),
    }
    for form, names in plain.items():
        for name in dict.fromkeys(names):
            yield from ((case(name), form) for case in (str, str.capitalize, str.upper))


def _forms() -> dict[str, tuple[Form, ...]]:
    forms: dict[str, tuple[Form, ...]] = {}
    for word, form in _beginnings():
        if form not in forms.get(word, ()):
            forms[word] = (*forms.get(word, ()), form)
    return forms


_FORMS = _forms()
#: The words with which an expression can begin, as they may be written; or it begins with digits.
BEGINNINGS = frozenset(_FORMS)
