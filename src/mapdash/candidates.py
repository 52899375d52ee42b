"""Candidates for a mention, and which of them stay where they cover the same words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from mapdash.gazetteer import Entry
from mapdash.joints import (
    another_begins,
    apposed,
    coordinated,
    goes_on,
    lists_a_way,
    lists_on,
    one_description,
    predicated,
    ranged,
)
from mapdash.records import Span
from mapdash.scenes import Scene

# Of two that cover the same words: what only looks alike is the surest, then a name.
_SURENESS = {"decoy": 0, "name": 1, "rule": 2}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may become a mention; positions are within the passage.

    `pull` says how much speaks for what was weighed: round the words, and above what is enough;
    `again` tells whether it may be one where its sentence has told of the layer before.
    """

    start: int
    end: int
    weight: int
    entries: tuple[Entry, ...]
    context: tuple[Span, ...] = ()
    pull: tuple[int, int] = (0, 0)
    again: bool = True

    @property
    def entry(self) -> Entry:
        """The first of the entries that claim these words."""
        return self.entries[0]


def united(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Make one candidate of those of one layer that cover the same words."""
    by_span: dict[tuple[str, int, int], Candidate] = {}
    for each in candidates:
        key = (each.entry.layer, each.start, each.end)
        known = by_span.get(key)
        by_span[key] = each if known is None else _unite(known, each)
    return list(by_span.values())


def compete(
    scene: Scene, candidates: Iterable[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Keep, of those of one layer that overlap, the first, and of these the longest.

    Returns what is kept, and the decoys apart.
    """
    by_layer: dict[str, list[Candidate]] = {}
    for each in _no_names_end(list(candidates)):
        by_layer.setdefault(each.entry.layer, []).append(each)
    kept: list[Candidate] = []
    decoys: list[Candidate] = []
    for row in by_layer.values():
        lures = [each for each in row if each.entry.role == "decoy"]
        free = [each for each in row if each.entry.role != "decoy" and not _lured(each, lures)]
        free = _each_alone(scene.text, free)
        free.sort(key=lambda each: (each.start, -each.end, *_rank(each)))
        kept.extend(_in_order(scene, free))
        decoys.extend(lures)
    return _one_layer_each(_whole(scene.text, kept)), decoys


def _unite(one: Candidate, other: Candidate) -> Candidate:
    first, second = sorted((one, other), key=_rank)
    if _rank(first) == _rank(second) and first.entry.places != second.entry.places:
        return replace(first, entries=(*first.entries, *second.entries))
    return first


def _rank(each: Candidate) -> tuple[int, int, bool, bool, int, int]:
    # What is weighed is less sure than what is told outright; a name whose place asks for
    # a setting, and has it, is surer than one that asks for nothing.  Of two that are weighed,
    # the one for which more speaks round the words themselves.
    weighed = each.entry.role == "rule" and bool(each.entry.cues)
    setting = bool(each.entry.setting) and not weighed
    close, above = each.pull
    return (-each.weight, _SURENESS[each.entry.role], weighed, not setting, -close, -above)


def _no_names_end(every: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield all but a description that begins within a name: "canal to Thole" of Osmer Canal."""
    names = sorted((each.start, each.end) for each in every if each.entry.role == "name")
    for each in every:
        index = bisect_left(names, (each.start, 0))
        name = names[index - 1] if index else (0, 0)
        if each.entry.role != "rule" or not each.start < name[1] < each.end:
            yield each


def _each_alone(text: str, free: list[Candidate]) -> list[Candidate]:
    """Drop what takes another thing in before its own: "a way to A, or the road through B"."""
    starts: dict[int, list[int]] = {}
    for each in free:
        starts.setdefault(each.end, []).append(each.start)
    leads: dict[int, int] = {}
    for first, other in chain.from_iterable(
        combinations(sorted(row), 2) for row in starts.values()
    ):
        if another_begins(text[first:other]):
            leads.setdefault(first, other)
    return [each for each in free if not any(one <= each.start < end for one, end in leads.items())]


def _in_order(scene: Scene, free: Iterable[Candidate]) -> list[Candidate]:
    """Keep what overlaps nothing before; what goes on with the one before becomes part of it."""
    kept: list[Candidate] = []
    for each in free:
        last = kept[-1] if kept else None
        if last and each.start < last.end:
            continue
        between = scene.text[last.end : each.start] if last else ""
        if last and each.entry.cues and predicated(between):
            continue
        # "the Osmer Canal project" tells of one thing.
        if last and last.entry.role == "name" and each.entry.role == "rule" and between == " ":
            continue
        if last and _continues(scene.text, last, each):
            kept[-1] = replace(last, end=each.end)
        elif not last or each.again or scene.sentence(last.start) != scene.sentence(each.start):
            kept.append(each)
    return kept


def _continues(text: str, one: Candidate, other: Candidate) -> bool:
    """Whether a description goes on with another of its layer: "posts" with "on the ridge"."""
    if one.entry.layer != other.entry.layer or one.entry.role != "rule":
        return False
    named = other.entry.role == "name"
    weighed = one.entry.cues or other.entry.cues
    between, following = text[one.end : other.start], text[other.start : other.end]
    if weighed and not named and coordinated(between, alike=one.entry is other.entry):
        return True
    if lists_on(text[one.start : one.end], between, following):
        return True
    if not named and apposed(between, following, text[other.end : other.end + 60]):
        return True
    if ranged(between, text[other.end : other.end + 4]):
        return True
    return one_description(between, following, named=named)


def _lured(each: Candidate, lures: Sequence[Candidate]) -> bool:
    """Whether a candidate begins within a decoy, and does not outreach one that begins with it."""
    return any(
        lure.start <= each.start < lure.end
        and not (lure.start == each.start and each.end > lure.end)
        for lure in lures
    )


def _whole(text: str, kept: Sequence[Candidate]) -> list[Candidate]:
    """Drop a description that only begins one of another layer: "road" of "road on this bank"."""
    longest: dict[int, int] = {}
    for each in kept:
        if each.entry.role == "rule":
            longest[each.start] = max(each.end, longest.get(each.start, 0))
    return [
        each
        for each in kept
        if each.entry.role != "rule" or not goes_on(text[each.end : longest[each.start]])
    ]


def _one_layer_each(kept: Sequence[Candidate]) -> list[Candidate]:
    """Give words that two layers claim to the one with the better reason, if there is one."""
    by_span: dict[tuple[int, int], list[Candidate]] = {}
    for each in kept:
        by_span.setdefault((each.start, each.end), []).append(each)
    result: list[Candidate] = []
    for claims in by_span.values():
        claims.sort(key=_rank)
        best = claims[0]
        for other in claims[1:]:
            if _rank(other) == _rank(best):
                best = replace(best, entries=(*best.entries, *other.entries))
        result.append(best)
    return result


def listed_together(text: str, kept: Iterable[Candidate]) -> list[Candidate]:
    """Make one of ways that a list joins: "a road, a railway and cables through Osmer"."""
    joined: list[Candidate] = []
    last: dict[str, int] = {}
    for each in sorted(kept, key=lambda each: each.start):
        layer = each.entry.layer
        way = bool(each.entry.course) and each.entry.role != "name"
        at = last.get(layer) if way else None
        if at is not None and lists_a_way(text[joined[at].end : each.start]):
            context = tuple(dict.fromkeys((*joined[at].context, *each.context)))
            joined[at] = replace(joined[at], end=each.end, context=context)
            continue
        if way:
            last[layer] = len(joined)
        else:
            last.pop(layer, None)
        joined.append(each)
    return joined
