"""The names in a small picture: each at the first spot where it hides no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapdash.maps import label_point

if TYPE_CHECKING:
    from mapdash.dashboard.trial_marks import Mark, View

# In pixels: how high a name is, how far it keeps from its point, from another and from the edge.
_HEIGHT, _REACH, _GAP = 16, 9, 2
# How wide a letter is at most, as a picture cannot measure it.
_LETTER = 7.8

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, where it belongs (longitude, latitude), and how it is set."""

    text: str
    at: tuple[float, float]
    # An area's name stands in it, a point's or a line's beside it.
    inside: bool = False
    kind: str = "of-place"


def name_of(mark: Mark) -> Name:
    """Return the name of what a mark stands for."""
    longitude, latitude = label_point(mark.shape)
    return Name(mark.name, (longitude, latitude), inside=mark.dimension == 2)


def set_down(names: Iterable[Name], view: View, taken: Sequence[_Box]) -> Iterator[str]:
    """Yield the names for which there is room as SVG, each text once; the first go first.

    Parameters
    ----------
    taken : sequence of (left, top, right, bottom)
        Where none may stand, in pixels.
    """
    boxes, said = list(taken), set()
    for name in names:
        spot = _spot(name, view, boxes)
        if not name.text or name.text in said or spot is None:
            continue
        said.add(name.text)
        boxes.append(spot)
        x, y = (spot[0] + spot[2]) / 2, spot[1] + 12
        at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle"'
        yield f'<text class="{name.kind}" {at}>{escape(name.text)}</text>'


def _spot(name: Name, view: View, taken: Sequence[_Box]) -> _Box | None:
    """Return the first spot of a name that is free, or None."""
    x, y = view.place(name.at)
    if not (0 <= x <= view.width and 0 <= y <= view.height):
        return None
    width = len(name.text) * _LETTER
    for left, top in _spots(name, width):
        box = (x + left, y + top, x + left + width, y + top + _HEIGHT)
        seen = box[0] >= _GAP and box[2] <= view.width - _GAP
        seen = seen and box[1] >= _GAP and box[3] <= view.height - _GAP
        if seen and not any(_meet(box, other) for other in taken):
            return box
    return None


def _spots(name: Name, width: float) -> list[tuple[float, float]]:
    """Return where the upper left corner may stand from the point that is named."""
    middle, level = -width / 2, -_HEIGHT / 2
    if name.inside:
        lines = (level, level - _HEIGHT, level + _HEIGHT)
        return [(middle + width * part, line) for line in lines for part in (0, -0.35, 0.35)]
    above, below = -_HEIGHT - _REACH + 2, _REACH - 2
    return [(_REACH, level), (-width - _REACH, level), (middle, above), (middle, below)]


def _meet(one: _Box, other: _Box) -> bool:
    return (
        one[0] < other[2] + _GAP
        and other[0] < one[2] + _GAP
        and one[1] < other[3] + _GAP
        and other[1] < one[3] + _GAP
    )
