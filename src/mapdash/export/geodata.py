"""Features as GeoPackage and GeoParquet, for desktop GIS and for analysis."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyogrio

from mapdash.export.extract import json_text
from mapdash.export.tables import feature_facts

if TYPE_CHECKING:
    from mapdash.export.extract import Extract

_CRS = "EPSG:4326"


def feature_frame(extract: Extract) -> gpd.GeoDataFrame:
    """Return the features as a table with shapes: longitude, latitude on WGS 84.

    `valid_from` and `valid_to` are as written; `first` and `last` are the days
    they stand for, NaT where open.  Figures are JSON.  The edition of the
    atlas, its attribution among it, stands in columns that begin with
    `atlas_`, for it has to survive whatever is done to the table.
    """
    about = {f"atlas_{key}": value for key, value in extract.edition.items()}
    rows: list[dict[str, Any]] = []
    for feature in extract.features:
        facts = feature_facts(extract, feature)
        figures = json_text(facts["figures"]) if facts["figures"] else ""
        rows.append(
            {
                **facts,
                "figures": figures,
                "first": feature.valid.first,
                "last": feature.valid.last,
                **about,
                "geometry": feature.geometry,
            }
        )
    frame = gpd.GeoDataFrame(rows, columns=_columns(extract), geometry="geometry", crs=_CRS)
    for day in ("first", "last"):
        frame[day] = pd.to_datetime(frame[day]).astype("datetime64[ms]")
    return frame.astype({"accuracy_m": "float64"})


def _columns(extract: Extract) -> list[str]:
    """Return the table's columns, which it has even without a row."""
    told = [
        *("id", "place", "place_name", "part", "layer", "status", "valid_from", "valid_to"),
        *("first", "last", "basis", "accuracy_m", "confidence", "source", "status_source"),
        *("licence", "figures", "note"),
    ]
    return [*told, *(f"atlas_{key}" for key in extract.edition), "geometry"]


def geopackage(extract: Extract) -> bytes:
    """Return the features as a GeoPackage with one layer, `features`."""
    frame = feature_frame(extract)
    out = io.BytesIO()
    with _dated(extract.edition["as_of"]):
        # A state that cannot be located has a row without a shape; points, lines and areas share
        # the layer, so its type is the one that admits them all.
        pyogrio.write_dataframe(
            frame,
            out,
            layer="features",
            driver="GPKG",
            geometry_type="Unknown",
            layer_options={"DESCRIPTION": extract.attribution},
        )
    return out.getvalue()


@contextmanager
def _dated(day: str) -> Iterator[None]:
    """Have files dated by the atlas's day, not by today: the same data give the same bytes."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def geoparquet(extract: Extract) -> bytes:
    """Return the features as GeoParquet 1.0."""
    out = io.BytesIO()
    feature_frame(extract).to_parquet(out, index=False, schema_version="1.0.0")
    return out.getvalue()
