"""Whether a place's name is that of something else called by it (data/namesakes.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mapdash.persons import stands_in_a_place
from mapdash.sections import stands_in_a_list, stands_in_a_section

# So far before a name its bearer begins.
_REACH = 24
# A title is not longer on either side of a name, and its work is told of so near.
_TITLE = 50
_ROUND = 80
_ARTICLE = re.compile(r"(?<![\w-])([Tt]he|[Aa]|[Aa]n|[Hh]er|[Hh]is|[Oo]ur)\s+\Z")
_TOLD = re.compile(
    r"(?<!have )(?<!has )(?<!had )\b(?:called|named|christened|baptised|baptized|dubbed)"
    r"\s+[\"'\u201c\u2018\u00ab]?\Z"
)
_FOLLOWING = re.compile(r"[\"'\u201d\u2019\u00bb]?[-\s]+([^\s-]+)")
_PRECEDING = re.compile(r"([^\W\d_]+)\s+[\"'\u201c\u2018\u00ab]?\Z")
_QUOTES = frozenset('"\u201c\u201e\u00ab')
_AGED = re.compile(r",\s+[1-9]\d,\s")


def names_a_namesake(text: str, start: int, end: int, *, place: bool = True) -> bool:
    """Whether the name at a span is borne by something that is no place.

    Parameters
    ----------
    place : bool
        Whether a place has the name, which then needs no quotation marks and no article.

    Examples
    --------
    >>> names_a_namesake("The Florence chamber choir sings", 4, 12)
    True
    >>> names_a_namesake("the tanker Florence ran aground", 11, 19)
    True
    >>> names_a_namesake("choirs in Florence and Siena", 10, 18)
    False
    """
    if _begins_a_name(text, end) or _is_borne(text, start):
        return True
    if place and (_titles_a_work(text, start, end) or _has_an_article(text, start, end)):
        return True
    if stands_in_a_list(text, start, end) or (place and stands_in_a_section(text, start, end)):
        return True
    if not (_apposed().match(text, end) or _AGED.match(text, end)):
        return False
    return not stands_in_a_place(text, start)


def _begins_a_name(text: str, end: int) -> bool:
    """Whether the name at a position begins a longer one: "the N chamber choir"."""
    # One word tells soon that most names do not; the whole expression is slow.
    following = _FOLLOWING.match(text, end)
    if following is None:
        return False
    word = following[1]
    if not word[0].isupper() and word.casefold() not in _beginnings():
        return False
    after = _after().match(text, end)
    return after is not None and _unowned(after["between"] or "")


def _is_borne(text: str, start: int) -> bool:
    """Whether what bears the name stands before it: "the tanker N", "a ship that they named N"."""
    before = max(0, start - _REACH)
    preceding = _PRECEDING.search(text, before, start)
    if preceding is None:
        return False
    if preceding[1].casefold() in _bearers() and _before().search(text, before, start):
        return True
    told = _TOLD.search(text, before, start)
    if told is None:
        return False
    return _called().search(text, max(0, told.start() - _ROUND), told.start()) is not None


def _titles_a_work(text: str, start: int, end: int) -> bool:
    """Whether the name stands in a title in quotation marks, and a work is spoken of."""
    if _QUOTES.isdisjoint(text[max(0, start - _TITLE) : start]):
        return False
    after = _title_after().match(text, end)
    if after is None or not _title_before().search(text, max(0, start - _TITLE), start):
        return False
    around = text[max(0, start - _ROUND) : start], text[after.end() : after.end() + _ROUND]
    return any(_works().search(each) for each in around)


def _has_an_article(text: str, start: int, end: int) -> bool:
    """Whether an article makes a thing of a name that needs none: "the N sailed"."""
    name = text[start:end]
    if not name.isalpha() or name.isupper() or not _thing().match(text, end):
        return False
    article = _ARTICLE.search(text, max(0, start - _REACH), start)
    return article is not None and not stands_in_a_place(text, article.start(1))


def _unowned(between: str) -> bool:
    """Whether the words within a longer name leave it to something else."""
    words = re.split(r"[\s-]+", between.casefold())
    return _words("own").isdisjoint(words) and not any(
        word.endswith(tuple(_words("peoples"))) for word in words
    )


@cache
def _after() -> re.Pattern[str]:
    known = _any_of("between")
    word = rf"(?:(?i:{known})|[^\W\d_a-z][\w'\u2019]*)"
    full = rf"(?P<between>(?:{word}[-\s]+){{0,2}})(?i:{_any_of('after')})"
    return re.compile(rf"[\"'\u201d\u2019\u00bb]?[-\s]+{full}(?![\w'\u2019-])")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_any_of('before')})\s+[\"'\u201c\u2018\u00ab]?\Z")


@cache
def _apposed() -> re.Pattern[str]:
    return re.compile(
        # "N, a town of carpet weavers" is a town.
        rf"(?:,|[\"\u201d]\s+(?:is|was))\s+(?:an?|the|our|his|her|its)\s+(?:(?!(?:of|for|with|whose)\b)[\w'\u2019-]+\s+){{0,3}}?"
        rf"(?:{_any_of('apposed')})\b"
    )


@cache
def _called() -> re.Pattern[str]:
    bearer = rf"\b(?:{_any_of('apposed')})s?\b[^.;:!?]{{0,50}}"
    return re.compile(bearer + r"\Z")


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"[\"\u201c\u201e\u00ab](?:{_title_word()}[\s-]+){{0,5}}\Z")


@cache
def _title_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:['\u2019]s)?(?:[\s:-]+{_title_word()}){{0,5}}[,.!?]?[\"\u201d\u201c\u00bb]"
    )


def _title_word() -> str:
    return rf"(?:(?:{_any_of('joining')})|[^\W_a-z][\w'\u2019.-]*)[,:]?"


@cache
def _works() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_any_of('works')})\b")


@cache
def _thing() -> re.Pattern[str]:
    told = _any_of("doing")
    return re.compile(rf"['\u2019]s\b|[.;:!?)]|,\s+(?=[a-z])|\s+(?:{told})\b")


@cache
def _words(key: str) -> frozenset[str]:
    raw = tomllib.loads(files("mapdash").joinpath("data/namesakes.toml").read_text("utf-8"))
    return frozenset(raw[key])


@cache
def _beginnings() -> frozenset[str]:
    """Return the words that a longer name can go on with."""
    return frozenset(each.split()[0].split("-")[0] for each in _words("after") | _words("between"))


@cache
def _bearers() -> frozenset[str]:
    """Return the last words of what bears a name."""
    return frozenset(re.split(r"[\s-]+", each)[-1] for each in _words("before"))


def _any_of(key: str) -> str:
    """Return an expression for any of some words, the longest first."""
    found = sorted(_words(key), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in found)
