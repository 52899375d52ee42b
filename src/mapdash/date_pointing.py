"""Placing what points: weekdays, "that same day", "year's end", "five months later"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_context import (
    AT_LEAST,
    OPENING,
    Context,
    Dated,
    Place,
    Resolved,
    from_writing,
    latest,
    same_sentence,
    tense_near,
    tenses_before,
    unit_around,
)
from mapdash.date_expressions import (
    Distance,
    Pointed,
    Weekdays,
)
from mapdash.date_guards import before, opens_a_time
from mapdash.intervals import Interval, single_day

# From so many days on a date lies long before the writing.
_LONG_BEFORE = 300
# So many passages on, "the next day" can still follow a day.
_PASSAGES_ON = 1
_DATELINE = re.compile(r"[A-Z][\w\u2019' -]{1,30},\s")


def place_weekdays(expression: Weekdays, context: Context, place: Place) -> Resolved | None:
    """Return the weekdays meant: the last ones, the next ones, or those after a date named."""
    if expression.pointer in {"that", "following", "previous"}:
        named = latest(context, ("day",))
        if named is None or named.interval.last is None:
            return None
        days = _next_weekdays(expression, named.interval.last, same=expression.pointer == "that")
        return Resolved(days, "day", named.exact)
    if expression.weeks is not None:
        return _of_week(expression, expression.weeks, context)
    if expression.further:
        return from_writing(context, "day", lambda day: _weeks_on(expression, day))
    tense = tense_near(context, expression.start, expression.end, place)
    if expression.pointer == "this":
        return _of_this_week(expression, context, tense)
    previous = before(context.text, expression.start).lower()
    until = previous == "for" or (previous in words.BEFORE["limits"] and tense != "past")
    if previous == "from" and expression.first == expression.last:
        until = "past" not in tenses_before(context, expression.start, place)
    if _heads_dispatch(context.text, expression, place):
        return from_writing(context, "day", lambda day: _last_weekdays(expression, day, same=True))
    ahead = expression.pointer == "next" or (
        not expression.pointer and (tense in {"future", "present"} or until)
    )

    def seen_from(day: date) -> Interval:
        if ahead:
            return _next_weekdays(expression, day, same=expression.pointer != "next")
        return _last_weekdays(expression, day, same=not expression.pointer)

    return from_writing(context, "day", seen_from)


def _heads_dispatch(text: str, expression: Weekdays, place: Place) -> bool:
    """Whether a weekday is that of a dispatch: "Sochi, Monday: the hosts ..."."""
    head, end = text[place.start : expression.start], expression.end
    return _DATELINE.fullmatch(head) is not None and text[end : end + 1] in {":", "."}


def _of_week(expression: Weekdays, weeks: int, context: Context) -> Resolved | None:
    """Return the weekdays of the week of writing, or of one so many weeks on."""

    def seen_from(day: date) -> Interval | None:
        week = unit_around("week", day, weeks)
        return _next_weekdays(expression, week.first, same=True) if week and week.first else None

    return from_writing(context, "day", seen_from)


def _of_this_week(expression: Weekdays, context: Context, tense: str | None) -> Resolved | None:
    """Return "this Friday": in the week of writing, or in the next if the verb looks ahead."""

    def seen_from(day: date) -> Interval:
        first = day + timedelta(days=expression.first - day.weekday())
        if tense == "future" and first < day:
            first += timedelta(days=7)
        return Interval(first, first + _length(expression))

    return from_writing(context, "day", seen_from)


def _weeks_on(expression: Weekdays, day: date) -> Interval | None:
    """Return "Sunday week": the Sunday after the next one."""
    return de.shifted(_next_weekdays(expression, day, same=False), expression.further, "week")


def _length(expression: Weekdays) -> timedelta:
    return timedelta(days=(expression.last - expression.first) % 7)


def _last_weekdays(expression: Weekdays, day: date, *, same: bool) -> Interval:
    back = (day.weekday() - expression.last) % 7
    last = day - timedelta(days=back if back or same else 7)
    return Interval(last - _length(expression), last)


def _next_weekdays(expression: Weekdays, day: date, *, same: bool) -> Interval:
    on = (expression.first - day.weekday()) % 7
    first = day + timedelta(days=on if on or same else 7)
    return Interval(first, first + _length(expression))


def place_pointed(expression: Pointed, context: Context, place: Place) -> Resolved | None:
    """Return the day, week, month or year pointed at."""
    unit = expression.unit
    precision: de.Unit = "week" if unit == "weekend" else unit
    step = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(expression.pointer, 0)
    step += expression.further

    def around(day: date) -> Interval | None:
        whole = unit_around(unit, day, step)
        return expression.part(whole) if whole and expression.part else whole

    if unit == "day" and expression.pointer == "this" and not _is_today(expression, context, place):
        return None
    if expression.pointer in {"this", "last", "next"}:
        return from_writing(context, precision, around)
    if expression.pointer == "the":
        named = _story_year(context, place)
        if named is None:
            return _the_unit(expression, context, place, precision)
    else:
        named = latest(context, AT_LEAST[precision], place)
        if named is None and expression.pointer == "previous":
            return from_writing(context, precision, around)
    if named is None or named.interval.first is None or named.interval.last is None:
        return None
    if unit == "day":
        if step and not _at_hand(named, context, place):
            return None
        moved = de.shifted(named.interval, step, "day")
        if moved and step and moved.last:
            moved = single_day(moved.last if step > 0 else moved.first or moved.last)
        return Resolved(moved, "day", named.exact) if moved else None
    days = around(named.interval.first)
    return Resolved(days, precision, named.exact) if days else None


def _at_hand(named: Dated, context: Context, place: Place) -> bool:
    """Whether "the next day" can follow a day: one just named, and no vaguer time since."""
    if place.passage - named.place.passage > _PASSAGES_ON:
        return False
    recent = context.recent[-1]
    return recent.precision == "day" or recent.place.passage != place.passage


def _is_today(expression: Pointed, context: Context, place: Place) -> bool:
    """Whether "today" is the day of writing, and not these days."""
    if context.text[expression.start : expression.end].lower() != "today":
        return True
    if context.text[expression.end : expression.end + 1] in words.APOSTROPHES:
        # Of "today's" only what happens on a day has been read.
        return True
    tense = tense_near(context, expression.start, expression.end, place)
    recent = context.recent[-1] if context.recent else None
    if recent and recent.precision == "day" and _beside(recent, context, place):
        # After "it began on 12 December", today is a day as well.
        return True
    if opens_a_time(context.text, expression.start):
        return True
    opens = not context.text[place.start : expression.start].strip(OPENING)
    return tense in {"past", "future"} or (tense is None and not opens)


def _beside(recent: Dated, context: Context, place: Place) -> bool:
    """Whether a date stands in the same passage and is not of long before the writing."""
    written = context.published.last if context.published else None
    late = recent.interval.last
    near = written is None or late is None or (written - late).days < _LONG_BEFORE
    return near and recent.place.passage == place.passage


def _story_year(context: Context, place: Place) -> Dated | None:
    """Return the date that "the end of the year" runs on from: one just named."""
    named = context.recent[-1] if context.recent else None
    if named is None or named.place.passage != place.passage or named.precision == "decade":
        return None
    same = same_sentence(named.place, place)
    return (
        named if same or (named.narrative and place.sentence - named.place.sentence == 1) else None
    )


def _the_unit(
    expression: Pointed, context: Context, place: Place, precision: de.Unit
) -> Resolved | None:
    """Return "year's end", "the start of the month" as seen from the day of writing."""
    ahead = tense_near(context, expression.start, expression.end, place) == "future"

    def seen_from(day: date) -> Interval | None:
        steps = (0, 1) if ahead else (0, -1)
        found = []
        for step in steps:
            whole = unit_around(expression.unit, day, step)
            if whole is not None:
                found.append(expression.part(whole) if expression.part else whole)
        if ahead:
            return next((d for d in found if d.last and d.last >= day), None)
        return next((d for d in found if d.first and d.first <= day), None)

    return from_writing(context, precision, seen_from)


def place_distance(expression: Distance, context: Context, place: Place) -> Resolved | None:
    """Return the days at a distance from the day of writing, or from a date named before."""
    unit, count = expression.unit, expression.count
    if expression.from_writing and expression.exact:
        beside = timedelta(days=expression.beside)
        return from_writing(context, "day", lambda day: de.moved(day + beside, count, unit))
    if expression.from_writing:
        return from_writing(context, unit, lambda day: _ago(day, count, unit))
    finer = ("day", "month") if unit == "month" else AT_LEAST.get(unit, ("day",))
    told = count < 0 and tense_near(context, expression.start, expression.end, place) != "future"
    for named in reversed(context.recent):
        if named.precision not in finer or (told and _after_publication(named.interval, context)):
            continue
        days = de.shifted(_end_of_run(named, expression), count, unit)
        if days is None:
            continue
        if unit in {"month", "year"} and count > 0 and _after_publication(days, context):
            continue
        precision = (
            "month" if unit in {"month", "year"} and named.precision == "day" else named.precision
        )
        return Resolved(days, precision, named.exact)
    if count > 0:
        return None
    # Nothing was named that it could be reckoned from: then from the day of writing.
    return from_writing(context, unit, lambda day: _ago(day, count, unit))


def _end_of_run(named: Dated, expression: Distance) -> Interval:
    """Return what days are counted from: of "from 12 to 14 May" the last day, or the first."""
    end = named.interval.last if expression.count > 0 else named.interval.first
    counted = named.precision == "day" and expression.unit in {"day", "week"}
    return single_day(end) if counted and end is not None else named.interval


def _after_publication(days: Interval, context: Context) -> bool:
    """Whether "five months later" would lie after the text was written: not what is meant."""
    written = context.published.last if context.published else None
    return written is not None and days.first is not None and days.first > written


def _ago(day: date, count: int, unit: de.Unit) -> Interval | None:
    moved = de.shifted(single_day(day), count, unit)
    if moved is None or moved.first is None or unit in {"day", "week"}:
        return moved
    return unit_around("year" if unit == "decade" else unit, moved.first, 0)
