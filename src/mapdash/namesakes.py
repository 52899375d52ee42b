"""Whether a place's name is that of something else called by it (data/namesakes.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mapdash.persons import stands_in_a_place

# So far before a name its bearer begins.
_REACH = 24
_AGED = re.compile(r",\s+[1-9]\d,\s")


def names_a_namesake(text: str, start: int, end: int) -> bool:
    """Whether the name at a span is borne by something that is no place.

    Examples
    --------
    >>> names_a_namesake("The Florence chamber choir sings", 4, 12)
    True
    >>> names_a_namesake("the tanker Florence ran aground", 11, 19)
    True
    >>> names_a_namesake("choirs in Florence and Siena", 10, 18)
    False
    """
    after = _after().match(text, end)
    if after and _unowned(after["between"] or ""):
        return True
    if _before().search(text, max(0, start - _REACH), start):
        return True
    if not (_apposed().match(text, end) or _AGED.match(text, end)):
        return False
    return not stands_in_a_place(text, start)


def _unowned(between: str) -> bool:
    """Whether the words within a longer name leave it to something else."""
    return _words("own").isdisjoint(re.split(r"[\s-]+", between.casefold()))


@cache
def _after() -> re.Pattern[str]:
    known = _any_of("between")
    word = rf"(?:(?i:{known})|[^\W\d_a-z][\w'\u2019]*)"
    return re.compile(
        rf"[-\s]+(?P<between>(?:{word}[-\s]+){{0,2}})(?i:{_any_of('after')})(?![\w'\u2019-])"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_any_of('before')})\s+[\"'\u201c\u2018\u00ab]?\Z")


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(
        # "N, a town of carpet weavers" is a town.
        rf",\s+(?:an?|our|his|her)\s+(?:(?!(?:of|for|with|whose)\b)[\w'\u2019-]+\s+){{0,3}}?"
        rf"(?:{_any_of('apposed')})\b"
    )


@cache
def _words(key: str) -> frozenset[str]:
    raw = tomllib.loads(files("mapdash").joinpath("data/namesakes.toml").read_text("utf-8"))
    return frozenset(raw[key])


def _any_of(key: str) -> str:
    """Return an expression for any of some words, the longest first."""
    found = sorted(_words(key), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in found)
