"""One passage as the linker sees it: what was found in it, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from mapdash.folding import Folded
from mapdash.gazetteer import Context, Entry, Gazetteer
from mapdash.phrases import Hit
from mapdash.records import Passage, Span

_END = re.compile(r"""[.!?\u2026\u0589]["'\u201d\u2019\u00bb)\]*]*\s+(?=[^a-z\s])""")
# A full stop after an initial or one of a few abbreviations ends no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Gen|Col|Lt|Sen|Rep|Gov|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|vs|ca|approx|km|sq)\Z"
)

_START = attrgetter("start")

Found = Hit[Entry]


@dataclass(frozen=True)
class Scene:
    """A passage, folded, with all that was found in it; positions are within the passage."""

    offset: int
    text: str
    folded: Folded
    hits: Sequence[Found]
    sentences: Sequence[int]
    cues: dict[str, list[Span]] = field(default_factory=dict)
    stretches: dict[int, Span] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, text: str, passage: Passage, gazetteer: Gazetteer) -> Scene:
        """Find everything in a passage of a text."""
        inner = text[passage.start : passage.end]
        folded = gazetteer.index.fold(inner)
        hits: list[Found] = []
        cues: dict[str, list[Span]] = {}
        for hit in gazetteer.index.find(folded):
            if hit.value.role == "cue":
                cues.setdefault(hit.value.source, []).append(Span(hit.start, hit.end))
            else:
                hits.append(hit)
        starts = [0, *_sentence_starts(inner)]
        return cls(passage.start, inner, folded, hits, starts, cues)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence at a position."""
        return bisect_right(self.sentences, position) - 1

    def bounds(self, position: int) -> Span:
        """Return the sentence at a position."""
        number = self.sentence(position)
        known = self.stretches.get(number)
        if known is None:
            following = number + 1
            end = self.sentences[following] if following < len(self.sentences) else len(self.text)
            known = self.stretches[number] = Span(self.sentences[number], end)
        return known

    def cue(self, cues: Iterable[str], within: Span) -> Span | None:
        """Return the first place of any of some cues within a stretch."""
        for name in cues:
            places = self.cues.get(name)
            if places is None:
                continue
            index = bisect_left(places, within.start, key=_START)
            if index < len(places) and places[index].start < within.end:
                return places[index]
        return None

    def last_cue(self, cues: Iterable[str], before: int) -> Span | None:
        """Return the last place of any of some cues that ends before a position."""
        found: list[Span] = []
        for name in cues:
            places = self.cues.get(name, ())
            index = bisect_left(places, before, key=_START)
            found.extend(each for each in places[max(0, index - 2) : index] if each.end <= before)
        return max(found, default=None)

    def surrounding(self, context: Context, hit: Found) -> Span | None:
        """Return the stretch that holds a context in a hit's sentence, or None."""
        if context.cues and (found := self.cue(context.cues, self.bounds(hit.start))):
            return found
        start, end = hit.folded
        if any(phrase.surrounds(self.folded, start, end) for phrase in context.around):
            return Span(hit.start, hit.end)
        return None

    def anywhere(self, context: Context) -> Span | None:
        """Return where a context's cues first stand in the passage, or None."""
        return next((self.cues[name][0] for name in context.cues if name in self.cues), None)

    def absolute(self, span: Span) -> Span:
        """Return a span of the passage as one of the article."""
        return Span(span.start + self.offset, span.end + self.offset)


def _sentence_starts(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        stop = found.start()
        if text[stop] != "." or not _ABBREVIATED.search(text, max(0, stop - 8), stop):
            yield found.end()
