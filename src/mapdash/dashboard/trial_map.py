"""A small picture of where shapes lie, on the atlas's own ground.

A picture, shown as one: nothing in it can run, and no tile server is asked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapdash.atlas import Atlas

#: In pixels.
WIDTH, HEIGHT = 720, 300
# So much is shown round the shapes, as a share of their extent; in degrees at least.
_MARGIN, _LEAST = 0.2, 0.05
_WATER, _LAND, _LINE, _OWN = "#dbe7ee", "#f6f5ef", "#a9b4ba", "#B0005E"

Box = tuple[float, float, float, float]


def trial_map(atlas: Atlas, shapes: Sequence[tuple[BaseGeometry, str]]) -> str:
    """Return an SVG picture of shapes.

    Parameters
    ----------
    shapes : sequence of (shapely geometry, str)
        In degrees; each with the layer whose colour it gets, "" for none.
    """
    colours = {layer.id: layer.colour for layer in atlas.settings.layers}
    box = _box([shape for shape, _ in shapes])
    parts = [*_ground(atlas, box)]
    for shape, layer in sorted(shapes, key=lambda each: -each[0].area):
        colour = colours.get(layer, _OWN)
        line = f'stroke="{colour}" stroke-width="2"'
        parts.extend(_drawn(shape, box, f'fill="{colour}" fill-opacity="0.4"', line))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_WATER}"/>{"".join(parts)}</svg>'
    )


def _box(shapes: Sequence[BaseGeometry]) -> Box:
    """Return what is shown: all shapes and some room round them, in the picture's proportions."""
    west, south, east, north = (float(each) for each in shapely.total_bounds(shapes))
    middle = ((west + east) / 2, (south + north) / 2)
    squeeze = max(math.cos(math.radians(middle[1])), 0.05)
    wide = max((east - west) * squeeze, (north - south) * WIDTH / HEIGHT, _LEAST)
    half = wide * (0.5 + _MARGIN)
    across, up = half / squeeze, half * HEIGHT / WIDTH
    return middle[0] - across, middle[1] - up, middle[0] + across, middle[1] + up


def _ground(atlas: Atlas, box: Box) -> Iterator[str]:
    """Yield the atlas's land, water and lines within a box, simplified to what can be seen."""
    detail = (box[2] - box[0]) / WIDTH
    fills = {"land": _LAND, "water": _WATER, "river": "none", "border": "none"}
    for kind, fill in fills.items():
        for shape in atlas.basemap.geometry[atlas.basemap["kind"] == kind]:
            cut = shapely.clip_by_rect(shapely.make_valid(shape), *box).simplify(detail)
            yield from _drawn(cut, box, f'fill="{fill}"', f'stroke="{_LINE}"')


def _drawn(shape: BaseGeometry, box: Box, fill: str, line: str) -> Iterator[str]:
    """Yield the parts of a shape as elements of SVG."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            x, y = _place(part.coords[0], box)
            yield f'<circle cx="{x}" cy="{y}" r="4" {fill}/>'
        elif part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            path = "".join(f"M{_points(ring.coords, box)}Z" for ring in rings)
            yield f'<path d="{path}" fill-rule="evenodd" {fill} {line}/>'
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield f'<path d="M{_points(part.coords, box)}" fill="none" {line}/>'


def _points(coordinates: Sequence[tuple[float, ...]], box: Box) -> str:
    places = (_place(each, box) for each in coordinates)
    return "L".join(f"{x} {y}" for x, y in places)


def _place(coordinate: Sequence[float], box: Box) -> tuple[float, float]:
    """Return where longitude, latitude lie in the picture."""
    x = (coordinate[0] - box[0]) / (box[2] - box[0]) * WIDTH
    y = (box[3] - coordinate[1]) / (box[3] - box[1]) * HEIGHT
    return round(x, 1), round(y, 1)
