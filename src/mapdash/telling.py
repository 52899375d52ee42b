"""What is told of a passage, an article, a state of a place, as plain data.

The panel of the page and the single-file brief show the same; whoever shows
it sets every text as text, so nothing here needs escaping.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mapdash.intervals import Interval, epoch_day
from mapdash.markup import date_mark, mention_mark, nodes, plain
from mapdash.queries import Hit, relation_to
from mapdash.records import Span
from mapdash.wording import (
    BASIS,
    LANGUAGES,
    PUBLISHED,
    bounds_text,
    interval_text,
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.atlas import Atlas
    from mapdash.records import Article, Feature, Mention, Published
    from mapdash.selection import Selection

Model = dict[str, Any]

# Lines up to a blank one, however they end.
_PARAGRAPH = re.compile(r"\S(?:.|(?:\r\n?|\n)(?!\s*(?:[\r\n]|\Z)))*")


def layers_model(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return the title and colour of each layer, by its id."""
    return {
        layer.id: {"title": layer.title, "colour": layer.colour} for layer in atlas.settings.layers
    }


# ---------------------------------------------------------------- places and their states


def names_model(names: dict[str, tuple[str, ...]]) -> list[Model]:
    """Return a place's names by language, the languages named."""
    return [
        {"language": LANGUAGES.get(key, key), "code": key, "names": list(each)}
        for key, each in names.items()
        if each
    ]


def state_model(atlas: Atlas, feature: Feature) -> Model:
    """Return all that is known of a state: what, when, and how its shape was made."""
    located = feature.geometry is not None
    made = BASIS[feature.basis] if located else "Not drawn: its place is not known"
    accuracy = feature.accuracy_m if located else None
    return {
        **state_row(atlas, feature, holds=True),
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


def state_row(atlas: Atlas, feature: Feature, holds: bool) -> Model:
    """Return a state in one line: what and when, and whether it holds on the day shown."""
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


# ---------------------------------------------------------------- passages and articles


def excerpt_model(atlas: Atlas, hit: Hit, place: str = "") -> Model:
    """Return a passage as nodes, what speaks of `place` marked as chosen, with its facts.

    The same is told again at every step of a reader: it is kept, and to be
    treated as read-only.
    """
    mentions = tuple(each.start for each in hit.mentions)
    key = (atlas.version, hit.excerpt.key, place, hit.relation, mentions)
    told = _TOLD.get(key)
    if told is None:
        if len(_TOLD) >= _MOST_TOLD:
            _TOLD.clear()
        told = _TOLD[key] = _excerpt_model(atlas, hit, place)
    return told


_TOLD: dict[tuple[object, ...], Model] = {}
_MOST_TOLD = 20_000


def _excerpt_model(atlas: Atlas, hit: Hit, place: str) -> Model:
    excerpt = hit.excerpt
    article = atlas.articles[excerpt.file]
    marks = [
        mention_mark(each, bool(place) and relation_to(atlas, each, place) is not None)
        for each in excerpt.mentions
    ]
    marks += [date_mark(each, days_model(atlas, each.interval)) for each in excerpt.dates]
    return {
        "key": excerpt.key,
        "kind": excerpt.passage.kind,
        "nodes": nodes(article.text, excerpt.passage.places[0], marks),
        "article": article_model(article),
        "issues": issues_model(atlas, [find.issue for find in excerpt.issues]),
        "times": [days_model(atlas, each) for each in dict.fromkeys(excerpt.times)],
        "dated": excerpt.dated,
        "relation": hit.relation,
        "why": list(dict.fromkeys(why_text(atlas, excerpt.file, each) for each in hit.mentions)),
        "copies": len(excerpt.passage.copies),
    }


def days_model(atlas: Atlas, interval: Interval) -> Model:
    """Return days in words, and the day that shows what they brought: the last that is known.

    The day is counted from 1970-01-01; None for days outside the atlas's time.
    """
    extent = atlas.settings.extent
    known = interval.intersection(Interval(extent.first, min(extent.last, extent.as_of)))
    last = known.last if known else None
    return {"days": interval_text(interval), "day": epoch_day(last) if last else None}


def issues_model(atlas: Atlas, issues: Sequence[str]) -> list[Model]:
    """Return issues with the colour of the layer that decides them; "" where none does."""
    colours = {layer.id: layer.colour for layer in atlas.settings.layers}
    return [
        {
            "id": issue.id,
            "title": issue.title,
            "colour": colours[issue.layers[0]] if issue.layers else "",
        }
        for issue in atlas.settings.issues
        if issue.id in issues
    ]


def asides(atlas: Atlas, file: str) -> list[Model]:
    """Return what of an article's file is no passage: navigation, notes, repeated paragraphs.

    Each is ``{"start": ..., "text": ...}``, a paragraph's clean wording with
    its offset, in order; what holds no letter is left out.
    """
    text = atlas.articles[file].text
    taken = sorted((p.start, p.end) for p in atlas.readings[file].passages)
    edges = [0, *(edge for span in taken for edge in span), len(text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    found = (
        (block.start(), plain(text, Span(block.start(), min(block.end(), end))))
        for start, end in gaps
        for block in _PARAGRAPH.finditer(text, start, end)
    )
    return [
        {"start": start, "text": told.strip()}
        for start, told in found
        if any(map(str.isalnum, told))
    ]


def why_text(atlas: Atlas, file: str, mention: Mention) -> str:
    """Say in a few words why a mention in an article is linked."""
    meant = " and ".join(atlas.places[each].label() for each in mention.places[:2])
    more = f" and {len(mention.places) - 2} more" if len(mention.places) > 2 else ""
    exact = " ".join(mention.exact.split())
    reasons = {
        "name": f"“{exact}” is a name of {meant}{more}",
        "rule": f"“{exact}” describes {meant}{more}",
        "anaphor": f"“{exact}” refers back to {meant}{more}",
        "hand": f"“{exact}” was linked by hand to {meant}{more}",
    }
    context = atlas.articles[file].text
    words = ", ".join(
        f"“{' '.join(context[span.start : span.end].split())}”" for span in mention.context[:3]
    )
    confirmed = atlas.verdicts.verdict(atlas.articles[file], mention) == "confirmed"
    return (
        f"{reasons[mention.why]}{f' (with {words})' if words else ''}"
        f"{'; confirmed by a person' if confirmed else ''}"
    )


def article_model(article: Article) -> Model:
    """Return an article's facts; an address that is no web address is left out."""
    return {
        "file": article.file,
        "title": article.title,
        "authors": ", ".join(article.authors),
        "outlet": article.outlet,
        "url": article.url if article.url.startswith(("https://", "http://")) else "",
        "published": published_text(article.published),
        "why": article.published.why if article.published else "",
    }


def published_text(published: Published | None) -> str:
    """Return when an article was published, and how that is known if it does not say so."""
    if published is None:
        return "date unknown"
    return f"{PUBLISHED[published.basis]}{interval_text(published.interval)}"


# ---------------------------------------------------------------- a list of passages


def list_model(atlas: Atlas, selection: Selection) -> Model:
    """Return how a list is sorted, by which days, and what it is kept to."""
    return {"order": selection.order, "axis": selection.axis, **kept_to(atlas, selection)}


def kept_to(atlas: Atlas, selection: Selection) -> Model:
    """Return the titles of the one article and of the issues that passages are listed of."""
    issues = [each.title for each in atlas.settings.issues if each.id in selection.issues]
    return {"only": only_article(atlas, selection), "onIssues": issues}


def only_article(atlas: Atlas, selection: Selection) -> str:
    """Return the title of the one article that passages are listed of; "" if there are more."""
    chosen = selection.articles
    return atlas.articles[chosen[0]].title if len(chosen) == 1 else ""
