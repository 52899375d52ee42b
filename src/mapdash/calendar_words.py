"""The words of data/calendar.toml as lookups and as pieces of patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(
    (resources.files("mapdash") / "data" / "calendar.toml").read_text("utf-8")
)
_ENGLISH: dict[str, Any] = _DATA.pop("english")


#: Kinds of hyphen and dash, and of apostrophe, for a class of characters.
HYPHENS = "-\u2010\u2011"
DASHES = "-\u2010-\u2014\u2212"
APOSTROPHES = "'\u2018\u2019"


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: -len(w))) + ")"


def _lines(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _cased(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, word.upper())]


def _cased_plural(words: Iterable[str]) -> Iterator[str]:
    """Yield each word, with a capital letter too, and with an "s"."""
    for word in words:
        for form in {word, word[:1].upper() + word[1:]}:
            yield form
            if len(word) > len("ref"):
                yield f"{form}s"


def _months_of(language: dict[str, Any]) -> dict[str, int]:
    """Every form of the months of a language: with its endings, in three cases."""
    endings = ["", *language.get("month_endings", [])]
    return {
        case(name + ending): number
        for number, names in enumerate(language["months"], start=1)
        for name in names
        for ending in endings
        for case in (str, str.capitalize, str.upper)
    }


#: English months as they are written: capitalised.
ENGLISH_MONTHS: dict[str, int] = {
    form: number
    for number, names in enumerate(_ENGLISH["months"], start=1)
    for form in _cased(names)
}
#: The same in small letters: months only beside a day and a year.
SMALL_MONTHS = {name.lower(): number for name, number in ENGLISH_MONTHS.items()}
#: Months of the other languages: only beside a day or a year.
OTHER_MONTHS: dict[str, int] = {
    form: number for language in _DATA.values() for form, number in _months_of(language).items()
}
MONTHS: dict[str, int] = {**OTHER_MONTHS, **SMALL_MONTHS, **ENGLISH_MONTHS}
FULL_MONTHS = frozenset(_cased(names[0] for names in _ENGLISH["months"]))
DOUBTFUL_MONTHS = frozenset(_cased(_ENGLISH["doubtful_months"]))
VERB_MONTHS = frozenset(_cased(_ENGLISH["verb_months"]))

WEEKDAYS: dict[str, int] = {
    form: number for number, names in enumerate(_ENGLISH["weekdays"]) for form in _cased(names)
}
FULL_WEEKDAYS = frozenset(_cased(names[0] for names in _ENGLISH["weekdays"]))

SEASONS: dict[str, tuple[int, int]] = {
    form: (first, last)
    for name, (first, last) in _ENGLISH["seasons"].items()
    for form in (name, name.capitalize(), name.upper())
}
DECADES: dict[str, int] = {
    form: first
    for name, first in _ENGLISH["decades"].items()
    for form in (name, name.capitalize(), name.upper())
}
NUMBERS: dict[str, int] = _ENGLISH["numbers"]
#: Month and day of feasts that fall on the same day every year, with either apostrophe.
FEASTS: dict[str, tuple[int, int]] = {
    form: (month, day)
    for name, (month, day) in _ENGLISH["feasts"].items()
    for form in (name, name.replace("'", "\u2019"))
}
ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_ENGLISH["ordinals"], 1)}

RENAMING = frozenset(_cased(_ENGLISH["renaming"]))
HABITUAL = frozenset(_ENGLISH["habitual"])
ANY_DAY = frozenset(_ENGLISH["any_day"])
HABITS = frozenset(_ENGLISH["habits"])

BEFORE: dict[str, frozenset[str]] = {k: _lines(v) for k, v in _ENGLISH["before"].items()}
AFTER: dict[str, frozenset[str]] = {k: _lines(v) for k, v in _ENGLISH["after"].items()}

COUNTED = _lines(_ENGLISH["counting"]["after"])
COUNTING = _lines(_ENGLISH["counting"]["before"])
COUNTING_ROUND = _lines(_ENGLISH["counting"]["before_round"])
NUMBERED = frozenset(_cased_plural(_lines(_ENGLISH["counting"]["numbered"])))
MEASURES = _lines(_ENGLISH["counting"]["measures"])
ADDRESSES = _lines(_ENGLISH["counting"]["addresses"])
WORKS, SHOWINGS, VEHICLES, LINES = (
    _lines(_ENGLISH["counting"][key]) for key in ("works", "showings", "vehicles", "lines")
)
CLUBS, PLAYING, VINTAGES, DRINKING, SIGNS, TAGS = (
    _lines(_ENGLISH["counting"][key])
    for key in ("clubs", "playing", "vintages", "drinking", "signs", "tags")
)
OWNERS = frozenset(_ENGLISH["counting"]["owners"])
TITLES = _lines(_ENGLISH["before"]["titles"])

FUTURE, PROMISE, PAST, PRESENT = (
    "(?:" + re.sub(r"\s+", r"\\s+", _ENGLISH["tense"][tense].strip().replace("|\n", "|")) + ")"
    for tense in ("future", "promise", "past", "present")
)

#: Between two dates that stand each for itself.
ANDS = [
    *_ENGLISH["between"]["ands"],
    *(word for language in _DATA.values() for word in language["ands"]),
]
#: Between the days of a list or a run.
JOINS: list[str] = [
    *ANDS,
    *_ENGLISH["between"]["joins"],
    *(word for language in _DATA.values() for word in language.get("joins", [])),
]
DAY_ENDINGS = one_of(
    {end for language in _DATA.values() for end in language.get("day_endings", [])}
)
DECADE_ENDINGS = one_of(
    {end for language in _DATA.values() for end in language.get("decade_endings", [])}
)
YEAR_WORDS = one_of({word for language in _DATA.values() for word in language["year_words"]})
YEAR_ENDINGS = one_of({end for language in _DATA.values() for end in language["year_endings"]})
