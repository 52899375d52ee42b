"""A small picture of where shapes lie on a day, in the look of the map itself.

A picture, shown as one: nothing in it can run, and no tile server is asked.
The style of the map's engine stands in it, so that its colours are the map's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import shapely

from mapdash.assets import on_the_scale
from mapdash.dashboard.trial_marks import Box, Mark, View, drawn, dressed, hatches
from mapdash.dashboard.trial_names import Name, name_of, set_down
from mapdash.wording import day_text

if TYPE_CHECKING:
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from mapdash.atlas import Atlas

#: Width and height in pixels, where there is room and where there is little.
WIDE, NARROW = (720, 340), (320, 300)
# So much is shown round the shapes, as a share of their extent; in degrees at least.
_MARGIN, _LEAST = 0.2, 0.05
# What is drawn of the ground, from below.
_GROUND = ("land", "water", "river", "former-border", "border", "town")
_TOWN = 2.5
# The day stands in a box of this size, so far from the corner.
_DAY = (150, 28, 8)
_STYLE = """
text { font: 600 13px var(--face-sans); fill: var(--map-text); stroke: var(--map-halo);
  stroke-width: 3px; stroke-linejoin: round; paint-order: stroke; }
.of-town, .of-land { font-weight: 500; font-size: 12px; fill: var(--map-soft); }
.of-land { font-style: italic; }
.day { font-size: 14px; font-weight: 650; stroke: none; }
.card { fill: var(--map-card); }
"""


def trial_map(
    atlas: Atlas,
    marks: Sequence[Mark],
    day: date,
    *,
    language: str = "en",
    theme: str = "light",
    size: tuple[int, int] = WIDE,
) -> str:
    """Return an SVG picture of shapes, on the ground as it is on a day.

    Parameters
    ----------
    marks : sequence of Mark
        In degrees; the names of the first are set first.
    language : str
        Of the names of the ground.
    theme : {"light", "dark"}
    size : tuple of (int, int)
        Width and height, in pixels.
    """
    width, height = size
    view = View(_box([each.shape for each in marks], size), width, height)
    ground = _ground_on(atlas, day)
    names = [*(name_of(each) for each in marks), *_ground_names(ground, language)]
    style = on_the_scale("engine.css") + _STYLE
    parts = [
        f"<style>{escape(style, quote=False)}</style><defs>{hatches(marks)}</defs>",
        f'<rect width="{width}" height="{height}" fill="var(--map-water)"/>',
        *_ground(ground, view),
        *(part for mark in sorted(marks, key=_depth) for part in dressed(mark, view)),
        *set_down(names, view, [_day_corner(view)]),
        *_day_box(day, view),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" data-theme="{escape(theme)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">{"".join(parts)}</svg>'
    )


def _depth(mark: Mark) -> tuple[int, float]:
    """Areas lie lowest, the largest of them first; points stand on top."""
    return -mark.dimension, -mark.shape.area


def _box(shapes: Sequence[BaseGeometry], size: tuple[int, int]) -> Box:
    """Return what is shown: all shapes and some room round them, in the picture's proportions."""
    width, height = size
    west, south, east, north = (float(each) for each in shapely.total_bounds(shapes))
    middle = ((west + east) / 2, (south + north) / 2)
    squeeze = max(math.cos(math.radians(middle[1])), 0.05)
    wide = max((east - west) * squeeze, (north - south) * width / height, _LEAST)
    half = wide * (0.5 + _MARGIN)
    across, up = half / squeeze, half * height / width
    return middle[0] - across, middle[1] - up, middle[0] + across, middle[1] + up


# ---------------------------------------------------------------- the ground, and the day


def _ground_on(atlas: Atlas, day: date) -> pd.DataFrame:
    """Return the rows of the basemap that hold on a day, or on the last that is known."""
    base, when = atlas.basemap, pd.Timestamp(min(day, atlas.settings.extent.as_of))
    begun = base["first"].isna() | (base["first"] <= when)
    held: pd.DataFrame = base[begun & (base["last"].isna() | (base["last"] >= when))]
    return held


def _ground(ground: pd.DataFrame, view: View) -> Iterator[str]:
    """Yield what of the ground is in view, simplified to what can be seen."""
    detail = (view.box[2] - view.box[0]) / view.width
    for kind in _GROUND:
        for shape in ground.loc[ground["kind"] == kind, "geometry"]:
            cut = shapely.clip_by_rect(shapely.make_valid(shape), *view.box).simplify(detail)
            yield from drawn(cut, view, f'class="ground-{kind}"', _TOWN)


def _ground_names(ground: pd.DataFrame, language: str) -> Iterator[Name]:
    """Yield the names of towns and lands, the more important first."""
    for row in ground.sort_values("rank").to_dict("records"):
        names = row["names"]
        if names and row["geometry"].geom_type == "Point":
            ways = names.get(language) or names.get("en") or next(iter(names.values()))
            (at,) = row["geometry"].coords
            is_land = row["kind"] == "label"
            yield Name(ways[0], (at[0], at[1]), is_land, "of-land" if is_land else "of-town")


def _day_corner(view: View) -> Box:
    """Return where the day is said, as on the map: left, top, right, bottom, in pixels."""
    width, height, away = _DAY
    return view.width - away - width, away, view.width - away, away + height


def _day_box(day: date, view: View) -> Iterator[str]:
    left, top, right, bottom = _day_corner(view)
    size = f'width="{right - left}" height="{bottom - top}"'
    yield f'<rect class="card" x="{left}" y="{top}" {size} rx="8"/>'
    at = f'x="{(left + right) / 2}" y="{bottom - 9}"'
    yield f'<text class="day" {at} text-anchor="middle">{day_text(day)}</text>'
