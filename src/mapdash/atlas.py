"""An atlas as a whole: read, checked, linked, immutable."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from mapdash.articles import load_articles, texts_named
from mapdash.curation import Settings, load_places, load_settings
from mapdash.errors import AtlasError, Fault
from mapdash.geodata import containment, load_basemap, load_features
from mapdash.intervals import Interval
from mapdash.locate import default_atlas
from mapdash.phrase_faults import phrase_faults
from mapdash.reading import Lexicon, Reading, read_article
from mapdash.records import (
    Article,
    DateMention,
    Feature,
    Figure,
    IssueFind,
    Mention,
    Passage,
    Place,
)
from mapdash.storing import undisturbed
from mapdash.suspicions import shared_names, swapped_shapes, unused_files
from mapdash.verdicts import NAME as VERDICTS
from mapdash.verdicts import Verdicts, load_verdicts

if TYPE_CHECKING:
    import geopandas as gpd

#: Names the folder of the atlas that the page shows.
ATLAS_VARIABLE = "MAPDASH_ATLAS"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with everything found in it.

    Parameters
    ----------
    key : str
        ``file:start``, the passage's name within the atlas.
    times : tuple of Interval
        The days it speaks of; where it names none, those of publication.
    dated : bool
        Whether it names a day itself.
    published : tuple of Interval
        The article's days of publication; empty if nothing is known.
    """

    key: str
    file: str
    passage: Passage
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    issues: tuple[IssueFind, ...]
    times: tuple[Interval, ...]
    dated: bool
    published: tuple[Interval, ...]


@dataclass(frozen=True)
class Atlas:
    """Articles, places and features that belong together.

    `frame` and `basemap` are GeoDataFrames in EPSG:4326 (columns: see
    docs/geodata-format.md), to be treated as read-only; `features` are the
    rows of `frame` as records.  A person's `verdicts` are applied to
    `readings`, which were read with `lexicon`.  `warnings` are faults that do
    not keep the atlas from being used.
    """

    folder: Path
    settings: Settings
    places: Mapping[str, Place]
    articles: Mapping[str, Article]
    lexicon: Lexicon = field(repr=False)
    readings: Mapping[str, Reading]
    verdicts: Verdicts
    frame: gpd.GeoDataFrame
    features: tuple[Feature, ...]
    basemap: gpd.GeoDataFrame
    warnings: tuple[Fault, ...]
    version: str

    @cached_property
    def feature_by_id(self) -> Mapping[str, Feature]:
        """The features by their ids."""
        return MappingProxyType({feature.id: feature for feature in self.features})

    @cached_property
    def article_order(self) -> Mapping[str, int]:
        """The number of each article: the earliest published first, those of no known day last."""

        def published(file: str) -> tuple[bool, date, str]:
            facts = self.articles[file].published
            first = facts.interval.first if facts else None
            return first is None, first or date.max, file

        ordered = sorted(self.articles, key=published)
        return MappingProxyType({file: number for number, file in enumerate(ordered)})

    @cached_property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """Every passage of every article, in order."""
        return tuple(
            excerpt for reading in self.readings.values() for excerpt in _excerpts(reading)
        )

    @cached_property
    def excerpt_by_key(self) -> Mapping[str, Excerpt]:
        """The passages by their keys."""
        return MappingProxyType({excerpt.key: excerpt for excerpt in self.excerpts})


def _feature(row: Mapping[Hashable, Any]) -> Feature:
    """Return a row of the frame as a record; what pandas calls missing is empty."""

    def text(key: str) -> str:
        return "" if row[key] is None or row[key] != row[key] else str(row[key])

    def day(key: str) -> date | None:
        return None if pd.isna(row[key]) else row[key].date()

    accuracy = row["accuracy_m"]
    return Feature(
        id=row["id"],
        place=row["place"],
        part=text("part"),
        layer=row["layer"],
        status=row["status"],
        valid=Interval(day("first"), day("last")),
        valid_from=text("valid_from"),
        valid_to=text("valid_to"),
        basis=row["basis"],
        line=row["line"],
        accuracy_m=None if pd.isna(accuracy) else float(accuracy),
        confidence=row["confidence"],
        source=row["source"],
        status_source=row["status_source"],
        licence=row["licence"],
        figures=tuple(Figure(**each) for each in row["figures"]),
        note=text("note"),
        geometry=row["geometry"],
    )


def _excerpts(reading: Reading) -> list[Excerpt]:
    published = reading.article.published
    when = (published.interval,) if published else ()
    found = []
    for passage, issues in zip(reading.passages, reading.issues, strict=True):
        dates = tuple(each for each in reading.dates if _inside(each, passage))
        found.append(
            Excerpt(
                key=f"{reading.article.file}:{passage.start}",
                file=reading.article.file,
                passage=passage,
                mentions=tuple(each for each in reading.mentions if _inside(each, passage)),
                dates=dates,
                issues=issues,
                times=tuple(each.interval for each in dates) or when,
                dated=bool(dates),
                published=when,
            )
        )
    return found


def _inside(found: Mention | DateMention, passage: Passage) -> bool:
    return passage.start <= found.start and found.end <= passage.end


def load_atlas(folder: Path | str) -> Atlas:
    """Read an atlas from its folder.

    Raises
    ------
    AtlasError
        With every fault of every file, if there is one that is no mere warning.
    """
    atlas, faults = examine_atlas(Path(folder))
    if atlas is None:
        raise AtlasError(fault for fault in faults if fault.severity == "error")
    return atlas


@undisturbed
def examine_atlas(folder: Path) -> tuple[Atlas | None, tuple[Fault, ...]]:
    """Read an atlas and return it, if it can be used, with all its faults."""
    faults: list[Fault] = []
    settings = load_settings(folder, faults)
    articles = load_articles(folder, faults)
    before = len(faults)
    places = load_places(folder, settings, faults)
    # Of a place that could not be read, every shape and verdict would be a fault of its own.
    known = places if settings and len(faults) == before else None
    layers = [layer.id for layer in settings.layers] if settings else _layers_found(folder)
    frame = load_features(folder, layers, known, faults)
    basemap = load_basemap(folder, faults)
    named = texts_named(folder)
    verdicts = load_verdicts(folder, {each.file: each for each in articles}, faults, named or ())
    faults.extend(unused_files(folder, named, layers))
    if settings:
        faults.extend(phrase_faults(places, settings.layers, settings.issues))
        faults.extend(shared_names(places))
        faults.extend(swapped_shapes(frame, settings.centre, settings.zoom))
    if settings and known is not None:
        verdicts = verdicts.known({place.id for place in places}, layers, faults)
    if settings is None or any(fault.severity == "error" for fault in faults):
        return None, tuple(faults)
    held = containment(frame, places)
    places = tuple(replace(place, within=held.get(place.id, ())) for place in places)
    lexicon = Lexicon.build(places, settings)
    readings = {article.file: read_article(article, lexicon, verdicts) for article in articles}
    atlas = Atlas(
        folder=folder,
        settings=settings,
        places=MappingProxyType({place.id: place for place in places}),
        articles=MappingProxyType({article.file: article for article in articles}),
        lexicon=lexicon,
        readings=MappingProxyType(readings),
        verdicts=verdicts,
        frame=frame,
        features=tuple(_feature(row) for row in frame.to_dict("records")),
        basemap=basemap,
        warnings=tuple(faults),
        version=atlas_version(folder),
    )
    return atlas, tuple(faults)


def _layers_found(folder: Path) -> list[str]:
    """Return the layers of which there are shapes, where no settings tell which there are."""
    return sorted(path.stem for path in (folder / "geodata" / "layers").glob("*.geojson"))


def atlas_version(folder: Path) -> str:
    """Return a short hash of every file that makes up an atlas."""
    digest = hashlib.sha256()
    paths = [folder / "atlas.toml", folder / "geodata" / "places.toml"]
    for below in ("seeds", "geodata/layers", "geodata/basemap"):
        paths += (folder / below).glob("*")
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


@undisturbed
def _rejudged(folder: Path, atlas: Atlas) -> Atlas:
    """Return an atlas with the verdicts that its file holds now; what they leave is kept."""
    faults: list[Fault] = []
    layers = {layer.id for layer in atlas.settings.layers}
    verdicts = load_verdicts(folder, atlas.articles, faults).known(atlas.places, layers, faults)
    readings = {
        file: reading
        if verdicts.by_file.get(file) == atlas.verdicts.by_file.get(file)
        else read_article(reading.article, atlas.lexicon, verdicts)
        for file, reading in atlas.readings.items()
    }
    others = (fault for fault in atlas.warnings if fault.file != VERDICTS)
    return replace(
        atlas,
        readings=MappingProxyType(readings),
        verdicts=verdicts,
        warnings=(*others, *(each for each in faults if each.severity == "warning")),
        version=atlas_version(folder),
    )


# Of each folder shown: the atlas, and which verdicts it was judged by.
_SHOWN: dict[Path, tuple[Atlas, object]] = {}
_READING = threading.RLock()


def _opened(folder: Path) -> Atlas:
    """Return a folder's atlas, read once, and judged anew whenever verdicts have come."""
    with _READING:
        # Taken before the file is read: what comes meanwhile is seen the next time.
        stamp = _stamp(folder / VERDICTS)
        if folder not in _SHOWN:
            _SHOWN[folder] = load_atlas(folder), stamp
        atlas, judged_by = _SHOWN[folder]
        if stamp != judged_by:
            atlas = _rejudged(folder, atlas)
            _SHOWN[folder] = atlas, stamp
        return atlas


def _stamp(path: Path) -> object:
    """Return what tells one state of a file from the next."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def shown_atlas() -> Atlas:
    """Return the atlas that this process shows: the variable's, or the bundled one.

    It is read once; only a person's verdicts are followed while it is shown.
    """
    named = os.environ.get(ATLAS_VARIABLE)
    return _opened(Path(named).resolve() if named else default_atlas())
