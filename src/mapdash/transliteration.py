"""Names in spellings that no list holds, known by how their letters can be transliterated.

A name is told in the languages of those who live there; data/transliteration.toml says
how each letter of these can be written in Latin ones.  A capitalised word that is such a
spelling of one name only is read as that name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from functools import cache
from importlib.resources import files

from mapdash.folding import fold

#: Shorter words are too much like others.
SHORTEST = 6

# What is heard as one kind of sound, or hardly at all: words of another key are not compared.
_SOUNDS = str.maketrans("kqgxcszjpbdvw", "sssssssspptvv")
_SILENT = re.compile("[aeiouyvh]")
_MINGLED = re.compile(r"t(?=s)|(.)(?=\1)")
_WORD = re.compile(r"[^\W\d_]+")
# How many words are remembered.
_MEMORY = 50_000


class Respelling:
    """Reads a word that is another spelling of a known name as that name.

    Parameters
    ----------
    names : iterable of mapping of str to sequence of str
        For each place its names by language; of two that share one, the first has it.
    known : container of str
        Folded words that are to be left as they are.

    Examples
    --------
    >>> respelled = Respelling([{"en": ("Nakhchivan",), "ru": ("Нахичевань",)}], ())
    >>> respelled("nachitschewan"), respelled("chichester")
    ('nakhchivan', None)
    """

    def __init__(self, names: Iterable[Mapping[str, Iterable[str]]], known: Container[str]) -> None:
        self._known = known
        self._by_key: dict[str, dict[str, list[re.Pattern[str]]]] = {}
        self._claimed: set[str] = set()
        self._memory: dict[str, str | None] = {}
        for by_language in names:
            latin = [word for name in by_language.get("en", ()) for word in fold(name).text.split()]
            for language in _tables().keys() & by_language.keys():
                for name in by_language[language]:
                    for word in _WORD.findall(name):
                        self._add(word, language, latin)

    def _add(self, word: str, language: str, latin: Iterable[str]) -> None:
        spellings = _spellings(word, language)
        if spellings is None or word in self._claimed:
            return
        for name in latin:
            # Only what sounds alike is the same word of a name of several.
            if len(name) >= SHORTEST - 1 and _alike(name, word, language):
                known = self._by_key.setdefault(_key(name), {}).setdefault(name, [])
                known.append(spellings)
                self._claimed.add(word)
                return

    def __call__(self, word: str) -> str | None:
        """Return the name that a folded word is another spelling of, or None."""
        if len(word) < SHORTEST or word in self._known or not word.isascii():
            return None
        if word not in self._memory:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            self._memory[word] = self._look_up(word)
        return self._memory[word]

    def _look_up(self, word: str) -> str | None:
        found = [
            name
            for name, patterns in self._by_key.get(_key(word), {}).items()
            if any(pattern.fullmatch(word) for pattern in patterns)
        ]
        return found[0] if len(found) == 1 else None


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    raw = tomllib.loads(files("mapdash").joinpath("data/transliteration.toml").read_text("utf-8"))
    return {
        language: {letter: tuple(spelled) for letter, spelled in table.items()}
        for language, table in raw.items()
    }


@cache
def _letters(language: str) -> re.Pattern[str]:
    longest_first = sorted(_tables()[language], key=lambda each: -len(each))
    return re.compile("|".join(map(re.escape, longest_first)))


def _spelled(word: str, language: str) -> list[tuple[str, ...]] | None:
    """Return the Latin spellings of each letter of a word; None if one is not of the language."""
    turkic = word.replace("I", "\u0131").replace("\u0130", "i")
    lower = (turkic if language == "az" else word).lower()
    letters = _letters(language).findall(lower)
    if "".join(letters) != lower:
        return None
    return [_tables()[language][letter] for letter in letters]


def _spellings(word: str, language: str) -> re.Pattern[str] | None:
    spelled = _spelled(word, language)
    if spelled is None:
        return None
    return re.compile("".join(f"(?:{'|'.join(each)})" for each in spelled))


def _alike(name: str, word: str, language: str) -> bool:
    """Whether a word of a language sounds like a Latin one, as it is most often written."""
    spelled = _spelled(word, language)
    return spelled is not None and _key("".join(each[0] for each in spelled)) == _key(name)


def _key(word: str) -> str:
    """Return what all spellings of a word share, more or less: its consonants by kind."""
    sounds = re.sub(r"\bh", "s", word).translate(_SOUNDS)
    return _MINGLED.sub("", _MINGLED.sub("", _SILENT.sub("", sounds)))
