"""Errors that a person can act on.

Each also inherits a builtin, so that callers who do not know mapdash can
still catch it.  A message says what is wrong, where, and what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What kind of fault it is, for programs: never renamed, never used for another.
Code = Literal[
    "missing-file",
    "unreadable",
    "not-utf8",
    "syntax",
    "unknown-key",
    "missing-key",
    "bad-value",
    "bad-date",
    "out-of-order",
    "duplicate-id",
    "unknown-layer",
    "unknown-place",
    "unknown-issue",
    "unknown-list",
    "bad-phrase",
    "no-name",
    "shared-name",
    "text-changed",
    "not-geojson",
    "wrong-crs",
    "bad-geometry",
    "not-a-number",
    "out-of-range",
    "swapped",
    "unclosed-ring",
    "self-intersection",
    "null-geometry",
    "states-overlap",
    "orphan",
    "unused-file",
    "stopped-change",
    "other",
]

CODES: Mapping[Code, str] = MappingProxyType(
    {
        "missing-file": "A file that the atlas needs, or names, is not there.",
        "unreadable": "A file cannot be opened, or its bytes are no text.",
        "not-utf8": "A file that has to be UTF-8 is not.",
        "syntax": "A file, or a line of it, is not TOML or JSON.",
        "unknown-key": "A key is none of those known here; mostly a slip of the pen.",
        "missing-key": "A key that is needed is not there.",
        "bad-value": "A value is not of the kind its key asks for.",
        "bad-date": "What should be a date is none.",
        "out-of-order": "Something ends before it starts.",
        "duplicate-id": "An id, or an article, stands there twice.",
        "unknown-layer": "A layer is named that atlas.toml does not have.",
        "unknown-place": "A place is named that geodata/places.toml does not have.",
        "unknown-issue": "An issue is named that atlas.toml does not have.",
        "unknown-list": "A phrase names a list that [words] does not have.",
        "bad-phrase": "A phrase breaks the rules of its language.",
        "no-name": "A place has no name, or one that begins with no word.",
        "shared-name": "Two places claim the same name, and nothing says which is meant.",
        "text-changed": "An article's text is not the one that articles.toml vouches for.",
        "not-geojson": "A file is JSON, but no GeoJSON FeatureCollection.",
        "wrong-crs": "Coordinates are of another system than longitude, latitude on WGS 84.",
        "bad-geometry": "A geometry cannot be read, is empty, or is no valid shape.",
        "not-a-number": "A coordinate is no number, or not a finite one.",
        "out-of-range": "A coordinate lies outside the globe.",
        "swapped": "A shape lies where it should if its coordinates were swapped.",
        "unclosed-ring": "A polygon's ring does not end where it began.",
        "self-intersection": "A shape's outline crosses itself.",
        "null-geometry": "There is no geometry, and nothing says why.",
        "states-overlap": "Two states of one place and part hold on the same day.",
        "orphan": "A verdict or a measurement has lost what it was on.",
        "unused-file": "A file lies among the atlas's own that nothing in it uses.",
        "stopped-change": "A change to the atlas was stopped half way and cannot be finished.",
        "other": "Something else, not in a file of an atlas.",
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file.

    Parameters
    ----------
    file : str
        The file, relative to the atlas's folder where it lies in one.
    where : str
        The place in the file: a line, a path of keys, a feature's id; may be empty.
    what : str
        What is wrong.
    remedy : str
        What to do about it.
    severity : {"error", "warning"}
        An error keeps an atlas from loading; a warning does not.
    code : str
        What kind of fault it is: one of `CODES`.
    """

    file: str
    where: str
    what: str
    remedy: str = ""
    severity: Literal["error", "warning"] = "error"
    code: Code = "other"

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        advice = f"; {self.remedy}" if self.remedy else ""
        return one_line(f"{place}: {self.what}{advice}")


# As many alike are told as one, with the ids of so many further ones.
_MANY, _NAMED = 4, 3
# A feature or a row, and the key or column of it that a fault is in.
_ONE_OF_MANY = re.compile(r"(?P<kind>feature|row) (?P<id>[^.,]+)(?P<rest>.*)", re.DOTALL)


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults, those that are the same in many features or rows of a file as one.

    It stands where the first of them stood, and says how many more there are.

    Examples
    --------
    >>> many = [Fault("a.geojson", f"feature f{n}.basis", "is missing") for n in range(9)]
    >>> str(*told_once(many))
    'a.geojson: feature f0.basis: is missing (so too in 8 further features: f1, f2, f3, ...)'
    """
    alike: dict[Fault, list[Fault]] = {}
    for fault in faults:
        found = _ONE_OF_MANY.fullmatch(fault.where)
        same = replace(fault, where=f"{found['kind']} {found['rest']}") if found else fault
        alike.setdefault(same, []).append(fault)
    return [each for group in alike.values() for each in _as_one(group)]


def _as_one(group: list[Fault]) -> list[Fault]:
    if len(group) < _MANY:
        return group
    first, *others = group
    found = [_ONE_OF_MANY.fullmatch(each.where) for each in others]
    named = [each["id"] for each in found[:_NAMED] if each]
    kind = "rows" if first.where.startswith("row") else "features"
    ids = ", ".join([*named, "..."] if len(others) > _NAMED else named)
    what = f"{first.what} (so too in {len(others):,} further {kind}: {ids})"
    return [replace(first, what=what)]


#: A line longer than this is cut: nobody reads it to its end.
_LONGEST = 1000


def one_line(text: str) -> str:
    r"""Return a message as one line, whatever a file put into it.

    What a terminal would obey, or cannot show, is written out.

    >>> one_line("a\n b\x1b[31m")
    'a b\\u001b[31m'
    """
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in line)


class MapdashError(Exception):
    """Base class of the errors of this package."""


class AtlasError(MapdashError, ValueError):
    """An atlas, or a file of it, cannot be used; carries every fault found.

    Parameters
    ----------
    faults : iterable of Fault
        All that is wrong, not only the first.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableError(MapdashError, ValueError):
    """A file's bytes are not text that can be read."""


class EncodingError(UnreadableError):
    """A file's bytes are not text in the encoding that they should be in.

    `what` says so without the remedy, for where that one is out of reach.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        super().__init__(f"{what}; {remedy}")
