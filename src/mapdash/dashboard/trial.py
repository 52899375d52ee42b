"""Trying a file of one's own: read as the atlas reads, shown, and kept nowhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.dashboard.trial_map import NARROW, WIDE, trial_map
from mapdash.dashboard.trial_marks import Mark
from mapdash.dashboard.trial_places import day_of_map, day_told, marks_on
from mapdash.dashboard.trial_view import shapes_html, text_html
from mapdash.errors import EncodingError, UnreadableError
from mapdash.ingest.draft import read_draft
from mapdash.ingest.geofiles import geojson_table
from mapdash.ingest.proposal import propose
from mapdash.ingest.repair import mended, projection, to_degrees
from mapdash.keeping import keep_newest
from mapdash.reading import Lexicon
from mapdash.wording import as_text, attribution, day_text

if TYPE_CHECKING:
    from datetime import date

    from mapdash.atlas import Atlas
    from mapdash.selection import Selection

#: The largest file, in megabytes, and how much of it is read here.
MOST_MEGABYTES, MOST_CHARACTERS, MOST_PAGES, MOST_SHAPES = 2, 200_000, 60, 2_000

_KINDS = ("txt", "md", "html", "htm", "pdf", "geojson", "json")
_TOLD = (
    "An article as text, Markdown, HTML or PDF, or shapes as GeoJSON, of up to "
    f"{MOST_MEGABYTES} MB. It is read as the atlas reads its own, in this window's session only: "
    "nothing is written on the server, and all is gone when you close it."
)
# The colour of shapes that are of no layer.
_OWN = "#B0005E"
# Where a session counts the dialogs that it has closed.
_TRIALS = "trials"
_lexicons: dict[str, Lexicon] = {}


@dataclass(frozen=True, slots=True)
class Trial:
    """What is shown of a file: HTML whose every foreign text is escaped, and shapes on a day.

    `told` says in words which day the map shows, and what is not on it.
    """

    html: str
    day: date
    told: str
    marks: tuple[Mark, ...] = ()

    @property
    def drawn(self) -> str:
        """What the picture shows, for who does not see it."""
        names = dict.fromkeys(mark.name for mark in self.marks if mark.name)
        return f"Map of {', '.join(names) or 'your shapes'}"


def _let_go() -> None:
    """Ask for the next file in a box of its own, so that this one is gone.

    To run without the dialog is not enough: a dialog that is opened again at once may be run
    together with the closing of the one before.
    """
    st.session_state[_TRIALS] = st.session_state.get(_TRIALS, 0) + 1


@st.dialog("Try your own text", width="large", on_dismiss=_let_go)
def show_trial(atlas: Atlas, chosen: Selection) -> None:
    """Show the dialog: a file is asked for, and what is found in it is shown."""
    st.caption(_TOLD)
    file = st.file_uploader(
        "A file of your own",
        type=_KINDS,
        max_upload_size=MOST_MEGABYTES,
        key=f"trial-{st.session_state.get(_TRIALS, 0)}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    with st.spinner("Reading"):
        try:
            trial = tried(atlas, chosen, file.name, file.getvalue())
        except UnreadableError as error:
            told = escape(f"{file.name} {fault_text(error)}.")
            st.html(f'<p class="trial-fault" role="alert">{told}</p>')
            return
        _show_map(atlas, chosen, trial)
    st.html(trial.html)


def _show_map(atlas: Atlas, chosen: Selection, trial: Trial) -> None:
    """Show where it is: the style of the page keeps the picture that fits the screen."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    for name, size in (("wide", WIDE), ("narrow", NARROW)) if trial.marks else ():
        with st.container(key=f"trial-map-{name}"):
            picture = trial_map(
                atlas, trial.marks, trial.day, language=chosen.language, theme=theme, size=size
            )
            st.image(picture, caption=as_text(trial.told), alt=trial.drawn, width="content")
    if trial.told and not trial.marks:
        st.caption(as_text(trial.told))
    elif trial.marks:
        licences = {*atlas.basemap["licence"], *(each.licence for each in atlas.features)}
        st.caption(as_text(f"Map: {', '.join(attribution(licences))}"))


def tried(atlas: Atlas, chosen: Selection, name: str, data: bytes) -> Trial:
    """Return what is found in a file, and where that is.

    A text's places are drawn as they were when it was written, as far as that
    is known of both; else as on the day that the page shows.

    Raises
    ------
    UnreadableError
        If the file cannot be read.
    """
    if name.lower().endswith(("json", "geojson")):
        return _tried_shapes(chosen.day, name, data)
    draft = read_draft(name, data, most_pages=MOST_PAGES, most_characters=MOST_CHARACTERS)
    proposal = propose(draft, _lexicon(atlas), tuple(atlas.articles.values()))
    published, as_of = proposal.article.published, atlas.settings.extent.as_of
    day, why = day_of_map(published, chosen.day, as_of)
    mentioned = Counter(place for each in proposal.reading.mentions for place in each.places)
    places = [place for place, _ in mentioned.most_common()]
    return Trial(
        text_html(atlas, proposal),
        day,
        day_told(atlas, places, day, why),
        marks_on(atlas, places, day, chosen.language),
    )


def fault_text(error: UnreadableError) -> str:
    """Return why a file cannot be read, and what to do here: the page has no switches."""
    if isinstance(error, EncodingError):
        return f"{error.what}; save it as UTF-8 and choose it again"
    return str(error)


def _lexicon(atlas: Atlas) -> Lexicon:
    """Return what an atlas reads with; made at the first trial, not before."""
    found = _lexicons.get(atlas.version)
    if found is None:
        found = _lexicons[atlas.version] = Lexicon.build(
            tuple(atlas.places.values()), atlas.settings
        )
        keep_newest(_lexicons)
    return found


def _tried_shapes(day: date, name: str, data: bytes) -> Trial:
    table = geojson_table(name, data)
    if len(table.rows) > MOST_SHAPES:
        raise UnreadableError(f"holds {len(table.rows):,} shapes; here up to {MOST_SHAPES:,}")
    try:
        turn = to_degrees(projection(table.crs or "EPSG:4326"))
    except ValueError as error:
        raise UnreadableError(f"has coordinates that cannot be placed: {error}") from None
    results = [(row, mended(row.shape, turn)) for row in table.rows]
    marks = tuple(Mark(each.shape, _OWN) for _, each in results if each.shape is not None)
    told = f"Your shapes on the ground as it is on {day_text(day)}, the day chosen on the page."
    return Trial(shapes_html(table, results), day, told if marks else "", marks)
