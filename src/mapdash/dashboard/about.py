"""About: how the links are made and how well, whose the data are, and where the limits lie.

What comes from an atlas's files is escaped before it becomes part of the page.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.errors import Fault
from mapdash.quality import Quality, Slip, read_quality
from mapdash.telling import article_model
from mapdash.wording import attribution, counted, day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapdash.atlas import Atlas

_METHOD = (
    "A place is found in a passage by its names, in every language and spelling of the atlas, by "
    "descriptions with the words they need around them, and by words that refer back to one named "
    "shortly before. “Why it is linked” under each passage says which. Where two places may "
    "be meant, none is linked.",
    "Days are read from the text, relative ones against the day of writing. A passage that names "
    "no day stands on the day its article was published. Issues are told by the words of a passage "
    "and by the places it speaks of.",
    "No chance takes part: the same text and the same rules always give the same links. A person's "
    "verdict on a link goes before the rules, and is shown as one.",
)
_LIMITS = (
    "The articles are what was chosen to be read, not all that was written; a place of which none "
    "speaks was not thereby unimportant.",
    "Hatched and dashed shapes are schematic: drawn from facts that are stated, not surveyed. Each "
    "shape says how it was made and how exact it is. None is a claim.",
    "Where sources disagree, what each says stands side by side; names are in every language.",
)
_OWN = (
    "Measured on texts that were annotated by reading. Where rules were mended with these texts "
    "at hand, the figures flatter: texts that are new to the program are read less well."
)
_KINDS = {"mention": "Places", "date": "Days", "issue": "Issues"}


@st.dialog("About", width="medium")
def show_about(atlas: Atlas) -> None:
    """Show the dialog."""
    faults: list[Fault] = []
    quality = read_quality(atlas.folder, faults)
    st.html(about_html(atlas, quality, faults))


def about_html(atlas: Atlas, quality: Quality | None, faults: Sequence[Fault] = ()) -> str:
    """Return what is told of an atlas, as HTML whose every foreign text is escaped."""
    extent = atlas.settings.extent
    size = (
        f"{counted(len(atlas.articles), 'article')}, {counted(len(atlas.excerpts), 'passage')}, "
        f"{counted(len(atlas.places), 'place')}, {counted(len(atlas.features), 'dated shape')}. "
        f"Version {atlas.version}, data as of {day_text(extent.as_of)}; after that day the map "
        "says that nothing is known."
    )
    return "".join(
        (
            '<div class="about">',
            _paragraphs((atlas.settings.description, size)),
            "<h3>Method</h3>",
            _paragraphs(_METHOD),
            "<h3>How good the links are</h3>",
            _quality(atlas, quality, faults),
            "<h3>Limits</h3>",
            _items(_LIMITS),
            "<h3>Sources and licences</h3>",
            _sources(atlas),
            "</div>",
        )
    )


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _items(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


# ---------------------------------------------------------------- sources


def _sources(atlas: Atlas) -> str:
    drawn: defaultdict[str, set[str]] = defaultdict(set)
    for feature in atlas.features:
        drawn[feature.licence].add(feature.source)
    credited = "; ".join(attribution([*drawn, *atlas.basemap["licence"]]))
    shapes = "".join(
        _folded(f"{licence}: {counted(len(sources), 'source')}", _items(sorted(sources)))
        for licence, sources in sorted(drawn.items())
    )
    articles = _items(_article(atlas, file) for file in atlas.articles)
    return (
        _paragraphs([f"Shapes and basemap: {credited}."])
        + shapes
        + _paragraphs(["Passages are quoted; the rights in them stay with their publishers:"])
        + articles
    )


def _article(atlas: Atlas, file: str) -> str:
    facts = article_model(atlas.articles[file])
    told = (facts[key] for key in ("authors", "title", "outlet", "published"))
    return ", ".join(text for text in told if text)


# ---------------------------------------------------------------- quality


def _quality(atlas: Atlas, quality: Quality | None, faults: Sequence[Fault]) -> str:
    if quality is None:
        return _paragraphs([*map(str, faults)] or ["The links of this atlas were not measured."])
    titles = {layer.id: layer.title for layer in atlas.settings.layers}
    titles |= {issue.id: issue.title for issue in atlas.settings.issues}
    measured = f"On {counted(quality.texts, 'text')} ({', '.join(quality.gold)})."
    return "".join(
        (
            _paragraphs([_OWN, measured]),
            _table(quality, titles),
            _paragraphs(
                f"Texts that only look like it ({_KINDS[each.kind].lower()}): fell for "
                f"{each.fallen} of {each.laid}."
                for each in quality.traps
            ),
            _slips("missed", quality.misses, titles),
            _slips("found falsely", quality.false_finds, titles),
        )
    )


def _table(quality: Quality, titles: dict[str, str]) -> str:
    heads = ("", "To find", "Found", "Right", "Precision", "Recall", "F1")
    rows = []
    for each in quality.scores:
        name = titles.get(each.label, each.label) or _KINDS[each.kind]
        figures = (
            *(each.hits + each.misses, each.hits + each.false_finds, each.hits),
            *(f"{share:.3f}" for share in (each.precision, each.recall, each.f1)),
        )
        cells = "".join(f"<td>{figure}</td>" for figure in figures)
        kind = "part" if each.label else "whole"
        rows.append(f'<tr class="{kind}"><th scope="row">{escape(name)}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    return (
        '<div class="figures" tabindex="0" role="region" aria-label="Measured quality">'
        f"<table><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _slips(title: str, slips: Sequence[Slip], titles: dict[str, str]) -> str:
    rows = "".join(
        f"<li><b>{escape(titles.get(each.label, each.label))}</b> ({escape(each.file)}): "
        f"{escape(each.before)} <mark>{escape(each.exact)}</mark> {escape(each.after)}</li>"
        for each in slips
    )
    counts = ", ".join(
        f"{name.lower()} {sum(each.kind == kind for each in slips)}"
        for kind, name in _KINDS.items()
    )
    return _folded(f"Everything {title}: {len(slips)} ({counts})", f"<ul>{rows}</ul>")
