"""The days that a text speaks of: temporal expressions, resolved to intervals.

Durations, frequencies, centuries and vague words are left alone.  What an
expression means where usage leaves a choice stands in `date_expressions`;
how a missing part is found, in `date_resolution`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from mapdash import calendar_words as words
from mapdash import date_patterns
from mapdash.date_context import Context, Dated, Place, is_narrative
from mapdash.date_expressions import (
    LAST_NAMED,
    Calendar,
    Expression,
    Pointed,
    Stretch,
    Weekdays,
)
from mapdash.date_guards import before
from mapdash.date_resolution import resolve
from mapdash.intervals import Interval
from mapdash.records import DateMention, Passage

_WORD = re.compile(r"\d+|[^\W\d_]+")
_GAP = r"[\s*_]{1,6}"
_SENTENCE_END = re.compile(
    r"[.!?\u2026][\"')\]\u2019\u201d]{0,3}(?:\d{1,3})?\s{1,9}(?=[\"'(\u2018\u201c]?[^\W\d_a-z])"
)
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|St|Sept?|Oct|Nov|Dec|Jan|Feb|Aug|vs|No))\Z"
)
_TO = re.compile(
    rf"(?:{_GAP}(?:to|through|thru|\u043f\u043e|\u0434\u043e){_GAP}(?:the{_GAP})?"
    r"|[\s*_]{0,6}[-\u2010-\u2013\u2212][\s*_]{0,6}|[\u2014/])\Z"
)
_AND = re.compile(
    rf"(?:,?{_GAP}{words.one_of(words.ANDS)}{_GAP}(?:(?:in|on|of|the){_GAP}){{0,2}})\Z"
)
_COMMA = re.compile(rf",{_GAP}\Z")
_BETWEEN = re.compile(rf"\bbetween{_GAP}(?:the{_GAP})?\Z", re.IGNORECASE)
# "The sheets of 1976", "the Accord of Nessmouth of 1961".
_OF_WHAT = re.compile(r"([^\W\d_]+) (?:of [A-Z][\w-]{2,16} )?(?:of|from)\s\Z")
_LONGEST_JOIN = 24
# What had happened before what is told.
_PLUPERFECT = re.compile(r"\bhad\b[^,;.]{1,60}\Z")
_OPENING, _CLOSING = frozenset('"\u201c\u00ab'), frozenset('"\u201d\u00bb')


def find_dates(
    text: str,
    passages: Sequence[Passage],
    published: Interval | None,
    doubted: Callable[[str, int, int], bool] | None = None,
) -> tuple[DateMention, ...]:
    """Return the temporal expressions of the passages, in the order of the text.

    Parameters
    ----------
    text : str
        The unchanged text of an article.
    passages : sequence of Passage
        In the order of the text; a repeated one is read at its first place.
    published : Interval or None
        When the article was written, as far as that is known.
    doubted : callable, optional
        Asked of the text and an expression's start and end: whether it is rather no day.

    Returns
    -------
    tuple of DateMention
        None of them overlap; ``text[start:end] == exact``.  An expression
        that nothing places on the calendar is left out.
    """
    context = Context(text, published)
    found: list[DateMention] = []
    for number, passage in enumerate(passages):
        found.extend(_of_passage(context, passage, number, doubted or _never))
    return tuple(found)


def _never(_text: str, _start: int, _end: int) -> bool:
    return False


def _of_passage(
    context: Context, passage: Passage, number: int, doubted: Callable[[str, int, int], bool]
) -> Iterator[DateMention]:
    text, starts = context.text, _sentences(context.text, passage)
    for expression in _joined(text, list(_expressions(text, passage))):
        which = bisect_right(starts, expression.start) - 1
        end = starts[which + 1] if which + 1 < len(starts) else passage.end
        place = Place(number, which, starts[which], end)
        resolved = resolve(expression, context, place)
        if resolved is None or doubted(text, expression.start, expression.end):
            continue
        exact = text[expression.start : expression.end]
        yield DateMention(
            expression.start, expression.end, exact, resolved.interval, resolved.against
        )
        previous = before(text, expression.start).lower()
        narrative = is_narrative(text, expression.start, place, previous)
        spans = previous in words.BEFORE["spans"] or _of_document(text, expression.start)
        context.remember(
            Dated(
                resolved.interval,
                resolved.precision,
                exact,
                place,
                narrative,
                spans,
                _PLUPERFECT.search(text, max(place.start, expression.start - 60), expression.start)
                is not None,
            )
        )


def _of_document(text: str, at: int) -> bool:
    """Whether a year is that of a document: "the sheets of 1976"."""
    found = _OF_WHAT.search(text, max(0, at - 40), at)
    return found is not None and found[1].lower() in words.BEFORE["documents"]


def _sentences(text: str, passage: Passage) -> list[int]:
    """Return where the sentences of a passage start."""
    starts = [passage.start]
    for found in _SENTENCE_END.finditer(text, passage.start, passage.end):
        head = text[max(passage.start, found.start() - 6) : found.start()]
        if text[found.start()] != "." or _ABBREVIATED.search(head) is None:
            starts.append(found.end())
    return starts


def _expressions(text: str, passage: Passage) -> Iterator[Expression]:
    """Yield the expressions of a passage one by one, none overlapping."""
    free_from = passage.start
    for word in _WORD.finditer(text, passage.start, passage.end):
        if word[0] not in date_patterns.BEGINNINGS and not word[0][0].isdigit():
            continue
        if word.start() < free_from:
            continue
        found = date_patterns.read(text, word.start(), word[0])
        if found is not None and found.end <= passage.end:
            free_from = found.end
            if not _is_title(text, found):
                yield found


def _is_title(text: str, found: Expression) -> bool:
    """Whether a date stands alone between quotation marks, as a work's title."""
    return text[max(0, found.start - 1) : found.start] in _OPENING and (
        text[found.end : found.end + 1] in _CLOSING
    )


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """Return the expressions with those that form one stretch made one."""
    joined: list[Expression] = []
    for expression in _with_years(text, found):
        if joined and (stretch := _stretch(text, joined[-1], expression)):
            joined[-1] = stretch
        else:
            joined.append(expression)
    return joined


def _stretch(text: str, first: Expression, last: Expression) -> Stretch | None:
    gap = text[first.end : last.start]
    if len(gap) > _LONGEST_JOIN or isinstance(first, Stretch) or not _joinable(first, last):
        return None
    between = _AND.match(gap) and _BETWEEN.search(text, max(0, first.start - 20), first.start)
    if not between and _TO.match(gap) is None:
        return None
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.days and last.months == LAST_NAMED:
            # "Between May 2 and 4": the month is told once.
            last = replace(first, start=last.start, end=last.end, days=last.days)
        first = _inheriting(first, last)
    return Stretch(first.start, last.end, first, last)


def _joinable(first: Expression, last: Expression) -> bool:
    if isinstance(first, Weekdays):
        return isinstance(last, Weekdays)
    if isinstance(last, Pointed) and last.unit == "day" and isinstance(first, Calendar):
        # "Between 16 March and today": each stands by itself.
        return False
    return isinstance(first, Calendar | Pointed) and isinstance(last, Calendar | Pointed)


def _with_years(text: str, found: list[Expression]) -> list[Expression]:
    """Hand the year of a list's last date to those before it: "May and June 2021"."""
    completed = list(found)
    for here in range(len(completed) - 2, -1, -1):
        first, last = completed[here], completed[here + 1]
        if not isinstance(first, Calendar) or not isinstance(last, Calendar):
            continue
        gap = text[first.end : last.start]
        if len(gap) > _LONGEST_JOIN:
            continue
        listed = _COMMA.match(gap) and here + 2 < len(completed)
        if _AND.match(gap) or listed:
            completed[here] = _inheriting(first, last)
    return completed


def _inheriting(first: Calendar, last: Calendar) -> Calendar:
    """Return the first date with the year of the last, or the year before it."""
    missing = first.months and first.year is None and not first.of_year and not first.pointer
    if not missing or not first.months or not last.months:
        return first
    if last.year is not None:
        return replace(first, year=last.year - (first.months[0] > last.months[0]))
    return replace(first, of_year=last.of_year) if last.of_year else first
