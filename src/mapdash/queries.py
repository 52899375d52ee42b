"""What is asked of an atlas: pure functions of an atlas and a selection."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from mapdash.intervals import day_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapdash.atlas import Atlas, Excerpt
    from mapdash.intervals import Interval
    from mapdash.records import Feature, Mention
    from mapdash.selection import Selection

#: How a passage comes to speak of a place: it names it, or a part of it, or a
#: set of places it belongs to.  In the order of their weight.
Relation = Literal["itself", "part", "set"]
RELATIONS: tuple[Relation, ...] = ("itself", "part", "set")
_WEIGHT = {relation: weight for weight, relation in enumerate(RELATIONS)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a selection.

    `relation` and `mentions` tell how it speaks of the chosen place; without
    one, `relation` is None and `mentions` are all of the passage's.
    """

    excerpt: Excerpt
    relation: Relation | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages of a selection, and those that only its days keep out."""

    hits: tuple[Hit, ...]
    outside: tuple[Hit, ...]


def features_on(
    atlas: Atlas, day: date, layers: Sequence[str] | None = None
) -> tuple[Feature, ...]:
    """Return the features that hold on a day, on some layers or all.

    After the atlas's `as_of` nothing is known, and nothing is returned.
    """
    if day > atlas.settings.extent.as_of:
        return ()
    return tuple(
        feature
        for feature in atlas.features
        if day in feature.valid and (layers is None or feature.layer in layers)
    )


def states_of(atlas: Atlas, place: str) -> tuple[Feature, ...]:
    """Return every feature of a place, or of the place it shares features with, in time's order."""
    owner = atlas.places[place].shares or place
    return _in_order(feature for feature in atlas.features if feature.place == owner)


def states_by_place(atlas: Atlas) -> dict[str, tuple[Feature, ...]]:
    """Return what `states_of` gives for each place, in one walk over the features."""
    by_owner: defaultdict[str, list[Feature]] = defaultdict(list)
    for feature in atlas.features:
        by_owner[feature.place].append(feature)
    ordered = {owner: _in_order(states) for owner, states in by_owner.items()}
    return {each.id: ordered.get(each.shares or each.id, ()) for each in atlas.places.values()}


def _in_order(states: Iterable[Feature]) -> tuple[Feature, ...]:
    return tuple(sorted(states, key=lambda each: (each.valid.first or date.min, each.part)))


def relation_to(atlas: Atlas, mention: Mention, place: str) -> Relation | None:
    """Say how a mention speaks of a place, if it does: the nearest way, if in several."""
    if place in mention.places:
        return "itself"
    named = [atlas.places[each] for each in mention.places if each in atlas.places]
    members = atlas.places[place].members if place in atlas.places else ()
    if any(place in each.within or each.id in members for each in named):
        return "part"
    return "set" if any(place in each.members for each in named) else None


def is_spoken_of(atlas: Atlas, place: str) -> bool:
    """Say whether any passage at all, whatever is chosen, has a mention of a place."""
    return any(
        relation_to(atlas, mention, place) for each in atlas.excerpts for mention in each.mentions
    )


def select(atlas: Atlas, selection: Selection) -> Answer:
    """Return the passages of a selection, in its order.

    A passage belongs if one of its times lies in the listed days, it speaks
    of an issue chosen, stands in an article chosen (and known on the day
    asked for), and has a mention on a layer that is on (a passage that speaks
    of no place belongs while no layer is off).

    By relevance, those that name the place come first, then those on a part
    of it, then those on a set it is in; within these, those on more of the
    issues chosen, then those that mention more, then those that name a day.
    By date, they stand by the first of the days listed on which they lie; by
    article, as they are read, the earliest article first.
    """
    found: list[Hit] = []
    outside: list[Hit] = []
    every_layer = set(selection.layers) >= {layer.id for layer in atlas.settings.layers}
    for excerpt in atlas.excerpts:
        hit = _hit(atlas, excerpt, selection, every_layer)
        if hit is not None:
            (found if _in_time(excerpt, selection) else outside).append(hit)
    key = partial(_KEYS[selection.order], atlas, selection)
    return Answer(tuple(sorted(found, key=key)), tuple(sorted(outside, key=key)))


def _hit(atlas: Atlas, excerpt: Excerpt, selection: Selection, every_layer: bool) -> Hit | None:
    """Return the excerpt as a hit, its times aside; None if it does not belong."""
    if selection.articles and excerpt.file not in selection.articles:
        return None
    if selection.known_on and not published_by(excerpt, selection.known_on):
        return None
    if selection.issues and not {find.issue for find in excerpt.issues} & set(selection.issues):
        return None
    on = tuple(each for each in excerpt.mentions if each.layer in selection.layers)
    if not selection.place:
        return Hit(excerpt, None, on) if on or every_layer else None
    related = [(relation_to(atlas, each, selection.place), each) for each in on]
    relations = [relation for relation, _ in related if relation]
    if not relations:
        return None
    nearest = min(relations, key=_WEIGHT.__getitem__)
    return Hit(excerpt, nearest, tuple(each for relation, each in related if relation))


def published_by(excerpt: Excerpt, day: date) -> bool:
    """Whether the excerpt's article was surely published by a day."""
    return any(time.last is not None and time.last <= day for time in excerpt.published)


def _in_time(excerpt: Excerpt, selection: Selection) -> bool:
    times = _times(excerpt, selection)
    # An article whose day nobody knows is never hidden by a date.
    return not times or any(time.overlaps(selection.listed) for time in times)


def _times(excerpt: Excerpt, selection: Selection) -> tuple[Interval, ...]:
    """Return the days on which a passage stands."""
    return excerpt.published if selection.axis == "publication" else excerpt.times


def _by_article(atlas: Atlas, _selection: Selection, hit: Hit) -> tuple[int, ...]:
    return (atlas.article_order[hit.excerpt.file], hit.excerpt.passage.start)


def _by_relevance(atlas: Atlas, selection: Selection, hit: Hit) -> tuple[int, ...]:
    chosen = {find.issue for find in hit.excerpt.issues} & {*selection.issues}
    return (
        _WEIGHT[hit.relation] if hit.relation else 0,
        -len(chosen),
        -len(hit.mentions),
        not hit.excerpt.dated,
        *_by_article(atlas, selection, hit),
    )


def _by_date(atlas: Atlas, selection: Selection, hit: Hit) -> tuple[date | int, ...]:
    """Return a key: the first of its days that are listed, or of all; the shorter first."""
    times = _times(hit.excerpt, selection)
    listed = [each for each in times if each.overlaps(selection.listed)] or times
    bounds = [(each.first or date.min, each.last or date.max) for each in listed]
    first = min(bounds, default=(date.max, date.max))
    return (*first, *_by_article(atlas, selection, hit))


_KEYS = {"relevance": _by_relevance, "date": _by_date, "article": _by_article}


def places_spoken_of(atlas: Atlas, answer: Answer) -> Counter[str]:
    """Count the passages that speak of each place, of its parts or of a set it is in.

    Of an answer without a place: as many as `select` gives for each one.
    """
    found = relations_spoken_of(atlas, answer)
    return Counter({place: counts.total() for place, counts in found.items()})


def relations_spoken_of(atlas: Atlas, answer: Answer) -> dict[str, Counter[Relation]]:
    """Count the passages that speak of each place, by the nearest way in which they do.

    Of an answer without a place, and in all as many as `places_spoken_of`.
    """
    sets: defaultdict[str, set[str]] = defaultdict(set)
    for place in atlas.places.values():
        for member in place.members:
            sets[member].add(place.id)
    found: defaultdict[str, Counter[Relation]] = defaultdict(Counter)
    for hit in answer.hits:
        named = {place for mention in hit.mentions for place in mention.places}
        known = [atlas.places[each] for each in named if each in atlas.places]
        wholes = {one for place in known for one in (*place.within, *sets[place.id])} - named
        members = {one for place in known for one in place.members} - named - wholes
        for relation, spoken in zip(RELATIONS, (named, wholes, members), strict=True):
            for each in spoken:
                found[each][relation] += 1
    return dict(found)


def change_days(atlas: Atlas) -> tuple[date, ...]:
    """Return the days on which a feature starts, or the first after one has ended."""
    extent = atlas.settings.extent
    days = {feature.valid.first for feature in atlas.features if feature.valid.first}
    days |= {day_after(feature.valid.last) for feature in atlas.features if feature.valid.last}
    return tuple(sorted(day for day in days if extent.first <= day <= extent.as_of))


def day_within(atlas: Atlas, feature: str, day: date) -> date:
    """Return the day nearest to `day` on which a feature holds, in the atlas's time."""
    valid, extent = atlas.feature_by_id[feature].valid, atlas.settings.extent
    first = max(valid.first or extent.first, extent.first)
    last = min(valid.last or extent.as_of, extent.as_of)
    return max(first, min(day, last))
