"""The ways of making a shape, each named in a recipe by its `how`.

A maker takes the workshop (facts, sources, and the shapes made so far) and
the recipe's table, and returns a geometry in metres.  None of them knows what
the shape stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, substring, unary_union

from geobuild.measure import degrees, point, square_km

Recipe = Mapping[str, Any]


@dataclass(slots=True)
class Workshop:
    """What makers draw on.

    Parameters
    ----------
    positions : mapping of str to Point
        Each located fact, in metres.
    sources : mapping of str to list
        Each extract's features as (properties, geometry in metres).
    shapes : dict of str to geometry
        What has been made, by name.
    """

    positions: Mapping[str, Point]
    sources: Mapping[str, list[tuple[Mapping[str, Any], BaseGeometry]]]
    shapes: dict[str, BaseGeometry] = field(default_factory=dict)

    def shape(self, name: str) -> BaseGeometry:
        """Return a shape, or else the position of that name."""
        found = self.shapes.get(name)
        return self.positions[name] if found is None else found

    def point(self, where: str | Sequence[float]) -> Point:
        """Return a position by its name, or the point at a longitude, latitude."""
        return self.positions[where] if isinstance(where, str) else point(*where)

    def union(self, names: Iterable[str]) -> BaseGeometry:
        """Return the shapes in one."""
        return unary_union([self.shape(name) for name in names])


Maker = Callable[[Workshop, Recipe], BaseGeometry]
MAKERS: dict[str, Maker] = {}


def maker(name: str) -> Callable[[Maker], Maker]:
    """Enter a maker under the name that recipes use."""

    def enter(function: Maker) -> Maker:
        MAKERS[name] = function
        return function

    return enter


def make(workshop: Workshop, recipes: Iterable[Recipe]) -> None:
    """Make each shape in its turn and put it into the workshop."""
    for recipe in recipes:
        workshop.shapes[recipe["id"]] = MAKERS[recipe["how"]](workshop, recipe)


@maker("select")
def _select(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Take the features of an extract whose properties match, in one."""
    found = [
        shape
        for properties, shape in workshop.sources[recipe["source"]]
        if all(properties.get(key) == value for key, value in recipe["where"].items())
    ]
    if not found:
        raise LookupError(f"{recipe['id']}: nothing in {recipe['source']} fits {recipe['where']}")
    return unary_union(found)


@maker("piece")
def _piece(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Take the pieces of a shape that hold the positions."""
    wanted = [workshop.positions[name] for name in recipe["holds"]]
    pieces = shapely.get_parts(workshop.shape(recipe["of"]))
    return unary_union([each for each in pieces if any(each.intersects(p) for p in wanted)])


@maker("minus")
def _minus(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    return workshop.shape(recipe["of"]).difference(workshop.union(recipe["by"]))


@maker("clip")
def _clip(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    return workshop.shape(recipe["of"]).intersection(workshop.union(recipe["by"]))


@maker("path")
def _path(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Draw a line through positions and own points (longitude, latitude)."""
    return LineString([workshop.point(stop) for stop in recipe["through"]])


@maker("stretch")
def _stretch(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Take the part of a line between two positions, or own points."""
    start, end = map(workshop.point, recipe["between"])
    return stretch(workshop.shape(recipe["of"]), start, end)


@maker("polygonise")
def _polygonise(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Close lines to an area, bridging gaps no wider than `bridge_m`."""
    lines = shapely.get_parts(shapely.line_merge(workshop.shape(recipe["of"])))
    ends = [Point(line.coords[i]) for line in lines for i in (0, -1)]
    bridges = [
        LineString([a, b])
        for i, a in enumerate(ends)
        for b in ends[i + 1 :]
        if 0 < a.distance(b) <= recipe["bridge_m"]
    ]
    return unary_union(list(polygonize(unary_union([*lines, *bridges]))))


@maker("shared")
def _shared(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Take the line that two areas share."""
    first, second = (workshop.shape(name) for name in recipe["of"])
    return shared_line(first, second)


def shared_line(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry:
    """Return the line that two areas share, merged; empty if there is none."""
    common = first.boundary.intersection(second.boundary)
    lines = [each for each in shapely.get_parts(common) if each.geom_type == "LineString"]
    return shapely.line_merge(MultiLineString(lines)) if lines else LineString()


@maker("split")
def _split(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Cut an area by lines, their ends drawn out, and keep what holds the positions."""
    area = workshop.shape(recipe["of"])
    reach = recipe.get("extend_m", 0)
    cuts = [
        _drawn_out(line, reach)
        for name in recipe["by"]
        for line in shapely.get_parts(shapely.line_merge(workshop.shape(name)))
    ]
    wanted = [workshop.shape(name).representative_point() for name in recipe["holds"]]
    pieces = polygonize(unary_union([area.boundary, *cuts]))
    inside = [each for each in pieces if each.representative_point().within(area)]
    return unary_union([each for each in inside if any(each.contains(p) for p in wanted)])


def _drawn_out(line: LineString, reach: float) -> LineString:
    """Return a line that goes on straight at both of its ends, by `reach` metres."""
    if not reach:
        return line
    coords = list(line.coords)
    before = _beyond(coords[0], coords[1], reach)
    after = _beyond(coords[-1], coords[-2], reach)
    return LineString([before, *coords, after])


def _beyond(end: tuple[float, ...], before: tuple[float, ...], reach: float) -> tuple[float, float]:
    step = ((end[0] - before[0]) ** 2 + (end[1] - before[1]) ** 2) ** 0.5
    return (
        end[0] + (end[0] - before[0]) * reach / step,
        end[1] + (end[1] - before[1]) * reach / step,
    )


@maker("share")
def _share(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Divide an area among claims and take the share of one, without gaps.

    What no claim covers goes to the claim with which it shares most line.
    """
    area = workshop.shape(recipe["of"])
    claims = {name: area.intersection(workshop.shape(name)) for name in recipe["among"]}
    taken: BaseGeometry = Polygon()
    for name, claim in claims.items():
        claims[name] = claim.difference(taken)
        taken = taken.union(claim)
    for rest in shapely.get_parts(area.difference(taken)):
        best = max(
            claims, key=lambda name: rest.boundary.intersection(claims[name].buffer(1)).length
        )
        claims[best] = claims[best].union(rest)
    return claims[recipe["to"]]


@maker("ellipse")
def _ellipse(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Draw an ellipse of a given geodesic area round a position, inside an area."""
    centre = workshop.positions[recipe["round"]]
    inside = workshop.shape(recipe["inside"]) if "inside" in recipe else None

    def drawn(radius: float) -> BaseGeometry:
        disc = centre.buffer(radius, quad_segs=12)
        disc = affinity.scale(disc, 1.0, recipe.get("flattening", 1.0))
        disc = affinity.rotate(disc, recipe.get("turned", 0))
        return disc if inside is None else disc.intersection(inside)

    return of_size(drawn, recipe["km2"])


@maker("strip")
def _strip(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Draw a soft strip of a given geodesic area along a border, inside an area.

    It follows the border between the points nearest to two positions.
    """
    inside = workshop.shape(recipe["inside"])
    border = workshop.shape(recipe["along"])
    start, end = map(workshop.point, recipe["between"])
    base = stretch(border, start, end)

    def drawn(depth: float) -> BaseGeometry:
        return base.buffer(depth, quad_segs=6).intersection(inside)

    return of_size(drawn, recipe["km2"])


def stretch(line: BaseGeometry, start: Point, end: Point) -> LineString:
    """Return the part of a line between the points nearest to two positions, in that order."""
    lines: list[LineString] = list(shapely.get_parts(shapely.line_merge(line)))
    whole = min(lines, key=lambda each: each.distance(start))
    first, last = whole.project(start), whole.project(end)
    part = LineString(substring(whole, min(first, last), max(first, last)).coords)
    return part if first <= last else part.reverse()


def of_size(drawn: Callable[[float], BaseGeometry], km2: float) -> BaseGeometry:
    """Return the shape of the size at which its geodesic area is `km2`, within 0.1%."""
    low, high = 0.0, 50_000.0
    while high - low > 0.5:
        middle = (low + high) / 2
        if square_km(degrees(drawn(middle), decimals=7)) < km2:
            low = middle
        else:
            high = middle
    return drawn(high)


@maker("buffer")
def _buffer(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Draw a band round a line, with ends cut off square."""
    line = workshop.shape(recipe["of"])
    return line.buffer(recipe["m"], cap_style="flat", join_style="round", quad_segs=6)
