"""Courses of routes: a river's line, smoothed and moved to one bank."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geobuild.shapes import Recipe, Workshop, maker, stretch

_STEP = 100.0


@maker("bank")
def _bank(workshop: Workshop, recipe: Recipe) -> BaseGeometry:
    """Follow a line between two positions, smoothed, on the side of an area.

    `smooth_m` is the window of a moving average, `offset_m` the distance to
    the line; `start` and `end` are positions that the course sets out from
    and arrives at.
    """
    river = shapely.line_merge(workshop.union(recipe["along"]))
    first, last = map(workshop.point, recipe["between"])
    course = stretch(river, first, last)
    course = smoothed(course, recipe["smooth_m"])
    course = _moved(course, recipe["offset_m"], workshop.union(recipe["side"]))
    coords = [
        *(workshop.point(name).coords[0] for name in recipe.get("start", [])),
        *course.simplify(recipe.get("simplify_m", 30)).coords,
        *(workshop.point(name).coords[0] for name in recipe.get("end", [])),
    ]
    return LineString(coords)


def smoothed(line: LineString, window: float) -> LineString:
    """Return a line averaged over a moving window of `window` metres; its ends stay."""
    count = max(2, round(line.length / _STEP))
    points = shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.linspace(0, line.length, count + 1))
    )
    reach = round(window / _STEP / 2)
    averaged = [
        points[i - near : i + near + 1].mean(axis=0)
        for i in range(len(points))
        for near in [min(reach, i, len(points) - 1 - i)]
    ]
    return LineString(averaged)


def _moved(line: LineString, offset: float, side: BaseGeometry) -> LineString:
    """Return a line moved by `offset` metres to the side on which `side` lies."""
    both = [line.offset_curve(sign * offset) for sign in (1, -1)]
    best = max(both, key=lambda each: each.intersection(side).length)
    parts: list[LineString] = list(shapely.get_parts(shapely.line_merge(best)))
    return max(parts, key=lambda each: each.length)
