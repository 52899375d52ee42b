"""Share: how to cite what is shown, its address, and the files that hold it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from mapdash.citation import cite_view, is_local, view_text
from mapdash.dashboard.address import VIEW, address, is_view
from mapdash.endpoints.addresses import features_address, passages_address
from mapdash.endpoints.catalogue import API
from mapdash.export.extract import take
from mapdash.export.formats import Format, format_for

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.selection import Selection

#: What can be taken away, by kind and format, with the words on its button.
_FILES = (
    ("passages", "csv", "Passages: table (CSV)"),
    ("passages", "jsonl", "Passages: JSON Lines"),
    ("features", "geojson", "Shapes with quotes: GeoJSON"),
    ("features", "gpkg", "Shapes: GeoPackage"),
    ("annotations", "jsonld", "Links: W3C Web Annotation"),
    ("places", "lpf", "Places: Linked Places"),
    ("brief", "html", "The brief: one file that works offline"),
)


def share(atlas: Atlas, chosen: Selection) -> None:
    """Show the button, and once it is pressed what it holds."""
    box = st.popover("Share", key="share", on_change="rerun")
    if not box.open:
        return
    with box:
        st.text(view_text(atlas, chosen))
        cite, take_away, programs = st.tabs(["Cite", "Download", "Programs"])
        with cite:
            _citation(atlas, chosen)
        with programs:
            _for_programs(atlas, chosen)
        with take_away, st.container(gap="xsmall"):
            for kind, name, label in _FILES:
                form = format_for(kind, name, "")
                if form is not None:
                    _download(atlas, chosen, form, label)


def permalink(atlas: Atlas, chosen: Selection) -> str:
    """Return the address of a view: its days are named even where they are the opening ones."""
    view = st.query_params.get(VIEW, "")
    told = address(chosen, atlas, whole=True) | ({VIEW: view} if is_view(view) else {})
    return f"{_base()}/?{urlencode(told, safe=',:')}"


def _base() -> str:
    """Return the page's own address, without what is chosen on it."""
    return (st.context.url or "").partition("?")[0].rstrip("/")


def _citation(atlas: Atlas, chosen: Selection) -> None:
    link = permalink(atlas, chosen)
    cited = cite_view(atlas, chosen, link, datetime.now(UTC).date())
    for title, text, note in (
        ("Address of this view", link, _LOCAL if is_local(link) else ""),
        ("Footnote", cited.footnote, ""),
        ("BibTeX", cited.bibtex, ""),
    ):
        st.markdown(f"**{title}**")
        st.code(text, language=None, wrap_lines=True)
        if note:
            st.caption(note)


_LOCAL = (
    "The address opens on this computer only, so the citations leave it out. What follows the “?” "
    "opens the same view at the address of any mapdash with this version of the atlas."
)


def _for_programs(atlas: Atlas, chosen: Selection) -> None:
    """Show under which addresses a GIS or a notebook reads the same."""
    if not chosen.layers:
        st.caption("No layer is on: there is nothing to read.")
        return
    for title, what in (
        ("Shapes, for QGIS or geopandas (GeoJSON)", features_address(atlas, chosen)),
        ("Passages (JSON)", passages_address(atlas, chosen)),
        ("All that can be asked", f"{API}/"),
    ):
        st.markdown(f"**{title}**")
        st.code(f"{_base()}/{what}", language=None, wrap_lines=True)


def _download(atlas: Atlas, chosen: Selection, form: Format, label: str) -> None:
    """Show a button whose file is made when it is pressed."""
    st.download_button(
        label,
        data=partial(_made, atlas, chosen, form),
        file_name=f"{form.kind}-{chosen.day.isoformat()}{form.suffix}",
        mime=form.media_type,
        key=f"file-{form.kind}-{form.name}",
        on_click="ignore",
        width="stretch",
    )


def _made(atlas: Atlas, chosen: Selection, form: Format) -> bytes:
    return form.make(take(atlas, chosen))
