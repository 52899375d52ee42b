"""Adding tables to TOML files that people write: nothing that stands there is touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import tomlkit

from mapdash.errors import MapdashError


def with_tables(before: bytes, name: str, key: str, tables: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a TOML file's bytes with tables added to one of its arrays, at its end.

    Comments, order, spacing and line ends stay as they are.

    Parameters
    ----------
    before : bytes
        What the file holds; it must be TOML.
    name, key : str
        The file's name, for messages, and the array's: ``article`` adds ``[[article]]``.
    tables : iterable of mapping
        Values may be texts, numbers, days, lists and mappings; what is empty is left out.

    Raises
    ------
    MapdashError
        If the array is written in another way than as ``[[key]]`` tables.
    """
    text = before.decode("utf-8-sig")
    known = tomlkit.parse(text).get(key)
    if known is not None and not isinstance(known, tomlkit.items.AoT):
        raise MapdashError(f"{name}: {key} is not written as [[{key}]] tables; write it so")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = [] if not text or text.endswith("\n") else [""]
    for table in tables:
        lines += ["", f"[[{key}]]"] if text.strip() or lines else [f"[[{key}]]"]
        lines += [f"{each} = {toml_value(value)}" for each, value in table.items() if value != ""]
    return before + "".join(f"{line}{end}" for line in lines).encode("utf-8")


def toml_value(value: Any) -> str:
    """Return a text, number, day, list or mapping as TOML, on one line."""
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {toml_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return str(tomlkit.item(value).as_string())


def _key(key: str) -> str:
    return tomlkit.key(key).as_string()
