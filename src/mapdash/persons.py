"""Whether a place's name is a part of a person's (data/persons.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from mapdash.folding import fold

# Read backwards from a name, so that it is anchored: the two words before it.
_BEFORE = re.compile(
    r"[\"'\u201c\u2018\u00ab]?[\s\u00a0]+([.,]?)([^\W\d_]{1,30})(?:[\s\u00a0]+[.]?([^\W\d_]{1,20}))?"
)
_REACH = 56
_AFTER = re.compile(r"[ \u00a0]+([^\W\d_]{3,30})")
_NEE = re.compile(r",?\s+(?:n[ée]e\s|\((?:b\.|born|d\.|died)\s)")
_TOLD = re.compile(r",\s+(?:an?|who|whose|[1-9]\d,)\s")


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files("mapdash").joinpath("data/persons.toml").read_text("utf-8"))


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(fold(each).text for each in _data()[key])


@cache
def _given() -> frozenset[str]:
    return frozenset(_words("given"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(_words("titles"))


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(_words("prepositions"))


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    return fold(word).text


@lru_cache(maxsize=8)
def words_before(text: str, start: int) -> tuple[str, str, str]:
    """Return the two words before a position, and the comma or full stop after them, or "".

    Examples
    --------
    >>> words_before("the favourite, Florence", 15)
    ('the', 'favourite', ',')
    """
    before = _BEFORE.match(text[max(0, start - _REACH) : start][::-1])
    if before is None:
        return "", "", ""
    return (before[3] or "")[::-1], before[2][::-1], before[1]


def names_a_person(text: str, start: int, end: int) -> bool:
    """Whether the capitalised word at a span is a first name or a surname.

    Examples
    --------
    >>> names_a_person("her neighbour Florence Petrova", 14, 22)
    True
    >>> names_a_person("the road to Florence", 12, 20)
    False
    """
    first, word, comma = words_before(text, start)
    if comma == ",":
        first, word = "", ""
    earlier, preceding = _folded(first), _folded(word)
    if preceding in _given() and word.istitle():
        return True
    if preceding in _titles() and earlier not in _words("pronouns"):
        return True
    if earlier in _titles() and word.istitle():
        return True
    if _NEE.match(text, end):
        return True
    after = _AFTER.match(text, end)
    if after is None or not after[1][0].isupper() or after[1].isupper():
        return False
    # "Of N Petrova, a chemist": who is told of is a person after a preposition, too.
    told = preceding not in _prepositions() or _TOLD.match(text, after.end())
    return bool(told) and _folded(after[1]).endswith(_words("surname_endings"))


# What is done for or with somebody is done where no place is meant.
_OF_PERSONS = frozenset(["for", "with", "by", "about", "against", "on", "over"])


def stands_in_a_place(text: str, start: int, *, surely: bool = False) -> bool:
    """Whether a preposition makes the name at a position a place's; "at" suits a house as well.

    Parameters
    ----------
    surely : bool
        Whether only those prepositions count that suit no person.

    Examples
    --------
    >>> stands_in_a_place("the road to Florence", 12)
    True
    """
    _, word, comma = words_before(text, start)
    if not word or comma == ",":
        return False
    preceding = _folded(word)
    if surely and preceding in _OF_PERSONS:
        return False
    return preceding != "at" and preceding in _prepositions()
