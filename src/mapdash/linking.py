"""Linking passages to places: which words name or describe which place, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mapdash.anaphora import resolve_anaphors
from mapdash.conditions import ByLayer, Surroundings
from mapdash.gazetteer import Entry, Gazetteer
from mapdash.joints import (
    apposed,
    coordinated,
    goes_on,
    lists_on,
    one_description,
    predicated,
    ranged,
)
from mapdash.namesakes import names_a_namesake
from mapdash.persons import names_a_person, stands_in_a_place
from mapdash.records import Ambiguity, Mention, Passage, Span, Why
from mapdash.scenes import Found, Scene

__all__ = ["Gazetteer", "find_mentions"]

# Of two that cover the same words: what only looks alike is the surest, then a name.
_SURENESS = {"decoy": 0, "name": 1, "rule": 2}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may become a mention; positions are within the passage.

    `again` tells whether it may be one where its sentence has told of the layer before.
    """

    start: int
    end: int
    weight: int
    entries: tuple[Entry, ...]
    context: tuple[Span, ...] = ()
    surplus: int = 0
    again: bool = True

    @property
    def entry(self) -> Entry:
        return self.entries[0]


def find_mentions(
    text: str, passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[tuple[Mention, ...], tuple[Ambiguity, ...]]:
    """Find the mentions of an article's passages.

    Parameters
    ----------
    text : str
        The article's text.
    passages : sequence of Passage
        A repeated one is read once, at its first place.

    Returns
    -------
    tuple of Mention
        In order of place.  Those of one layer never overlap; those of
        different layers may nest.
    tuple of Ambiguity
        Words that may mean one of several places, and are not linked.
    """
    mentions: list[Mention] = []
    ambiguities: list[Ambiguity] = []
    recent: Sequence[Mention] = ()
    for around in _surroundings(text, passages, gazetteer):
        scene = around.scene
        kept, decoys = _compete(scene, _candidates(around))
        found, unclear = _linked(scene, kept)
        back, vague = resolve_anaphors(around, found, decoys, recent)
        found = sorted([*found, *back], key=lambda each: (each.start, -each.end))
        mentions.extend(found)
        ambiguities.extend(sorted([*unclear, *vague], key=lambda each: each.start))
        recent = found
    return tuple(mentions), tuple(ambiguities)


def _surroundings(
    text: str, passages: Sequence[Passage], gazetteer: Gazetteer
) -> Iterator[Surroundings]:
    """Read the passages one by one, each with what stands near it."""
    title: list[Scene] = []
    before: Scene | None = None
    earlier: dict[str, Span] = {}
    scenes = (Scene.read(text, passage, gazetteer) for passage in passages)
    following = next(scenes, None)
    for passage in passages:
        scene, following = following, next(scenes, None)
        if scene is None:
            return
        # What heads a passage is to be understood from it.
        headed = [following] if following and passage.kind != "paragraph" else []
        near = [scene, *([before] if before else []), *title, *headed]
        yield Surroundings(scene, near, earlier)
        earlier.update(scene.first_places(gazetteer.remembered))
        if passage.kind in {"headline", "deck"}:
            title.append(scene)
        before = scene


def _candidates(around: Surroundings) -> list[_Candidate]:
    """Return what was found and whose conditions hold."""
    sure: list[_Candidate] = []
    pending: list[Found] = []
    strangers: dict[str, bool] = {}
    for hit in around.scene.hits:
        if hit.value.role == "anaphor":
            continue
        if hit.value.needs.layers or hit.value.forbids.layers:
            pending.append(hit)
        elif not _met_as_another(around, hit, strangers):
            sure.extend(_admitted(around, hit, {}, asked=hit.value.role == "name"))
    others: dict[str, list[Span]] = {}
    for each in _united(sure) if pending else ():
        if each.entry.role != "decoy":
            others.setdefault(each.entry.layer, []).append(Span(each.start, each.end))
    for spans in others.values():
        spans.sort()
    for hit in pending:
        sure.extend(_admitted(around, hit, others))
    return _united(sure)


def _met_as_another(around: Surroundings, hit: Found, strangers: dict[str, bool]) -> bool:
    """Whether a name is something else's, or was before in the passage.

    Names that are found to be so are added to the strangers, each with whether
    another place has it: a preposition of place leaves only to those their name.
    """
    entry, text = hit.value, around.scene.text
    name = text[hit.start : hit.end]
    if name in strangers:
        return strangers[name] or not stands_in_a_place(text, hit.start, surely=True)
    if entry.role not in {"name", "rule"} or not (name.istitle() or entry.role == "name"):
        return False
    far = bool(entry.strangers) and around.scene.beside(entry.strangers, hit) is not None
    if far or _of_another(text, hit):
        strangers[name] = far
        return True
    return False


def _admitted(
    around: Surroundings, hit: Found, others: ByLayer, *, asked: bool = False
) -> Iterator[_Candidate]:
    """Yield a hit whose conditions hold; `asked` says that it is known to be no stranger's name."""
    entry, text = hit.value, around.scene.text
    if not _written(text[hit.start : hit.end], entry) or _parts_a_number(text, hit.start):
        return
    evidence = around.evidence(hit, others)
    if evidence is not None and (asked or not _of_another(text, hit)):
        weight = hit.outer[1] - hit.outer[0]
        start = hit.start
        if entry.modifiers:
            folded = around.scene.folded
            start = folded.to_source(entry.modifiers.run_before(folded, hit.folded[0]))
        again = not entry.again or around.own(hit) >= entry.again
        yield _Candidate(start, hit.end, weight, (entry,), evidence, around.surplus(hit), again)


def _of_another(text: str, hit: Found) -> bool:
    """Whether the words name a person, or something called by a place's name."""
    if hit.value.role != "name" and not (hit.value.role == "rule" and text[hit.start].isupper()):
        return False
    span = hit.start, hit.end
    place = hit.value.role == "name" or text[hit.start : hit.end].isalpha()
    return names_a_person(text, *span) or names_a_namesake(text, *span, place=place)


def _parts_a_number(text: str, start: int) -> bool:
    """Whether the words begin within a number: "200 hectares" of "4,200 hectares"."""
    if not text[start].isdigit() or start < 2:
        return False
    return text[start - 1] in ",.\u00a0\u202f" and text[start - 2].isdigit()


def _written(exact: str, entry: Entry) -> bool:
    """Whether the words have the capitals that their name needs."""
    if entry.capitals == "first":
        letter = next((each for each in exact if each.isalpha()), "")
        return not letter.islower()
    if entry.capitals == "all":
        return not any(each.islower() for each in exact)
    return True


def _united(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Make one candidate of those of one layer that cover the same words."""
    by_span: dict[tuple[str, int, int], _Candidate] = {}
    for each in candidates:
        key = (each.entry.layer, each.start, each.end)
        known = by_span.get(key)
        by_span[key] = each if known is None else _unite(known, each)
    return list(by_span.values())


def _unite(one: _Candidate, other: _Candidate) -> _Candidate:
    first, second = sorted((one, other), key=_rank)
    if _rank(first) == _rank(second) and first.entry.places != second.entry.places:
        return replace(first, entries=(*first.entries, *second.entries))
    return first


def _rank(each: _Candidate) -> tuple[int, int, bool, bool, int]:
    # What is weighed is less sure than what is told outright; a name whose place asks for
    # a setting, and has it, is surer than one that asks for nothing.  Of two that are weighed,
    # the one for which more speaks.
    weighed = each.entry.role == "rule" and bool(each.entry.cues)
    setting = bool(each.entry.setting)
    return (-each.weight, _SURENESS[each.entry.role], weighed, not setting, -each.surplus)


def _compete(
    scene: Scene, candidates: Iterable[_Candidate]
) -> tuple[list[_Candidate], list[_Candidate]]:
    """Keep, of those of one layer that overlap, the first, and of these the longest.

    Returns what is kept, and the decoys apart.
    """
    by_layer: dict[str, list[_Candidate]] = {}
    for each in candidates:
        by_layer.setdefault(each.entry.layer, []).append(each)
    kept: list[_Candidate] = []
    decoys: list[_Candidate] = []
    for row in by_layer.values():
        lures = [each for each in row if each.entry.role == "decoy"]
        free = [each for each in row if each.entry.role != "decoy" and not _lured(each, lures)]
        free.sort(key=lambda each: (each.start, -each.end, *_rank(each)))
        kept.extend(_in_order(scene, free))
        decoys.extend(lures)
    return _one_layer_each(_whole(scene.text, kept)), decoys


def _in_order(scene: Scene, free: Iterable[_Candidate]) -> list[_Candidate]:
    """Keep what overlaps nothing before; what goes on with the one before becomes part of it."""
    kept: list[_Candidate] = []
    for each in free:
        last = kept[-1] if kept else None
        if last and each.start < last.end:
            continue
        if last and each.entry.cues and predicated(scene.text[last.end : each.start]):
            continue
        if last and _continues(scene.text, last, each):
            kept[-1] = replace(last, end=each.end)
        elif not last or each.again or scene.sentence(last.start) != scene.sentence(each.start):
            kept.append(each)
    return kept


def _continues(text: str, one: _Candidate, other: _Candidate) -> bool:
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


def _lured(each: _Candidate, lures: Sequence[_Candidate]) -> bool:
    """Whether a candidate begins within a decoy, and does not outreach one that begins with it."""
    return any(
        lure.start <= each.start < lure.end
        and not (lure.start == each.start and each.end > lure.end)
        for lure in lures
    )


def _whole(text: str, kept: Sequence[_Candidate]) -> list[_Candidate]:
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


def _one_layer_each(kept: Sequence[_Candidate]) -> list[_Candidate]:
    """Give words that two layers claim to the one with the better reason, if there is one."""
    by_span: dict[tuple[int, int], list[_Candidate]] = {}
    for each in kept:
        by_span.setdefault((each.start, each.end), []).append(each)
    result: list[_Candidate] = []
    for claims in by_span.values():
        claims.sort(key=_rank)
        best = claims[0]
        for other in claims[1:]:
            if _rank(other) == _rank(best):
                best = replace(best, entries=(*best.entries, *other.entries))
        result.append(best)
    return result


def _linked(scene: Scene, kept: Iterable[_Candidate]) -> tuple[list[Mention], list[Ambiguity]]:
    mentions: list[Mention] = []
    ambiguities: list[Ambiguity] = []
    for each in kept:
        exact = scene.text[each.start : each.end]
        start, end = each.start + scene.offset, each.end + scene.offset
        places = dict.fromkeys(place for entry in each.entries for place in entry.places)
        if len({entry.places for entry in each.entries}) > 1:
            shared = "several places have this name"
            ambiguities.append(Ambiguity(start, end, exact, tuple(places), shared))
            continue
        why: Why = "name" if each.entry.role == "name" else "rule"
        mentions.append(
            Mention(
                start=start,
                end=end,
                exact=exact,
                layer=each.entry.layer,
                places=tuple(places),
                why=why,
                rule=each.entry.source,
                context=each.context,
            )
        )
    return mentions, ambiguities
