"""What was found in a file of one's own, as HTML whose every foreign text is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from mapdash.ingest.columns import REQUIRED, choose
from mapdash.markup import Mark, Node, nodes
from mapdash.telling import published_text
from mapdash.wording import counted, interval_text

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.errors import Fault
    from mapdash.ingest.geofiles import Row, Table
    from mapdash.ingest.proposal import Proposal
    from mapdash.ingest.repair import Mended
    from mapdash.reading import Reading

# So many passages, and so many lines of any list, are shown; the rest is counted.
_MOST_PASSAGES, _MOST_LINES = 150, 12
_PLAIN = "#808080"


def text_html(atlas: Atlas, proposal: Proposal) -> str:
    """Return an article's facts, its places, and its passages with all that was found in them."""
    article, reading = proposal.article, proposal.reading
    told = (article.title, ", ".join(article.authors), article.outlet)
    facts = ", ".join(each for each in (*told, published_text(article.published)) if each)
    counts = (
        f"{counted(len(reading.passages), 'passage')}, {counted(len(reading.mentions), 'link')}, "
        f"{counted(len(reading.dates), 'date')}."
    )
    known = f"This text is in the atlas, as {proposal.twin}." if proposal.twin else ""
    return "".join(
        (
            '<div class="trial">',
            *(
                f"<p>{escape(each)}</p>"
                for each in (facts, counts, known, *_notes(proposal))
                if each
            ),
            _places(atlas, reading),
            _unclear(atlas, reading),
            _passages(atlas, reading),
            "</div>",
        )
    )


def _notes(proposal: Proposal) -> list[str]:
    """Return the notes on a text, without what only the command line can do about them."""
    return [f"Note: {each.partition(';')[0]}." for each in proposal.draft.notes]


def _colours(atlas: Atlas) -> dict[str, str]:
    return {layer.id: layer.colour for layer in atlas.settings.layers}


def _places(atlas: Atlas, reading: Reading) -> str:
    """Return the places that were found, with how often."""
    counts = Counter(place for each in reading.mentions for place in each.places)
    colours = _colours(atlas)
    items = [
        f'<li><i style="background:{colours.get(atlas.places[place].layer, _PLAIN)}"></i>'
        f"{escape(atlas.places[place].label())} {count}</li>"
        for place, count in counts.most_common(_MOST_LINES)
    ]
    more = len(counts) - len(items)
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    return f'<ul class="trial-places">{"".join(items)}{rest}</ul>' if items else ""


def _unclear(atlas: Atlas, reading: Reading) -> str:
    """Return what may mean one of several places, and so is not linked."""
    lines = dict.fromkeys(
        f"“{' '.join(each.exact.split())}” may be "
        f"{' or '.join(atlas.places[c].label() for c in each.candidates)}: not linked."
        for each in reading.ambiguities
    )
    return _paragraphs(list(lines)[:_MOST_LINES])


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _passages(atlas: Atlas, reading: Reading) -> str:
    text, titles = reading.article.text, {each.id: each.title for each in atlas.settings.issues}
    colours = _colours(atlas)
    marks = [
        Mark(each.start, each.end, _mention(atlas, each.places, colours.get(each.layer, _PLAIN)))
        for each in reading.mentions
    ]
    marks += [
        Mark(each.start, each.end, {"days": interval_text(each.interval)}) for each in reading.dates
    ]
    shown = []
    for passage, issues in list(zip(reading.passages, reading.issues, strict=True))[
        :_MOST_PASSAGES
    ]:
        body = _markup(nodes(text, passage.places[0], marks))
        chips = "".join(f"<span>{escape(titles[find.issue])}</span>" for find in issues)
        kind = "trial-head" if passage.kind in {"headline", "heading"} else "trial-text"
        shown.append(f'<p class="{kind}">{body}</p>{chips and f"<p>{chips}</p>"}')
    more = len(reading.passages) - len(shown)
    rest = [f"And {more:,} more passages; mapdash annotate prints them all."] if more > 0 else []
    return "".join(shown) + _paragraphs(rest)


def _mention(atlas: Atlas, places: Sequence[str], colour: str) -> dict[str, str]:
    return {"told": ", ".join(atlas.places[each].label() for each in places), "colour": colour}


def _markup(parts: Sequence[Node]) -> str:
    """Return nodes as HTML: a mention underlined in its layer's colour, a date with its days."""
    return "".join(_node(each) for each in parts)


def _node(node: Node) -> str:
    if "text" in node:
        return escape(node["text"])
    inner, mark = _markup(node["nodes"]), node["mark"]
    if "days" in mark:
        days = "" if mark["days"] in inner else f"<small> {escape(mark['days'])}</small>"
        return f"<u>{inner}</u>{days}"
    style = f"border-bottom: 2px solid {mark['colour']}"
    return f'<mark style="{style}" title="{escape(mark["told"])}">{inner}</mark>'


# ---------------------------------------------------------------- shapes


def shapes_html(table: Table, results: Sequence[tuple[Row, Mended]]) -> str:
    """Return what a file of shapes holds, what had to be mended, and what it does not say."""
    kinds = Counter(result.shape.geom_type for _, result in results if result.shape is not None)
    lines = [
        f"{counted(len(table.rows), 'row')}: "
        + (", ".join(f"{kind} {count}" for kind, count in kinds.items()) or "none with a shape")
        + f". Columns: {', '.join(table.columns) or 'none'}."
    ]
    done = Counter(word for row, result in results for word in (*row.notes, *result.done))
    lines += [f"Mended: {word} ({counted(count, 'row')})." for word, count in done.items()]
    wrong = [
        f"Row {row.number} {row.fault or result.fault}."
        for row, result in results
        if row.fault or result.fault
    ]
    lines += wrong[:_MOST_LINES]
    if len(wrong) > _MOST_LINES:
        lines.append(f"And {len(wrong) - _MOST_LINES} more rows that cannot be drawn.")
    return f'<div class="trial">{_paragraphs([*lines, *_columns(table)])}</div>'


def _columns(table: Table) -> Iterable[str]:
    """Yield what each property of a feature would be taken from."""
    faults: list[Fault] = []
    choice = choose(table.columns, {}, {}, table.origin, faults)
    taken = ", ".join(f"{key} from “{column}”" for key, column in choice.columns.items())
    missing = ", ".join(key for key in REQUIRED if key not in choice.columns)
    if taken:
        yield f"As a layer of an atlas it would give {taken}."
    if missing:
        yield f"To be a layer of an atlas it would still have to be told: {missing}."
