"""What a file of shapes would bring, as lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mapdash.errors import one_line
from mapdash.ingest.columns import NAMES, PROPERTIES
from mapdash.ingest.geofiles import Table
from mapdash.ingest.layer import Plan

# So many of each kind are named, the rest is counted.
_NAMED = 6
# What holds where neither a column nor a person says otherwise.
_OTHERWISE = {
    "valid_from": "open",
    "valid_to": "open",
    "line": "solid",
    "confidence": "medium",
    "status_source": "as source",
    "accuracy_m": "not known",
}


def layer_told(table: Table, plan: Plan) -> Iterator[str]:
    """Tell a file's facts, what each property is taken from, and what comes of it."""
    yield one_line(f"{table.origin}: {table.kind}, {len(table.rows):,} rows, {plan.crs}")
    layer = plan.layer
    new = f' (new: "{layer["title"]}", {layer["colour"]})' if layer else ""
    yield _row("layer", f"{plan.wish.layer}{new}")
    for key in (*PROPERTIES, *(each for each in plan.choice.columns if each.startswith(NAMES))):
        taken = _taken(plan, key)
        if taken:
            yield _row(key, taken)
    left = [each for each in table.columns if each not in plan.choice.columns.values()]
    if left:
        yield _row("left out", f"columns {_first(left)}")
    yield _row("places", f"{len(plan.places)} new: {_first([_name(each) for each in plan.places])}")
    yield _row("features", _features(plan))
    for word, rows in plan.done.items():
        yield _row("mended", f"{word}: rows {_first([str(each) for each in rows])}")
    if plan.known:
        yield _row("note", f"{plan.known} rows are in the atlas already")


def _taken(plan: Plan, key: str) -> str:
    """Say what a property is taken from."""
    column, given = plan.choice.columns.get(key), plan.choice.given.get(key)
    before = ", the last day is the one before" if _is_exclusive(plan, key) else ""
    if column is not None:
        guess = ", guessed by its name" if key in plan.choice.guessed else ""
        blank = f', "{given}" where it is empty' if given else ""
        used = ", not used: map it to use it" if key == "id" and guess else ""
        return f'column "{column}"{used or guess}{blank}{before}'
    return f'"{given}" for all{before}' if given else _OTHERWISE.get(key, "")


def _is_exclusive(plan: Plan, key: str) -> bool:
    return key == "valid_to" and plan.wish.until_exclusive


def _name(place: dict[str, object]) -> str:
    names = place["names"]
    return str(next(iter(names.values()))[0]) if isinstance(names, dict) else ""


def _features(plan: Plan) -> str:
    kinds = Counter(
        (each["geometry"] or {"type": "without a shape"})["type"] for each in plan.features
    )
    days = sorted(
        each["properties"][key]
        for each in plan.features
        for key in ("valid_from", "valid_to")
        if each["properties"][key]
    )
    span = f", from {days[0]} to {days[-1]}" if days else ", without days"
    shapes = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
    return f"{len(plan.features)}: {shapes}{span}" if plan.features else "none"


def _first(names: Sequence[str]) -> str:
    more = f", and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _row(label: str, text: str) -> str:
    return f"  {label:13} {one_line(text)}"
