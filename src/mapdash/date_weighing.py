"""Whether a word that could be a day is one, by all that stands round it.

A year, a month, a weekday or a season that stands alone may count, number or name
something else.  Rules know many of these (:mod:`mapdash.date_guards`); this speaks only
against what they let pass, and only in a language that it was fitted to.
"""

from __future__ import annotations

import re

from mapdash.calendar_words import AFTER, MONTHS, SEASONS, WEEKDAYS, one_of
from mapdash.rules import ContextWeights
from mapdash.surroundings import Part, Surroundings, parts

# "Yesterday" is a day whatever stands round it.
_ALONE = re.compile(rf"\d{{4}}|{one_of({*MONTHS, *WEEKDAYS, *SEASONS})}")
# "The 2020 war" and "the September border talks" leave no doubt.
_EVENT = re.compile(rf"\s+(?:[^\W\d_]+\s+)?(?:{'|'.join(sorted(AFTER['happened']))})\b")

# Fewer words round it tell nothing.
_FEW = 8


def stands_alone(words: str) -> bool:
    """Return whether a temporal expression is a number or a name alone, and so leaves doubt.

    Examples
    --------
    >>> stands_alone("1994"), stands_alone("May"), stands_alone("9 May"), stands_alone("today")
    (True, True, False, False)
    """
    return _ALONE.fullmatch(words) is not None


def kind_of(word: str) -> str:
    """Return of what kind a word is: ``year`` for numbers, else the word itself.

    Examples
    --------
    >>> kind_of("1994"), kind_of("May")
    ('year', 'May')
    """
    return "year" if word[0].isdigit() else word


def parts_round(text: str, start: int, end: int) -> list[Part]:
    """Return the words round a temporal expression, each with the part it plays."""
    return [("=", kind_of(text[start:end])), *parts(text, start, end, 0)]


class DateDoubts:
    """What weighs whether a word is a day.

    Parameters
    ----------
    weights : ContextWeights
        What was fitted.
    """

    def __init__(self, weights: ContextWeights) -> None:
        self._round = Surroundings(weights)

    def doubted(self, text: str, start: int, end: int) -> bool:
        """Return whether more speaks against a temporal expression than for it."""
        if not stands_alone(text[start:end]) or _EVENT.match(text, end):
            return False
        found = parts_round(text, start, end)
        if sum(part == "n" for part, _ in found) < _FEW or self._round.strange(found):
            return False
        return self._round.sum(found, kind_of(text[start:end])) < 0
