"""An atlas in a notebook: tables, shapes and a map, by the queries of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from mapdash import atlas as atlases
from mapdash.errors import AtlasError, Fault
from mapdash.export.extract import Extract, Record, article_facts, take
from mapdash.export.geodata import feature_frame
from mapdash.export.request import Request, extract_of
from mapdash.export.tables import link_rows, passage_rows
from mapdash.intervals import Interval, parse_bounds, parse_partial
from mapdash.locate import default_atlas
from mapdash.queries import Answer, change_days, places_spoken_of
from mapdash.search import search
from mapdash.selection import opening_selection
from mapdash.word_index import index_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import folium
    import geopandas as gpd

    from mapdash.selection import Axis

#: A day, or a date as it is written: ``date(2023, 9, 19)``, ``"2023-09-19"``.
Day = date | str

_NAMED: Mapping[str, str] = MappingProxyType(
    {each: each for each in ("day", "layers", "issues", "articles", "place")}
)


class NotebookAtlas:
    """An atlas as a notebook uses it; `records` is the atlas behind it.

    Tables hold what the exports hold, under the same names (docs/exports.md);
    ``attrs["atlas"]`` of each tells its edition and whom to credit.  Each is
    made anew when it is asked for: change it as you like.

    Parameters
    ----------
    records : mapdash.atlas.Atlas
        The atlas, read and checked.
    """

    def __init__(self, records: atlases.Atlas) -> None:
        self.records = records

    @classmethod
    def open(cls, path: Path | str | None = None) -> NotebookAtlas:
        """Read an atlas from its folder, or the one that comes with mapdash.

        Raises
        ------
        AtlasError
            With every fault of every file; it is a ValueError too.
        """
        return cls(atlases.load_atlas(default_atlas() if path is None else path))

    def __repr__(self) -> str:
        atlas = self.records
        return (
            f"<atlas {atlas.settings.title!r}: {len(atlas.articles)} articles, "
            f"{len(atlas.excerpts)} passages, {len(atlas.features)} features>"
        )

    def _repr_html_(self) -> str:
        """Tell a notebook what the atlas holds."""
        atlas = self.records
        rows = {
            "as of": atlas.settings.extent.as_of,
            "version": atlas.version,
            "layers": ", ".join(each.id for each in atlas.settings.layers),
            "issues": ", ".join(each.id for each in atlas.settings.issues),
            "articles": len(atlas.articles),
            "passages": len(atlas.excerpts),
            "places": len(atlas.places),
            "features": len(atlas.features),
        }
        cells = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(str(value))}</td></tr>"
            for name, value in rows.items()
        )
        return f"<strong>{escape(atlas.settings.title)}</strong><table>{cells}</table>"

    # ------------------------------------------------------------ what there is

    @property
    def title(self) -> str:
        """The atlas's title."""
        return self.records.settings.title

    @property
    def version(self) -> str:
        """The hash of all files it was read from."""
        return self.records.version

    @property
    def as_of(self) -> date:
        """The day up to which its data are known."""
        return self.records.settings.extent.as_of

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which the map changes."""
        return change_days(self.records)

    @property
    def features(self) -> gpd.GeoDataFrame:
        """Every state of every place, in EPSG:4326; the columns are those of the exports."""
        return self._shapes(self._everything)

    @property
    def links(self) -> pd.DataFrame:
        """A row for each mention and place it is linked to."""
        return _table(link_rows(self._everything), self._everything)

    @property
    def places(self) -> pd.DataFrame:
        """A row for each place: name, layer, names by language, how many passages speak of it."""
        atlas = self.records
        spoken = places_spoken_of(atlas, Answer(self._everything.hits, ()))
        rows = [
            {
                "place": each.id,
                "name": each.label(),
                "layer": each.layer,
                "names": each.names,
                "within": list(each.within),
                "members": list(each.members),
                "passages": spoken[each.id],
                "note": each.note,
            }
            for each in atlas.places.values()
        ]
        return _table(rows, self._everything).set_index("place")

    @property
    def articles(self) -> pd.DataFrame:
        """A row for each article: its facts."""
        rows = [article_facts(each) for each in self.records.articles.values()]
        return _table(rows, self._everything).set_index("article")

    # ------------------------------------------------------------ what is asked

    def features_on(
        self, day: Day, layers: str | Iterable[str] = (), place: str = ""
    ) -> gpd.GeoDataFrame:
        """Return the states that hold on a day, as the map draws them.

        Raises
        ------
        AtlasError
            If the day lies outside the atlas's time, or there is no such
            layer or place; it is a ValueError too.
        """
        request = Request(day=_day(day, "day"), layers=_ids(layers), place=place)
        return self._shapes(extract_of(self.records, request, _NAMED))

    def passages(
        self,
        place: str = "",
        *,
        layers: str | Iterable[str] = (),
        issues: str | Iterable[str] = (),
        articles: str | Iterable[str] = (),
        since: Day | None = None,
        until: Day | None = None,
        axis: Axis = "event",
        known_on: Day | None = None,
    ) -> pd.DataFrame:
        """Return the passages that speak of a place, nearest first, or all of them.

        Parameters
        ----------
        place : str
            The id of a place, one of a set or an area included.
        layers, issues, articles : str or iterable of str
            Only these; their ids, and the files of the articles.
        since, until : date or str
            Only what speaks of these days, both included; ``"2023"`` and
            ``"2023-09"`` stand for their whole span.
        axis : {"event", "publication"}
            Whether those are days spoken of, or days of publication.
        known_on : date or str
            Only articles surely published by this day.

        Raises
        ------
        AtlasError
            With everything that the atlas does not have; it is a ValueError too.
        """
        request = Request(
            layers=_ids(layers),
            issues=_ids(issues),
            articles=_ids(articles),
            place=place,
            window=_window(since, until),
            axis=axis,
            known_on=None if known_on is None else _day(known_on, "known_on"),
        )
        extract = extract_of(self.records, request, _NAMED)
        return _table(passage_rows(extract), extract)

    def search(self, words: str) -> pd.DataFrame:
        """Return the passages that words find, the best first, each with its score.

        ``attrs["places"]`` holds the ids of the places that the words name,
        ``attrs["read_as"]`` the words that stand nowhere with those taken for them.
        """
        whole = self._everything
        by_key = {hit.excerpt.key: hit for hit in whole.hits}
        found = search(index_of(self.records), words, by_key)
        hits = tuple(by_key[each.excerpt.key] for each in found.passages)
        extract = replace(whole, hits=hits)
        table = _table(passage_rows(extract), extract)
        table.insert(0, "score", [each.score for each in found.passages])
        table.attrs["places"] = [each.place for each in found.places]
        table.attrs["read_as"] = dict(found.read_as)
        return table

    def map(
        self,
        day: Day | None = None,
        *,
        layers: str | Iterable[str] = (),
        place: str = "",
        language: str = "",
    ) -> folium.Map:
        """Return the map of a day: a folium map that stands alone, with no network.

        A press on a shape tells its state and what is written of it.  What is
        added to it is the caller's: folium takes names and texts for HTML,
        and for templates, so escape what comes from a file.

        Parameters
        ----------
        day : date or str
            The day shown; the one that the page opens with, if left out.
        layers : str or iterable of str
            The layers shown; all if left out.
        place : str
            A place to be told apart.
        language : str
            The language of the names, such as ``"fr"``.

        Raises
        ------
        AtlasError
            As in `features_on`.
        """
        from mapdash.day_map import day_map

        opening = opening_selection(self.records.settings)
        shown = opening.day if day is None else _day(day, "day")
        request = Request(day=shown, layers=_ids(layers))
        extract = extract_of(self.records, request, _NAMED)
        if place not in {"", *self.records.places}:
            # A place is told apart here, not taken alone; the fault is the same.
            extract_of(self.records, replace(request, place=place), _NAMED)
        chosen = replace(extract.selection, place=place, language=language or opening.language)
        return day_map(replace(extract, selection=chosen))

    # ------------------------------------------------------------ how

    @cached_property
    def _everything(self) -> Extract:
        return take(self.records, opening_selection(self.records.settings), whenever=True)

    @staticmethod
    def _shapes(extract: Extract) -> gpd.GeoDataFrame:
        frame = feature_frame(extract)
        about = [each for each in frame.columns if each.startswith("atlas_")]
        frame = frame.drop(columns=about)
        frame.attrs["atlas"] = extract.edition
        return frame


def _table(rows: list[Record], extract: Extract) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    table.attrs["atlas"] = extract.edition
    return table


def _ids(told: str | Iterable[str]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)


def _day(told: Day, name: str) -> date:
    if isinstance(told, date):
        return told
    try:
        days = parse_partial(told)
        if days.first is not None and days.first == days.last:
            return days.first
    except ValueError:
        pass
    raise AtlasError([Fault(name, "", f"{told!r} is no day", "give a day: 2023-09-19")])


def _window(since: Day | None, until: Day | None) -> Interval | None:
    if since is None and until is None:
        return None
    first, last = (None if each is None else str(each) for each in (since, until))
    try:
        return parse_bounds(first, last)
    except ValueError as error:
        raise AtlasError([Fault("since, until", "", str(error), "give dates in order")]) from None
