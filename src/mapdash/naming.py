"""Whether a thing is told to have a place's name: "she answers to N", "he calls his cart N"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mapdash.persons import words_before

# Within so much its many are told.
_PASSAGE = 300
_COUNTED = frozenset(
    [
        "one",
        "a",
        "an",
        "each",
        "another",
        "every",
        "other",
        "first",
        "second",
        "third",
        "last",
        "this",
    ]
)
# "He calls his wheelbarrow N", but "they called their capital N".
_CALLED = re.compile(
    r"\b(?:calls?|called|calling|named|naming|christened|dubbed|baptised|baptized|nicknamed)\s+"
    r"(?:his|her|their|our|my|its|your)\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)\s+[\"'\u201c\u2018]?\Z"
)
_ANSWERS = re.compile(r"\banswer(?:s|ed|ing)?\s+(?:only\s+)?to\s+[\"'\u201c\u2018]?\Z")
# "For her, N is wages: the combine of that name".
_THAT_NAME = re.compile(
    r"[^.!?]{0,120}?\b(?:the|a)\s+(?:[\w-]+\s+){0,4}?([\w-]+)\s+of\s+(?:that|this|the\s+same)\s+name\b"
)


def is_given_the_name(text: str, start: int, end: int) -> bool:
    """Whether the words round the name at a span give it to a thing, or to one of many.

    Examples
    --------
    >>> is_given_the_name("He calls his wheelbarrow Florence", 25, 33)
    True
    >>> is_given_the_name("They called their capital Florence", 26, 34)
    False
    """
    if _is_one_of_many(text, start, end) or _ANSWERS.search(text, max(0, start - 24), start):
        return True
    before = text[max(0, start - 2) : start - 1]
    called = _CALLED.search(text, max(0, start - 60), start) if before.isalpha() else None
    if called and called[1] not in _lands():
        return True
    named = _THAT_NAME.match(text, end) if " name" in text[end : end + 180] else None
    return named is not None and named[1] not in _lands()


def _is_one_of_many(text: str, start: int, end: int) -> bool:
    """Whether a thing is counted that has the name, which is told of many: "the Ns ... one N"."""
    if words_before(text, start)[1].lower() not in _COUNTED:
        return False
    many = re.compile(rf"\b{re.escape(text[start:end])}s\b")
    around = max(0, start - _PASSAGE), end + _PASSAGE
    return many.search(text, *around) is not None


@cache
def _lands() -> frozenset[str]:
    """Return the nouns of places, which may have the name by right."""
    raw = tomllib.loads(files("mapdash").joinpath("data/namesakes.toml").read_text("utf-8"))
    return frozenset((*raw["own"], *raw["places"], *raw["lands"]))
