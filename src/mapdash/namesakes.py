"""Whether a place's name is that of something else called by it (data/namesakes.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from mapdash.naming import is_given_the_name
from mapdash.persons import stands_in_a_place, words_before
from mapdash.sections import stands_in_a_list, stands_in_a_section

# So far before a name its bearer begins.
_REACH = 24
# The head of an entry stands first, but for quotation marks and spaces.
_HEAD = 3
# A title is not longer on either side of a name, and its work is told of so near.
_TITLE = 50
_ROUND = 80
_ARTICLE = re.compile(r"(?<![\w-])([Tt]he|[Aa]|[Aa]n|[Hh]er|[Hh]is|[Oo]ur)\s+\Z")
_TELLING = frozenset(["called", "named", "christened", "baptised", "baptized", "dubbed"])
_TOLD = re.compile(
    rf"(?<!have )(?<!has )(?<!had )\b(?:{'|'.join(sorted(_TELLING))})\s+[\"'\u201c\u2018\u00ab]?\Z"
)
_FOLLOWING = re.compile(r"[\"'\u201d\u2019\u00bb]?[-\s]+([^\W_][\w'\u2019]*)")
_QUOTES = frozenset('"\u201c\u201e\u00ab')
# "On an N, a typewriter": what is told after the comma is a thing.
_OTHER = re.compile(r",\s+an?\s")
# What somebody made: "“N” by Guerlain".
_MADE = re.compile(r"[\"\u201d\u00bb]\s+by\s+[^\W\d_a-z]")
# "19.00 N. Part two", "20.45 N (Film, 2019)".
_HOUR = re.compile(r"(?:\A|[.;)]\s+|\n)[012]?\d[.:][0-5]\d\s+[\"\u201c]?\Z")
_LISTED = re.compile(r"[\"\u201d]?(?:\.|,|:|\s\()")
# "The part of N, the miller, is taken by", "she answers to N".
_PLAYED = re.compile(r"\b(?:part|role|character|figure)\s+of\s+\Z")
_AGED = re.compile(r",\s+[1-9]\d,\s")
# After one of these a name and what is told of it need not belong together.
_LOOSE = frozenset(
    ["after", "before", "since", "without", "like", "unlike", "despite", "during", "than", "as"]
)
# A noun is what the name is told to be if it ends there: "a poet", no "poet's town".
_ENDS = (
    r"(?=[.,;:!?)\"\u201d]|\s*\Z|\s+(?:with|on|in|at|near|by|of|for|from|off|under|behind|opposite"
    r"|beside|and|or|that|which|who|whose|where|is|was|has|\w+ed|\w+ing|run|built|made|bred|sung)\b)"
)


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
    if _begins_a_name(text, end) or _is_borne(text, start, end) or _is_listed(text, start, end):
        return True
    if place and (_titles_a_work(text, start, end) or _has_an_article(text, start, end)):
        return True
    if is_given_the_name(text, start, end):
        return True
    if stands_in_a_list(text, start, end) or (place and stands_in_a_section(text, start, end)):
        return True
    return _is_told_to_be_else(text, start, end)


def _is_told_to_be_else(text: str, start: int, end: int) -> bool:
    """Whether what a name belongs to is said after it: "N, a café by the station"."""
    if text[end : end + 1] not in {",", ".", ":", '"', "\u201d", " ", "\u00a0"}:
        return False
    _, word, _ = words_before(text, start)
    if word.casefold() in _LOOSE:
        return False
    if _MADE.match(text, end) or _bearing().match(text, end):
        return True
    placed = stands_in_a_place(text, start) and not _PLAYED.search(text, max(0, start - 20), start)
    if not placed and (_apposed().match(text, end) or _AGED.match(text, end)):
        return True
    # "In N, a café has opened": the café is not called so.
    if placed and word.islower() and _house().match(text, end):
        return True
    if not placed and _surnamed().match(text, end):
        return True
    heads = start < _HEAD and not text[:start].strip()
    return heads and _headed().match(text, end) is not None


def _begins_a_name(text: str, end: int) -> bool:
    """Whether the name at a position begins a longer one: "the N chamber choir"."""
    # One word tells soon that most names do not; the whole expression is slow.
    following = _FOLLOWING.match(text, end)
    if following is None:
        return False
    word = following[1]
    if not word[0].isupper() and _own_form(word) not in _beginnings():
        return False
    after = _after().match(text, end)
    # What is written in capitals throughout is no firm's first word but an abbreviation.
    if after is None or (after["titled"] and text[end - 1].isupper()):
        return False
    return _unowned(after["between"] or "")


def _own_form(word: str) -> str:
    return word.casefold().replace("\u2019", "'").removesuffix("'s")


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether the name stands after its hour in a programme: "19.00 N. Part two"."""
    if not any(each.isdigit() for each in text[max(0, start - 4) : start]):
        return False
    return bool(_HOUR.search(text, max(0, start - 10), start) and _LISTED.match(text, end))


def _is_borne(text: str, start: int, end: int) -> bool:
    """Whether what bears the name stands before it: "the tanker N", "a ship that they named N"."""
    before = max(0, start - _REACH)
    earlier, word, comma = words_before(text, start)
    if not word or comma == ".":
        return False
    if word == "New" and not comma and earlier.islower():
        return True
    if comma:
        said = {word, f"{earlier} {word}"}
        return text[end : end + 1] in {",", ";"} and not said.isdisjoint(_words("apposing"))
    if word == "of" and earlier in _words("measures"):
        return True
    if word.casefold() in _bearers() and _before().search(text, before, start):
        return True
    # "The tugs N and O": what bears the first name bears the second.
    if word == "and" and _borne_too().search(text, before, start):
        return True
    told = _TOLD.search(text, before, start) if word in _TELLING else None
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
    if article is None:
        return False
    one = article[1].casefold() in {"a", "an"} and _OTHER.match(text, end)
    return bool(one) or not stands_in_a_place(text, article.start(1))


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
    last = rf"(?:(?i:{_any_of('after')})|(?P<titled>{_any_of('titled')}))"
    full = rf"(?P<between>(?:{word}[-\s]+){{0,2}}){last}(?:['\u2019]s)?"
    return re.compile(rf"[\"'\u201d\u2019\u00bb]?[-\s]+{full}(?![\w'\u2019-])")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_any_of('before')})\s+[\"'\u201c\u2018\u00ab]?\Z")


@cache
def _borne_too() -> re.Pattern[str]:
    name = r"[^\W\d_a-z][\w'\u2019-]+"
    return re.compile(rf"\b(?:{_any_of('before')})\s+{name}\s+and\s+\Z")


@cache
def _apposed() -> re.Pattern[str]:
    named = r"(?:\s+(?:also\s+)?the\s+name\s+of)?"
    return re.compile(rf"(?:,|[\"\u201d]?\s+(?:is|was){named})\s+{_noun('apposed')}")


@cache
def _house() -> re.Pattern[str]:
    return re.compile(rf",\s+{_noun('houses')}")


@cache
def _surnamed() -> re.Pattern[str]:
    # "N Petersen, singer and writer"; a people is of the place.
    comma = r",\s+"
    surname = rf"\s+[^\W\d_a-z](?!\w*(?:ians?|anis?)\b)[^\W\d_]+{comma}"
    told = rf"(?:[\w-]+\s+){{0,2}}?(?:{_any_of('apposed')}){_ENDS}"
    # "N Petersen's memoir".
    made = rf"{surname.removesuffix(comma)}['\u2019]s\s+(?:[a-z-]+\s+)?(?:{_any_of('works')})\b"
    return re.compile(rf"{surname}(?:an?\s+|the\s+)?{told}|{made}")


@cache
def _bearing() -> re.Pattern[str]:
    return re.compile(rf"\s+the\s+(?:[\w-]+\s+)?(?:{_any_of('bearing')})(?:[.,;:]|\s+[a-z])")


@cache
def _headed() -> re.Pattern[str]:
    name = r"[^\W\d_a-z][\w'\u2019-]+"
    person = rf",\s+{name}(?:\s+{name})*,\s+(?:[\w-]+\s+){{0,2}}?(?:{_any_of('apposed')}){_ENDS}"
    return re.compile(rf"[.:]\s+(?i:{_noun('apposed')})|{person}")


def _noun(key: str) -> str:
    """Return an expression for a noun of a class with its article and adjectives."""
    # "N, a town of carpet weavers" is a town.
    adjectives = r"(?:(?!(?:of|for|with|whose)\b)[\w'\u2019-]+\s+){0,3}?"
    return rf"(?:an?|the|our|my|his|her|its)\s+{adjectives}(?:{_any_of(key)}){_ENDS}"


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
    street = (
        r"\s+[io]n\s+(?:[^\W\d_a-z]\w+\s+){1,2}(?:Street|Avenue|Road|Square|Boulevard|Lane|Quay)"
    )
    return re.compile(rf"['\u2019]s\b|[.;:!?)]|,\s+(?=[a-z])|\s+(?:{told})\b|{street}\b")


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files("mapdash").joinpath("data/namesakes.toml").read_text("utf-8"))


@cache
def _words(key: str) -> frozenset[str]:
    # A house is told after a comma as whatever else is; a dish or a hall goes on a name.
    also = {
        "apposed": ["houses", "bearing"],
        "apposing": ["bearing"],
        "after": ["dishes"],
        "titled": ["rooms"],
    }.get(key, [])
    return frozenset(_data()[key]).union(*(_words(each) for each in also))


@cache
def _beginnings() -> frozenset[str]:
    """Return the words that a longer name can go on with."""
    known = _words("after") | _words("between") | _words("titled")
    return frozenset(_own_form(re.split(r"[\s-]", each)[0]) for each in known)


@cache
def _bearers() -> frozenset[str]:
    """Return the last words of what bears a name."""
    return frozenset(re.split(r"[\s-]+", each)[-1] for each in _words("before"))


def _any_of(key: str) -> str:
    """Return an expression for any of some words, the longest first."""
    found = sorted(_words(key), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in found)
