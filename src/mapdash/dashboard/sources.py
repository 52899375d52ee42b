"""What the panel says of sources compared: articles by places, or one place side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.comparison import Usage, matrix, names_used
from mapdash.telling import Model, article_model, excerpt_model, kept_to, layers_model
from mapdash.wording import counted, day_text

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.selection import Selection

#: Rows beyond these are only counted: nobody reads them, and everyone waits for them.
_MOST = 150


def sources_model(atlas: Atlas, selection: Selection) -> Model:
    """Return the matrix, or with a place chosen what each article calls it and says of it."""
    return {
        "mode": "sources",
        "layers": layers_model(atlas),
        "day": day_text(selection.day),
        **kept_to(atlas, selection),
        **(_place(atlas, selection) if selection.place else _matrix(atlas, selection)),
    }


def _matrix(atlas: Atlas, selection: Selection) -> Model:
    table = matrix(atlas, selection)
    spoken = [row for row in table.rows if row.total]
    return {
        "title": "Sources compared",
        "articles": [article_model(atlas.articles[file]) for file in table.articles],
        "rows": [
            {
                "place": row.place,
                "name": atlas.places[row.place].label(selection.language),
                "layer": row.layer,
                "counts": list(row.passages),
                "named": list(row.named),
            }
            for row in spoken[:_MOST]
        ],
        "rest": max(0, len(spoken) - _MOST),
        "silent": [
            atlas.places[row.place].label(selection.language) for row in table.rows if not row.total
        ],
    }


def _place(atlas: Atlas, selection: Selection) -> Model:
    place = atlas.places[selection.place]
    usages = names_used(atlas, selection, place.id)
    speaking = sum(bool(each.passages) for each in usages)
    return {
        "title": place.label(selection.language),
        "place": place.id,
        "layer": place.layer,
        "at": selection.sources,
        "summary": f"{speaking} of {counted(len(usages), 'article')} speak of it.",
        "usages": [_usage(atlas, selection, each) for each in usages],
    }


def _usage(atlas: Atlas, selection: Selection, usage: Usage) -> Model:
    return {
        "article": article_model(atlas.articles[usage.article]),
        "names": [list(each) for each in usage.names],
        "open": usage.article == selection.sources,
        "summary": counted(len(usage.passages), "passage"),
        "excerpts": [excerpt_model(atlas, hit, selection.place) for hit in usage.passages],
    }
