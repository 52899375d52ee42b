"""`mapdash add-layer`: shapes of any program come into an atlas, mended and told."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from mapdash.atlas import load_atlas
from mapdash.cli import main
from mapdash.errors import UnreadableError
from mapdash.ingest.admission import with_features
from mapdash.ingest.columns import day_of
from mapdash.ingest.geofiles import read_table
from mapdash.ingest.repair import mended, projection, swapped, to_degrees

if TYPE_CHECKING:
    from collections.abc import Callable

#: Three quays, in degrees, with the days of their states.
QUAYS = {
    "name": ["North Quay", "Skerrow Mole", "Coal Quay"],
    "status": ["open", "open", "closed"],
    "start": ["1861", "1870-05", "1880-01-02"],
    "end": [None, "1899-12-31", None],
    "geometry": [
        shapely.Point(-28.1, 47.2),
        shapely.Point(-28.3, 47.1),
        shapely.Point(-28.2, 47.3),
    ],
}
SET = ["--set", "basis=derived", "--set", "source=the Register", "--set", "licence=CC0-1.0"]


@pytest.fixture
def isles(isles_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the second atlas, to be written to."""
    return Path(shutil.copytree(isles_folder, tmp_path / "isles"))


def files(folder: Path) -> dict[str, bytes]:
    """Return all that an atlas's folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def add(path: Path, isles: Path, *more: str, layer: str = "quays") -> int:
    """Add a file to the atlas without being asked."""
    return main(["add-layer", str(path), str(isles), "--layer", layer, *SET, *more, "--yes"])


def frame(crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    """Return the quays in a reference system."""
    quays = gpd.GeoDataFrame(QUAYS, crs="EPSG:4326")
    return quays.to_crs(crs) if crs else quays.set_crs(None, allow_override=True)


def kml() -> str:
    """Return the quays as KML."""
    marks = "".join(
        f"<Placemark><name>{name}</name><TimeSpan><begin>{start}</begin>"
        f"{f'<end>{end}</end>' if end else ''}</TimeSpan><ExtendedData><Data name='status'>"
        f"<value>{status}</value></Data></ExtendedData>"
        f"<Point><coordinates>{point.x},{point.y},12</coordinates></Point></Placemark>"
        for name, status, start, end, point in zip(*QUAYS.values(), strict=True)
    )
    head = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    return f"{head}<NetworkLink><Link><href>http://x.example</href></Link></NetworkLink>{marks}</Document></kml>"


def geojson(*shapes: Any, **values: Any) -> str:
    """Return shapes as GeoJSON; texts are taken as GeoJSON already."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Quay {number}", "status": "open", **values},
            "geometry": shape
            if isinstance(shape, dict | None)
            else shapely.geometry.mapping(shape),
        }
        for number, shape in enumerate(shapes, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def zipped(path: Path, *members: Path) -> Path:
    """Return a ZIP file that holds files."""
    with zipfile.ZipFile(path, "w") as archive:
        for each in members:
            archive.write(each, each.name)
    return path


# ------------------------------------------------------------------ formats


def write_geojson(folder: Path) -> Path:
    """Write the quays as GeoJSON in degrees."""
    path = folder / "quays.geojson"
    path.write_text(frame().to_json())
    return path


def write_old_geojson(folder: Path) -> Path:
    """Write GeoJSON that names another reference system, as it once was allowed."""
    held = json.loads(frame("EPSG:3857").to_json(drop_id=True))
    held["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    path = folder / "quays.json"
    path.write_text(json.dumps(held))
    return path


def write_gpkg(folder: Path) -> Path:
    """Write a GeoPackage in metres."""
    path = folder / "quays.gpkg"
    frame("EPSG:32626").to_file(path, driver="GPKG")
    return path


def write_shapefile(folder: Path) -> Path:
    """Write a shapefile in Web Mercator."""
    path = folder / "quays.shp"
    frame("EPSG:3857").to_file(path)
    return path


def write_zipped_shapefile(folder: Path) -> Path:
    """Write the same, packed, as the web gives it."""
    write_shapefile(folder)
    return zipped(folder / "quays.zip", *folder.glob("quays.*"))


def write_kml(folder: Path) -> Path:
    """Write KML, its days partial."""
    path = folder / "quays.kml"
    path.write_text(kml())
    return path


def write_kmz(folder: Path) -> Path:
    """Write KML, packed."""
    return zipped(folder / "quays.kmz", write_kml(folder))


def write_parquet(folder: Path) -> Path:
    """Write GeoParquet."""
    path = folder / "quays.parquet"
    frame("EPSG:32626").to_parquet(path)
    return path


FORMATS = (
    write_geojson,
    write_old_geojson,
    write_gpkg,
    write_shapefile,
    write_zipped_shapefile,
    write_kml,
    write_kmz,
    write_parquet,
)


@pytest.mark.parametrize("write", FORMATS, ids=lambda each: each.__name__)
def test_a_layer_comes_in_from_every_format_and_reference_system(
    isles: Path, tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    """Columns are guessed by name, days stay partial, coordinates become degrees."""
    path = write(tmp_path)
    assert add(path, isles) == 0
    atlas = load_atlas(isles)
    added = [each for each in atlas.features if each.layer == "quays"]
    assert [(each.place, each.valid_from, each.valid_to) for each in added] == [
        ("north-quay", "1861", ""),
        ("skerrow-mole", "1870-05", "1899-12-31"),
        ("coal-quay", "1880-01-02", ""),
    ]
    assert [each.status for each in added] == QUAYS["status"]
    for feature, point in zip(added, QUAYS["geometry"], strict=True):
        assert feature.geometry is not None
        assert feature.geometry.equals_exact(point, 2e-6)
    assert atlas.places["north-quay"].names == {"en": ("North Quay",)}
    layer = next(each for each in atlas.settings.layers if each.id == "quays")
    assert (layer.title, layer.order) == ("Quays", 4)
    assert layer.colour not in {each.colour for each in atlas.settings.layers if each != layer}


def test_what_would_come_is_told_first(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Format, reference system, where each property comes from, places, features; no writing."""
    before = files(isles)
    path = write_gpkg(tmp_path)
    wished = ["--layer", "quays", "--map", "note=status", *SET, "--title", "Quays of the isles"]
    assert main(["add-layer", str(path), str(isles), *wished]) == 1
    told = capsys.readouterr()
    for line in (
        "quays.gpkg: GeoPackage, 3 rows, WGS 84 / UTM zone 26N",
        'layer         quays (new: "Quays of the isles", #009988)',
        'place         column "name", guessed by its name',
        'note          column "status"',
        'valid_from    column "start", guessed by its name',
        'basis         "derived" for all',
        "confidence    medium",
        "places        3 new: North Quay, Skerrow Mole, Coal Quay",
        "features      3: Point 3, from 1861 to 1899-12-31",
    ):
        assert line in told.out
    assert "--yes" in told.err
    assert files(isles) == before


def test_only_lines_are_added_to_the_files_of_an_atlas(isles: Path, tmp_path: Path) -> None:
    """Comments and formatting stay in atlas.toml, places.toml and a layer that is there."""
    before = files(isles)
    quays = write_geojson(tmp_path)
    assert add(quays, isles, layer="lights") == 0
    assert add(quays, isles) == 0
    after = files(isles)
    for name in ("atlas.toml", "geodata/places.toml"):
        assert after[name].startswith(before[name])
    lights = "geodata/layers/lights.geojson"
    kept = before[lights].rstrip().removesuffix(b"]}").rstrip()
    assert after[lights].startswith(kept)
    assert {name for name in after if after[name] != before.get(name)} == {
        "atlas.toml",
        "geodata/places.toml",
        lights,
        "geodata/layers/quays.geojson",
    }


def test_a_place_that_is_there_gets_the_feature(isles: Path, tmp_path: Path) -> None:
    """A name in any language or spelling, or an id, means the place that has it."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shapely.Point(-28.6, 47.1), shapely.Point(-28, 47.1)))
    held = json.loads(path.read_text())
    held["features"][0]["properties"] = {"name": "phare de  skerrow", "status": "dark"}
    held["features"][1]["properties"] = {"name": "south-ness-light", "status": "dark"}
    path.write_text(json.dumps(held))
    days = ["--set", "valid_from=1801", "--set", "valid_to=1802", "--set", "part=lamp"]
    assert add(path, isles, *days, layer="lights") == 0
    atlas = load_atlas(isles)
    assert len(atlas.places) == 8
    assert {each.place for each in atlas.features if each.valid_from == "1801"} == {
        "skerrow-light",
        "south-ness-light",
    }


def test_the_same_layer_again_is_recognised(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the atlas holds already is not added a second time."""
    path = write_kml(tmp_path)
    assert add(path, isles) == 0
    before = files(isles)
    assert add(path, isles) == 0
    assert "holds all of it already" in capsys.readouterr().out
    assert files(isles) == before


@pytest.mark.parametrize(
    ("until", "last"),
    [("1904-01-01", "1903-12-31"), ("1.3.1904", "1904-02-29"), ("1904", "1903-12-31"), (None, "")],
)
def test_the_end_of_a_half_open_interval_is_the_day_before(
    isles: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    until: str | None,
    last: str,
) -> None:
    """Told beforehand, written as the last day, and recognised when it comes again."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shapely.Point(-28.1, 47.2), end=until, start="1870"))
    assert add(path, isles, "--until-exclusive") == 0
    assert 'column "end", guessed by its name, the last day is the one before' in (
        capsys.readouterr().out
    )
    (quay,) = (each for each in load_atlas(isles).features if each.layer == "quays")
    assert (quay.valid_from, quay.valid_to) == ("1870", last)
    assert add(path, isles, "--until-exclusive") == 0
    assert "holds all of it already" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "nothing says when a state is over; add --map valid_to=COLUMN"),
        ({"start": "1904-05-01", "end": "1904-05-01"}, "ends (1904-04-30) before it starts"),
        ({"end": "0001"}, "'0001' has no day before it"),
    ],
)
def test_a_half_open_interval_that_holds_no_day_is_a_fault(
    isles: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    values: dict[str, str],
    told: str,
) -> None:
    """Nor is the switch passed over where no column gives an end; nothing is written."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shapely.Point(-28.1, 47.2), **values))
    before = files(isles)
    assert add(path, isles, "--until-exclusive") == 1
    assert told in capsys.readouterr().err
    assert files(isles) == before


def test_names_in_other_languages_are_taken_up(isles: Path, tmp_path: Path) -> None:
    """``names.fr=COLUMN`` gives a place its name in that language."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shapely.Point(-28.1, 47.2), nom="Quai du Nord"))
    mapped = ["--map", "place=name", "--map", "names.fr=nom"]
    assert add(path, isles, *mapped) == 0
    assert load_atlas(isles).places["quay-1"].names == {"en": ("Quay 1",), "fr": ("Quai du Nord",)}


def test_names_that_hold_markup_are_kept_as_text(isles: Path, tmp_path: Path) -> None:
    """Templates, quotes and line separators in a name break no file."""
    path = tmp_path / "x.geojson"
    name = 'Quay {{ 7*7 }} {% x %} </script> `"\\ \u2028 \u202e 港'
    path.write_text(geojson(shapely.Point(-28.1, 47.2), name=name))
    assert add(path, isles) == 0
    place = load_atlas(isles).places["quay-7-7-x-script"]
    assert place.names["en"] == (" ".join(name.split()),)


# ------------------------------------------------------------------ what is mended

RING = [[-28.2, 47.1], [-28.2, 47.2], [-28.1, 47.2], [-28.1, 47.1]]
BOW = [[-28.2, 47.1], [-28.1, 47.2], [-28.1, 47.1], [-28.2, 47.2], [-28.2, 47.1]]


@pytest.mark.parametrize(
    ("shape", "word", "kind"),
    [
        ({"type": "Polygon", "coordinates": [RING]}, "closed rings", "Polygon"),
        ({"type": "MultiPolygon", "coordinates": [[RING]]}, "closed rings", "Polygon"),
        ({"type": "Polygon", "coordinates": [[*RING, RING[0]]]}, "rings turned", "Polygon"),
        ({"type": "Polygon", "coordinates": [BOW]}, "made valid", "MultiPolygon"),
        (
            {"type": "LineString", "coordinates": [RING[0], RING[0], RING[1]]},
            "doubled points left out",
            "LineString",
        ),
        ({"type": "Point", "coordinates": [-28.2, 47.1, 5.0]}, "heights left out", "Point"),
        (
            {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": RING[0]},
                    {"type": "Polygon", "coordinates": [[*RING, RING[0]]]},
                ],
            },
            "points and lines beside areas left out",
            "Polygon",
        ),
    ],
)
def test_what_can_be_mended_is_mended_and_told(
    isles: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    shape: dict[str, Any],
    word: str,
    kind: str,
) -> None:
    """The shape is valid then, and the report says what was done to which row."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shape))
    assert add(path, isles) == 0
    assert f"mended        {word}: rows 1" in capsys.readouterr().out
    feature = next(each for each in load_atlas(isles).features if each.layer == "quays")
    assert feature.geometry is not None
    assert feature.geometry.is_valid
    assert not feature.geometry.has_z
    assert feature.geometry.geom_type in {kind, f"Multi{kind}"}


def test_coordinates_are_written_with_six_decimals(isles: Path, tmp_path: Path) -> None:
    """Decimals that no survey has are left out."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shapely.Point(-28.123456789012, 47.2)))
    assert add(path, isles) == 0
    assert b"[-28.123457, 47.2]" in (isles / "geodata/layers/quays.geojson").read_bytes()


def test_a_place_without_a_shape_is_listed(isles: Path, tmp_path: Path) -> None:
    """A row without a geometry becomes a state that is told and not drawn."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(None))
    assert add(path, isles) == 0
    assert load_atlas(isles).feature_by_id["quay-1"].geometry is None


coordinate = st.floats(-80, 80) | st.integers(-3, 3).map(float)
polygon = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=7).map(
    lambda points: shapely.Polygon(points)
)


@given(polygon)
def test_a_mended_shape_is_valid_and_mending_it_again_changes_nothing(
    shape: shapely.Polygon,
) -> None:
    """Whatever crosses itself comes out valid, anticlockwise and stable, or is refused."""
    result = mended(shape, None)
    if result.shape is None:
        assert result.fault
        return
    assert result.shape.is_valid
    again = mended(result.shape, None).shape
    assert again is not None
    assert again.normalize() == result.shape.normalize()
    for part in shapely.get_parts(result.shape):
        assert shapely.is_ccw(part.exterior)


@given(st.floats(-179, 179), st.floats(-80, 80))
def test_a_point_goes_to_degrees_and_back(longitude: float, latitude: float) -> None:
    """Reprojection keeps the place: a point of Web Mercator comes back where it was."""
    metres = gpd.GeoSeries([shapely.Point(longitude, latitude)], crs=4326).to_crs(3857).iloc[0]
    result = mended(metres, to_degrees(projection("EPSG:3857"))).shape
    assert result is not None
    assert np.allclose([result.x, result.y], [longitude, latitude], atol=1e-6)
    assert swapped(swapped(metres)) == metres


# ------------------------------------------------------------------ what cannot be mended


@pytest.mark.parametrize(
    ("made", "options", "told"),
    [
        (geojson(shapely.Point(47.2, -28.1)), SET, "--swap"),
        (geojson(shapely.Point(470000, 5220000)), SET, "outside the globe.*--crs"),
        (geojson({"type": "Point", "coordinates": [float("nan"), 1]}), SET, "row 1"),
        (geojson({"type": "Point", "coordinates": [1e308, 1e308]}), SET, "outside the globe"),
        (geojson({"type": "Point", "coordinates": ["a", "b"]}), SET, "cannot be read"),
        (geojson({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), SET, "cannot be read"),
        (geojson({"type": "Polygon", "coordinates": [RING[:2] + RING[:1]]}), SET, "row 1"),
        (geojson({"type": "Blob", "coordinates": []}), SET, "cannot be read"),
        (geojson(shapely.Point(-28, 47)), SET[:4], "licence: no column.*--set licence="),
        (geojson(shapely.Point(-28, 47), status=""), SET, "row 1, status: is empty"),
        (geojson(shapely.Point(-28, 47), start="soon"), SET, "'soon' is no date"),
        (geojson(shapely.Point(-28, 47), start="3/5/1901"), SET, "'3/5/1901' is no date"),
        (geojson(shapely.Point(-28, 47), start="1901-13"), SET, "no day of the calendar"),
        (
            geojson(shapely.Point(-28, 47), start="1902", end="1901"),
            SET,
            "ends .* before it starts",
        ),
        (
            geojson(shapely.Point(-28, 47), basis="felt"),
            SET[2:],
            "basis: 'felt' is none of surveyed, ",
        ),
        (geojson(shapely.Point(-28, 47), accuracy="wide"), SET, "'wide' is no number"),
        (geojson(*[shapely.Point(-28, 47)] * 2, name="One"), SET, "on the same days"),
        (geojson(shapely.Point(-28, 47)), [*SET, "--crs", "klingon"], "no reference system"),
        (geojson(shapely.Point(-28, 47)), [*SET, "--map", "place=nom"], "no column 'nom'"),
        (geojson(shapely.Point(-28, 47)), [*SET, "--set", "colour=red"], "no property"),
        ('{"type": "FeatureCollection", "features": []}', SET, "holds no shapes"),
        ('{"type": "FeatureCollection", "features": [1]}', SET, "row 1: is no feature"),
        ('{"type": "FeatureCollection"', SET, "broken off"),
        ('{"type": "FeatureCollection", "features": 3}', SET, "no GeoJSON"),
        ('{"type": "Topology"}', SET, "TopoJSON"),
        ("[" * 100_000, SET, "nested too deeply"),
        ("[1, 2]", SET, "no GeoJSON"),
        ("\xff\xfe", SET, "not JSON|not UTF-8"),
        ("", SET, "is empty"),
        ("<html><body></body></html>", SET, "XML but no KML"),
        ("<kml><Placemark>", SET, "is not XML"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>', SET, "no shapes"),
        ("<OGRVRTDataSource></OGRVRTDataSource>", SET, "XML but no KML"),
        ("PK\x03\x04broken", SET, "cannot be unpacked"),
        ("PAR1broken", SET, "cannot be read as GeoParquet"),
        ("SQLite format 3\x00broken", SET, "cannot be read as GeoPackage"),
        ("\x00\x00\x27\x0abroken", SET, "shapefile.*comes with .shx"),
    ],
)
def test_what_cannot_be_mended_is_told_and_nothing_written(
    isles: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    made: str,
    options: list[str],
    told: str,
) -> None:
    """Each fault is one line with file, row and remedy; the atlas is as it was."""
    before = files(isles)
    path = tmp_path / "x.geojson"
    command = ["add-layer", str(path), str(isles), "--layer", "quays", "--yes"]
    path.write_bytes(made.encode("latin-1") if "\xff" in made else made.encode())
    assert main([*command, *options]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if re.search(told, line)], lines
    assert not any("Traceback" in line for line in lines)
    assert files(isles) == before


@pytest.mark.parametrize("how", [["--map", "basis=how"], ["--set", "basis=Felt"]])
def test_values_that_an_atlas_does_not_know_are_one_line_a_column(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], how: list[str]
) -> None:
    """With how many rows and the first of them, what is allowed, and what to do."""
    held = json.loads(geojson(*[shapely.Point(-28, 47)] * 3, how="Felt", confidence="sure"))
    held["features"][0]["properties"] |= {"confidence": "High"}
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps(held))
    assert main(["add-layer", str(path), str(isles), "--layer", "quays", *SET[2:], *how]) == 1
    column = "how" if "--map" in how else "basis"
    mend = "mend it there, or add" if "--map" in how else "give another with"
    assert capsys.readouterr().err.splitlines() == [
        f"x.geojson: {column}: 'Felt' is none of surveyed, official line, derived, schematic "
        f"(3 rows, the first is row 1); {mend} --set basis=VALUE",
        "x.geojson: confidence: 'sure' is none of high, medium, low "
        "(2 rows, the first is row 2); mend it there, or add --set confidence=VALUE",
    ]


def test_every_fault_of_a_file_is_told_at_once(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two bad dates and a bad shape are three lines."""
    held = json.loads(geojson(*[shapely.Point(-28, 47)] * 3, start="soon"))
    held["features"][1]["geometry"] = {"type": "Point", "coordinates": [900, 0]}
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps(held))
    assert add(path, isles) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "row 2",
        *[f"row {n}, start" for n in (1, 2, 3)],
    ]


def test_a_file_that_does_not_say_its_reference_system_needs_it(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a .prj the coordinates are told, and --crs is asked for."""
    path = write_shapefile(tmp_path)
    path.with_suffix(".prj").unlink()
    assert add(path, isles) == 1
    assert "does not say in which reference system" in capsys.readouterr().err
    assert add(path, isles, "--crs", "EPSG:3857") == 0
    point = load_atlas(isles).feature_by_id["north-quay-1861"].geometry
    assert point is not None
    assert point.equals_exact(QUAYS["geometry"][0], 2e-6)


def test_coordinates_that_were_exchanged_are_put_right_on_request(
    isles: Path, tmp_path: Path
) -> None:
    """Nothing is guessed; --swap does it."""
    path = tmp_path / "x.geojson"
    path.write_text(geojson(shapely.Point(47.2, -28.1)))
    assert add(path, isles, "--swap") == 0
    assert load_atlas(isles).feature_by_id["quay-1"].geometry == shapely.Point(-28.1, 47.2)


def test_one_of_several_tables_is_named(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A GeoPackage with two tables asks which."""
    path = tmp_path / "x.gpkg"
    for name in ("one", "two"):
        frame().to_file(path, layer=name, driver="GPKG")
    assert add(path, isles) == 1
    assert "holds 2 tables (one, two)" in capsys.readouterr().err
    assert add(path, isles, "--table", "two") == 0


def test_a_shapefile_without_its_companions_is_told(tmp_path: Path) -> None:
    """What has to lie beside it is named."""
    path = write_shapefile(tmp_path)
    path.with_suffix(".shx").unlink()
    with pytest.raises(UnreadableError, match=r"\.shx, \.dbf and \.prj"):
        read_table(path)


@given(st.binary(max_size=300), st.sampled_from([b"", b"{", b"<kml", b"PK\x03\x04", b"PAR1"]))
def test_any_bytes_are_a_table_or_a_line(data: bytes, head: bytes) -> None:
    """Whatever a file holds, it is read or told to be unreadable."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "x.bin"
        path.write_bytes(head + data)
        with contextlib.suppress(UnreadableError):
            assert read_table(path).rows


# ------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1901", "1901"),
        (1901, "1901"),
        (1901.0, "1901"),
        ("1901-5", "1901-05"),
        ("1901/05/03", "1901-05-03"),
        ("3.5.1901", "1901-05-03"),
        ("1901-05-03T00:00:00Z", "1901-05-03"),
        ("1901-05-03 00:00:00", "1901-05-03"),
        ("", None),
        (None, None),
    ],
)
def test_days_are_read_as_programs_write_them(value: object, expected: str | None) -> None:
    """Partial dates stay partial; a time of day is left out."""
    assert day_of(value) == expected


@given(st.dates())
def test_a_day_is_read_as_itself(day: Any) -> None:
    """A day in ISO form stays as it is."""
    assert day_of(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": [{"a": 1}]}\n',
        b'{"features": [{"a": "]}"}], "type": "FeatureCollection"}',
        b'{"type": "FeatureCollection",\n "features": [\n  {"a": 1}\n ]\n}\n',
        b'{"features": [], "also": [1]}',
    ],
)
def test_features_are_added_whatever_a_file_looks_like(before: bytes) -> None:
    """The file says afterwards what it said, and the new features."""
    held = json.loads(before or b'{"type": "FeatureCollection", "features": []}')
    new = [{"type": "Feature", "properties": {"id": "a"}, "geometry": None}]
    after = json.loads(with_features(before, new))
    assert after == held | {"features": [*held["features"], *new]}


def test_a_file_that_no_layer_names_is_not_written_over(
    isles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody's shapes may lie where the new layer's are to be: they stay."""
    other = isles / "geodata" / "layers" / "quays.geojson"
    other.write_text("somebody's work")
    assert add(write_geojson(tmp_path), isles) == 1
    assert "no layer names it; move it elsewhere" in capsys.readouterr().err
    assert other.read_text() == "somebody's work"


def test_a_new_layer_says_what_it_was_told_to(isles: Path, tmp_path: Path) -> None:
    """Title, colour and note of a new layer stand in atlas.toml."""
    path = write_geojson(tmp_path)
    said = ["--title", "Quays", "--colour", "#123456", "--note", "All of them."]
    assert add(path, isles, *said) == 0
    layer = tomllib.loads((isles / "atlas.toml").read_text(encoding="utf-8"))["layer"][-1]
    assert layer == {
        "id": "quays",
        "title": "Quays",
        "colour": "#123456",
        "order": 4,
        "note": "All of them.",
    }
