"""Whether two descriptions that stand close together are one: "posts" and "on the ridge"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

# So many words at most stand between the halves of one description.
_JOINT = 3
# So many where a clause leads to the second: "posts the army built on the ridge".
_CLAUSE = 8
# So many letters of the first may stand before what is said of it: "(a way) by the sea is the".
_NEAR = 40
# So many where a pronoun begins it: "posts which the army has been building on the ridge".
_RELATIVE = 9
# So many where the second begins with a preposition, and nothing stops the sentence.
_LONG_JOINT = 12
_STOP = re.compile(r"[.,;:!?()\u2013\u2014\u2026\"\u201c\u201d]")
# "posts at Sotk, the", "posts and the", "posts, with their", "posts, from where the army can"
_APPOSED = re.compile(
    r"(?:\s+(?:at|to|near|over|by)(?:\s+the)?(?:\s+[A-Z][\w'\u2019-]+){1,2})?"
    r"(?:,\s+(?:some|about|an?)(?=\s+[0-9])|,(?=\s+[0-9])|,\s+(?:then\s+)?(?:the|its|their)|,?\s+with\s+(?:an?|the|its|their)|,?\s+and\s+(?:the|its))"
    r"\s+(?:[a-z-]+\s+)?"
)
# ", a trench" after the second: a list.
_GOES_ON = re.compile(r"[^,.;:]{0,40},\s+(?:and\s+)?(?:an?|the)\s")
# "posts at Osmer", which ends in a name; ", Merrow"; " and Thole"
_ENDS_NAMED = re.compile(r"\s(?P<leading>[a-z]+)(?:\s+the)?(?:\s+[A-Z][\w'\u2019-]+){1,2}\Z")
_NAMED_NEXT = re.compile(r",\s+(?:the\s+)?")
_NAMED_LAST = re.compile(r",?\s+and\s+(?:the\s+)?")
_NAMES = re.compile(r",\s+(?:the\s+)?[A-Z][^,]*\Z")
_PLACED = re.compile(r"\s+(?P<leading>[a-z]+)(?:\s+of)?(?:\s+the)?\s+[A-Z]")
_WHENCE = re.compile(r",?\s+(?:from where|whence|from which|so that|by which|over which)\s[^,]*")
# "the canal is the first", "speaks of the canal as a"
_PREDICATED = re.compile(
    r"\s+(?:is|was|are|were|(?:will|would|can|may)\s+be|remains?|remained|becomes?|became|as)"
    r"\s+(?:an?|the|its|their)\s+(?:[a-z-]+\s+){0,2}\Z"
)
_KNOWN = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts)\s+\Z")
_LISTED = re.compile(r"(?:\s*,\s+|\s+)(?:(?:and|or)\s+)?(?:[a-z-]+\s+){0,2}")
_ADDED = re.compile(r",?\s+(?:and|or)\s+(?:[a-z-]+\s+){0,2}")
# What stands before the second of two ways that are listed: a road, a railway and cables.
_LISTED_WAY = re.compile(r",?\s+(?:(?:and|or)\s+)?(?:an?\s+)?")
# What another thing of its own begins with: ", or else the old", " and another".
_OTHER = re.compile(
    r",?\s+(?:and|or)(?:,[^,.;]{1,30},)?(?:\s+(?:else|rather|even|also|then))?"
    r"\s+(?:an?|the|another|its|their)\s+(?:[a-z-]+\s+){0,2}\Z"
)


def one_description(between: str, following: str, *, named: bool) -> bool:
    """Return whether a description goes on with another of its layer.

    Parameters
    ----------
    between : str
        The words between the two.
    following : str
        The second.
    named : bool
        Whether the second is a name.
    """
    words = between.split(None, _LONG_JOINT + 1)
    if not words or words[0] in _words("prepositions"):
        apart = named and len(words) > 1
        last = words[-2] if apart and words[-1] == "the" else words[-1] if words else ""
        if len(words) <= _JOINT + apart and (not apart or last in _words("prepositions")):
            return True
    if len(words) > _LONG_JOINT or _STOP.search(between):
        return False
    # "posts east of the town and above the lake"
    if named and _adds_a_place(words):
        return True
    # "a crossing that will carry lorries through the valley"
    if following.split()[0] in _words("prepositions"):
        return True
    if named:
        return False
    # "a coach from the port that crosses the isthmus"
    if words[-1] in _words("relatives") and len(words) <= _CLAUSE:
        return True
    relative = words[0] in _words("relatives")
    if relative and len(words) <= _JOINT:
        return True
    return len(words) <= (_RELATIVE if relative else _CLAUSE) and _leads_on(words)


def attached(between: str) -> bool:
    """Return whether a preposition joins two descriptions: "posts" and "on the ridge"."""
    words = between.split(None, _JOINT + 1)
    short = bool(words) and len(words) <= _JOINT and words[0] in _words("prepositions")
    return short and not _STOP.search(between)


def lists_on(one: str, between: str, following: str) -> bool:
    """Return whether a description goes on to list names: "posts at Osmer, Merrow and Thole"."""
    if not following[0].isupper():
        return False
    listed = _NAMES.search(one)
    if listed and _NAMED_LAST.fullmatch(between):
        return True
    named = _ENDS_NAMED.search(one[: listed.start()] if listed else one)
    # "the ruins of A, B" names each of them.
    next_one = _NAMED_NEXT.fullmatch(between) is not None
    return next_one and named is not None and named["leading"] in _words("prepositions") - {"of"}


def lists_a_way(between: str) -> bool:
    """Return whether one way goes on with the next in a list: "a road, a railway across Osmer"."""
    return _LISTED_WAY.fullmatch(between) is not None


def placed(rest: str) -> bool:
    """Return whether what follows tells by a name where something is: "(the hill) at Sotk"."""
    following = _PLACED.match(rest)
    return following is not None and following["leading"] in _words("prepositions")


def apposed(between: str, following: str, rest: str) -> bool:
    """Return whether a second description only tells more of the first: "posts, the last ones"."""
    if _APPOSED.fullmatch(between):
        return not _GOES_ON.match(rest)
    onward = _WHENCE.fullmatch(between) is not None and len(between.split()) <= _LONG_JOINT
    return onward and not _STOP.search(between.lstrip(",")) and _prepositional(following)


def predicated(between: str) -> bool:
    """Return whether a second description says what the first one is: "the canal is a way"."""
    # What stands further apart is not searched: a text may be one long line.
    if len(between) > 2 * _NEAR or _STOP.search(between):
        return False
    told = _PREDICATED.search(between)
    return told is not None and told.start() <= _NEAR


def ranged(between: str, rest: str) -> bool:
    """Return whether a second description is where the first begins: "a line from the port to"."""
    return between.split() in (["from"], ["from", "the"]) and rest.startswith(" to ")


def refers_back(text: str, start: int, end: int) -> bool:
    """Return whether one word at a span says that its thing is known, and no more: "the road"."""
    known = _KNOWN.search(text, max(0, start - _NEAR), start)
    return known is not None and text[start:end].isalpha() and not goes_on(text[end : end + _NEAR])


def goes_on(rest: str) -> bool:
    """Return whether the rest of a description says where the thing told before it is."""
    words = rest.split(None, 1)
    return bool(words) and (words[0] in _words("prepositions") or words[0] in _words("ends"))


def _prepositional(following: str) -> bool:
    return following.split()[0] in _words("prepositions")


def coordinated(between: str, *, alike: bool) -> bool:
    """Return whether what stands between lists two things: "a road and new lines".

    Of those told alike, by one rule, a comma or nothing joins two as well.
    """
    return (_LISTED if alike else _ADDED).fullmatch(between) is not None


def another_begins(lead: str) -> bool:
    """Return whether a second thing begins after a first that is told whole.

    So it does after "a line to the port, or the"; after "a road and a" what
    follows is said of both.

    Parameters
    ----------
    lead : str
        The words before the second, from the first word of the first.
    """
    other = _OTHER.search(lead)
    if other is None:
        return False
    first = lead[: other.start()].split()
    return not (_words("prepositions") | _words("ends")).isdisjoint(first)


def _adds_a_place(words: list[str]) -> bool:
    return len(words) in {2, 3} and words[0] in {"and", "or"} and words[1] in _words("prepositions")


def _leads_on(words: list[str]) -> bool:
    """Whether a clause ends in a preposition, and adds nothing new to what it says."""
    if not _words("conjunctions").isdisjoint(words):
        return False
    last = words
    for described in (1, 2):
        # "on the", "on the wooded"
        if len(words) > described and words[-described] in _words("articles"):
            last = words[:-described]
            break
    return last[-1] in _words("prepositions")


@cache
def _words(kind: str) -> frozenset[str]:
    raw = tomllib.loads(files("mapdash").joinpath("data/grammar.toml").read_text("utf-8"))
    return frozenset(raw[kind])
