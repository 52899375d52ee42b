"""The layers and the basemap: what they measure, where they lie, when they hold, whose they are."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from mapdash.atlas import Atlas, load_atlas
from mapdash.errors import Fault
from mapdash.geodata import area_km2, length_km, load_basemap, load_features
from mapdash.intervals import day_after, parse_bounds
from mapdash.maps import documents
from mapdash.records import Place

ROOT = Path(__file__).resolve().parent.parent
GEODATA = ROOT / "geodata"
METRIC = 32638
#: Metres that the simplification moves a line by, at most (geodata/recipe/shapes.toml).
TOLERANCE = 150
ARMENIA, AZERBAIJAN, IRAN = "Asia/Yerevan", "Asia/Baku", "Asia/Tehran"

#: The first day on which the subject of a layer existed; None for always.
STARTS = {
    "karabakh": date(1923, 7, 7),
    "syunik": None,
    "nakhchivan": date(1924, 2, 9),
    "zangezur-route": date(2020, 11, 10),
    "iran-route": date(2022, 3, 11),
    "exclave-villages": None,
    "occupied-heights": date(2021, 5, 12),
}
#: In which country the points of a layer lie.
COUNTRY = {
    "karabakh": AZERBAIJAN,
    "syunik": ARMENIA,
    "nakhchivan": AZERBAIJAN,
    "zangezur-route": AZERBAIJAN,
    "iran-route": IRAN,
    "exclave-villages": AZERBAIJAN,
}
DISTRICT_TOWNS = (
    *("aghdam", "fuzuli", "jabrayil", "kalbajar", "lachin", "qubadli", "zangilan"),
    *("stepanakert", "shusha", "askeran", "khojaly", "khojavend"),
)


def toml(name: str) -> dict[str, Any]:
    """Return a table of geodata/recipe."""
    return tomllib.loads((GEODATA / "recipe" / f"{name}.toml").read_text(encoding="utf-8"))


CHECKS = toml("checks")["check"]
STATES = {each["id"]: each for each in toml("states")["state"]}
FACTS = pd.read_csv(GEODATA / "facts.csv", keep_default_na=False).set_index("id")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """Load the atlas."""
    return load_atlas(ROOT)


@pytest.fixture(scope="module")
def frame(atlas: Atlas) -> gpd.GeoDataFrame:
    """Read the layers as they are committed."""
    faults: list[Fault] = []
    layers = [each.id for each in atlas.settings.layers]
    found = load_features(ROOT, layers, list(atlas.places.values()), faults)
    assert not faults
    return found.set_index("id", drop=False)


@pytest.fixture(scope="module")
def metric(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Project the shapes to metres, by feature."""
    return frame.geometry.to_crs(METRIC)


@pytest.fixture(scope="module")
def outlines() -> gpd.GeoSeries:
    """Read the outlines of the countries before any simplification, in metres."""
    path = GEODATA / "sources" / "timezonefinder_data_outlines.geojson"
    return gpd.read_file(path).set_index("tz").geometry.to_crs(METRIC)


def spot(fact: str) -> shapely.Point:
    """Return the position of a fact: longitude, latitude."""
    return shapely.Point(float(FACTS.loc[fact, "lon"]), float(FACTS.loc[fact, "lat"]))


def on(frame: gpd.GeoDataFrame, day: str) -> gpd.GeoDataFrame:
    """Return the features that hold on a day."""
    when = pd.Timestamp(day)
    started = frame["first"].isna() | (frame["first"] <= when)
    return frame[started & (frame["last"].isna() | (frame["last"] >= when))]


def whole(frame: gpd.GeoDataFrame, day: str, place: str) -> BaseGeometry:
    """Return the areas of a place on a day in one."""
    held = on(frame, day)
    return shapely.union_all(held[held["place"] == place].geometry.to_numpy())


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["shape"])
def test_a_shape_measures_what_it_must(frame: gpd.GeoDataFrame, check: dict[str, Any]) -> None:
    """Areas and lengths, geodesic, are within 3% of what the method gives."""
    if check["shape"] == "held-1994":  # no feature of its own: the oblast's part and the districts
        shape = whole(frame, "2019-01-01", "nagorno-karabakh")
    else:
        states = [key for key, state in STATES.items() if state.get("shape") == check["shape"]]
        shapes = frame.loc[states].geometry.to_numpy()
        shape = shapes[0]
        assert all(each.equals(shape) for each in shapes)
    size = area_km2(shape) if check["unit"] == "km²" else length_km(shape)
    assert size == pytest.approx(check["expected"], rel=0.03)


def test_every_drawn_shape_is_checked() -> None:
    """No area or line stands in a layer whose size nothing checks."""
    parts = {"oblast-held"} | {
        state["shape"] for state in STATES.values() if state.get("part", "").endswith("-district")
    }
    drawn = {state["shape"] for state in STATES.values() if "shape" in state}
    assert drawn - parts == {each["shape"] for each in CHECKS} - {"held-1994"}


def test_the_section_through_meghri_is_as_long_as_all_sources_say(frame: gpd.GeoDataFrame) -> None:
    """The published lengths are 41 to 45 km."""
    sections = frame[frame["part"] == "meghri-section"].geometry
    assert len(sections)
    assert all(40 <= length_km(each) <= 46 for each in sections)


def test_all_files_together_are_small_enough_for_a_phone() -> None:
    """At most 600 kB uncompressed, the basemap at most 200 kB of them."""
    basemap = sum(path.stat().st_size for path in (GEODATA / "basemap").iterdir())
    layers = sum(path.stat().st_size for path in (GEODATA / "layers").iterdir())
    assert basemap <= 200_000
    assert basemap + layers <= 600_000


# ---------------------------------------------------------------- where


def test_the_route_through_armenia_leaves_neither_country(
    frame: gpd.GeoDataFrame, metric: gpd.GeoSeries, outlines: gpd.GeoSeries
) -> None:
    """It runs on the Armenian and Azerbaijani bank, never on the Iranian one."""
    land = outlines[ARMENIA].union(outlines[AZERBAIJAN]).buffer(TOLERANCE)
    lines = metric[frame["place"] == "zangezur-route"]
    assert len(lines)
    assert all(land.covers(line) for line in lines)


def test_the_route_through_iran_leaves_it_only_at_its_bridges(
    frame: gpd.GeoDataFrame, metric: gpd.GeoSeries, outlines: gpd.GeoSeries
) -> None:
    """What lies outside Iran are the two ends, beyond the river."""
    land = outlines[IRAN].buffer(TOLERANCE)
    lines = metric[frame["place"] == "iran-route"]
    assert len(lines)
    for line in lines:
        ends = [shapely.Point(line.coords[i]) for i in (0, -1)]
        outside = [each for each in shapely.get_parts(line.difference(land)) if each.length]
        assert all(any(part.touches(end) for end in ends) for part in outside)
        assert sum(part.length for part in outside) < 5_000


def test_heights_lie_inside_armenia(
    frame: gpd.GeoDataFrame, metric: gpd.GeoSeries, outlines: gpd.GeoSeries
) -> None:
    """No part of an area reaches over the border."""
    areas = metric[(frame["layer"] == "occupied-heights") & metric.notna()]
    assert len(areas) == 5
    land = outlines[ARMENIA].buffer(TOLERANCE)
    assert all(land.covers(area) for area in areas)


def test_each_waypoint_lies_in_its_country(
    frame: gpd.GeoDataFrame, metric: gpd.GeoSeries, outlines: gpd.GeoSeries
) -> None:
    """A town, village or bridge is not farther from it than it is exact."""
    points = frame[metric.geom_type == "Point"]
    assert set(points["layer"]) == set(COUNTRY)
    for row in points.itertuples():
        away = outlines[COUNTRY[row.layer]].distance(metric[row.id])
        assert away <= row.accuracy_m, row.id


@pytest.mark.parametrize(
    ("village", "feature"),
    [
        ("yukhari_askipara", "yukhari-askipara-1992"),
        ("barkhudarli", "barkhudarli-1992"),
        ("sofulu", "barkhudarli-1992"),
        ("karki", "karki-1990"),
        ("artsvashen", "artsvashen-1992"),
    ],
)
def test_a_village_lies_in_its_exclave(frame: gpd.GeoDataFrame, village: str, feature: str) -> None:
    """The outlines are of the exclaves whose villages they are named after."""
    assert frame.geometry[feature].contains(spot(village))


@pytest.mark.parametrize(
    ("day", "inside", "outside"),
    [
        (
            "2021-06-01",
            (
                "stepanakert",
                "askeran",
                "khojavend",
                "vank_nk",
                "martakert",
                "shosh",
                "karmir_shuka",
            ),
            ("shusha", "aghdam", "hadrut", "lachin", "talish", "mataghis"),
        ),
        ("2019-01-01", DISTRICT_TOWNS, ("horadiz",)),
        ("1989-01-01", ("stepanakert", "shusha", "hadrut", "martakert"), ("lachin", "aghdam")),
    ],
)
def test_towns_lie_in_the_area_held_on_a_day_or_not(
    frame: gpd.GeoDataFrame, day: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    """The areas hold the towns that were held, and none that was not."""
    area = whole(frame, day, "nagorno-karabakh")
    assert [each for each in inside if not area.contains(spot(each))] == []
    assert [each for each in outside if area.contains(spot(each))] == []


@pytest.mark.parametrize("town", DISTRICT_TOWNS[:7])
def test_a_district_holds_its_centre(frame: gpd.GeoDataFrame, town: str) -> None:
    """No district has lost its own town to a neighbour."""
    held = on(frame, "2019-01-01")
    district = held[held["part"] == f"{town}-district"].geometry.iloc[0]
    assert district.contains(spot(town))


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("stepanakert", "nagorno-karabakh"),
        ("shusha", "nagorno-karabakh"),
        ("meghri", "syunik"),
        ("kapan", "syunik"),
        ("ordubad", "nakhchivan"),
    ],
)
def test_what_lies_in_what_is_computed(atlas: Atlas, place: str, region: str) -> None:
    """The geometry tells the hierarchy; nobody types it."""
    assert region in atlas.places[place].within


# ---------------------------------------------------------------- when


def test_no_two_features_of_a_part_hold_on_one_day(frame: gpd.GeoDataFrame) -> None:
    """From the first to the last day, each part of a place has at most one state."""
    parts: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for row in frame.itertuples():
        valid = parse_bounds(row.valid_from, row.valid_to)
        bounds = (valid.first or date.min, valid.last or date.max)
        parts[row.place, row.part or ""].append(bounds)
    for part, spans in parts.items():
        spans.sort()
        assert all(one[1] < other[0] for one, other in pairwise(spans)), part


def test_a_valid_time_ends_after_it_starts(frame: gpd.GeoDataFrame, atlas: Atlas) -> None:
    """Bounds read as days of the calendar, in order, and none lies in the future."""
    last = atlas.settings.extent.as_of
    for row in frame.itertuples():
        valid = parse_bounds(row.valid_from, row.valid_to)  # raises if they are not in order
        assert valid.first is None or valid.first <= last
        assert valid.last is None or valid.last <= last


@pytest.mark.parametrize("layer", STARTS)
def test_a_layer_has_a_feature_on_every_day_of_its_subject(
    frame: gpd.GeoDataFrame, atlas: Atlas, layer: str
) -> None:
    """No day of the atlas since the subject existed leaves the map of it empty."""
    extent = atlas.settings.extent
    day = STARTS[layer] or extent.first
    drawn = frame[(frame["layer"] == layer) & frame.geometry.notna()]
    spans = [parse_bounds(row.valid_from, row.valid_to) for row in drawn.itertuples()]
    while day <= extent.as_of:
        ends = [span.last for span in spans if day in span]
        assert ends, f"nothing of {layer} on {day}"
        if None in ends:
            return
        day = day_after(max(end for end in ends if end))


def test_every_layer_is_told_the_start_of() -> None:
    """A new layer needs a start in this test."""
    assert set(STARTS) == {path.stem for path in (GEODATA / "layers").glob("*.geojson")}


@pytest.mark.parametrize(
    ("place", "day", "before", "after"),
    [
        ("jabrayil", "2020-10-04", "held by Armenian", "Azerbaijani control"),
        ("shusha", "2020-11-08", "held by Armenian", "Azerbaijani control"),
        ("aghdam", "2020-11-20", "held by Armenian", "Azerbaijani control"),
        ("lachin", "2022-08-26", "held by Armenian", "Azerbaijani control"),
        ("stepanakert", "2023-09-20", "held by Armenian", "passing to Azerbaijan"),
        ("artsvashen", "1992-08-08", "Soviet", "held by Azerbaijan"),
        ("ashaghi-askipara", "2024-05-24", "held by Armenia", "Azerbaijani control"),
        ("iran-route", "2023-10-06", "agreed", "under construction"),
    ],
)
def test_a_place_changes_hands_on_the_day_the_facts_say(
    frame: gpd.GeoDataFrame, place: str, day: str, before: str, after: str
) -> None:
    """The day itself already has the new state, the day before the old one."""
    eve = str((pd.Timestamp(day) - pd.Timedelta(days=1)).date())
    for when, words in ((eve, before), (day, after)):
        told = on(frame[frame["place"] == place], when)["status"].tolist()
        assert told, when
        assert any(words in each for each in told), (when, told)


# ---------------------------------------------------------------- whose, and how exact


def test_every_feature_says_where_it_comes_from_and_how_exact_it_is(
    frame: gpd.GeoDataFrame,
) -> None:
    """Source, source of the status, licence and confidence; an accuracy wherever it is drawn."""
    licences = {
        "CC0 1.0",
        "CC BY 4.0, GeoNames",
        "Natural Earth (public domain)",
        "ODbL 1.0, © OpenStreetMap contributors",
        "ODbL 1.0, © OpenStreetMap contributors; Natural Earth (public domain)",
    }
    assert set(frame["licence"]) == licences
    for row in frame.itertuples():
        assert row.source
        assert row.status_source
        assert row.basis
        assert row.confidence
        assert row.geometry is None or row.accuracy_m > 0, row.id


def test_the_map_credits_whom_the_licences_ask_for(atlas: Atlas) -> None:
    """Each source that wants to be named is in the lines that the map shows, public domain too."""
    credited = {line for each in documents(atlas) for line in json.loads(each.body)["attribution"]}
    assert credited == {
        "CC BY 4.0, GeoNames",
        "Natural Earth (public domain)",
        "ODbL 1.0, © OpenStreetMap contributors",
    }


def test_what_derives_from_openstreetmap_says_so() -> None:
    """Each made shape whose source names OpenStreetMap is under its licence, and no other."""
    for made in (*toml("states")["made"].values(), *toml("ground")["made"].values()):
        assert ("OpenStreetMap" in made["source"] or "countries-land" in made["source"]) == (
            "ODbL" in made["licence"]
        )


def test_facts_are_all_used_and_low_ones_shown_as_low() -> None:
    """The table holds what the recipes name, and a guessed position makes no sure feature."""
    recipes = [toml(name) for name in ("shapes", "states", "ground")]
    used = {each for recipe in recipes for each in _strings(recipe)}
    assert [key for key in FACTS.index if key not in used] == []
    assert (FACTS["source"] != "").all()
    assert set(FACTS["confidence"]) == {"high", "medium", "low"}
    for state in STATES.values():
        if "at" in state and FACTS.loc[state["at"], "confidence"] == "low":
            assert state["confidence"] == "low", state["id"]


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def test_figures_that_differ_stand_side_by_side(frame: gpd.GeoDataFrame) -> None:
    """Each has its source; the totals of 215 and 200 km² and what cannot be located are told."""
    for figures in frame["figures"]:
        assert all(each["source"] for each in figures)
    total = frame.loc["occupied-total", "figures"]
    assert {each["value"] for each in total} == {215, 200, 99}
    located = [
        area_km2(each) for each in frame[frame["layer"] == "occupied-heights"].geometry if each
    ]
    assert sum(located) == pytest.approx(215 - 99, abs=1)


def test_what_is_later_than_the_articles_is_marked(atlas: Atlas, frame: gpd.GeoDataFrame) -> None:
    """A status that no article could know of says so."""
    published = [each.published for each in atlas.articles.values()]
    newest = max(each.interval.last for each in published if each and each.interval.last)
    later = frame[frame["first"] > pd.Timestamp(newest)]
    assert len(later)
    assert later["note"].str.contains("Later than the articles").all()


# ---------------------------------------------------------------- form


def features(path: Path) -> list[dict[str, Any]]:
    """Return a GeoJSON file's features."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    return list(collection["features"])


FILES = sorted([*(GEODATA / "layers").iterdir(), *(GEODATA / "basemap").iterdir()])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_keeps_to_the_standard(path: Path) -> None:
    """RFC 7946: outer rings anticlockwise, holes clockwise; and no more decimals than are known."""
    for feature in features(path):
        if feature["geometry"] is None:
            continue
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        for polygon in shapely.get_parts(shape):
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw
                assert not any(ring.is_ccw for ring in polygon.interiors)
        coords = shapely.get_coordinates(shape)
        assert (abs(coords - coords.round(4)) < 1e-9).all()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_geopandas_opens_a_file_as_it_is(path: Path) -> None:
    """Every feature arrives, in longitude, latitude."""
    frame = gpd.read_file(path)
    assert len(frame) == len(features(path))
    assert frame.crs.to_epsg() == 4326
    west, south, east, north = frame.total_bounds
    assert 40 < west < east < 53
    assert 34 < south < north < 45


@pytest.mark.parametrize(
    "day",
    [
        *("1992-06-01", "1993-08-25", "1994-01-01", "2019-01-01"),
        *("2020-10-01", "2020-11-12", "2020-11-21", "2020-11-26"),
    ],
)
def test_the_parts_of_a_day_fit_without_slivers_or_gaps(
    frame: gpd.GeoDataFrame, metric: gpd.GeoSeries, day: str
) -> None:
    """The whole is as large as its parts together, in one piece, and without holes."""
    held = on(frame, day)
    parts = metric[held.index[held["place"] == "nagorno-karabakh"]]
    assert len(parts) > 1
    union = shapely.union_all(parts.to_numpy())
    assert union.area == pytest.approx(sum(each.area for each in parts), rel=0.001)
    assert union.geom_type == "Polygon"
    assert not union.interiors


def test_basemap_borders_change_their_kind_with_the_states(atlas: Atlas) -> None:
    """Before the end of the Soviet Union the lines between its republics are drawn as such."""
    faults: list[Fault] = []
    ground = load_basemap(ROOT, faults)
    assert not faults
    for day, republics, states in (("1989-01-01", 6, 7), ("2019-01-01", 0, 13)):
        kinds = on(ground, day)["kind"].value_counts()
        assert kinds.get("former-border", 0) == republics
        assert kinds["border"] == states
    town = ground[ground["kind"] == "town"]
    assert {name for names in town["names"] for name in names["en"]} >= {"Yerevan", "Baku"}


# ---------------------------------------------------------------- bad files

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 39.0]]],
}
GOOD: dict[str, Any] = {
    "id": "field-1900",
    "place": "field",
    "status": "ploughed",
    "valid_from": "1900",
    "valid_to": None,
    "basis": "surveyed",
    "accuracy_m": 10,
    "confidence": "high",
    "source": "a survey",
    "status_source": "a book",
    "licence": "CC0 1.0",
}
FIELD = Place(id="field", layer="land", names={"en": ("Field",)})


def loaded(folder: Path, text: str) -> list[Fault]:
    """Return the faults found in a layer's file of some text."""
    (folder / "geodata" / "layers").mkdir(parents=True)
    (folder / "geodata" / "layers" / "land.geojson").write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    load_features(folder, ["land"], [FIELD], faults)
    return faults


def layer(*changes: dict[str, Any], geometry: object = SQUARE) -> str:
    """Return a layer with a feature for each set of changes to a good one."""
    made = [
        {"type": "Feature", "properties": GOOD | change, "geometry": geometry} for change in changes
    ]
    return json.dumps({"type": "FeatureCollection", "features": made})


def without(key: str) -> str:
    """Return a layer whose feature lacks a property."""
    data = json.loads(layer({}))
    del data["features"][0]["properties"][key]
    return json.dumps(data)


polygon = partial(dict, type="Polygon")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON"),
        ("[]", "no GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": [7]}', "has no properties"),
        ('{"type": "FeatureCollection", "crs": {"name": "EPSG:3857"}, "features": []}', "WGS 84"),
        (layer({"status": ""}), "status"),
        (layer({"basis": "guessed"}), "basis"),
        (layer({"confidence": "sure"}), "confidence"),
        (layer({"accuracy_m": -1}), "accuracy_m"),
        (layer({"line": "wavy"}), "line"),
        (layer({"statsu": "x"}), "statsu"),
        (without("licence"), "licence"),
        (without("source"), "source"),
        (layer({"valid_from": "1900-02-30"}), "no day of the calendar"),
        (layer({"valid_from": "spring"}), "is not a date"),
        (layer({"valid_to": "1899"}), "ends (1899-12-31) before it starts"),
        (layer({"place": "meadow"}), "no place of this layer"),
        (layer({}, {"id": "field-1950", "valid_from": "1950"}), "on the same days"),
        (layer({"valid_to": "1949"}, {"valid_from": "1950"}), "used twice"),
        (layer({}, geometry={"type": "Polygon", "coordinates": [[[1]]]}), "cannot be read"),
        (layer({}, geometry=polygon(coordinates=[])), "is empty"),
        (
            layer({}, geometry=polygon(coordinates=[[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]])),
            "not valid",
        ),
        (
            layer({}, geometry={"type": "Point", "coordinates": [4_500_000, 5_000_000]}),
            "outside the globe",
        ),
    ],
)
def test_a_broken_file_gives_one_clear_fault(tmp_path: Path, text: str, told: str) -> None:
    """The file, the feature and what to do are named, once."""
    faults = loaded(tmp_path, text)
    assert len(faults) == 1
    assert told in str(faults[0])
    assert "geodata/layers" in str(faults[0])


def test_a_good_file_gives_none(tmp_path: Path) -> None:
    """The feature that the broken ones are made from has no fault."""
    assert loaded(tmp_path, layer({}, {"id": "field-part", "part": "north"})) == []


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """One broken feature does not hide the next."""
    faults = loaded(tmp_path, layer({"id": "a", "basis": "x"}, {"id": "b", "valid_to": "1"}))
    assert len(faults) == 2
