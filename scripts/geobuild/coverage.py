"""Areas that share borders, simplified once and together.

The outlines of all areas are overlaid, which gives atoms: the smallest areas
that no outline crosses.  The atoms are simplified as a coverage, and each
area is put together from its atoms again, so that neighbours still fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union


def simplified(areas: Mapping[str, BaseGeometry], tolerance: float) -> dict[str, BaseGeometry]:
    """Return the areas simplified as one coverage.

    Parameters
    ----------
    areas : mapping of str to geometry
        Polygons in metres; they may overlap or nest.
    tolerance : float
        Metres: a corner whose triangle is smaller than about the square of it goes.
    """
    atoms = overlay(list(areas.values()))
    members = {
        name: np.flatnonzero(shapely.contains_properly(area, _insides(atoms)))
        for name, area in areas.items()
    }
    thin = shapely.coverage_simplify(atoms, tolerance)
    return {name: unary_union(thin[rows]) for name, rows in members.items()}


def overlay(areas: Sequence[BaseGeometry]) -> np.ndarray:
    """Return the atoms of some areas: polygons that none of their outlines crosses."""
    lines = unary_union([area.boundary for area in areas])
    atoms = shapely.get_parts(shapely.polygonize([lines]))
    whole = unary_union(list(areas))
    return atoms[shapely.contains_properly(whole, _insides(atoms))]


def _insides(atoms: np.ndarray) -> np.ndarray:
    return shapely.point_on_surface(atoms)
