"""Where a passage holds the cues of issues: phrases and mentions, by set and by sentence.

A set of cues is what a key of an issue lists, or one of the sets that a rule of it
names.  Equal sets are one, however many issues name them, so that a text is searched once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from mapdash.folding import Folded
from mapdash.phrase_language import Phrase
from mapdash.phrase_nodes import Choice
from mapdash.phrases import PhraseIndex
from mapdash.records import Mention, Passage, Span

#: The bit that stands for a set of cues; several, where they are joined by |.
Sets = int

_SENTENCE_END = re.compile(
    r"[.!?\u2026\u0589][\"\u201d\u2019\u00bb)]{0,3}\s{1,9}(?=[\"\u201c\u2018\u00ab(]?[^\W\d_a-z])"
)
# What marks the id of a layer among phrases.
_LAYER = "#"
# How many spans of a set are tried beside those of another.
_TRIED = 4


@dataclass(slots=True)
class Held:
    """What a sentence holds: the sets of which something stands in it, and each place.

    Places are of the folded text, each with the sets of what stands there.
    """

    sets: Sets = 0
    places: list[tuple[int, int, Sets]] = field(default_factory=list)

    def add(self, start: int, end: int, sets: Sets) -> None:
        """Take in something found."""
        self.sets |= sets
        self.places.append((start, end, sets))

    def of(self, sets: Sets) -> list[tuple[int, int]]:
        """Return where anything of some sets stands."""
        if not self.sets & sets:
            return []
        return [(start, end) for start, end, each in self.places if each & sets]


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found in a passage: what each sentence holds, and the way back to the text."""

    sentences: tuple[Held, ...]
    sets: Sets
    folded: Folded
    offset: int

    def holds(self, sets: Sets) -> bool:
        """Whether anything of some sets stands in the passage."""
        return bool(self.sets & sets)

    def span(self, found: tuple[int, int]) -> Span:
        """Return the span in the text of something found."""
        start, end = self.folded.span(*found)
        return Span(start + self.offset, end + self.offset)

    def together(
        self, held: Held, sets: Sequence[Sets], covers: Sequence[tuple[int, int]]
    ) -> tuple[tuple[int, int], ...]:
        """Return something of each set that a sentence holds, apart and of different words.

        What one of `covers` holds within it does not count; () if a set has nothing left.
        """
        return _apart([without(held.of(each), covers) for each in sets], self.folded.text) or ()


class Cues:
    """Sets of cues, each a phrase or, as ``#layer``, a mention of a layer.

    Examples
    --------
    >>> cues = Cues()
    >>> ways, crossings = cues.add(["road", "(ferry|boat)"]), cues.add(["bridge", "#bridges"])
    >>> text = "A boat. The road to the bridge."
    >>> found = cues.find(text, Passage(0, len(text)), ())
    >>> [(bool(held.sets & ways), bool(held.sets & crossings)) for held in found.sentences]
    [(True, False), (True, True)]
    """

    def __init__(self) -> None:
        self._bits: dict[tuple[str, ...], Sets] = {}
        self._layers: dict[str, Sets] = {}
        self._index: PhraseIndex[Sets] | None = None

    def add(self, cues: Iterable[str]) -> Sets:
        """Return the bit of a set, which `find` will look for."""
        self._index = None
        return self._bits.setdefault(tuple(cues), 1 << len(self._bits))

    def find(self, text: str, passage: Passage, mentions: Sequence[Mention]) -> Finds:
        """Return what each sentence of a passage holds; `mentions` are those of the passage."""
        index = self._index or self._build()
        folded = index.fold(text[passage.start : passage.end])
        ends = _SENTENCE_END.finditer(text, passage.start, passage.end)
        starts = [0, *(folded.to_folded(found.end() - passage.start) for found in ends)]
        sentences = tuple(Held() for _ in starts)
        for (start, end, _, _), _, sets in index.matches(folded):
            sentences[bisect_right(starts, start) - 1].add(start, end, sets)
        for mention in mentions:
            if sets := self._layers.get(mention.layer, 0):
                start = folded.to_folded(mention.start - passage.start)
                end = folded.to_folded(mention.end - passage.start - 1) + 1
                sentences[bisect_right(starts, start) - 1].add(start, end, sets)
        every = reduce(or_, (held.sets for held in sentences))
        return Finds(sentences, every, folded, passage.start)

    def _build(self) -> PhraseIndex[Sets]:
        """Index the phrases of all sets, each with all the sets that name it."""
        uses: dict[Phrase, Sets] = {}
        self._layers = {}
        for cues, bit in self._bits.items():
            for cue in cues:
                if cue.startswith(_LAYER):
                    self._layers[cue[1:]] = self._layers.get(cue[1:], 0) | bit
                    continue
                for phrase in _options(Phrase.parse(cue)):
                    uses[phrase] = uses.get(phrase, 0) | bit
        self._index = PhraseIndex(uses.items())
        return self._index


def _options(phrase: Phrase) -> Iterator[Phrase]:
    """Yield the phrases of which one must hold: plain words are found sooner than a choice."""
    match phrase.nodes:
        case [Choice(options)] if all(options):
            for nodes in options:
                yield from _options(Phrase("", nodes))
        case nodes:
            # Equal phrases are one, whatever they were written in.
            yield Phrase("", nodes)


def without(
    found: Sequence[tuple[int, int]], covers: Sequence[tuple[int, int]]
) -> Sequence[tuple[int, int]]:
    """Return what no cover holds within it."""
    if not covers:
        return found
    covers = sorted(covers)
    starts = [start for start, _ in covers]
    reach: list[int] = []
    for _, end in covers:
        reach.append(max(end, reach[-1] if reach else 0))
    return [
        (start, end)
        for start, end in found
        if (before := bisect_right(starts, start) - 1) < 0 or reach[before] < end
    ]


def _apart(
    choices: Sequence[Sequence[tuple[int, int]]], text: str
) -> tuple[tuple[int, int], ...] | None:
    """Return one of each choice, none of which overlap or are the same word, or None.

    Only the first few of each are tried, so that the work is bounded.
    """
    if not choices:
        return ()
    for start, end in choices[0][:_TRIED]:
        others = [
            [
                (first, last)
                for first, last in choice
                if (last <= start or end <= first) and text[first:last] != text[start:end]
            ]
            for choice in choices[1:]
        ]
        rest = _apart(others, text)
        if rest is not None:
            return ((start, end), *rest)
    return None
