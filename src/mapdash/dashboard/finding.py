"""What the panel says of a search: the places and the passages that words find."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdash.markup import plain
from mapdash.queries import Hit, relations_spoken_of, select
from mapdash.records import Span
from mapdash.search import Findings, search
from mapdash.telling import Model, excerpt_model, layers_model, list_model
from mapdash.word_index import Words, bare, index_of
from mapdash.wording import counted, day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.atlas import Atlas
    from mapdash.queries import Answer
    from mapdash.search import PassageFound
    from mapdash.selection import Selection

#: Rows beyond these are only counted: what ranks lower is not what was looked for.
_MOST = 50


def findings(atlas: Atlas, selection: Selection) -> tuple[Findings, Answer]:
    """Return what the selection's words find among its passages, its place left aside."""
    answer = select(atlas, replace(selection, place="", feature="", passage=""))
    among = {hit.excerpt.key for hit in (*answer.hits, *answer.outside)}
    return search(index_of(atlas), selection.search, among), answer


def found_places(atlas: Atlas, selection: Selection) -> list[str]:
    """Return the places that words find, by name or in the passages found."""
    found, _ = findings(atlas, selection)
    named = [each.place for each in found.places]
    for each in found.passages:
        named += [place for mention in each.excerpt.mentions for place in mention.places]
    return list(dict.fromkeys(named))


def search_model(atlas: Atlas, selection: Selection) -> Model:
    """Return what words find: places, then passages of the days listed, then those of others."""
    found, answer = findings(atlas, selection)
    listed = {hit.excerpt.key for hit in answer.hits}
    passages = _sorted(selection, found, answer)
    inside = [each for each in passages if each.excerpt.key in listed]
    outside = [each for each in passages if each.excerpt.key not in listed]
    return {
        "mode": "search",
        **list_model(atlas, selection),
        "title": f"“{' '.join(selection.search.split())}”",
        "layers": layers_model(atlas),
        "day": day_text(selection.day),
        "readAs": [f"“{word}” stands nowhere; read as “{taken}”." for word, taken in found.read_as],
        "matches": _matches(atlas, selection, found, answer),
        "summary": counted(len(inside), "passage") if inside else "No passage",
        "excerpts": _excerpts(atlas, inside),
        "outside": _excerpts(atlas, outside),
        "rest": max(0, len(inside) - _MOST),
    }


def _sorted(selection: Selection, found: Findings, answer: Answer) -> list[PassageFound]:
    """Return the passages found by rank, or in the order that is chosen of all that are listed."""
    if selection.order == "relevance":
        return list(found.passages)
    order = {hit.excerpt.key: at for at, hit in enumerate((*answer.hits, *answer.outside))}
    return sorted(found.passages, key=lambda each: order[each.excerpt.key])


def _matches(atlas: Atlas, selection: Selection, found: Findings, answer: Answer) -> list[Model]:
    """Return a row for each place; a name it was found by is told where its own does not fit."""
    asked = bare(selection.search)
    spoken = relations_spoken_of(atlas, answer)
    rows: list[Model] = []
    for each in found.places[:_MOST]:
        place = atlas.places[each.place]
        name = place.label(selection.language)
        rows.append(
            {
                "place": each.place,
                "name": name,
                "layer": place.layer,
                "status": "" if _begun(asked, bare(name)) else each.name,
                "counts": spoken.get(each.place, {}),
            }
        )
    return rows


def _begun(asked: Words, own: Words) -> bool:
    return any(word.startswith(each) for each in asked for word in own)


def _excerpts(atlas: Atlas, found: Sequence[PassageFound]) -> list[Model]:
    return [
        {
            **excerpt_model(atlas, Hit(each.excerpt, None, each.excerpt.mentions)),
            "found": shown_spans(atlas, each),
        }
        for each in found[:_MOST]
    ]


def shown_spans(atlas: Atlas, found: PassageFound) -> list[list[int]]:
    """Return where the words found stand in the passage as it is shown.

    From and to, counted as browsers count: a character beyond the basic plane is two.
    """
    excerpt = found.excerpt
    text = atlas.articles[excerpt.file].text

    def shown(offset: int) -> int:
        before = plain(text, Span(excerpt.passage.start, offset))
        return len(before.encode("utf-16-le")) // 2

    spans = [[shown(span.start), shown(span.end)] for span in found.spans]
    return [[start, end] for start, end in spans if start < end]
