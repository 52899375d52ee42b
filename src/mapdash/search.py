"""Search over passages and places: which ones words find, ranked, and where they match.

Words are compared folded (case, accents, hyphens; see `mapdash.folding`), a
word also finds those that begin with it, and a name of a place finds what is
linked to that place under every other name.  A word that stands nowhere is
read as the nearest one that does, and that is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from math import log
from typing import TYPE_CHECKING

from mapdash.records import Span
from mapdash.word_index import Index, Matches, Name, Words, bare

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from mapdash.atlas import Excerpt

# Okapi BM25's usual settings (Robertson and Zaragoza 2009, section 3.2).
_SATURATION = 1.2
_LENGTH = 0.75

#: Characters of a search; nobody looks for more, and nobody is made to wait for it.
MOST_SEARCHED = 200

_BEGINNING = 0.5  # what a word that only begins like the one asked for counts
_LEAST_BEGINNING = 3  # letters; fewer begin too many words
_LEAST_NAME_BEGINNING = 4
_LEAST_GUESSED = 4
_NEARNESS, _NEARNESS_OF_NAMES = 0.8, 0.75
_MOST_WORDS = 32
_UNLIKE = 3

_QUOTED = re.compile(r'["“”„«]([^"“”«»]+)["“”»]')


@dataclass(frozen=True, slots=True)
class PassageFound:
    """A passage that words find; `spans` are offsets into its article's text."""

    excerpt: Excerpt
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place that words find, by which name, and how many passages are linked to it.

    `language` is a key of the place's names, "" for a spelling never shown.
    """

    place: str
    name: str
    language: str
    passages: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What words find, best first.

    `read_as` holds the words that stand nowhere, with those taken for them.
    """

    passages: tuple[PassageFound, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------- the search


def search(index: Index, words: str, among: Container[str] | None = None) -> Findings:
    """Return what words find.

    Parameters
    ----------
    words : str
        What a reader typed; words between quotation marks stand together.
    among : container of str or None
        The keys of the passages that may be found; None is all of them.

    Returns
    -------
    Findings
        The passages that match every word, or where there are none, those
        that match the most; and the places that have a name with every word.
    """
    runs = list(_runs(words))
    read_as = dict(_corrections(index, (word for run in runs for word in run.words)))
    runs = [
        replace(run, words=tuple(read_as.get(word, word) for word in run.words)) for run in runs
    ]
    terms = [term for run in runs for term in _terms(index, run)]
    asked = [tuple(word for run in runs for word in run.words), *(term.name for term in terms)]
    return Findings(
        passages=_ranked(index, [term.matches for term in terms], among),
        places=_places(index, [each for each in asked if each]),
        read_as=tuple(read_as.items()),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row; those quoted belong together."""

    words: Words
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """One thing asked for: where it matches, and its words if they are a place's name."""

    matches: Matches
    name: Words = ()


def _runs(words: str) -> Iterator[_Run]:
    room = _MOST_WORDS
    pieces = [(found[1], True) for found in _QUOTED.finditer(words)]
    for piece, quoted in (*pieces, (_QUOTED.sub(" ", words), False)):
        run = bare(piece)[:room]
        room -= len(run)
        if run:
            yield _Run(run, quoted)


def _corrections(index: Index, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each word that stands nowhere, with the nearest that does.

    Names are spelt in more ways than other words are: of two as near, the
    name is meant, and it may be farther off.
    """
    names = sorted({word for name in index.names for word in name.words})
    for word in dict.fromkeys(words):
        if len(word) < _LEAST_GUESSED or _beginning(index.vocabulary, word):
            continue
        if _beginning(names, word):
            continue
        near = [
            *get_close_matches(word, names, n=1, cutoff=_NEARNESS_OF_NAMES),
            *get_close_matches(word, index.vocabulary, n=1, cutoff=_NEARNESS),
        ]
        if near:
            yield word, max(near, key=lambda each: SequenceMatcher(None, each, word).ratio())


def _beginning(known: Sequence[str], word: str) -> list[str]:
    """Return the sorted words that begin with a word."""
    at = bisect_left(known, word)
    return list(takewhile(lambda each: each.startswith(word), known[at:]))


def _terms(index: Index, run: _Run) -> Iterator[_Term]:
    """Give a term for each name of a place in a run of words, and for each other word."""
    rest = run.words
    while rest:
        length, places, weight = _named(index, rest)
        if run.quoted and length < len(rest):
            yield _Term(_standing(index, rest))
            return
        words = rest[: max(1, length)]
        matches = _joined(_standing(index, words), index, places, weight)
        yield _Term(matches, words if places else ())
        rest = rest[len(words) :]


def _named(index: Index, run: Words) -> tuple[int, set[str], float]:
    """Return how many words at a run's start name places, which ones, and what that counts."""
    whole = [name for name in index.names if name.words and run[: len(name.words)] == name.words]
    longest = max((len(name.words) for name in whole), default=0)
    if longest:
        return longest, {name.place for name in whole if len(name.words) == longest}, 1.0
    if len(run[0]) < _LEAST_NAME_BEGINNING:
        return 0, set(), 0.0
    # A word of no passage can only be meant for a name, whichever of its words it is.
    strange = not _beginning(index.vocabulary, run[0])
    begun = {
        name.place
        for name in index.names
        if any(word.startswith(run[0]) for word in name.words) and (strange or len(name.words) == 1)
    }
    return (1, begun, _BEGINNING) if begun else (0, set(), 0.0)


def _standing(index: Index, run: Words) -> Matches:
    """Return where words stand one after the other; a single one may only begin a word."""
    if len(run) == 1:
        return _one_word(index, run[0])
    found: Matches = {}
    for number, position in index.standing.get(run[0], ()):
        if index.words[number][position : position + len(run)] == run:
            spans = index.spans[number][position : position + len(run)]
            found.setdefault(number, {})[Span(spans[0].start, spans[-1].end)] = 1.0
    return found


def _one_word(index: Index, word: str) -> Matches:
    found: Matches = {}
    long = len(word) >= _LEAST_BEGINNING
    for other in _beginning(index.vocabulary, word) if long else [word]:
        for number, position in index.standing.get(other, ()):
            weight = 1.0 if other == word else _BEGINNING
            found.setdefault(number, {})[index.spans[number][position]] = weight
    return found


def _joined(found: Matches, index: Index, places: set[str], weight: float) -> Matches:
    """Add what is linked to places, whatever it is called there."""
    for place in places:
        for number, spans in index.linked.get(place, {}).items():
            here = found.setdefault(number, {})
            for span in spans:
                here[span] = max(weight, here.get(span, 0.0))
    return found


# ---------------------------------------------------------------- the ranks


def _ranked(
    index: Index, terms: Sequence[Matches], among: Container[str] | None
) -> tuple[PassageFound, ...]:
    matching: defaultdict[int, list[Matches]] = defaultdict(list)
    for term in terms:
        for number in term:
            if among is None or index.excerpts[number].key in among:
                matching[number].append(term)
    most = max(map(len, matching.values()), default=0)
    found = [
        PassageFound(
            excerpt=index.excerpts[number],
            score=sum(_score(index, term, number) for term in matched),
            spans=_merged(span for term in matched for span in term[number]),
        )
        for number, matched in matching.items()
        if len(matched) == most
    ]
    return tuple(
        sorted(found, key=lambda each: (-each.score, each.excerpt.file, each.spans[0].start))
    )


def _score(index: Index, term: Matches, number: int) -> float:
    """Return what a term adds to a passage's rank, by Okapi BM25."""
    spans = _merged(term[number])
    # A word within a mention is one with it: the weightier counts.
    frequency = sum(
        max(weight for span, weight in term[number].items() if _within(span, whole))
        for whole in spans
    )
    rarity = log(1 + (len(index.words) - len(term) + 0.5) / (len(term) + 0.5))
    length = len(index.words[number]) / index.mean_length
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    return rarity * frequency * (_SATURATION + 1) / (frequency + norm)


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _places(index: Index, asked: Sequence[Words]) -> tuple[PlaceFound, ...]:
    """Return the places with a name that holds every word of some run, each by its best name."""
    best: dict[str, tuple[int, Name]] = {}
    for name in index.names:
        rank = min((_likeness(name, run) for run in asked), default=_UNLIKE)
        if rank < best.get(name.place, (_UNLIKE, name))[0]:
            best[name.place] = (rank, name)
    found = [
        (rank, PlaceFound(place, name.text, name.language, len(index.linked.get(place, ()))))
        for place, (rank, name) in best.items()
    ]
    found.sort(key=lambda each: (each[0], -each[1].passages, each[1].name))
    return tuple(place for _, place in found)


def _likeness(name: Name, run: Words) -> int:
    """Return 0 for a name that is the words, then 1 and 2; `_UNLIKE` if a word begins none."""
    if name.words == run:
        return 0
    if not all(any(own.startswith(word) for own in name.words) for word in run):
        return _UNLIKE
    return 1 if name.words[0].startswith(run[0]) else 2
