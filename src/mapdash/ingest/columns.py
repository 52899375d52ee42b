"""Which column of a file says what, and its values as an atlas writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mapdash.errors import Fault
from mapdash.intervals import day_before, parse_partial

#: What can be said of a feature, and what columns that say it are often called.
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "place": ("place", "name", "nameen", "placename", "shapename", "label", "title", "nom"),
    "id": ("id", "fid", "featureid"),
    "part": ("part",),
    "status": ("status", "state", "stage", "condition"),
    "valid_from": ("validfrom", "from", "start", "startdate", "begin", "datefrom", "since"),
    "valid_to": ("validto", "to", "end", "enddate", "until", "dateto"),
    "basis": ("basis",),
    "line": ("line", "linestyle"),
    "accuracy_m": ("accuracym", "accuracy"),
    "confidence": ("confidence",),
    "source": ("source", "sources", "src"),
    "status_source": ("statussource",),
    "licence": ("licence", "license", "rights"),
    "note": ("note", "notes", "description", "remark", "remarks", "comment"),
}
#: What must be said of every feature; nothing is assumed for these.
REQUIRED = ("place", "status", "basis", "source", "licence")
#: A place's name in another language is mapped as ``names.ru=COLUMN``.
NAMES = "names."

_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\Z")
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?"
    r"(?:[T ][\d:.,+\-Z ]*)?\Z"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What each property is taken from: a column, or a value for all.

    `guessed` are the properties whose column was found by its name.
    """

    columns: Mapping[str, str]
    given: Mapping[str, str]
    guessed: frozenset[str]

    def value(self, key: str, values: Mapping[str, Any]) -> Any:
        """Return what a row says of a property, or else what is given for all."""
        found = values.get(self.columns[key]) if key in self.columns else None
        return self.given.get(key) if found is None or found == "" else found


def choose(
    columns: Sequence[str],
    mapped: Mapping[str, str],
    given: Mapping[str, str],
    origin: str,
    faults: list[Fault],
) -> Choice:
    """Say what each property is taken from; what cannot be known becomes a fault.

    Parameters
    ----------
    mapped, given : mapping of str to str
        Columns, and values for all rows, by property, as a person named them.
    """
    for key in (*mapped, *given):
        if key not in PROPERTIES and not key.startswith(NAMES):
            known = ", ".join((*PROPERTIES, f"{NAMES}LANGUAGE"))
            faults.append(Fault(origin, key, "is no property of a feature", f"map one of {known}"))
    for key, column in mapped.items():
        if column not in columns:
            what, known = f"there is no column {column!r}", ", ".join(columns)
            faults.append(Fault(origin, key, what, f"it has {known}" if known else ""))
    guesses = _guessed(columns, mapped, given)
    choice = Choice({**guesses, **mapped}, given, frozenset(guesses))
    missing = [each for each in REQUIRED if each not in choice.columns and each not in given]
    for key in missing:
        what = "no column says it, as far as their names tell"
        remedy = f"add --map {key}=COLUMN or --set {key}=VALUE (columns: {', '.join(columns)})"
        faults.append(Fault(origin, key, what, remedy))
    return choice


def _guessed(
    columns: Sequence[str], mapped: Mapping[str, str], given: Mapping[str, str]
) -> dict[str, str]:
    by_form = {re.sub(r"[^a-z0-9]", "", each.lower()): each for each in reversed(columns)}
    guesses = {}
    for key, forms in PROPERTIES.items():
        found = next((by_form[form] for form in forms if form in by_form), None)
        if found and key not in mapped and key not in given:
            guesses[key] = found
    return guesses


# ---------------------------------------------------------------- values


def text_of(value: Any) -> str:
    """Return a value as a text on one line.

    Examples
    --------
    >>> text_of(1901.0)
    '1901'
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return " ".join(str(value).split())


def day_of(value: Any) -> str | None:
    """Return a value as a day, a month or a year as an atlas writes it; None if it is missing.

    Raises
    ------
    ValueError
        If it is none, or can be read in two ways.

    Examples
    --------
    >>> day_of("1901/5/3"), day_of("3.5.1901"), day_of(1901.0)
    ('1901-05-03', '1901-05-03', '1901')
    """
    text = text_of(value)
    if not text:
        return None
    found = _YEAR_FIRST.match(text) or _DOTTED.match(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} is no date: write 2023, 2023-09 or 2023-09-19")
    parts = [found["year"], *(found[each].zfill(2) for each in ("month", "day") if found[each])]
    written = "-".join(parts)
    parse_partial(written)
    return written


def last_day_before(value: Any) -> str | None:
    """Return the last day before a day, a month or a year: where that is when something is over.

    Raises
    ------
    ValueError
        If it is no date, can be read in two ways, or nothing comes before it.

    Examples
    --------
    >>> last_day_before("1901/5/3"), last_day_before("1901")
    ('1901-05-02', '1900-12-31')
    """
    written = day_of(value)
    first = parse_partial(written).first if written else None
    if first is None:
        return None
    if first == date.min:
        raise ValueError(f"{written!r} has no day before it")
    return day_before(first).isoformat()


def number_of(value: Any) -> float | None:
    """Return a value as a number; None if it is missing.

    Raises
    ------
    ValueError
        If it is none.
    """
    text = text_of(value)
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no number") from None
