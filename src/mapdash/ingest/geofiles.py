"""Files of shapes to rows: what stands in them, in their own coordinates.

GeoJSON and KML are read here, not by a driver: drivers turn partial dates and
lists into something else, and fetch what such files may point to.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapdash.errors import UnreadableError
from mapdash.ingest.geojson_text import read_geojson
from mapdash.ingest.kml import read_kml

#: What a packed file may hold, in bytes.
MOST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One shape with what is said of it.

    Parameters
    ----------
    shape : shapely geometry or None
        In the file's own coordinates, x before y.
    notes : tuple of str
        What had to be mended for the shape to be read at all.
    fault : str
        Why it cannot be read; "" if it can.
    """

    number: int
    values: Mapping[str, Any]
    shape: BaseGeometry | None = field(repr=False)
    notes: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows, in their order.

    `crs` is what the file says of its coordinates, as pyproj reads it; "" if
    it says nothing.
    """

    origin: str
    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    crs: str


def read_table(path: Path, name: str = "", encoding: str = "") -> Table:
    """Read GeoJSON, GeoPackage, a shapefile, KML or GeoParquet.

    Parameters
    ----------
    name : str
        Which table of a file that holds several.
    encoding : str
        Of a shapefile's texts, if it does not say.

    Raises
    ------
    UnreadableError
        If it is none of these, or broken: why, and what to do, in one line.
    OSError
        If the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(b"SQLite format 3"):
        return _driven(path, "GeoPackage", path, name, encoding)
    if head.startswith(b"PAR1"):
        return _parquet(path)
    if head.startswith(b"\x00\x00\x27\x0a"):
        return _driven(path, "shapefile", path, name, encoding)
    if head.startswith(b"PK\x03\x04"):
        return _packed(path, name, encoding)
    data = path.read_bytes()
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not start:
        raise UnreadableError("is empty")
    if start == b"<":
        return _table(path.name, "KML", read_kml(data), "EPSG:4326")
    rows, crs = read_geojson(data)
    return _table(path.name, "GeoJSON", rows, crs)


def geojson_table(origin: str, data: bytes) -> Table:
    """Read GeoJSON that is no file.

    Raises
    ------
    UnreadableError
        If it is none.
    """
    rows, crs = read_geojson(data)
    return _table(origin, "GeoJSON", rows, crs)


def _table(origin: str, kind: str, rows: Sequence[Any], crs: str) -> Table:
    """Return a table of rows that were read as (values, shape, notes, fault)."""
    if not rows:
        raise UnreadableError("holds no shapes")
    columns = dict.fromkeys(key for values, *_ in rows for key in values)
    numbered = tuple(Row(number, *each) for number, each in enumerate(rows, start=1))
    return Table(origin, kind, tuple(columns), numbered, crs)


def _packed(path: Path, name: str, encoding: str) -> Table:
    """Read what a ZIP file holds: KML (then it is a KMZ file), or a shapefile."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if sum(each.file_size for each in members) > MOST_BYTES:
                raise UnreadableError("unpacks to more than can be a layer; unpack it yourself")
            maps = [each for each in members if each.filename.lower().endswith(".kml")]
            if maps:
                return _table(path.name, "KMZ", read_kml(archive.read(maps[0])), "EPSG:4326")
            shapes = [each.filename for each in members if each.filename.lower().endswith(".shp")]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError(f"cannot be unpacked ({error}); unpack it yourself") from None
    if len(shapes) != 1:
        raise UnreadableError(f"holds {len(shapes)} shapefiles; unpack it and name one of them")
    return _driven(path, "shapefile", f"/vsizip/{path}/{shapes[0]}", name, encoding)


def _driven(path: Path, kind: str, where: str | Path, name: str, encoding: str) -> Table:
    """Read a file through its driver."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError
    from pyogrio.raw import read

    try:
        tables = [str(each) for each, _ in pyogrio.list_layers(where)]
        if len(tables) > 1 and name not in tables:
            raise UnreadableError(f"holds {len(tables)} tables ({', '.join(tables)}); --table one")
        meta, _, shapes, columns = read(
            where,
            layer=name or None,
            encoding=encoding or None,
            datetime_as_string=True,
        )
    except (DataSourceError, DataLayerError, FieldError, ValueError, UnicodeError) as error:
        if isinstance(error, UnreadableError):
            raise
        why = str(error).replace(str(path), path.name)
        missing = "; a shapefile comes with .shx, .dbf and .prj beside it"
        hint = missing if kind == "shapefile" else "; export it anew"
        raise UnreadableError(f"cannot be read as {kind} ({' '.join(why.split())}){hint}") from None
    names = [str(each) for each in meta["fields"]]
    rows = []
    for number, wkb in enumerate(shapes):
        values = {key: _plain(column[number]) for key, column in zip(names, columns, strict=True)}
        rows.append((values, *_of_wkb(wkb)))
    return _table(path.name, kind, rows, str(meta["crs"] or ""))


def _of_wkb(wkb: bytes | None) -> tuple[BaseGeometry | None, tuple[str, ...], str]:
    if wkb is None:
        return None, (), ""
    try:
        return shapely.from_wkb(wkb), (), ""
    except shapely.GEOSException:
        pass
    try:
        return shapely.from_wkb(wkb, on_invalid="fix"), ("closed rings",), ""
    except shapely.GEOSException:
        return None, (), "the shape cannot be read"


def _parquet(path: Path) -> Table:
    import geopandas as gpd
    import pyarrow as pa

    try:
        frame = gpd.read_parquet(path)
    except (ValueError, TypeError, KeyError, pa.ArrowException, shapely.GEOSException) as error:
        why = " ".join(str(error).split())[:200]
        raise UnreadableError(f"cannot be read as GeoParquet ({why}); export it anew") from None
    names = [each for each in frame.columns if each != frame.geometry.name]
    columns = [frame[each].tolist() for each in names]
    rows = [
        ({key: _plain(column[number]) for key, column in zip(names, columns, strict=True)}, *shape)
        for number, shape in enumerate((each, (), "") for each in frame.geometry)
    ]
    return _table(path.name, "GeoParquet", rows, frame.crs.to_string() if frame.crs else "")


def _plain(value: Any) -> Any:
    """Return a value of a column as Python has it; what is missing is None."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or value != value:
        return None
    return value
