"""Whether what was found stands where its entry asks: the words around it, near it, before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from mapdash.appositions import set_where
from mapdash.courses import courses
from mapdash.gazetteer import Context, Entry, Weight
from mapdash.records import Span
from mapdash.scenes import Found, Scene

# So far back another way is remembered.
_BACK = 500

#: The mentions of a passage by layer, in order of place; positions are within the passage.
ByLayer = Mapping[str, Sequence[Span]]


@dataclass(frozen=True)
class Surroundings:
    """A passage and what counts as standing near it.

    Parameters
    ----------
    near : sequence of Scene
        The passage itself, the one before, the title, and after a heading
        the passage that it heads.
    earlier : mapping of str to Span
        The cues of the article's passages so far, and where each stands in the article.
    """

    scene: Scene
    near: Sequence[Scene]
    earlier: Mapping[str, Span] = field(default_factory=dict)
    _known: dict[int, Span | None] = field(default_factory=dict, repr=False)
    _lands: dict[int, bool] = field(default_factory=dict, repr=False)
    _strays: dict[str, bool] = field(default_factory=dict, repr=False)
    # Of the hit that was last asked about: the cues of its sentence, and what speaks for it.
    _held: dict[int, Mapping[str, tuple[int, int]]] = field(default_factory=dict, repr=False)
    _sums: dict[int, int] = field(default_factory=dict, repr=False)

    def evidence(self, hit: Found, others: ByLayer) -> tuple[Span, ...] | None:
        """Return the words that let a hit count, or None if it does not.

        Parameters
        ----------
        others : mapping of str to sequence of Span
            The passage's other mentions, by layer.
        """
        entry = hit.value
        if entry.elsewhere and self._abroad(entry):
            return None
        if any(self._speaks_apart(*each) for each in entry.apart):
            return None
        if entry.course and entry.cues and not self._near_home(entry):
            return None
        found: list[Span] = []
        # First what is soonest seen: most of what is found goes no further.
        if entry.setting:
            wider = self._nearby(entry.setting, hit)
            if wider is None:
                return None
            found.append(wider)
        if entry.cues and not self._can_weigh_enough(hit):
            return None
        if entry.forbids and self._in_sentence(entry.forbids, hit, others):
            return None
        if entry.needs:
            beside = self._in_sentence(entry.needs, hit, others)
            if beside is None:
                return None
            found.append(beside)
        if entry.cues and self._weighed(hit, found) < entry.enough:
            return None
        return tuple(dict.fromkeys(found))

    def _abroad(self, entry: Entry) -> bool:
        """Whether the passage speaks of other lands, and nothing near it of an entry's own.

        Of a name, whether it speaks of something else of that name.
        """
        key = id(entry.elsewhere)
        if key not in self._lands:
            told = not entry.elsewhere.cues.isdisjoint(self.scene.cues)
            at_home = told and entry.role != "name"
            own = at_home and not entry.home.cues.isdisjoint(self._cues_nearby)
            named = at_home and self._names_nearby
            self._lands[key] = told and not own and not named
        return self._lands[key]

    def _near_home(self, entry: Entry) -> bool:
        """Whether anything near tells of an entry's land, or of where its ways run."""
        own = entry.home.cues, entry.course.cues
        return self._names_nearby or any(not each.isdisjoint(self._cues_nearby) for each in own)

    def stands_alone(self, hit: Found) -> bool:
        """Whether nothing near a name speaks of its land, and no other place is named."""
        name = self.scene.folded.text[slice(*hit.folded)]
        if name not in self._strays:
            home = hit.value.home.cues
            self._strays[name] = bool(home) and not any(
                _speaks_beside(each, name, home) for each in self.near
            )
        return self._strays[name]

    def sets_elsewhere(self, hit: Found) -> bool:
        """Whether a description goes on with a place, or a course, that is nothing of its land."""
        home = hit.value.home
        stretch = set_where(self.scene.text, hit.end) if home else None
        if stretch is not None and not self.at_home(home, *stretch):
            return True
        return self.runs_elsewhere(hit)

    def tells_of_another(self, layer: str, start: int, end: int, known: Sequence[Span]) -> bool:
        """Whether a way is told of within a stretch that runs where nothing of a layer is.

        `known` are descriptions, in order of place: what lies in one is the atlas's, of
        whatever layer.
        """
        start = max(start, end - _BACK)
        first = max(0, bisect_left(known, Span(start, -1)) - 1)
        near = known[first : bisect_left(known, Span(end, -1))]
        return any(
            hit.value.layer == layer
            and hit.end <= end
            and self.runs_elsewhere(hit)
            and not any(each.start <= hit.start < each.end for each in near)
            for hit in self.scene.within(start, end)
        )

    def runs_elsewhere(self, hit: Found) -> bool:
        """Whether it is told where a way runs, and nothing there is its layer's."""
        course = hit.value.course
        told = courses(self.scene.text, hit.start, hit.end) if course else ()
        return any(not self.scene.tells(course, *each) for each in told)

    def at_home(self, home: Context, start: int, end: int) -> bool:
        """Whether a stretch of the passage names a place, or what tells of its land."""
        if any(hit.value.role == "name" for hit in self.scene.within(start, end)):
            return True
        return self.scene.tells(home, start, end)

    def _speaks_apart(self, told: Context, unless: Context) -> bool:
        """Whether the passage speaks of another time or matter."""
        key = id(told)
        if key not in self._lands:
            there = not told.cues.isdisjoint(self.scene.cues)
            self._lands[key] = there and unless.cues.isdisjoint(self._cues_nearby)
        return self._lands[key]

    def pull(self, hit: Found) -> tuple[int, int]:
        """Return what speaks for a weighed hit round the found words, and what is above enough."""
        entry = hit.value
        if not entry.cues or entry.role == "name":
            return 0, 0
        close = (each for each in entry.cues if each.weight > 0 and each.context.around)
        own = sum(each.weight for each in close if self.scene.beside(each.context, hit))
        # Hits live as long as their scene; most are asked for right after their evidence.
        known = self._sums.get(id(hit))
        return own, (self._weighed(hit, []) if known is None else known) - entry.enough

    def _in_sentence(self, context: Context, hit: Found, others: ByLayer) -> Span | None:
        near = self.scene.surrounding(context, hit, self._held_beside(hit))
        if near:
            return self.scene.absolute(near)
        if not context.layers:
            return None
        sentence = self.scene.bounds(hit.start)
        found: list[Span] = []
        for layer in context.layers:
            spans = others.get(layer, ())
            index = bisect_left(spans, Span(sentence.start, -1))
            if index < len(spans) and spans[index].start < sentence.end:
                found.append(spans[index])
        return self.scene.absolute(min(found)) if found else None

    def _held_beside(self, hit: Found) -> Mapping[str, tuple[int, int]]:
        """Return the cues of a hit's sentence."""
        known = self._held.get(hit.start)
        if known is None:
            self._held.clear()
            known = self._held[hit.start] = self.scene.held(hit.start)
        return known

    def _nearby(self, context: Context, hit: Found) -> Span | None:
        if context.around:
            near = self.scene.surrounding(context, hit, self._held_beside(hit))
            if near:
                return self.scene.absolute(near)
        if context.cues.isdisjoint(self._cues_nearby):
            return None
        # The same for every hit of the passage; contexts live as long as the gazetteer.
        key = id(context)
        if key not in self._known:
            found = ((each, each.anywhere(context)) for each in self.near)
            self._known[key] = next((each.absolute(span) for each, span in found if span), None)
        return self._known[key]

    @cached_property
    def _cues_nearby(self) -> frozenset[str]:
        return frozenset().union(*(scene.cues for scene in self.near))

    @cached_property
    def _names_nearby(self) -> bool:
        return any(hit.value.role == "name" for scene in self.near for hit in scene.hits)

    def _before(self, context: Context, hit: Found) -> Span | None:
        near = self._nearby(context, hit)
        if near:
            return near
        told = context.cues.intersection(self.earlier)
        return max((self.earlier[cue] for cue in told), default=None)

    def _weighed(self, hit: Found, into: list[Span]) -> int:
        """Return what the evidence for a hit weighs, and add the words that speak for it.

        Of one that cannot do any more, less than enough is returned.
        """
        total = hit.value.most
        for cue in hit.value.cues:
            span = self._reaching(cue, hit)
            if span and cue.weight > 0:
                into.append(span)
            elif span or cue.weight > 0:
                total -= abs(cue.weight)
                if total < hit.value.enough:
                    break
        self._sums.clear()
        self._sums[id(hit)] = total
        return total

    def _can_weigh_enough(self, hit: Found) -> bool:
        """Whether the evidence for a hit can do, before looking round the found words."""
        entry = hit.value
        held = self._held_beside(hit)
        anchors = hit.anchors
        most = entry.most
        for cue in entry.cues:
            around = cue.context.around
            if cue.within != "sentence":
                there = True if around else self._reaching(cue, hit) is not None
            elif not cue.context.cues.isdisjoint(held):
                there, around = True, ()
            else:
                there = False
                for _, needed in around if cue.weight > 0 else ():
                    if needed & anchors == needed:
                        there = True
                        break
            # What stands round the words may yet not speak against them.
            if cue.weight < 0 and there and not around:
                most += cue.weight
            elif cue.weight > 0 and not there:
                most -= cue.weight
            if most < entry.enough:
                return False
        return True

    def _reaching(self, cue: Weight, hit: Found) -> Span | None:
        match cue.within:
            case "sentence":
                return self._in_sentence(cue.context, hit, {})
            case "near":
                return self._nearby(cue.context, hit)
            case "before":
                return self._before(cue.context, hit)


def _speaks_beside(scene: Scene, name: str, home: frozenset[str]) -> bool:
    """Whether a passage speaks of a land by other words than a name, or names another place."""
    words = scene.folded.text
    cues = chain.from_iterable(scene.cues[cue] for cue in home.intersection(scene.cues))
    names = (hit.folded for hit in scene.hits if hit.value.role == "name")
    told = (words[start:end] for start, end in chain(cues, names))
    return any(each not in name and name not in each for each in told)
