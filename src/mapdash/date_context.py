"""What is known while a text is dated from its beginning to its end.

The day of writing, the dates told so far, and the tense of each sentence.
Where the day of writing is only known as an interval, both its ends are
tried; if they disagree, the whole stretch between the readings is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.intervals import Interval, single_day, whole_month, whole_year

# What ends as a verb of the past does, and is none.
_NO_VERB = (
    r"(?:provided|supposed|hundred|indeed|need|speed|seed|feed|proceed|exceed|succeed|united)\b"
)
_VERB = re.compile(
    rf"\b(?:(?P<promise>{words.PROMISE})|(?P<future>{words.FUTURE})"
    r"|(?P<would>(?:would|could)(?!\snot\s(?:be\sdrawn|say)"
    r"|\s(?:not\s)?(?:comment|confirm|elaborate))|might)"
    rf"|(?P<perfect>had)|(?P<past>(?<!\bbe )(?:{words.PAST})"
    # Only of a word that looks like a participle is asked what stands before it.
    rf"|(?=[a-z]{{2,14}}ed\b)(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bre-)"
    r"(?<!\bthe )(?<!\ba )(?<!\ban )"
    r"(?<!\bstay )(?<!\bstays )(?<!\bremain )(?<!\bremains )(?<!\bkeep )(?<!\bkeeps )"
    rf"(?!{_NO_VERB})[a-z]{{2,14}}ed)"
    rf"|(?P<present>{words.PRESENT}))\b",
    re.IGNORECASE,
)
# How far from a date, in characters, a verb tells its tense.
_REACH = 160
# What may stand between a date that heads a clause and the clause's verb.
_CLAUSE_VERB = re.compile(r"[^,;:()]{1,60}\Z")
_HAD = re.compile(r"\bhad\b[^,;]{1,160}\Z", re.IGNORECASE)
_CLAUSE_HEAD = re.compile(
    r",\s+(?:(?:and|but|while|then)\s+)?(?:(?:in|on|by|from|at|over|during|the|early|mid|late)[\s-]){0,3}\Z"
)
# "From 6 to 9 July, when they will be firing".
_WHEN_IT_WILL = re.compile(r",?\s(?:when|after which)\s[^.;,]{1,60}?\b(?:will|shall)\b")
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|what)\b")
# A sentence with more words before a date has its verb among them.
_OPENING_WORDS = 3
# What may stand before the first word of a sentence.
OPENING = ' \n\t*_\u201c"'


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: its passage, its sentence, the sentence's ends."""

    passage: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A date already read: what later expressions may refer back to."""

    interval: Interval
    precision: de.Unit
    exact: str
    place: Place
    narrative: bool
    spans: bool = False
    background: bool = False


@dataclass(slots=True)
class Context:
    """What is known while a text is read from its beginning to its end."""

    text: str
    published: Interval | None
    recent: deque[Dated] = field(default_factory=lambda: deque(maxlen=24))
    last: dict[de.Unit, Dated] = field(default_factory=dict)
    _sentence: Place | None = None
    _verbs: tuple[list[int], list[str | None]] = ([], [])

    def verbs(self, place: Place) -> tuple[list[int], list[str | None]]:
        """Return where a sentence's telling verbs begin, and their tenses."""
        if self._sentence != place:
            found = list(_VERB.finditer(self.text, place.start, place.end))
            self._verbs = ([verb.start() for verb in found], [verb.lastgroup for verb in found])
            self._sentence = place
        return self._verbs

    def remember(self, dated: Dated) -> None:
        """Let later expressions refer to a date."""
        self.recent.append(dated)
        self.last[dated.precision] = dated


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days of an expression, how exact they are, and what supplied a part."""

    interval: Interval
    precision: de.Unit
    against: str = ""


def tense_near(context: Context, start: int, end: int, place: Place) -> str | None:
    """Return the tense of the verb nearest before a date, or else after it."""
    if context.published is None:
        return None
    if _WHEN_IT_WILL.match(context.text, end, place.end):
        return "future"
    starts, tenses = context.verbs(place)
    before = bisect_left(starts, start) - 1
    near = before >= 0 and start - starts[before] <= _REACH
    if near and before + 1 < len(starts) and _opens_clause(context.text, starts[before], start):
        # "They met in June, in July they will meet again": the verb of its own clause.
        near = not _CLAUSE_VERB.match(context.text, end, max(end, starts[before + 1]))
    # What stands before a semicolon says nothing of what stands after it.
    if near and ";" not in context.text[starts[before] : start]:
        if tenses[before] == "promise":
            return "future"
        return _told(tenses[before], _head(context.text, starts[before], place))
    after = bisect_left(starts, end)
    told = after < len(starts) and starts[after] - end <= _REACH
    if told and _of_another_clause(context.text, start, end, starts[after], place):
        return None
    if told and ";" not in context.text[end : starts[after]]:
        return _told(tenses[after], _head(context.text, starts[after], place))
    return None


def _of_another_clause(text: str, start: int, end: int, verb: int, place: Place) -> bool:
    """Whether a verb after a date is a relative clause's: "read it on Sunday to all that would"."""
    return len(text[place.start : start].split()) > _OPENING_WORDS and (
        _RELATIVE.search(text, end, verb) is not None
    )


def tenses_before(context: Context, start: int, place: Place) -> list[str | None]:
    """Return the tenses of a sentence's verbs before a place."""
    starts, tenses = context.verbs(place)
    return tenses[: bisect_left(starts, start)]


def _head(text: str, verb: int, place: Place) -> str:
    return text[max(place.start, verb - _REACH) : verb]


def _told(tense: str | None, head: str) -> str | None:
    """Return the tense of a verb; "would" looks ahead, except in "it had been thought it would"."""
    if tense == "would":
        return "past" if _HAD.search(head) else "future"
    return "past" if tense in {"perfect", "promise"} else tense


def _opens_clause(text: str, verb: int, start: int) -> bool:
    """Whether a date stands at the head of a clause, after the comma that ends the one before."""
    return _CLAUSE_HEAD.search(text, max(verb, start - 40), start) is not None


def from_writing(
    context: Context, precision: de.Unit, read: Callable[[date], Interval | None]
) -> Resolved | None:
    """Read an expression from both ends of the publication; keep what lies between."""
    published = context.published
    if published is None:
        return None
    ends = [day for day in (published.first, published.last) if day is not None]
    found = [days for day in dict.fromkeys(ends) if (days := read(day)) is not None]
    if not found:
        return None
    whole = found[0].hull(found[-1])
    against = f"published {published}"
    return Resolved(whole, precision if whole == found[0] else "decade", against)


def latest(
    context: Context, precisions: Iterable[de.Unit], story: Place | None = None
) -> Dated | None:
    """Return the date last named that is at least so exact.

    Of those in the passage of `story`, what had happened before is passed over for what is told.
    """
    wanted = frozenset(precisions)
    exact = [d for d in reversed(context.recent) if d.precision in wanted]
    recent = exact[0] if exact else None
    if recent is not None and recent.background and story is not None:
        here = (d for d in exact if d.place.passage == story.passage and not d.background)
        return next(here, recent)
    if recent is not None:
        return recent
    earlier = (context.last[unit] for unit in wanted if unit in context.last)
    return max(earlier, key=lambda d: (d.place.passage, d.place.sentence), default=None)


AT_LEAST: dict[de.Unit, tuple[de.Unit, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "month"),
    "year": ("day", "month", "year"),
    "decade": ("day", "month", "year", "decade"),
}


def same_sentence(one: Place, other: Place) -> bool:
    """Whether two expressions stand in one sentence."""
    return (one.passage, one.sentence) == (other.passage, other.sentence)


def is_narrative(text: str, start: int, place: Place, previous: str) -> bool:
    """Whether a date moves the story on ("In May 2021, ..."), not only names an event."""
    return previous in words.BEFORE["narrative"] or not text[place.start : start].strip(OPENING)


def unit_around(unit: str, day: date, step: int) -> Interval | None:
    """Return the day, week, weekend, month or year around a day, or so many on from it."""
    try:
        if unit == "day":
            return single_day(day + timedelta(days=step))
        if unit in {"week", "weekend"}:
            monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * step)
            return Interval(
                monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
            )
        if unit == "month":
            month = day.month - 1 + step
            return whole_month(day.year + month // 12, month % 12 + 1)
        if unit == "year":
            return whole_year(day.year + step)
    except (ValueError, OverflowError):
        return None
    return None
