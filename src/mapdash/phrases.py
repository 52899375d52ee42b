"""Finding thousands of names and phrases in a text, in one pass over it.

Matching is by folded text (see `folding`), at word borders.  The work is
linear in the text: an automaton finds where phrases can begin, and what each
then tries is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from mapdash.folding import Folded, Respell, fold
from mapdash.phrase_language import Inflect, Phrase
from mapdash.phrase_nodes import PhraseError

__all__ = ["Hit", "Inflect", "Phrase", "PhraseError", "PhraseIndex"]

T = TypeVar("T")

_REST = re.compile(r"[^\W_]*")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found in a text.

    `start` and `end` are of the found part, in the text as given; `outer` is
    the whole stretch with the context that the phrase itself brings, `folded`
    the same in the folded text.
    """

    start: int
    end: int
    value: T
    outer: tuple[int, int]
    folded: tuple[int, int]


class PhraseIndex(Generic[T]):
    r"""Finds any of many phrases, all in one pass.

    Parameters
    ----------
    entries : iterable of (str or Phrase, T)
        A phrase (a string is parsed by `Phrase.parse`) and what it stands
        for; one phrase may come several times.
    respell : callable, optional
        Gives the word that a capitalised word of a text is to be read as, if any.

    Raises
    ------
    PhraseError
        If a phrase is not written by the rules.

    Examples
    --------
    >>> index = PhraseIndex([("land (bridge|link)", "route"), ("New Town", "town")])
    >>> [(hit.start, hit.end, hit.value) for hit in index.find("A land-\nlink to New\u00a0Town.")]
    [(2, 12, 'route'), (16, 24, 'town')]
    """

    def __init__(
        self, entries: Iterable[tuple[str | Phrase, T]], respell: Respell | None = None
    ) -> None:
        self._respell = respell
        self._automaton = ahocorasick.Automaton()
        self._words: set[str] = set()
        by_beginning: dict[str, list[tuple[Phrase | None, bool, T]]] = {}
        for phrase, value in entries:
            parsed = Phrase.parse(phrase) if isinstance(phrase, str) else phrase
            if parsed.is_context:
                raise PhraseError(
                    f"the phrase {parsed.source!r} has an @ but no span to stand round"
                )
            self._words |= parsed.words
            if parsed.literals is not None:
                for form in parsed.literals:
                    by_beginning.setdefault(form[0], []).append((None, form[1], value))
                continue
            for beginning in parsed.beginnings:
                by_beginning.setdefault(beginning, []).append((parsed, False, value))
        for beginning, found in by_beginning.items():
            self._automaton.add_word(beginning, (len(beginning), found))
        if by_beginning:
            self._automaton.make_automaton()

    def fold(self, text: str) -> Folded:
        """Fold a text, with the index's words known."""
        return fold(text, self._words, self._respell)

    def find(self, text: str | Folded) -> list[Hit[T]]:
        """Return every phrase found, in order of place; they may overlap.

        Offsets are those of the text given, or of the text that was folded.
        """
        folded = self.fold(text) if isinstance(text, str) else text
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        hits = [_hit(folded, span, value, spans) for span, value in self.matches(folded)]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits

    def matches(self, folded: Folded) -> Iterator[tuple[tuple[int, int, int, int], T]]:
        """Yield start and end of each found part and of its whole, in the folded text."""
        if not len(self._automaton):
            return
        haystack = folded.text
        for last, (length, entries) in self._automaton.iter(haystack):
            start = last + 1 - length
            if start and (haystack[start - 1].isalnum() or haystack[start - 1] == "_"):
                continue
            for phrase, goes_on, value in entries:
                if phrase is not None:
                    span = phrase.match(folded, start)
                else:
                    end = _word_end(haystack, last + 1, goes_on=goes_on)
                    span = (start, end, start, end) if end else None
                if span is not None:
                    yield span, value


def _word_end(text: str, end: int, *, goes_on: bool) -> int:
    """Return where the word that goes on at a place ends, or 0 if it may not go on."""
    if end == len(text) or not (text[end].isalnum() or text[end] == "_"):
        return end
    if not goes_on:
        return 0
    return _REST.match(text, end).end()  # type: ignore[union-attr]


def _hit(
    folded: Folded,
    span: tuple[int, int, int, int],
    value: T,
    spans: dict[tuple[int, int], tuple[int, int]],
) -> Hit[T]:
    """Return a hit; `spans` remembers where stretches of the folded text stand in the source."""
    inner, outer = span[:2], span[2:]
    for stretch in (inner, outer):
        if stretch not in spans:
            spans[stretch] = folded.span(*stretch)
    return Hit(*spans[inner], value, spans[outer], outer)
