"""The words that stand round some words of a text, and how much they weigh together.

They are signs: a word by its place before or after, by its beginning in its sentence
and near, the classes that it belongs to (data/*.toml and the atlas's fields).  How much
each weighs was fitted to texts that people have read
(:class:`mapdash.rules.ContextWeights`): for names, :mod:`mapdash.name_weighing`, and for
days, :mod:`mapdash.date_weighing`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from mapdash.folding import fold
from mapdash.issue_weighing import Fields
from mapdash.rules import ContextWeights

#: So far round the words it is looked, in letters.
REACH = 220
# So many words on either side count by their place.
_PLACES = 3
# More layers near are a sign like these.
_LAYERS = 2
# By how many of its letters a word is known that counts wherever it stands.
_BEGINNING = 6
# Shorter words do not tell one language from another.
_TELLING = 4
# Of so many words out of a hundred there must be weights for these to be heard.
_FAMILIAR = 30
# So many words are remembered with what they weigh.
_REMEMBERED = 200_000

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*|[^\w\s]")
_STOPS = frozenset(".!?\u2026")
_TABLES = ("grammar", "namesakes", "persons", "sections")

#: The part that a word plays, and the word.
Part = tuple[str, str]


def parts(text: str, start: int, end: int, layers: int) -> list[Part]:
    """Return the words round a stretch of a text, each with the part it plays.

    Parameters
    ----------
    layers : int
        How many other layers are mentioned near.

    Examples
    --------
    >>> parts("A fire. The Florence Hotel burnt.", 12, 20, 0)  # doctest: +NORMALIZE_WHITESPACE
    [('m', '0'), ('-1', 'The'), ('-2', '.'), ('-3', 'fire'),
    ('+1', 'Hotel'), ('+2', 'burnt'), ('+3', '.'), ('--', '. the'), ('++', 'hotel burnt'),
    ('s', 'burnt'), ('s', 'hotel'), ('s', 'the'),
    ('n', 'a'), ('n', 'burnt'), ('n', 'fire'), ('n', 'hotel'), ('n', 'the')]
    """
    before = _WORD.findall(text, max(0, start - REACH), start)
    after = _WORD.findall(text, end, min(len(text), end + REACH))
    before.reverse()
    sentence = {each.casefold() for each in (*_sentence(before), *_sentence(after))}
    near = {each.casefold() for each in (*before, *after) if each[0].isalnum()}
    return [
        ("m", str(min(layers, _LAYERS))),
        *_by_place("-", before),
        *_by_place("+", after),
        ("--", " ".join(before[1::-1]).casefold()),
        ("++", " ".join(after[:2]).casefold()),
        *(("s", word) for word in sorted(sentence)),
        *(("n", word) for word in sorted(near)),
    ]


def _by_place(side: str, words: list[str]) -> Iterator[Part]:
    for number in range(_PLACES):
        yield f"{side}{number + 1}", words[number] if number < len(words) else ""


def _sentence(words: Iterable[str]) -> Iterator[str]:
    """Yield the words up to the sentence's end."""
    for word in words:
        if word in _STOPS:
            return
        if word[0].isalnum():
            yield word


class Signs:
    """What a word is a sign of in the part that it plays.

    Parameters
    ----------
    fields : mapping of str to sequence of str
        The words of the atlas's fields; the package's own classes are known besides.
    """

    def __init__(self, fields: Mapping[str, tuple[str, ...]]) -> None:
        self._fields = Fields({**word_classes(), **fields})

    def of(self, part: Part, kind: str = "") -> Iterator[str]:
        """Yield what a word is a sign of: before or after words of a kind, also of them alone."""
        for sign in self._of(part):
            yield sign
            if kind and sign[0] in "+-":
                yield f"{kind}: {sign}"

    def _of(self, part: Part) -> Iterator[str]:
        place, word = part
        if place in {"m", "=", "--", "++"}:
            yield f"{place} {word}"
            return
        folded = fold(word).text
        beginning, classes = self._fields.of(folded)
        if place in {"s", "n"}:
            yield f"{place} {beginning}"
        else:
            yield f"{place} {folded}"
            yield f"{place} {_shape(word)}"
        for each in classes:
            yield f"{place} <{each}>"


def _shape(word: str) -> str:
    """Return how a word is written: ``Xx``, ``XX``, ``xx``, ``00``, or a mark as it is."""
    if not word[:1].isalnum():
        return word
    if word[0].isdigit():
        return "00"
    if not word[0].isupper():
        return "xx"
    return "XX" if len(word) > 1 and word.isupper() else "Xx"


@cache
def word_classes() -> Mapping[str, tuple[str, ...]]:
    """Return the classes of the package's data, each with its words.

    Of what is told by several words, the last is the class's.
    """
    return {
        name: tuple(dict.fromkeys(re.split(r"[\s-]", each)[-1] for each in words if each))
        for table in _TABLES
        for name, words in _lists(table, _table(table))
    }


def _table(name: str) -> Mapping[str, object]:
    return tomllib.loads(files("mapdash").joinpath(f"data/{name}.toml").read_text("utf-8"))


def _lists(name: str, value: object) -> Iterator[tuple[str, list[str]]]:
    """Yield the lists of words in a table, each with its name."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _lists(f"{name}.{key}", each)
    elif isinstance(value, str):
        yield name, value.split()
    elif isinstance(value, list):
        yield name, [each for each in value if isinstance(each, str)]


class Surroundings:
    """What weighs all that stands round some words.

    Parameters
    ----------
    weights : ContextWeights
        What was fitted.
    """

    def __init__(self, weights: ContextWeights) -> None:
        self._weights = weights
        self._signs = Signs(weights.fields)
        self._known: dict[tuple[str, Part], int] = {}
        self._familiar = frozenset(sign[2:] for sign in weights.signs if sign.startswith("n "))

    def strange(self, found: Iterable[Part]) -> bool:
        """Return whether there are no weights for most words near, as in another language."""
        near = [word[:_BEGINNING] for part, word in found if part == "n" and len(word) >= _TELLING]
        familiar = sum(word in self._familiar for word in near)
        return familiar * 100 < len(near) * _FAMILIAR

    def sum(self, found: Iterable[Part], kind: str = "") -> int:
        """Return the weight of all parts together; some signs tell only by words of a kind."""
        known = self._known
        return self._weights.start + sum(
            known[kind, part] if (kind, part) in known else self._of(kind, part) for part in found
        )

    def _of(self, kind: str, part: Part) -> int:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        signs = self._weights.signs
        weight = sum(signs.get(sign, 0) for sign in self._signs.of(part, kind))
        self._known[kind, part] = weight
        return weight
