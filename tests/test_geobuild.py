"""The making of the geodata: the same input gives the same bytes, and neighbours still fit."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from geobuild.coverage import overlay, simplified  # noqa: E402 - scripts/ is no package's folder
from geobuild.layers import state_feature  # noqa: E402
from geobuild.measure import degrees, metres, point, square_km, wound  # noqa: E402
from geobuild.routes import smoothed  # noqa: E402
from geobuild.shapes import MAKERS, Workshop, make, of_size, shared_line, stretch  # noqa: E402
from geobuild.workshop import altered, read_facts, read_recipe  # noqa: E402

SCRIPT = ROOT / "scripts" / "build_geodata.py"
SOURCES = ROOT / "geodata" / "sources"


def workshop(**shapes: shapely.Geometry) -> Workshop:
    """Return a workshop that holds some shapes and nothing else."""
    return Workshop(positions={}, sources={}, shapes=dict(shapes))


# ---------------------------------------------------------------- the whole


def test_the_committed_files_are_what_the_script_builds(tmp_path: Path) -> None:
    """Every layer and the basemap come out byte for byte, with a line for each check."""
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    built = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*.geojson")}
    committed = [*(ROOT / "geodata" / "layers").iterdir(), *(ROOT / "geodata/basemap").iterdir()]
    assert {path.relative_to(ROOT / "geodata") for path in committed} == set(built)
    for name, path in built.items():
        assert path.read_bytes() == (ROOT / "geodata" / name).read_bytes(), name
    page = (ROOT / "docs" / "geodata-format.md").read_text(encoding="utf-8")
    table = ran.stdout.split("why they differ\n")[1].split("\n\n")[0].splitlines()
    assert len(table) == len(read_recipe(ROOT / "geodata" / "recipe" / "checks.toml")["check"])
    for line in table:
        shape, computed, _, unit, *_ = line.split()
        assert f"| `{shape}` | {computed} {unit} | " in page


def test_a_changed_missing_or_unknown_extract_is_told_in_a_line_each(tmp_path: Path) -> None:
    """The build starts from the extracts that sources.toml tells of, or not at all."""
    sources = tmp_path / "sources"
    shutil.copytree(SOURCES, sources)
    assert altered(sources) == []
    changed, missing, *_ = sorted(sources.glob("*.geojson"))
    changed.write_bytes(changed.read_bytes() + b" ")
    missing.unlink()
    (sources / "own.geojson").write_text("{}")
    told = altered(sources)
    assert len(told) == 3
    assert [line.split(":")[0] for line in told] == sorted(
        [changed.name, missing.name, "own.geojson"]
    )


def test_every_extract_names_package_version_and_licence() -> None:
    """Whoever refreshes an extract knows where it comes from; its file says so as well."""
    sources = tomllib.loads((SOURCES / "sources.toml").read_text(encoding="utf-8"))["source"]
    page = (ROOT / "geodata" / "SOURCES.md").read_text(encoding="utf-8")
    for source in sources:
        head = (SOURCES / source["file"]).read_text(encoding="utf-8")[:600]
        for key in ("package", "version", "licence", "attribution"):
            assert source[key] in head
            assert source[key].casefold() in page.casefold()
        assert source["file"] in page


def test_every_maker_is_used_and_every_shape_made_by_one() -> None:
    """No recipe names an unknown maker, and no maker waits for a recipe."""
    recipe = read_recipe(ROOT / "geodata" / "recipe" / "shapes.toml")
    assert {each["how"] for each in (*recipe["raw"], *recipe["shape"])} == set(MAKERS)


def test_a_state_that_names_no_fact_is_refused() -> None:
    """The fault names the state and what there is not."""
    facts = read_facts(ROOT / "geodata" / "facts.csv")
    state = {"id": "a-state", "facts": ["no-such-fact"]}
    with pytest.raises(LookupError, match=r"a-state: no fact .'no-such-fact'."):
        state_feature(state, {}, workshop(), facts)


# ---------------------------------------------------------------- coverages


@st.composite
def neighbours(draw: st.DrawFn) -> dict[str, Polygon]:
    """Draw two areas that share a winding line, and a third that lies across both."""
    heights = draw(st.lists(st.integers(2_000, 8_000), min_size=4, max_size=30))
    line = [(x * 10_000 / (len(heights) - 1), y) for x, y in enumerate(heights)]
    return {
        "south": Polygon([(0, 0), *line, (10_000, 0)]),
        "north": Polygon([(0, 10_000), *line, (10_000, 10_000)]),
        "across": box(3_000, 1_000, 7_000, 9_000),
    }


@given(areas=neighbours(), tolerance=st.sampled_from([50.0, 500.0, 1_500.0]))
def test_neighbours_fit_after_the_simplification(
    areas: dict[str, Polygon], tolerance: float
) -> None:
    """They cover what they covered, without overlap, and have no more corners than before."""
    thin = simplified(areas, tolerance)
    assert thin["south"].union(thin["north"]).area == pytest.approx(1e8)
    assert thin["south"].intersection(thin["north"]).area == pytest.approx(0, abs=1e-3)
    inner = thin["across"]
    inside = [inner.intersection(thin[name]).area for name in ("south", "north")]
    assert sum(inside) == pytest.approx(inner.area)
    corners = [len(shapely.get_coordinates(list(each.values()))) for each in (thin, areas)]
    assert corners[0] <= corners[1] + 4 * len(overlay(list(areas.values())))


@given(areas=neighbours())
def test_shares_divide_an_area_without_rest(areas: dict[str, Polygon]) -> None:
    """Overlapping claims and gaps between them are settled: the shares sum up to the whole."""
    claims = {"first": areas["across"], "second": areas["south"].buffer(-200)}
    made = []
    for to in claims:
        shop = workshop(whole=box(0, 0, 10_000, 10_000), **claims)
        recipe = {"id": "share", "how": "share", "of": "whole", "among": [*claims], "to": to}
        make(shop, [recipe])
        made.append(shop.shapes["share"])
    assert sum(each.area for each in made) == pytest.approx(1e8)
    assert made[0].intersection(made[1]).area == pytest.approx(0, abs=1e-3)


# ---------------------------------------------------------------- measures


@given(st.floats(43.0, 50.0), st.floats(37.0, 43.0))
def test_a_position_comes_back_from_metres(longitude: float, latitude: float) -> None:
    """Projection and rounding move nothing by more than the last decimal that is written."""
    back = degrees(point(longitude, latitude))
    assert back.x == pytest.approx(longitude, abs=5.1e-5)
    assert back.y == pytest.approx(latitude, abs=5.1e-5)


@given(st.floats(1.0, 200.0))
def test_an_area_is_drawn_in_the_size_published(km2: float) -> None:
    """The disc that is found has the geodesic area asked for."""
    centre = point(46.0, 39.5)
    drawn = of_size(lambda radius: centre.buffer(radius, quad_segs=12), km2)
    assert square_km(degrees(drawn, decimals=7)) == pytest.approx(km2, rel=0.002)


def test_geodesic_area_is_that_of_the_globe() -> None:
    """The zone between two parallels has an area in closed form; projected metres come close."""
    square = box(46.0, 39.5, 47.0, 40.5)
    assert square_km(square) == pytest.approx(9_481.553, rel=1e-4)
    assert metres(square).area / 1e6 == pytest.approx(square_km(square), rel=1e-3)


def test_rings_are_wound_as_the_standard_asks() -> None:
    """Outer rings anticlockwise, holes clockwise, however they were drawn."""
    hole = [(1, 1), (2, 1), (2, 2), (1, 2)]
    drawn = wound(Polygon([(0, 0), (0, 3), (3, 3), (3, 0)], [hole]))
    assert drawn.exterior.is_ccw
    assert not drawn.interiors[0].is_ccw


# ---------------------------------------------------------------- lines


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_a_stretch_runs_from_the_first_position_to_the_second(first: float, second: float) -> None:
    """Its ends are the points nearest to them, in that order, whichever way the line runs."""
    assume(abs(first - second) > 1)
    line = LineString([(0, 0), (10_000, 0)])
    part = stretch(line, Point(first, 500), Point(second, -500))
    assert part.coords[0] == pytest.approx((first, 0))
    assert part.coords[-1] == pytest.approx((second, 0))


@given(st.lists(st.integers(-300, 300), min_size=3, max_size=40))
def test_smoothing_keeps_the_ends_and_adds_no_length(bends: list[int]) -> None:
    """A river's line gets calmer, never longer."""
    line = LineString([(1_000 * i, bend) for i, bend in enumerate(bends)])
    calm = smoothed(line, 500)
    assert calm.length <= line.length + 1e-6
    for end in (0, -1):
        assert np.allclose(calm.coords[end], line.coords[end])


def test_the_line_that_two_areas_share_is_one() -> None:
    """Its pieces are merged; areas that only touch in a point share none."""
    left, right = box(0, 0, 1, 3), Polygon([(1, 0), (2, 0), (2, 3), (1, 3), (1, 2), (1, 1)])
    assert shared_line(left, right).equals(LineString([(1, 0), (1, 3)]))
    assert shared_line(left, box(1, 3, 2, 4)).is_empty
