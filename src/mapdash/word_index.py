"""The words of an atlas's passages and the names of its places, ready to be searched.

Words are compared folded: case, accents, hyphens and line breaks are no
difference (see `mapdash.folding`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdash.folding import fold
from mapdash.keeping import keep_newest
from mapdash.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapdash.atlas import Atlas, Excerpt

_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]
#: By the number of a passage, each span of it that matches, with what it counts.
Matches = dict[int, dict[Span, float]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place, in the language whose names hold it, as its folded words."""

    place: str
    text: str
    language: str
    words: Words


@dataclass(frozen=True, slots=True)
class Index:
    """What a search looks words up in.

    Parameters
    ----------
    words, spans : tuple
        Of each passage, its folded words in order, and where each stands.
    standing : mapping of str to sequence of (int, int)
        For each word, the passages and the positions in them at which it stands.
    vocabulary : tuple of str
        Those words, sorted.
    linked : mapping of str to dict
        For each place, the mentions of it, by passage.
    """

    excerpts: tuple[Excerpt, ...]
    words: tuple[Words, ...]
    spans: tuple[tuple[Span, ...], ...]
    standing: Mapping[str, Sequence[tuple[int, int]]]
    vocabulary: tuple[str, ...]
    names: tuple[Name, ...]
    linked: Mapping[str, Matches]

    @property
    def mean_length(self) -> float:
        """How many words a passage has."""
        return sum(map(len, self.words)) / max(1, len(self.words))


def build_index(atlas: Atlas) -> Index:
    """Return the index of an atlas; its time and size are linear in the texts."""
    words, spans = [], []
    standing: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    linked: defaultdict[str, Matches] = defaultdict(dict)
    for number, excerpt in enumerate(atlas.excerpts):
        text = atlas.articles[excerpt.file].text
        start, end = excerpt.passage.start, excerpt.passage.end
        found = list(_words(text[start:end], start))
        words.append(tuple(word for word, _ in found))
        spans.append(tuple(span for _, span in found))
        for position, (word, _) in enumerate(found):
            standing[word].append((number, position))
        for mention in excerpt.mentions:
            for place in mention.places:
                linked[place].setdefault(number, {})[Span(mention.start, mention.end)] = 1.0
    return Index(
        excerpts=atlas.excerpts,
        words=tuple(words),
        spans=tuple(spans),
        standing=dict(standing),
        vocabulary=tuple(sorted(standing)),
        names=tuple(_names(atlas)),
        linked=dict(linked),
    )


# By the atlas's version: a page asks with every word that is typed.
_INDEXES: dict[str, Index] = {}


def index_of(atlas: Atlas) -> Index:
    """Return the index of an atlas, built once for each version of it."""
    found = _INDEXES.get(atlas.version)
    if found is None or found.excerpts is not atlas.excerpts:
        found = _INDEXES[atlas.version] = build_index(atlas)
        keep_newest(_INDEXES)
    return found


def _words(text: str, offset: int = 0) -> Iterator[tuple[str, Span]]:
    """Give the folded words of a text with their places in it."""
    folded = fold(text)
    for word in _WORD.finditer(folded.text):
        start, end = folded.span(*word.span())
        yield word[0], Span(offset + start, offset + end)


def bare(text: str) -> Words:
    """Return the folded words of a text."""
    return tuple(word for word, _ in _words(text))


def _names(atlas: Atlas) -> Iterator[Name]:
    for place in atlas.places.values():
        for language, names in (*place.names.items(), ("", place.spellings)):
            for name in names:
                yield Name(place.id, name, language, bare(name))
