"""One passage as the linker sees it: what was found in it, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mapdash.folding import Folded
from mapdash.gazetteer import Context, Cues, Entry, Gazetteer
from mapdash.phrases import Hit, hit_of
from mapdash.records import Passage, Span

_END = re.compile(r"""[.!?\u2026\u0589]["'\u201d\u2019\u00bb)\]*]*\s+(?=[^a-z\s])""")
# A full stop after an initial or one of a few abbreviations ends no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Gen|Col|Lt|Sen|Rep|Gov|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|vs|ca|approx|km|sq)\Z"
)

Found = Hit[Entry]
_Stretch = tuple[int, int]


@dataclass(frozen=True)
class Scene:
    """A passage, folded, with all that was found in it; positions are within the passage.

    Parameters
    ----------
    sentences : sequence of int
        Where the sentences start.
    cues : mapping of str to list of (int, int)
        Where each cue stands in the folded text, in order of place.
    first : mapping of int to dict
        For a sentence, by its number, where each cue in it stands first in the folded text.
    """

    offset: int
    text: str
    folded: Folded
    hits: Sequence[Found]
    sentences: Sequence[int]
    cues: Mapping[str, Sequence[_Stretch]] = field(default_factory=dict)
    first: Mapping[int, Mapping[str, _Stretch]] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, text: str, passage: Passage, gazetteer: Gazetteer) -> Scene:
        """Find everything in a passage of a text."""
        inner = text[passage.start : passage.end]
        folded = gazetteer.index.fold(inner)
        hits: list[Found] = []
        cues: list[tuple[int, int, Cues]] = []
        for span, anchors, found in gazetteer.index.matches(folded):
            if isinstance(found, tuple):
                cues.append((span[0], -span[1], found))
            else:
                hits.append(hit_of(folded, (span, anchors, found)))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        cues.sort()
        starts = [0, *_sentence_starts(inner)]
        placed = _placed(cues, [folded.to_folded(start) for start in starts])
        return cls(passage.start, inner, folded, hits, starts, *placed)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence at a position."""
        return bisect_right(self.sentences, position) - 1

    def bounds(self, position: int) -> Span:
        """Return the sentence at a position."""
        following = bisect_right(self.sentences, position)
        end = self.sentences[following] if following < len(self.sentences) else len(self.text)
        return Span(self.sentences[following - 1], end)

    def held(self, position: int) -> Mapping[str, _Stretch]:
        """Return the cues of the sentence at a position, each with its first place there."""
        return self.first.get(self.sentence(position), {})

    def last_cue(self, cues: Iterable[str], before: int) -> Span | None:
        """Return the last place of any of some cues that ends before a position."""
        limit = self.folded.to_folded(before)
        found: list[_Stretch] = []
        for name in cues:
            places = self.cues.get(name, ())
            index = bisect_left(places, (limit, 0))
            found.extend(each for each in places[max(0, index - 2) : index] if each[1] <= limit)
        return self._span(max(found)) if found else None

    def surrounding(
        self, context: Context, hit: Found, held: Mapping[str, _Stretch]
    ) -> Span | None:
        """Return the stretch that holds a context in a hit's sentence, or None.

        `held` are the cues of that sentence: who asks for many contexts looks them up once.
        """
        if not context.cues.isdisjoint(held):
            among = (each for name, each in held.items() if name in context.cues)
            return self._span(_foremost(among))
        return self.beside(context, hit) if context.around else None

    def beside(self, context: Context, hit: Found) -> Span | None:
        """Return a hit's own words if a context stands round them, or None."""
        start, end = hit.folded
        anchors = hit.anchors
        # Plainly told, for nothing is asked more often.
        for phrase, needed in context.around:
            if needed & anchors == needed and phrase.surrounds(self.folded, start, end):
                return Span(hit.start, hit.end)
        return None

    def within(self, start: int, end: int) -> Sequence[Found]:
        """Return what was found that begins within a stretch."""
        first = bisect_left(self.hits, start, key=lambda hit: hit.start)
        return self.hits[first : bisect_left(self.hits, end, lo=first, key=lambda hit: hit.start)]

    def tells(self, context: Context, start: int, end: int) -> bool:
        """Whether a context's cues begin within a stretch."""
        first, last = self.folded.to_folded(start), self.folded.to_folded(end)
        for cue in context.cues.intersection(self.cues):
            places = self.cues[cue]
            index = bisect_left(places, (first, 0))
            if index < len(places) and places[index][0] < last:
                return True
        return False

    def anywhere(self, context: Context) -> Span | None:
        """Return where a context's cues first stand in the passage, or None."""
        found = [self.cues[name][0] for name in context.cues.intersection(self.cues)]
        return self._span(_foremost(found)) if found else None

    def first_places(self, cues: frozenset[str]) -> dict[str, Span]:
        """Return where those of some cues that stand in the passage first do, in the article."""
        held = cues.intersection(self.cues) if cues else ()
        return {name: self.absolute(self._span(self.cues[name][0])) for name in held}

    def absolute(self, span: Span) -> Span:
        """Return a span of the passage as one of the article."""
        return Span(span.start + self.offset, span.end + self.offset)

    def _span(self, stretch: _Stretch) -> Span:
        return Span(*self.folded.span(*stretch))


def _placed(
    cues: Iterable[tuple[int, int, Cues]], starts: Sequence[int]
) -> tuple[dict[str, list[_Stretch]], dict[int, dict[str, _Stretch]]]:
    """Return the places of each cue, and the first of each in each sentence."""
    places: dict[str, list[_Stretch]] = {}
    first: dict[int, dict[str, _Stretch]] = {}
    for start, minus_end, names in cues:
        stretch = (start, -minus_end)
        held = first.setdefault(bisect_right(starts, start) - 1, {})
        for name in names:
            places.setdefault(name, []).append(stretch)
            held.setdefault(name, stretch)
    return places, first


def _foremost(stretches: Iterable[_Stretch]) -> _Stretch:
    """Return the one that begins first, and of these the longest."""
    return min(stretches, key=lambda each: (each[0], -each[1]))


def _sentence_starts(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        stop = found.start()
        if text[stop] != "." or not _ABBREVIATED.search(text, max(0, stop - 8), stop):
            yield found.end()
