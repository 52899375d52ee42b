"""What the panel beside the map says, as plain data: pure functions of atlas and selection.

The browser sets every text as text, so nothing here needs escaping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdash.markup import date_mark, mention_mark, nodes
from mapdash.queries import (
    Answer,
    Hit,
    features_on,
    places_spoken_of,
    relation_to,
    states_of,
)
from mapdash.records import Article, Feature, Mention, Published
from mapdash.wording import (
    BASIS,
    LANGUAGES,
    PUBLISHED,
    bounds_text,
    counted,
    day_text,
    interval_text,
    number_text,
)

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.selection import Selection

Model = dict[str, Any]


def panel_model(
    atlas: Atlas, selection: Selection, answer: Answer, under: tuple[str, ...] = ()
) -> Model:
    """Return what the panel shows: an article, a place, or where to begin."""
    if selection.passage:
        return _article_model(atlas, selection)
    if selection.place:
        return _place_model(atlas, selection, answer, under)
    return _start_model(atlas, selection, answer)


# ---------------------------------------------------------------- where to begin


def _start_model(atlas: Atlas, selection: Selection, answer: Answer) -> Model:
    return {
        "mode": "start",
        "about": atlas.settings.description,
        "day": day_text(selection.day),
        "layers": _colours(atlas),
        "places": _place_rows(atlas, selection, answer),
        "summary": _summary(answer),
        "excerpts": [_excerpt(atlas, selection, hit) for hit in answer.hits],
        "outside": [_excerpt(atlas, selection, hit) for hit in answer.outside],
    }


def _colours(atlas: Atlas) -> dict[str, dict[str, str]]:
    return {
        layer.id: {"title": layer.title, "colour": layer.colour} for layer in atlas.settings.layers
    }


def _place_rows(atlas: Atlas, selection: Selection, answer: Answer) -> list[Model]:
    """Return a row for each place on the map that day, and for each that is spoken of."""
    counts = places_spoken_of(atlas, answer)
    on_map = features_on(atlas, selection.day, selection.layers)
    status = {feature.place: feature.status for feature in on_map}
    rows = []
    for layer in atlas.settings.layers:
        if layer.id not in selection.layers:
            continue
        for place in atlas.places.values():
            shown = place.shares or place.id
            if place.layer == layer.id and (shown in status or counts[place.id]):
                rows.append(
                    {
                        "place": place.id,
                        "name": place.label(selection.language),
                        "layer": layer.id,
                        "status": status.get(shown, ""),
                        "count": counts[place.id],
                    }
                )
    return sorted(rows, key=lambda row: -row["count"])


def _summary(answer: Answer) -> str:
    articles = {hit.excerpt.file for hit in answer.hits}
    if not answer.hits:
        return "No passage"
    return f"{counted(len(answer.hits), 'passage')} from {counted(len(articles), 'article')}"


# ---------------------------------------------------------------- a place


def _place_model(
    atlas: Atlas, selection: Selection, answer: Answer, under: tuple[str, ...]
) -> Model:
    place = atlas.places[selection.place]
    layer = next(each for each in atlas.settings.layers if each.id == place.layer)
    states = states_of(atlas, place.id)
    current = [each for each in features_on(atlas, selection.day) if each in states]
    return {
        "mode": "place",
        "place": place.id,
        "layers": _colours(atlas),
        "layer": {"id": layer.id, "title": layer.title, "note": layer.note},
        "name": place.label(selection.language),
        "names": _names(place.names),
        "note": place.note,
        "day": day_text(selection.day),
        "current": [_state(atlas, each) for each in current],
        "states": [_state_row(atlas, each, each in current) for each in states],
        "within": [_link(atlas, each, selection) for each in place.within],
        "members": [_link(atlas, each, selection) for each in place.members],
        "sets": [
            _link(atlas, each.id, selection)
            for each in atlas.places.values()
            if place.id in each.members
        ],
        "under": _under(atlas, under, selection),
        "summary": _summary(answer),
        "excerpts": [_excerpt(atlas, selection, hit) for hit in answer.hits],
        "outside": [_excerpt(atlas, selection, hit) for hit in answer.outside],
    }


def _names(names: dict[str, tuple[str, ...]]) -> list[Model]:
    return [
        {"language": LANGUAGES.get(key, key), "code": key, "names": list(each)}
        for key, each in names.items()
        if each
    ]


def _link(atlas: Atlas, place: str, selection: Selection) -> Model:
    found = atlas.places[place]
    return {"place": place, "name": found.label(selection.language), "layer": found.layer}


def _under(atlas: Atlas, under: tuple[str, ...], selection: Selection) -> list[Model]:
    """Return the other places under the point that was pressed, each once."""
    places = dict.fromkeys(atlas.feature_by_id[each].place for each in under)
    places.pop(selection.place, None)
    return [_link(atlas, place, selection) for place in places]


def _state(atlas: Atlas, feature: Feature) -> Model:
    """Return all that is known of a state: what, when, and how its shape was made."""
    located = feature.geometry is not None
    made = BASIS[feature.basis] if located else "Not drawn: its place is not known"
    accuracy = feature.accuracy_m if located else None
    return {
        **_state_row(atlas, feature, holds=True),
        "made": f"{made}, within about {_metres(accuracy)}" if accuracy else made,
        "schematic": feature.basis == "schematic",
        "confidence": feature.confidence,
        "source": feature.source,
        "status_source": feature.status_source,
        "licence": feature.licence,
        "note": feature.note,
        "figures": [
            {
                "quantity": figure.quantity,
                "value": f"{number_text(figure.value)} {figure.unit}".strip(),
                "source": figure.source,
            }
            for figure in feature.figures
        ],
    }


def _state_row(atlas: Atlas, feature: Feature, holds: bool) -> Model:
    as_of = None if feature.valid.last else atlas.settings.extent.as_of
    return {
        "feature": feature.id,
        "part": feature.part.replace("-", " "),
        "status": feature.status,
        "when": bounds_text(feature.valid_from, feature.valid_to, as_of),
        "holds": holds,
    }


def _metres(accuracy: float) -> str:
    return f"{accuracy / 1000:g} km" if accuracy >= 1000 else f"{accuracy:g} m"


# ---------------------------------------------------------------- passages


def _excerpt(atlas: Atlas, selection: Selection, hit: Hit) -> Model:
    excerpt = hit.excerpt
    article = atlas.articles[excerpt.file]
    place = selection.place
    marks = [
        mention_mark(each, bool(place) and relation_to(atlas, each, place) is not None)
        for each in excerpt.mentions
    ]
    marks += [date_mark(each) for each in excerpt.dates]
    titles = {issue.id: issue.title for issue in atlas.settings.issues}
    return {
        "key": excerpt.key,
        "kind": excerpt.passage.kind,
        "nodes": nodes(article.text, excerpt.passage.places[0], marks),
        "article": _article_facts(article),
        "issues": [titles[find.issue] for find in excerpt.issues],
        "times": [interval_text(each) for each in dict.fromkeys(excerpt.times)],
        "dated": excerpt.dated,
        "relation": hit.relation,
        "why": list(dict.fromkeys(_why(atlas, hit, each) for each in hit.mentions)),
        "copies": len(excerpt.passage.copies),
    }


def _why(atlas: Atlas, hit: Hit, mention: Mention) -> str:
    """Say in a few words why a mention is linked."""
    meant = " and ".join(atlas.places[each].label() for each in mention.places[:2])
    more = f" and {len(mention.places) - 2} more" if len(mention.places) > 2 else ""
    exact = " ".join(mention.exact.split())
    reasons = {
        "name": f"“{exact}” is a name of {meant}{more}",
        "rule": f"“{exact}” describes {meant}{more}",
        "anaphor": f"“{exact}” refers back to {meant}{more}",
        "hand": f"“{exact}” was linked by hand to {meant}{more}",
    }
    context = atlas.articles[hit.excerpt.file].text
    words = ", ".join(
        f"“{' '.join(context[span.start : span.end].split())}”" for span in mention.context[:3]
    )
    return f"{reasons[mention.why]}{f' (with {words})' if words else ''}"


def _article_facts(article: Article) -> Model:
    return {
        "file": article.file,
        "title": article.title,
        "authors": ", ".join(article.authors),
        "outlet": article.outlet,
        "url": article.url if article.url.startswith(("https://", "http://")) else "",
        "published": _published_text(article.published),
        "why": article.published.why if article.published else "",
    }


def _published_text(published: Published | None) -> str:
    if published is None:
        return "date unknown"
    return f"{PUBLISHED[published.basis]}{interval_text(published.interval)}"


# ---------------------------------------------------------------- an article


def _article_model(atlas: Atlas, selection: Selection) -> Model:
    excerpt = atlas.excerpt_by_key[selection.passage]
    article = atlas.articles[excerpt.file]
    hits = [Hit(each, None, each.mentions) for each in atlas.excerpts if each.file == article.file]
    return {
        "mode": "article",
        "layers": _colours(atlas),
        "article": _article_facts(article),
        "at": excerpt.key,
        "back": selection.place,
        "backName": atlas.places[selection.place].label(selection.language)
        if selection.place
        else "",
        "excerpts": [_excerpt(atlas, selection, hit) for hit in hits],
    }
