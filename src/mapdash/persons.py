"""Whether a place's name is a part of a person's (data/persons.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from mapdash.folding import fold

_BEFORE = re.compile(
    r"(?:([^\W\d_]{1,20})[.]?[\s\u00a0]+)?([^\W\d_]{1,30})[.]?[\s\u00a0]+[\"'\u201c\u2018]?\Z"
)
_AFTER = re.compile(r"[ \u00a0]+([^\W\d_]{3,30})")


@cache
def _words(key: str) -> tuple[str, ...]:
    raw = tomllib.loads(files("mapdash").joinpath("data/persons.toml").read_text("utf-8"))
    return tuple(fold(each).text for each in raw[key])


@cache
def _given() -> frozenset[str]:
    return frozenset(_words("given"))


@lru_cache(maxsize=10_000)
def _folded(word: str) -> str:
    return fold(word).text


def names_a_person(text: str, start: int, end: int) -> bool:
    """Whether the capitalised word at a span is a first name or a surname.

    Examples
    --------
    >>> names_a_person("her neighbour Florence Petrova", 14, 22)
    True
    >>> names_a_person("the road to Florence", 12, 20)
    False
    """
    before = _BEFORE.search(text, max(0, start - 56), start)
    earlier, preceding = (_folded(word or "") for word in (before.groups() if before else ("", "")))
    if preceding in _given() and before and before[2].istitle():
        return True
    if preceding in _words("titles") and earlier not in _words("pronouns"):
        return True
    if before and earlier in _words("titles") and before[2].istitle():
        return True
    after = _AFTER.match(text, end)
    if after is None or not after[1][0].isupper() or preceding in _words("prepositions"):
        return False
    return not after[1].isupper() and _folded(after[1]).endswith(_words("surname_endings"))


def stands_in_a_place(text: str, start: int) -> bool:
    """Whether a preposition makes the name at a position a place's; "at" suits a house as well.

    Examples
    --------
    >>> stands_in_a_place("the road to Florence", 12)
    True
    """
    before = _BEFORE.search(text, max(0, start - 56), start)
    if before is None:
        return False
    preceding = _folded(before[2])
    return preceding != "at" and preceding in _words("prepositions")
