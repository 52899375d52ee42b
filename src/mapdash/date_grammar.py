"""Pieces that the patterns of dates share, and what they say once they have matched.

Every piece is bounded, so the work at one place does not depend on the length
of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_expressions import Expression

GAP = r"[\s*_]{1,6}"
MAYBE_GAP = r"[\s*_]{0,6}"
DASH = f"[{words.DASHES}]"
# A number ends here: no digit, decimal or thousand follows, but a footnote's number may.
END = (
    r"(?:(?=\.\d{1,3}(?:[\s*_]{1,6}[^\W\d_a-z]|[\s*_]{0,6}\Z))|(?!\d|,\d{3}(?!\d)|[.:]\d))"
    r"(?![%\u2030\u00b0])"
)
WORD_END = r"(?![^\W_])"
_DAY_NUMBER = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?{END}"
_JOIN = words.one_of(words.JOINS)
DAYS = (
    rf"(?P<days>{_DAY_NUMBER}(?:{MAYBE_GAP}(?:{DASH}|/){MAYBE_GAP}{_DAY_NUMBER}"
    rf"|(?:,{GAP}{_DAY_NUMBER}){{0,6}},?{GAP}{_JOIN}{GAP}(?:the{GAP})?{_DAY_NUMBER})?)"
)
MONTH = rf"(?P<month>{words.one_of(words.MONTHS)}){WORD_END}\.?"
YEAR_NUMBER = rf"(?:1\d|20)\d\d{END}"
YEAR = (
    rf"(?P<year>{YEAR_NUMBER})(?:{DASH}?{words.YEAR_ENDINGS}{WORD_END})?"
    rf"(?:{GAP}{words.YEAR_WORDS}{WORD_END})?(?![^\W\d_])"
)
_YEAR_POINTER = (
    r"(?P<of>this|last|next|that|the same|that same|the following|the next|the previous)"
)
_NUMBER = words.one_of(words.NUMBERS)
_YEARS_AGO = rf"(?P<ago>\d{{1,2}}|{_NUMBER}){GAP}years?{GAP}ago{WORD_END}"
# "The year after that ministers met": of one thing that stands alone, and not "after that war".
AFTER_THAT = (
    rf"{GAP}that{WORD_END}(?={MAYBE_GAP}(?:[^\w\s]|\Z)|{GAP}(?-i:[A-Z])|{GAP}[a-z]+[a-rt-z]s{WORD_END}"
    rf"|{GAP}(?:it|he|she|they|we|I|the|an?|his|her|its|their|our|was|were|had|no|nobody){WORD_END})"
)
# "The year after" says all; "the year after the war" goes on.
_NEAR_YEAR = (
    rf"the{GAP}year{GAP}(?P<near>after|before){WORD_END}"
    rf"(?:{AFTER_THAT}"
    rf"|(?!{GAP}(?:(?:the|an?|that|this|his|he|her|she|its?|their|our|they|we){WORD_END}|(?-i:[A-Z0-9]))))"
)
OF_YEAR = (
    rf"(?:,?{GAP}(?:(?:of|in){GAP})?(?:the{GAP}year{GAP})?{YEAR}"
    rf"|,?{GAP}(?:of{GAP})?{_YEAR_POINTER}{GAP}year{WORD_END}"
    rf"|,?{GAP}{_YEARS_AGO}|{GAP}(?:of{GAP})?{_NEAR_YEAR}"
    rf"|{GAP}(?:of{GAP})?[{words.APOSTROPHES}](?P<short>\d\d){END})"
)
UNIT = r"(?P<unit>day|week|month|year|decade)"
WORD = re.compile(r"\d+|[^\W\d_]+")
Form = Callable[[str, int], Expression | None]
POINTERS: dict[str, de.Pointer] = {
    "this": "this", "this past": "last", "this coming": "next", "this very": "this",
    "this same": "this", "last": "last", "next": "next", "coming": "next",
    "current": "this", "the current": "this", "past": "last",
    "that": "that", "that same": "that", "that very": "that", "same": "that", "the same": "that",
    "the very same": "that", "following": "following", "ensuing": "following",
    "the following": "following", "the next": "following",
    "previous": "previous", "preceding": "previous",
    "the previous": "previous",
}  # fmt: skip


def first_of(forms: tuple[Form, ...], text: str, at: int) -> Expression | None:
    """Return what the first of the forms that fits a place reads there."""
    return next((found for form in forms if (found := form(text, at)) is not None), None)


def full_year(figures: str) -> int:
    """Return the year that two digits stand for, from 1950 to 2049."""
    number = int(figures)
    return number if len(figures) > 2 else number + (1900 if number >= 50 else 2000)


def _groups(found: re.Match[str]) -> dict[str, str | None]:
    return found.groupdict()


def year_of(found: re.Match[str]) -> int | None:
    """Return the year that a pattern found, if any."""
    groups = _groups(found)
    figures = groups.get("year") or groups.get("short")
    return full_year(figures) if figures else None


def year_pointer(found: re.Match[str]) -> de.Pointer | int:
    """Return how a pattern points at the year: "this year", "of the same year", "a year ago"."""
    groups = _groups(found)
    if ago := groups.get("ago"):
        return -count_of(ago)
    if near := groups.get("near"):
        return "following" if near == "after" else "previous"
    pointer = groups.get("of")
    return POINTERS[" ".join(pointer.lower().split())] if pointer else ""


def end_of(found: re.Match[str]) -> int:
    """Return where an expression ends: the full stop of a sentence is left out."""
    end = found.end()
    return end - 1 if found[0].endswith(".") else end


_UNITS: dict[str, de.Unit] = {unit: unit for unit in ("week", "month", "year", "decade")}


def unit_of(found: re.Match[str]) -> de.Unit:
    """Return the unit of time that a pattern found."""
    return _UNITS.get(found["unit"].lower(), "day")


def count_of(word: str) -> int:
    """Return the number that figures or words stand for, 0 if they stand for none."""
    if word.isdigit():
        return int(word)
    parts = re.split(r"[- ]", word.lower())
    return sum(words.NUMBERS.get(part, -1000) for part in parts) if parts else 0
