"""Reading what was fitted to read by: seeds/issue-weights.json, and those of names and days.

``scripts/fit_issues.py``, ``fit_names.py`` and ``fit_dates.py`` write them; an atlas without
them tells issues, and what looks like a place's name or a day, by rules alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from mapdash.errors import Fault
from mapdash.files import parse_json, read_text
from mapdash.rules import ContextWeights, Weights
from mapdash.tables import checked

#: Where the weights of an atlas stand: for issues, for names, for days.
NAME = "seeds/issue-weights.json"
NAMES = "seeds/name-weights.json"
DATES = "seeds/date-weights.json"
_Model = TypeVar("_Model", bound=BaseModel)

_REMEDY = "write it anew: python scripts/fit_issues.py"
_REMEDIES = {
    NAMES: "write it anew: python scripts/fit_names.py",
    DATES: "write it anew: python scripts/fit_dates.py",
}


class WeightsTable(BaseModel):
    """seeds/issue-weights.json: weights in hundredths, as they were fitted."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )

    about: str = ""
    """What it was fitted to, and how well it did there."""
    told: int
    """How much it weighs that the phrases and rules of an issue tell of it."""
    start: dict[str, int]
    """By issue, what it weighs where there is no sign: below zero. It is told from zero on.
    An issue that is left out is told by its phrases and rules alone."""
    signs: dict[str, dict[str, int]] = Field(default={})
    """By sign, its weight for issues: the beginning of a word, ``<field>``, ``#layer``."""


class ContextWeightsTable(BaseModel):
    """seeds/name-weights.json and date-weights.json: weights in hundredths, as they were fitted."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )

    about: str = ""
    """What it was fitted to, and how well it did there."""
    start: int
    """What a name or a day weighs where there is no sign. From zero on it is one."""
    signs: dict[str, int] = Field(default={})
    """By sign, its weight: the part that a word plays, and the word or ``<class>``."""


def read_context_weights(
    folder: Path, name: str, fields: Mapping[str, tuple[str, ...]], faults: list[Fault]
) -> ContextWeights | None:
    """Read what an atlas's names or days weigh; None if it has no such file, or one of no use."""
    table = _table(folder, name, ContextWeightsTable, _REMEDIES[name], faults)
    return ContextWeights(fields=fields, signs=table.signs, start=table.start) if table else None


def read_weights(
    folder: Path,
    issues: Collection[str],
    fields: Mapping[str, tuple[str, ...]],
    faults: list[Fault],
) -> Weights | None:
    """Read an atlas's weights; None if it has none, or some that cannot be used."""
    before = len(faults)
    table = _table(folder, NAME, WeightsTable, _REMEDY, faults)
    if table is None:
        return None
    faults.extend(_faults(table, issues))
    if any(fault.severity == "error" for fault in faults[before:]):
        return None
    signs = {
        sign: {issue: weight for issue, weight in each.items() if issue in issues}
        for sign, each in table.signs.items()
    }
    start = {issue: weight for issue, weight in table.start.items() if issue in issues}
    return Weights(fields=fields, signs=signs, start=start, told=table.told)


def _table(
    folder: Path, name: str, model: type[_Model], remedy: str, faults: list[Fault]
) -> _Model | None:
    text = read_text(folder / name, name, faults)
    if text is None:
        return None
    before = len(faults)
    data = parse_json(text, name, remedy, faults)
    return None if len(faults) > before else checked(model, data, name, "", faults, remedy)


def _faults(table: WeightsTable, issues: Collection[str]) -> Iterator[Fault]:
    """Yield which issues there are not (any more), and which would be told of everything."""
    for issue in sorted({*table.start, *(each for sign in table.signs.values() for each in sign)}):
        if issue not in issues:
            what = f"unknown issue {issue!r}"
            yield Fault(NAME, "", what, _REMEDY, "warning", code="unknown-issue")
    for issue, weight in sorted(table.start.items()):
        if weight >= 0:
            what = "is not below zero: the issue would be told of everything"
            yield Fault(NAME, f"start.{issue}", what, _REMEDY, code="out-of-range")
