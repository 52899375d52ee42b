"""How a shape is drawn in a small picture: as the map's engine draws it, in SVG.

The engine's counterpart is web/cartography.js; the classes are those of its style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]

_METRES_A_DEGREE = 111_320
_DASHES = {"dashed": "9 7", "dotted": "2 7"}
_RADIUS = 5


@dataclass(frozen=True, slots=True)
class View:
    """What of the world a picture shows: west, south, east, north; and its size in pixels."""

    box: Box
    width: int
    height: int

    def place(self, coordinate: Sequence[float]) -> tuple[float, float]:
        """Return where longitude, latitude lie in the picture."""
        west, south, east, north = self.box
        x = (coordinate[0] - west) / (east - west) * self.width
        y = (north - coordinate[1]) / (north - south) * self.height
        return round(x, 1), round(y, 1)

    def pixels(self, metres: float) -> float:
        """Return how long a distance is in the picture."""
        south, north = self.box[1], self.box[3]
        return round(metres / _METRES_A_DEGREE / (north - south) * self.height, 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, in degrees, and what its look depends on."""

    shape: BaseGeometry
    colour: str
    name: str = ""
    schematic: bool = False
    line: str = "solid"
    accuracy_m: float = 0.0

    @property
    def dimension(self) -> int:
        """Return 0 for points, 1 for lines, 2 for areas."""
        return int(shapely.get_dimensions(self.shape))


def dressed(mark: Mark, view: View) -> Iterator[str]:
    """Yield a mark as SVG: a line on its casing, a point that is known roughly in its ring."""
    colour = escape(mark.colour)
    if mark.dimension == 1:
        casing = 'class="feature-casing" fill="none" stroke="var(--map-halo)" stroke-width="8"'
        yield from drawn(mark.shape, view, casing)
    if mark.dimension == 0 and mark.schematic and mark.accuracy_m:
        ring = f'class="feature-halo" fill="{colour}" stroke="{colour}"'
        yield from drawn(mark.shape, view, ring, view.pixels(mark.accuracy_m))
    looks = (_point, _line, _area)
    yield from drawn(mark.shape, view, looks[mark.dimension](mark, colour))


def _point(_: Mark, colour: str) -> str:
    return f'fill="{colour}" stroke="var(--map-halo)" stroke-width="2"'


def _line(mark: Mark, colour: str) -> str:
    return f'fill="none" stroke="{colour}" stroke-width="4.5"{_dashes(mark)}'


def _area(mark: Mark, colour: str) -> str:
    fill = f"url(#{_hatch(colour)})" if mark.schematic else colour
    edge = 0 if mark.line == "none" else 0.55 if mark.schematic else 0.95
    return (
        f'fill="{fill}" fill-opacity="{0.85 if mark.schematic else 0.38}" stroke="{colour}" '
        f'stroke-width="1.6" stroke-opacity="{edge}"{_dashes(mark)}'
    )


def _dashes(mark: Mark) -> str:
    loose = "3 5" if mark.schematic and mark.dimension == 2 else ""
    dashes = _DASHES.get(mark.line, loose)
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def hatches(marks: Iterable[Mark]) -> str:
    """Return a hatch for each colour in which something schematic is drawn."""
    colours = sorted({escape(each.colour) for each in marks if each.schematic})
    return "".join(
        f'<pattern id="{_hatch(colour)}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{colour}" fill-opacity="0.16"/>'
        f'<rect width="2.2" height="7" fill="{colour}" fill-opacity="0.75"/></pattern>'
        for colour in colours
    )


def _hatch(colour: str) -> str:
    return f"hatch-{colour.lstrip('#')}"


def drawn(shape: BaseGeometry, view: View, look: str, radius: float = _RADIUS) -> Iterator[str]:
    """Yield the parts of a shape as elements of SVG, with their attributes."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point" and not part.is_empty:
            x, y = view.place(part.coords[0])
            yield f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>'
        elif part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            path = "".join(f"M{_points(ring.coords, view)}Z" for ring in rings)
            yield f'<path d="{path}" fill-rule="evenodd" {look}/>'
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield f'<path d="M{_points(part.coords, view)}" {look}/>'


def _points(coordinates: Sequence[tuple[float, ...]], view: View) -> str:
    return "L".join(f"{x} {y}" for x, y in map(view.place, coordinates))
