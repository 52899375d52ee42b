"""The brief: map, days, excerpts and articles in one HTML file that loads nothing.

Everything a reader presses works from the disk, with the network off: the
scripts, the styles and the data stand in the file, and its own policy
forbids every request.  The policy lets only these very scripts run, by their
hashes; the data is JSON in which nothing can end the script it stands in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any

from mapdash.assets import PARTS, joined, static_assets, web_text
from mapdash.export.extract import Extract, json_text, take
from mapdash.maps import documents, epoch_day
from mapdash.queries import Hit, change_days, relation_to, states_of
from mapdash.telling import (
    article_model,
    excerpt_model,
    names_model,
    state_model,
    why_text,
)
from mapdash.wording import LANGUAGES, day_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mapdash.assets import Asset
    from mapdash.atlas import Atlas, Excerpt
    from mapdash.intervals import Interval
    from mapdash.records import Place

Model = dict[str, Any]

# What would end the script that JSON stands in, or be taken for a template.
_UNSAFE = re.compile(r"[<>&\u2028\u2029]|\{(?=[{%#])")
_ADDRESSES = re.compile(r"url\((?!['\"]?data:)[^)]*\)")


def brief(extract: Extract) -> str:
    """Return the brief of a selection as one HTML document.

    It holds the passages that its layers, articles and known-on day let in,
    of every day and issue, and the whole text of their articles; it opens on
    its day, issues, place and passage.
    """
    styles = [*_css(), web_text("brief.css")]
    scripts = [*_scripts(), ("module", joined("brief.js"))]
    return Template(web_text("brief.html")).substitute(
        policy=_policy(styles, [text for _, text in scripts]),
        title=escape(extract.atlas.settings.title),
        version=escape(extract.atlas.version),
        edition=escape(_edition(extract)),
        styles="\n".join(f"<style>{text}</style>" for text in styles),
        scripts="\n".join(f"<script{_kind(kind)}>{text}</script>" for kind, text in scripts),
        about=_about(extract),
        data=script_json(_data(extract)),
    )


def script_json(value: object) -> str:
    r"""Return JSON that is safe inside a script element and in any template.

    >>> script_json("</script>{{x}}")
    '"\\u003c/script\\u003e\\u007b{x}}"'
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text(value))


# ---------------------------------------------------------------- the file


def _css() -> list[str]:
    """Return the styles of the map and the panel, without the pictures they could ask for."""
    files = static_assets()
    names = [name for name in ("leaflet.css", "engine.css", "panel.css") if name in files]
    return [_ADDRESSES.sub("none", _text(files[name])) for name in names]


def _scripts() -> list[tuple[str, str]]:
    """Return the scripts of the map, in the order in which they need each other."""
    parts = {f"{part}.js" for part in PARTS}
    return [
        ("", _text(file))
        for name, file in static_assets().items()
        if name.endswith(".js") and name not in parts
    ]


def _text(file: Asset) -> str:
    """Return a file's text as a browser takes it in, so that its hash is the same there.

    The address of a source map, which a debugger would fetch, is left out.
    """
    text = file.body.decode().replace("\r\n", "\n")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)


def _kind(kind: str) -> str:
    return f' type="{kind}"' if kind else ""


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _edition(extract: Extract) -> str:
    """Say which data the file holds, what of it, and on which day it opens."""
    as_of = day_text(extract.atlas.settings.extent.as_of)
    held = replace(extract, whenever=True).view
    return (
        f"Data as of {as_of}, version {extract.atlas.version}. "
        f"Holds {held}; opens on {day_text(extract.selection.day)}."
    )


def _about(extract: Extract) -> str:
    """Return the sources, as text that needs no script."""
    atlas = extract.atlas
    sources = sorted({each.source for each in atlas.features})
    licences = sorted({each.licence for each in atlas.features} | set(atlas.basemap["licence"]))
    return "".join(
        (
            "<h2>About this file</h2>",
            f"<p>{escape(atlas.settings.description)}</p>",
            f"<p>{escape(extract.attribution)}</p>",
            "<p>Made with mapdash. It asks for nothing from anywhere; what is hatched or dashed "
            "on its map is schematic. After the day of the data nothing is known.</p>",
            "<dl>",
            f"<dt>Articles</dt><dd><ul>{''.join(map(_article, _articles(extract)))}</ul></dd>",
            f"<dt>Sources of the shapes</dt><dd>{_items(sources)}</dd>",
            f"<dt>Licences</dt><dd>{_items(licences)}</dd>",
            "</dl>",
        )
    )


def _items(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _article(facts: Model) -> str:
    told = ", ".join(
        part
        for part in (facts["authors"], facts["title"], facts["outlet"], facts["published"])
        if part
    )
    if not facts["url"]:
        return f"<li>{escape(told)}</li>"
    address = escape(facts["url"])
    return f'<li>{escape(told)}, <a href="{address}" rel="noreferrer noopener">{address}</a></li>'


def _articles(extract: Extract) -> list[Model]:
    files = dict.fromkeys(each.file for each in _texts(extract, _listed(extract)))
    return [article_model(extract.atlas.articles[file]) for file in files]


# ---------------------------------------------------------------- the data


def _listed(extract: Extract) -> set[str]:
    """Return the keys of the passages that the brief can list."""
    open_selection = replace(extract.selection, place="", feature="", issues=())
    hits = take(extract.atlas, open_selection, whenever=True).hits
    return {hit.excerpt.key for hit in hits}


def _texts(extract: Extract, listed: set[str]) -> list[Excerpt]:
    """Return every passage of each article that has one listed, as they stand there.

    Mentions on layers that are off are left out, for their places are not in the file.
    """
    files = {each.file for each in extract.atlas.excerpts if each.key in listed}
    layers = extract.selection.layers
    return [
        replace(each, mentions=tuple(one for one in each.mentions if one.layer in layers))
        for each in extract.atlas.excerpts
        if each.file in files
    ]


def _data(extract: Extract) -> Model:
    atlas, selection = extract.atlas, extract.selection
    extent = atlas.settings.extent
    listed = _listed(extract)
    excerpts = _texts(extract, listed)
    layers = [each for each in atlas.settings.layers if each.id in selection.layers]
    features, basemap = (json.loads(document.body) for document in documents(atlas))
    shown = [
        each for each in features["features"] if each["properties"]["layer"] in selection.layers
    ]
    places = [each.id for each in atlas.places.values() if each.layer in selection.layers]
    window = selection.window
    return {
        "description": atlas.settings.description,
        "centre": atlas.settings.centre,
        "zoom": atlas.settings.zoom,
        "first": epoch_day(extent.first),
        "last": epoch_day(extent.last),
        "asOf": epoch_day(extent.as_of),
        "changes": [epoch_day(day) for day in change_days(atlas)],
        "opening": {
            "day": epoch_day(selection.day),
            "from": epoch_day(window.first or extent.first),
            "to": epoch_day(max(window.last or extent.last, selection.day)),
            "issues": list(selection.issues),
            "place": selection.place,
            "feature": selection.feature,
            "passage": selection.passage,
            "language": selection.language,
        },
        "languages": [(each, LANGUAGES.get(each, each)) for each in atlas.settings.languages]
        + [("all", "All names")],
        "layers": [
            {"id": each.id, "title": each.title, "colour": each.colour, "note": each.note}
            for each in layers
        ],
        "issues": [{"id": each.id, "title": each.title} for each in atlas.settings.issues],
        "articles": {each["file"]: each for each in _articles(extract)},
        "passages": [_passage(extract, each, each.key in listed) for each in excerpts],
        "relations": _relations(atlas, excerpts, places),
        "places": {each: _place(atlas, atlas.places[each]) for each in places},
        "states": {
            each.id: state_model(atlas, each)
            for each in atlas.features
            if each.layer in selection.layers
        },
        "features": {**features, "features": shown},
        "basemap": basemap,
    }


def _passage(extract: Extract, excerpt: Excerpt, listed: bool) -> Model:
    atlas = extract.atlas
    told = excerpt_model(atlas, Hit(excerpt, None, excerpt.mentions))
    times = excerpt.published if extract.selection.axis == "publication" else excerpt.times
    return {
        **told,
        "article": excerpt.file,
        "listed": listed,
        "about": [find.issue for find in excerpt.issues],
        "days": [_bounds(each) for each in times],
        "mentions": [
            {
                "layer": each.layer,
                "places": " ".join(each.places),
                "why": why_text(atlas, excerpt.file, each),
            }
            for each in excerpt.mentions
        ],
    }


def _bounds(interval: Interval) -> list[int | None]:
    return [_day(interval.first), _day(interval.last)]


def _day(day: date | None) -> int | None:
    return None if day is None else epoch_day(day)


def _relations(atlas: Atlas, excerpts: Iterable[Excerpt], places: Iterable[str]) -> Model:
    """Return how each set of places that is mentioned speaks of every place in the file."""
    mentions = {each.places: each for excerpt in excerpts for each in excerpt.mentions}
    return {
        " ".join(meant): {
            place: relation
            for place in places
            if (relation := relation_to(atlas, mention, place)) is not None
        }
        for meant, mention in mentions.items()
    }


def _place(atlas: Atlas, place: Place) -> Model:
    return {
        "labels": place.names,
        "names": names_model(place.names),
        "note": place.note,
        "layer": place.layer,
        "shares": place.shares,
        "within": list(place.within),
        "members": list(place.members),
        "sets": [each.id for each in atlas.places.values() if place.id in each.members],
        "states": [each.id for each in states_of(atlas, place.id)],
    }
