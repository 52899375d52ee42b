"""Finding thousands of names and phrases in a text, in one pass over it.

Matching is by folded text (see `folding`), at word borders.  The work is
linear in the text: an automaton finds where phrases can begin and what else
they require (see `anchors`), and what each then tries is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from mapdash.anchors import ALL, STOPS, Anchors
from mapdash.folding import Folded, Respell, fold
from mapdash.phrase_language import Inflect, Phrase
from mapdash.phrase_nodes import PhraseError

__all__ = ["Hit", "Inflect", "Match", "Phrase", "PhraseError", "PhraseIndex"]

T = TypeVar("T")

_REST = re.compile(r"[^\W_]*")


#: What is found in a folded text: start and end of the found part and of the whole, the
#: anchors of the clause that holds it, and what it stands for.
Match = tuple[tuple[int, int, int, int], int, T]
# A phrase or, of one that is spelled out, None; the anchors that it requires; whether the
# word may go on; what it stands for.
_Try = tuple[Phrase | None, int, bool, T]


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found in a text.

    `start` and `end` are of the found part, in the text as given; `outer` is
    the whole stretch with the context that the phrase itself brings, `folded`
    the same in the folded text; `anchors` are those of the clause that holds it.
    """

    start: int
    end: int
    value: T
    outer: tuple[int, int]
    folded: tuple[int, int]
    anchors: int


class PhraseIndex(Generic[T]):
    r"""Finds any of many phrases, all in one pass.

    Parameters
    ----------
    entries : iterable of (str or Phrase, T)
        A phrase (a string is parsed by `Phrase.parse`) and what it stands
        for; one phrase may come several times.
    respell : callable, optional
        Gives the word that a capitalised word of a text is to be read as, if any.
    anchors : Anchors, optional
        Shared with whoever asks what else stands in the clause of a hit.

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
        self,
        entries: Iterable[tuple[str | Phrase, T]],
        respell: Respell | None = None,
        anchors: Anchors | None = None,
    ) -> None:
        self._respell = respell
        self._words: set[str] = set()
        anchors = Anchors() if anchors is None else anchors
        tries: dict[str, list[_Try[T]]] = {}
        for phrase, value in entries:
            parsed = Phrase.parse(phrase) if isinstance(phrase, str) else phrase
            if parsed.is_context:
                raise PhraseError(
                    f"the phrase {parsed.source!r} has an @ but no span to stand round"
                )
            self._words |= parsed.words
            if parsed.literals is not None:
                for text, goes_on in parsed.literals:
                    tries.setdefault(text, []).append((None, 0, goes_on, value))
                continue
            needed = anchors.of(parsed.nodes)
            for beginning in parsed.beginnings:
                tries.setdefault(beginning, []).append((parsed, needed, False, value))
        self._automaton = _automaton(tries, anchors)

    def fold(self, text: str) -> Folded:
        """Fold a text, with the index's words known."""
        return fold(text, self._words, self._respell)

    def find(self, text: str | Folded) -> list[Hit[T]]:
        """Return every phrase found, in order of place; they may overlap.

        Offsets are those of the text given, or of the text that was folded.
        """
        folded = self.fold(text) if isinstance(text, str) else text
        hits = [hit_of(folded, match) for match in self.matches(folded)]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits

    def matches(self, folded: Folded) -> Iterator[Match[T]]:
        """Yield every phrase found in a folded text, clause by clause."""
        if not len(self._automaton):
            return
        text = folded.text
        ends = len(text)
        begin = anchors = 0
        waiting: list[tuple[int, int, Sequence[_Try[T]]]] = []
        for at, (length, begun, whole, tries) in self._automaton.iter(text):
            end = at + 1
            if not length:
                yield from _clause(folded, (begin, end), anchors, waiting)
                begin, anchors, waiting = end, 0, []
                continue
            start = end - length
            if start and text[start - 1].isalnum():
                continue
            anchors |= begun
            if whole and (end == ends or not text[end].isalnum()):
                anchors |= whole
            if tries and not (start and text[start - 1] == "_"):
                waiting.append((start, end, tries))
        yield from _clause(folded, (begin, ends), anchors, waiting)


def _automaton(tries: Mapping[str, list[_Try[T]]], anchors: Anchors) -> ahocorasick.Automaton:
    """Return what finds where phrases begin, the words that are anchors, and the ends of clauses.

    For each it holds the length, or 0 for the end of a clause; the bits of the anchors that it
    is, wherever a word begins so and as a whole word; and what is to be tried.
    """
    automaton = ahocorasick.Automaton()
    words = anchors.words()
    for text in tries.keys() | words.keys():
        automaton.add_word(text, (len(text), *words.get(text, (0, 0)), tries.get(text, ())))
    if words:
        for stop in STOPS:
            automaton.add_word(f"{stop} ", (0, 0, 0, ()))
    if len(automaton):
        automaton.make_automaton()
    return automaton


def _clause(
    folded: Folded,
    clause: tuple[int, int],
    anchors: int,
    waiting: Iterable[tuple[int, int, Sequence[_Try[T]]]],
) -> Iterator[Match[T]]:
    """Try what can begin in a clause, now that it is known what else the clause holds."""
    text = folded.text
    for start, end, tries in waiting:
        whole = end == len(text) or not (text[end].isalnum() or text[end] == "_")
        for phrase, needed, goes_on, value in tries:
            if phrase is not None:
                if needed & anchors != needed or (span := phrase.match(folded, start)) is None:
                    continue
            elif whole:
                span = (start, end, start, end)
            elif goes_on:
                rest = _REST.match(text, end).end()  # type: ignore[union-attr]
                span = (start, rest, start, rest)
            else:
                continue
            inside = clause[0] <= start and span[3] <= clause[1]
            yield span, anchors if inside else ALL, value


def hit_of(folded: Folded, match: Match[T]) -> Hit[T]:
    """Return a match as a hit, its offsets those of the text that was folded."""
    span, anchors, value = match
    inner, outer = span[:2], span[2:]
    found = folded.span(*inner)
    whole = found if inner == outer else folded.span(*outer)
    return Hit(*found, value, whole, outer, anchors)
