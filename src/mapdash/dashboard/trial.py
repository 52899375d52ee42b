"""Trying a file of one's own: read as the atlas reads, shown, and kept nowhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.dashboard.trial_map import trial_map
from mapdash.dashboard.trial_view import shapes_html, text_html
from mapdash.errors import UnreadableError
from mapdash.ingest.draft import read_draft
from mapdash.ingest.geofiles import geojson_table
from mapdash.ingest.proposal import propose
from mapdash.ingest.repair import mended, projection, to_degrees
from mapdash.keeping import keep_newest
from mapdash.reading import Lexicon

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

#: The largest file, in megabytes, and how much of it is read here.
MOST_MEGABYTES, MOST_CHARACTERS, MOST_PAGES, MOST_SHAPES = 2, 200_000, 60, 2_000

_KINDS = ("txt", "md", "html", "htm", "pdf", "geojson", "json")
_TOLD = (
    "An article as text, Markdown, HTML or PDF, or shapes as GeoJSON, of up to "
    f"{MOST_MEGABYTES} MB. It is read as the atlas reads its own, in this window's session only: "
    "nothing is written on the server, and all is gone when you close it."
)
_lexicons: dict[str, Lexicon] = {}


# Closing runs the page anew without the dialog, and so lets go of the file.
@st.dialog("Try your own text", width="large", on_dismiss="rerun")
def show_trial(atlas: Atlas) -> None:
    """Show the dialog: a file is asked for, and what is found in it is shown."""
    st.caption(_TOLD)
    file = st.file_uploader(
        "A file of your own",
        type=_KINDS,
        max_upload_size=MOST_MEGABYTES,
        key="trial",
        label_visibility="collapsed",
    )
    if file is None:
        return
    with st.spinner("Reading"):
        try:
            html, drawing = tried(atlas, file.name, file.getvalue())
        except UnreadableError as error:
            st.html(f'<p class="trial-fault" role="alert">{escape(f"{file.name} {error}.")}</p>')
            return
    if drawing:
        st.image(drawing, width="content")
    st.html(html)


def tried(atlas: Atlas, name: str, data: bytes) -> tuple[str, str]:
    """Return what is found in a file, as HTML, and where, as an SVG picture.

    Every foreign text in them is escaped.

    Raises
    ------
    UnreadableError
        If the file cannot be read.
    """
    if name.lower().endswith(("json", "geojson")):
        return _tried_shapes(atlas, name, data)
    draft = read_draft(name, data, most_pages=MOST_PAGES, most_characters=MOST_CHARACTERS)
    proposal = propose(draft, _lexicon(atlas), tuple(atlas.articles.values()))
    mentioned = [place for each in proposal.reading.mentions for place in each.places]
    places = {atlas.places[each].shares or each for each in mentioned}
    shapes = [
        (feature.geometry, feature.layer)
        for feature in atlas.features
        if feature.place in places and feature.geometry is not None
    ]
    return text_html(atlas, proposal), trial_map(atlas, shapes) if shapes else ""


def _lexicon(atlas: Atlas) -> Lexicon:
    """Return what an atlas reads with; made at the first trial, not before."""
    found = _lexicons.get(atlas.version)
    if found is None:
        found = _lexicons[atlas.version] = Lexicon.build(
            tuple(atlas.places.values()), atlas.settings
        )
        keep_newest(_lexicons)
    return found


def _tried_shapes(atlas: Atlas, name: str, data: bytes) -> tuple[str, str]:
    table = geojson_table(name, data)
    if len(table.rows) > MOST_SHAPES:
        raise UnreadableError(f"holds {len(table.rows):,} shapes; here up to {MOST_SHAPES:,}")
    try:
        turn = to_degrees(projection(table.crs or "EPSG:4326"))
    except ValueError as error:
        raise UnreadableError(f"has coordinates that cannot be placed: {error}") from None
    results = [(row, mended(row.shape, turn)) for row in table.rows]
    drawn = [(result.shape, "") for _, result in results if result.shape is not None]
    return shapes_html(table, results), trial_map(atlas, drawn) if drawn else ""
