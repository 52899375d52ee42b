"""What a request may say: its parameters, read from the query of its address.

Every fault is collected, so that one answer names them all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from mapdash.errors import AtlasError, Fault
from mapdash.export.request import Request, request_faults
from mapdash.intervals import Interval, parse_bounds, parse_partial
from mapdash.search import MOST_SEARCHED

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

#: What the parts of a request are called in an address.
NAMED: Mapping[str, str] = MappingProxyType(
    {"day": "day", "layers": "layer", "issues": "issue", "articles": "article", "place": "place"}
)
MOST_QUERY = 2000  # characters of an address behind its question mark
_MOST_FIELDS = 100
_MOST_SHOWN = 80
_MOST_DIGITS = 9

#: West, south, east, north in degrees on WGS 84; west of more than east crosses the date line.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a request may say.

    Parameters
    ----------
    accepts : str
        What is accepted, in words.
    read : callable
        Returns what a text stands for; raises ValueError with what is wrong with it.
    many : bool
        Whether it may be given several times, or several values parted by commas.
    """

    name: str
    about: str
    accepts: str
    read: Callable[[str], Any]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that could be read.

    Parameters
    ----------
    box : Box or None
        What shapes have to touch.
    limit : int or None
        How many are wanted at most; None leaves it to the endpoint.
    offset : int
        How many come before them.
    query : tuple of (str, str)
        What was asked, its page left aside, in an order of its own.
    """

    request: Request
    box: Box | None
    limit: int | None
    offset: int
    query: tuple[tuple[str, str], ...]


# ---------------------------------------------------------------- single values


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _day(text: str) -> date:
    try:
        days = parse_partial(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is no day") from None
    if days.first is None or days.first != days.last:
        raise ValueError(f"{shown(text)} is no single day")
    return days.first


def _bound(text: str) -> str:
    try:
        parse_partial(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is no date") from None
    return text


def _axis(text: str) -> str:
    if text not in {"event", "publication"}:
        raise ValueError(f"{shown(text)} is no axis")
    return text


def _words(text: str) -> str:
    words = _text(text)
    if len(words) > MOST_SEARCHED:
        raise ValueError(f"has {len(words)} characters")
    return words


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(each) for each in text.split(","))
    except ValueError:
        raise ValueError(f"{shown(text)} are not four numbers") from None
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValueError(f"{shown(text)} are not four numbers")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90):
        raise ValueError(f"{shown(text)} lies outside the earth's degrees")
    if not south <= north <= 90:
        raise ValueError(f"its north, {north:g}, lies south of {south:g} or beyond the pole")
    return west, south, east, north


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        raise ValueError(f"{shown(text)} is no whole number of less than {_MOST_DIGITS + 1} digits")
    return int(text)


def _positive(text: str) -> int:
    number = _number(text)
    if not number:
        raise ValueError("0 asks for nothing")
    return number


def shown(text: str) -> str:
    """Return a text as a message quotes it: in quotation marks, not too long."""
    return repr(text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…")


_PARTIAL = "a date: 2023, 2023-09 or 2023-09-19"
_EACH = (
    Parameter("day", "the day of the map", "a day: 2023-09-19", _day),
    Parameter("layer", "only what lies on these layers", "ids of layers", _text, many=True),
    Parameter("issue", "only what speaks of these issues", "ids of issues", _text, many=True),
    Parameter("article", "only these articles", "files of articles", _text, many=True),
    Parameter("place", "only what shows or speaks of this place", "the id of a place", _text),
    Parameter(
        "bbox",
        "only shapes that touch this box",
        "west,south,east,north in degrees: 44.5,38.8,46.6,41.3",
        _box,
    ),
    Parameter("from", "passages that speak of this day or later", _PARTIAL, _bound),
    Parameter("to", "passages that speak of this day or earlier", _PARTIAL, _bound),
    Parameter(
        "axis", "whether the days are spoken of or of publication", "event or publication", _axis
    ),
    Parameter("known", "only articles surely published by this day", "a day: 2023-09-19", _day),
    Parameter("q", "the words looked for", f"one to {MOST_SEARCHED} characters", _words),
    Parameter("limit", "how many at most", "a whole number from 1", _positive),
    Parameter("offset", "how many to pass over", "a whole number from 0", _number),
)
#: Every parameter there is, by its name.
PARAMETERS: Mapping[str, Parameter] = MappingProxyType({each.name: each for each in _EACH})


# ---------------------------------------------------------------- a whole query


def read_query(atlas: Atlas, query: str, allowed: Sequence[str]) -> Asked:
    """Read the query of an address, what follows its question mark.

    Parameters
    ----------
    allowed : sequence of str
        The names of the parameters that the endpoint has.

    Raises
    ------
    AtlasError
        With every parameter that is unknown, given twice, cannot be read or
        names what the atlas does not have.
    """
    faults: list[Fault] = []
    given = _given(query, allowed, faults)
    values = {name: _value(PARAMETERS[name], texts, faults) for name, texts in given.items()}
    request = _request(values, faults)
    faults.extend(request_faults(atlas, request, NAMED))
    if faults:
        raise AtlasError(faults)
    asked = sorted((name, ",".join(texts)) for name, texts in given.items())
    return Asked(
        request=request,
        box=values.get("bbox"),
        limit=values.get("limit"),
        offset=values.get("offset", 0),
        query=tuple(each for each in asked if each[0] not in {"limit", "offset"}),
    )


def _request(values: Mapping[str, Any], faults: list[Fault]) -> Request:
    """Return what is asked for; what could not be read asks for nothing."""
    return Request(
        day=values.get("day"),
        layers=values.get("layer") or (),
        issues=values.get("issue") or (),
        articles=values.get("article") or (),
        place=values.get("place") or "",
        window=_window(values, faults),
        axis=values.get("axis") or "event",
        known_on=values.get("known"),
        search=values.get("q") or "",
    )


def _given(query: str, allowed: Sequence[str], faults: list[Fault]) -> dict[str, list[str]]:
    """Return the texts of each parameter that is given and known."""
    accepted = f"this endpoint has {', '.join(allowed) or 'none'}"
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError:
        faults.append(Fault("query", "", "is not text in UTF-8", "encode it as UTF-8"))
        return {}
    except ValueError:
        what = f"has more than {_MOST_FIELDS} parameters"
        faults.append(Fault("query", "", what, accepted))
        return {}
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        if name in allowed:
            given.setdefault(name, []).append(text)
        else:
            faults.append(Fault(shown(name), "", "is no parameter here", accepted))
    return given


def _value(parameter: Parameter, texts: Sequence[str], faults: list[Fault]) -> Any:
    """Return what a parameter's texts stand for; None, with a fault, if they cannot be read."""
    if len(texts) > 1 and not parameter.many:
        faults.append(Fault(parameter.name, "", "is given more than once", "give it once"))
        return None
    parts = [part for text in texts for part in text.split(",")] if parameter.many else texts
    try:
        values = tuple(parameter.read(part) for part in parts)
    except ValueError as error:
        faults.append(Fault(parameter.name, "", str(error), f"give {parameter.accepts}"))
        return None
    return values if parameter.many else values[0]


def _window(values: Mapping[str, Any], faults: list[Fault]) -> Interval | None:
    first, last = values.get("from"), values.get("to")
    if first is None and last is None:
        return None
    try:
        return parse_bounds(first, last)
    except ValueError:
        what = f"{last!r} lies before {first!r}"
        faults.append(Fault("to", "", what, "give a date that is no earlier than that of `from`"))
        return None
