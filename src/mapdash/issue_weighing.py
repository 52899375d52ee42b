"""How much the words of a passage weigh for each issue, all together.

What a passage shows are signs: a word by its beginning (``howitz``), two that stand
side by side (``went home``), a field of which it holds words (``<weaponry>``;
``<weaponry> 2`` from two different ones on), a layer that is mentioned (``#lights``).
How much each weighs was fitted to passages that people have read (:class:`mapdash.rules.Weights`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np

from mapdash.folding import fold
from mapdash.rules import Weights

#: Where something stands in a folded text.
Stretch = tuple[int, int]

# By how many of its letters a word is known: the rest is mostly endings.
_BEGINNING = 6
# From how many different words of a field on it is another sign.
_STEPS = (1, 2, 4)
# Shorter words do not tell one language from another.
_TELLING = 4
# Of so many words out of a hundred there must be weights for these to be heard.
_FAMILIAR = 50
# A passage of so many different words says enough by itself.
_FULL = 32
# So many words are remembered with what they are signs of.
_REMEMBERED = 100_000

_WORD = re.compile(r"[^\W_]+")


class Fields:
    """The fields that words belong to.

    Parameters
    ----------
    fields : mapping of str to sequence of str
        Their words; one that ends with ``*`` stands for all that begin so.

    Examples
    --------
    >>> fields = Fields({"ships": ("ship*", "sail"), "trade": ("shipment*",)})
    >>> sorted(fields.signs("shipments sail: a ship", ["port"]))  # doctest: +NORMALIZE_WHITESPACE
    ['#port', '<ships>', '<ships> 2', '<trade>', 'a', 'a ship', 'sail', 'sail a', 'ship',
    'shipme', 'shipme sail']
    """

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._begun: dict[str, list[str]] = {}
        for field, words in fields.items():
            for word in words:
                table = self._begun if word.endswith("*") else self._whole
                table.setdefault(fold(word.rstrip("*")).text, []).append(field)
        self._longest = max(map(len, self._begun), default=0)
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}

    def of(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Return a folded word's beginning, and the fields that it belongs to."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = dict.fromkeys(self._whole.get(word, ()))
            for end in range(1, min(len(word), self._longest) + 1):
                found.update(dict.fromkeys(self._begun.get(word[:end], ())))
            known = self._known[word] = word[:_BEGINNING], tuple(found)
        return known

    def signs(self, text: str, layers: Iterable[str]) -> Iterator[str]:
        """Yield once each sign that a folded text shows, and the layers mentioned in it."""
        return chain(*self.single_and_paired(text, layers))

    def single_and_paired(
        self, text: str, layers: Iterable[str]
    ) -> tuple[Sequence[str], Iterable[str]]:
        """Return the signs that are words, fields and layers, and those that are two words."""
        known = self._known
        entries = [known.get(word) or self.of(word) for word in _WORD.findall(text)]
        beginnings = [beginning for beginning, _ in entries]
        held: dict[str, set[str]] = {}
        for beginning, fields in entries:
            for field in fields:
                if field in held:
                    held[field].add(beginning)
                else:
                    held[field] = {beginning}
        single = [*dict.fromkeys(beginnings)]
        for field, words in held.items():
            single += _steps(field, len(words))
        single += (f"#{layer}" for layer in set(layers))
        return single, dict.fromkeys(map(" ".join, pairwise(beginnings)))


@lru_cache(maxsize=4096)
def _steps(field: str, words: int) -> tuple[str, ...]:
    """Return the signs that a passage holds so many different words of a field."""
    return tuple(
        f"<{field}>" if step == 1 else f"<{field}> {step}" for step in _STEPS if words >= step
    )


def first_places(text: str) -> dict[str, Stretch]:
    """Return the words of a folded text in order, each with its first place."""
    places: dict[str, Stretch] = {}
    for match in _WORD.finditer(text):
        places.setdefault(match[0], match.span())
    return places


def is_word(sign: str) -> bool:
    """Return whether a sign is one word: no field, no layer, no two side by side."""
    return sign[0] not in "<#" and " " not in sign


def emphasis(words: int) -> float:
    """Return how many times as much the rules' word weighs in a passage of so many words.

    In a passage of few different words little else can speak for an issue.
    """
    return max(1.0, (_FULL / max(1, words)) ** 2)


class Scales:
    """What weighs the signs of a passage for each issue.

    Parameters
    ----------
    weights : Weights
        What was fitted.
    issues : sequence of str
        The issues, in the order of what is returned.
    """

    def __init__(self, weights: Weights, issues: Sequence[str]) -> None:
        self._fields = Fields(weights.fields)
        # Of an issue that was not fitted, what the rules tell decides.
        start = [weights.start.get(issue, -weights.told) for issue in issues]
        rows = [
            start,
            *([each.get(issue, 0) for issue in issues] for each in weights.signs.values()),
        ]
        self._weights = np.array(rows, dtype=np.int64)
        self._row = {sign: row for row, sign in enumerate(weights.signs, start=1)}
        self._telling = {sign for sign in weights.signs if len(sign) >= _TELLING}
        self._spoken: dict[str, list[int]] = {}
        #: How much it weighs that phrases and rules tell of an issue, in a passage of many words.
        self.told = weights.told

    def weigh(self, text: str, layers: Iterable[str]) -> tuple[Sequence[int], float] | None:
        """Return what a folded text weighs for each issue, and the emphasis on the rules' word.

        From zero on, an issue is told.  None if the words are strange.
        """
        single, paired = self._fields.single_and_paired(text, layers)
        familiar = sum(sign in self._telling for sign in single)
        if familiar * 100 < sum(len(sign) >= _TELLING for sign in single) * _FAMILIAR:
            return None
        rows = [0, *(self._row[sign] for sign in chain(single, paired) if sign in self._row)]
        total: list[int] = self._weights[rows].sum(axis=0).tolist()
        return total, emphasis(sum(map(is_word, single)))

    def weightiest(self, words: Mapping[str, Stretch], number: int) -> list[Stretch]:
        """Return where the words stand that speak for an issue, the weightiest first.

        `words` are those of `first_places`.
        """
        spoken = self._spoken
        found: dict[str, tuple[int, Stretch]] = {}
        for word, stretch in words.items():
            weight = (spoken.get(word) or self._speaks(word))[number]
            if weight > 0:
                found.setdefault(word[:_BEGINNING], (-weight, stretch))
        return [stretch for _, stretch in sorted(found.values())]

    def _speaks(self, word: str) -> Sequence[int]:
        """Return what a word weighs for each issue, with all that its fields may."""
        if len(self._spoken) >= _REMEMBERED:
            self._spoken.clear()
        beginning, fields = self._fields.of(word)
        signs = (beginning, *(sign for field in fields for sign in _steps(field, max(_STEPS))))
        rows = [self._row[sign] for sign in signs if sign in self._row]
        known: list[int] = self._weights[rows].sum(axis=0).tolist()
        self._spoken[word] = known
        return known
