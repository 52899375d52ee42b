"""Case endings, for languages in which names are declined (data/endings.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mapdash.folding import fold
from mapdash.phrases import Inflect

# A stem is not shorter, in letters: "и" and the like would be found everywhere.
_SHORTEST_STEM = 3

_Classes = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@cache
def _data() -> Mapping[str, tuple[str, _Classes]]:
    raw = tomllib.loads(files("mapdash").joinpath("data/endings.toml").read_text("utf-8"))
    return {
        language: (
            table["script"],
            tuple((_folded(each["strip"]), _folded(each["endings"])) for each in table["classes"]),
        )
        for language, table in raw.items()
    }


def _folded(endings: list[str]) -> tuple[str, ...]:
    # The longest come first: the first that fits is taken.
    return tuple(sorted({fold(each).text for each in endings}, key=lambda each: (-len(each), each)))


def inflection(language: str, name: str) -> Inflect | None:
    """Return how a name of a language is declined, or None if it is not.

    Parameters
    ----------
    language : str
        A language's code; "" leaves it to the name's letters, if only one
        language with endings is written in them.
    """
    if not language:
        language = _language_of(name)
    if language not in _data():
        return None
    _, classes = _data()[language]

    def inflect(word: str) -> tuple[str, tuple[str, ...]]:
        for strips, endings in classes:
            for strip in strips:
                if word.endswith(strip) and len(word) - len(strip) >= _SHORTEST_STEM:
                    return word[: len(word) - len(strip)], endings
        return word, ()

    return inflect


@cache
def _language_of(name: str) -> str:
    letter = next((each for each in name if each.isalpha()), "")
    script = unicodedata.name(letter, "").split(" ")[0]
    found = [language for language, (written, _) in _data().items() if written == script != "LATIN"]
    return found[0] if len(found) == 1 else ""
