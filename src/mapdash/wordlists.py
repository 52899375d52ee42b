"""Word lists: what many phrases share is written once, and named as ``<name>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapdash.errors import Fault

#: The keys of tables whose values are lists of phrases.
PHRASE_KEYS = frozenset(
    {
        "phrases",
        "modifiers",
        "terms",
        "leanings",
        "all",
        "without",
        "needs",
        "company",
        "elsewhere",
        "forbids",
        "setting",
        "rivals",
        "decoys",
        "home",
        "course",
        "strangers",
        "told",
        "unless",
    }
)

_NAMED = re.compile(r"<([a-z0-9]+(?:-[a-z0-9]+)*)>")


def resolved(words: Mapping[str, str], name: str, faults: list[Fault]) -> dict[str, str]:
    """Spell out lists that name lists above them; the name of one below is a fault."""
    known: dict[str, str] = {}
    for key, phrase in words.items():
        known[key] = _spelled_out(phrase, known, name, f"words.{key}", faults)
    return known


def spell_out(data: Any, words: Mapping[str, str], name: str, faults: list[Fault]) -> Any:
    """Return a file's tables with every list named in a phrase spelled out.

    Parameters
    ----------
    data : tables and lists as read from TOML
        Only the keys that hold phrases are touched.
    name : str
        The file, for the faults.
    """
    if isinstance(data, list):
        return [spell_out(each, words, name, faults) for each in data]
    if not isinstance(data, dict):
        return data
    return dict(_pairs(data, words, name, faults))


def _pairs(
    table: Mapping[str, Any], words: Mapping[str, str], name: str, faults: list[Fault]
) -> Iterator[tuple[str, Any]]:
    def spelled(value: Any, where: str) -> Any:
        if isinstance(value, list):
            return [spelled(each, where) for each in value]
        return _spelled_out(value, words, name, where, faults) if isinstance(value, str) else value

    for key, value in table.items():
        if key in PHRASE_KEYS and isinstance(value, list):
            yield key, spelled(value, f"{table.get('id', '')}.{key}")
        else:
            yield key, spell_out(value, words, name, faults)


def _spelled_out(
    phrase: str, words: Mapping[str, str], name: str, where: str, faults: list[Fault]
) -> str:
    def replacement(found: re.Match[str]) -> str:
        if found[1] not in words:
            what = f"no list of words is called {found[1]!r}"
            remedy = "add it to [words], above where it is used"
            faults.append(Fault(name, where, what, remedy, code="unknown-list"))
            return found[1]
        return f"({words[found[1]]})"

    return _NAMED.sub(replacement, phrase)
