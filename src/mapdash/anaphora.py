"""References back: "the canal", "this town", where it is clear which is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mapdash.conditions import Surroundings
from mapdash.folding import fold
from mapdash.gazetteer import Context, Entry
from mapdash.joints import attached, placed
from mapdash.records import Ambiguity, Mention, Span
from mapdash.scenes import Found, Scene

# So many characters at least stand between an anaphor and what is named after it.
_APART = 5
# So many mentions back, an antecedent is remembered.
_MEMORY = 40
# What is only named afterwards is further off than all that was named before.
_AHEAD = (2, 0, 0)
# So far ahead it is seen which place a preposition joins to an anaphor.
_REACH = 40


class Spanned(Protocol):
    """Anything with a place in a passage."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Antecedent:
    """What an anaphor may refer back to.

    `distance` compares: another noun, passages, sentences; places are empty
    for what is no place of the atlas.
    """

    distance: tuple[int, int, int]
    layer: str
    places: tuple[str, ...]
    span: Span
    entry: Entry


def resolve_anaphors(
    around: Surroundings,
    found: Sequence[Mention],
    decoys: Sequence[Spanned],
    recent: Sequence[Mention],
) -> tuple[list[Mention], list[Ambiguity]]:
    """Link a passage's anaphors whose antecedent is clear.

    Parameters
    ----------
    around : Surroundings
        The passage, and what stands near it.
    found : sequence of Mention
        The passage's other mentions.
    decoys : sequence
        What in the passage only looks like a mention; positions are within it.
    recent : sequence of Mention
        The mentions of the passage before.
    """
    mentions: list[Mention] = []
    ambiguities: list[Ambiguity] = []
    known = sorted(found, key=lambda each: each.start)
    scene = around.scene
    before = next((each for each in around.near[1:2] if each.offset < scene.offset), None)
    for (start, end), hits in _by_span(around, known, decoys).items():
        layers = {hit.value.layer for hit in hits}
        options = [
            option
            for hit in hits
            for option in _options(scene, before, hit, known, recent, apart=layers)
        ]
        best = _nearest(options)
        exact = scene.text[start:end]
        if best and _means_another(around, start, best[0], known):
            continue
        if len(best) == 1 and best[0].places:
            mention = _mention(scene, start, end, best[0])
            mentions.append(mention)
            known.insert(bisect_right(known, mention.start, key=lambda each: each.start), mention)
        elif len(best) > 1 and any(each.places for each in best):
            places = dict.fromkeys(place for each in best for place in each.places)
            ambiguities.append(
                Ambiguity(
                    start + scene.offset,
                    end + scene.offset,
                    exact,
                    tuple(places),
                    "it may refer back to more than one",
                )
            )
    return mentions, ambiguities


def _means_another(
    around: Surroundings, start: int, nearest: _Antecedent, known: Sequence[Mention]
) -> bool:
    """Whether a way that runs elsewhere is told of after what an anaphor may refer back to."""
    if not nearest.entry.course:
        return False
    offset = around.scene.offset
    told = max(0, nearest.span.end - offset)
    last = bisect_right(known, start + offset, key=lambda each: each.start)
    near = known[max(0, last - _MEMORY) : last]
    spans = [Span(each.start - offset, each.end - offset) for each in near]
    return around.tells_of_another(nearest.entry.layer, told, start, spans)


def _by_span(
    around: Surroundings,
    found: Sequence[Mention],
    decoys: Sequence[Spanned],
) -> dict[tuple[int, int], list[Found]]:
    """Return the anaphors whose conditions hold, by their words, in order of place."""
    scene = around.scene
    # A description has said what its last word means.
    told = {bound - scene.offset for each in found for bound in (each.start, each.end)}
    taken = {
        layer: sorted(
            (mention.start - scene.offset, mention.end - scene.offset)
            for mention in found
            if mention.layer == layer
        )
        for layer in {mention.layer for mention in found}
    }
    described = sorted(
        (mention.start - scene.offset, mention.end - scene.offset, mention.layer)
        for mention in found
        if mention.why == "rule"
    )
    lures = sorted((each.start, each.end) for each in decoys)
    result: dict[tuple[int, int], list[Found]] = {}
    for hit in scene.hits:
        entry = hit.value
        if entry.role != "anaphor" or not told.isdisjoint((hit.start, hit.end)):
            continue
        if _overlaps(hit, taken.get(entry.layer, ())) or _overlaps(hit, lures):
            continue
        if entry.alone and placed(scene.text[hit.end : hit.end + _REACH]):
            continue
        if _belongs(scene.text, hit, described) or _leads(scene.text, hit, taken):
            continue
        if around.evidence(hit, {}) is not None and not around.sets_elsewhere(hit):
            result.setdefault((hit.start, hit.end), []).append(hit)
    return _longest(result)


def _longest(
    by_span: dict[tuple[int, int], list[Found]],
) -> dict[tuple[int, int], list[Found]]:
    """Drop what lies within a longer one, or overlaps one further left."""
    kept: dict[tuple[int, int], list[Found]] = {}
    last = -1
    for span in sorted(by_span, key=lambda each: (each[0], -each[1])):
        if span[0] >= last:
            kept[span] = by_span[span]
            last = span[1]
    return kept


def _belongs(text: str, hit: Found, described: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a hit ends a description of its layer: "the slope" of "posts on the slope"."""
    index = bisect_right(described, (hit.start, -1, ""))
    _, end, layer = described[index - 1] if index else (0, 0, "")
    return layer == hit.value.layer and attached(text[end : hit.start])


def _leads(text: str, hit: Found, taken: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """Whether a hit begins a description that ends in a mention: "the slope" over a named lake."""
    spans = taken.get(hit.value.layer, ())
    index = bisect_right(spans, (hit.end, -1))
    return index < len(spans) and attached(text[hit.end : spans[index][0]])


def _overlaps(hit: Found, spans: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (hit.end, -1))
    return index > 0 and spans[index - 1][1] > hit.start


def _options(
    scene: Scene,
    before: Scene | None,
    hit: Found,
    known: Sequence[Mention],
    recent: Sequence[Mention],
    *,
    apart: set[str],
) -> list[_Antecedent]:
    """Return the nearest antecedent of an anaphor, and its nearest rival.

    `apart` are the layers that the same words may refer to by other rules.
    """
    entry = hit.value
    noun = fold(scene.text[hit.start : hit.end]).text.split()[-1:]
    options: list[_Antecedent] = []
    layers = entry.rivals.layers - apart
    here = scene.sentence(hit.start)
    earlier = bisect_right(known, hit.start + scene.offset - 1, key=lambda each: each.start)
    for passages, mentions, place in (
        (0, known[max(0, earlier - _MEMORY) : earlier], scene),
        (1, recent, before),
    ):
        told = False
        for mention in mentions[: -_MEMORY - 1 : -1]:
            rival = mention.layer in layers
            if place is None or (told if rival else not _can_be(mention, entry)):
                continue
            at = mention.start - place.offset
            sentences = (
                here - place.sentence(at)
                if not passages
                else here + len(place.sentences) - place.sentence(at)
            )
            other = int(noun != fold(mention.exact).text.split()[-1:])
            span = Span(mention.start, mention.end)
            distance = (other, passages, sentences)
            places = () if rival else entry.places or mention.places
            options.append(_Antecedent(distance, entry.layer, places, span, entry))
            if not rival:
                break
            told = True
    rivals = _rivals(scene, before, hit, entry.rivals)
    if options or rivals:
        return [*options, *rivals] if options else []
    return _named_after(scene, hit, known[earlier:])


def _named_after(scene: Scene, hit: Found, following: Sequence[Mention]) -> list[_Antecedent]:
    """Return what the same sentence, or the one after, names where nothing was named before.

    Ways cross in a sentence: one that the next sentence names is no better known by it.
    """
    entry, end = hit.value, scene.bounds(hit.start).end
    if not entry.course and end < len(scene.text):
        end = scene.bounds(end).end
    end += scene.offset
    for mention in following:
        if mention.start >= end:
            break
        # "the town of N" is no reference to N, but a part of how it is called.
        if mention.start - scene.offset - hit.end < _APART:
            break
        if mention.why != "anaphor" and _can_be(mention, entry):
            places = entry.places or mention.places
            span = Span(mention.start, mention.end)
            return [_Antecedent(_AHEAD, entry.layer, places, span, entry)]
    return []


def _can_be(mention: Mention, entry: Entry) -> bool:
    if mention.layer != entry.layer:
        return False
    return not entry.antecedents or any(each in entry.antecedents for each in mention.places)


def _rivals(scene: Scene, before: Scene | None, hit: Found, rivals: Context) -> list[_Antecedent]:
    """Return the nearest of what is no place of the atlas and may be meant."""
    here = scene.sentence(hit.start)
    last = scene.last_cue(rivals.cues, hit.start)
    if last:
        distance = (0, 0, here - scene.sentence(last.start))
        return [_Antecedent(distance, "", (), scene.absolute(last), hit.value)]
    last = before.last_cue(rivals.cues, len(before.text) + 1) if before else None
    if before and last:
        distance = (0, 1, here + len(before.sentences) - before.sentence(last.start))
        return [_Antecedent(distance, "", (), before.absolute(last), hit.value)]
    return []


def _nearest(options: Sequence[_Antecedent]) -> list[_Antecedent]:
    """Return the options that are nearer than all others, one for each meaning.

    What is no place of the atlas counts only where it is the last named.
    """
    last = max((option.span for option in options if option.places), default=None)
    options = [option for option in options if option.places or not last or option.span > last]
    if not options:
        return []
    least = min(option.distance for option in options)
    best: dict[tuple[str, tuple[str, ...]], _Antecedent] = {}
    for option in options:
        if option.distance == least:
            best.setdefault((option.layer, option.places), option)
    return list(best.values())


def _mention(scene: Scene, start: int, end: int, antecedent: _Antecedent) -> Mention:
    return Mention(
        start=start + scene.offset,
        end=end + scene.offset,
        exact=scene.text[start:end],
        layer=antecedent.layer,
        places=antecedent.places,
        why="anaphor",
        rule=antecedent.entry.source,
        context=(antecedent.span,),
    )
