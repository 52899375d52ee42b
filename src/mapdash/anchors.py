"""The words without which a phrase cannot hold, as bits: what is not there need not be tried.

A match never reaches past the end of a clause, unless its own words do.  So a phrase is
tried only in a clause that holds, of each set of words that it requires, at least one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapdash.folding import BARRIER
from mapdash.phrase_nodes import Choice, Node, Word, required

#: What ends a clause, if a space follows it.
STOPS = f".!?;:\u2026\u0589\u2014{BARRIER}"

_STOP = re.compile(f"[{STOPS}]")

#: The bits of every anchor: nothing is known to be missing.
ALL = -1

# Shorter words, in letters, stand in so many clauses that they tell nothing.
_SHORTEST = 3


class Anchors:
    """Numbers sets of words, a bit for each, as phrases come that require them.

    Examples
    --------
    >>> from mapdash.phrase_language import Phrase
    >>> anchors = Anchors()
    >>> [anchors.of(Phrase.parse(each).nodes) for each in ("mill* ...4 (dam|weir)", "(old|) mill*")]
    [3, 1]
    >>> sorted(anchors.words().items())
    [('dam', (0, 2)), ('mill', (1, 0)), ('weir', (0, 2))]
    """

    def __init__(self) -> None:
        self._bits: dict[frozenset[tuple[str, bool]], int] = {}

    def of(self, nodes: Sequence[Node]) -> int:
        """Return the bits of the sets of words that a phrase requires; 0 if none can be told."""
        if any(_has_stop(node) for node in nodes):
            return 0
        bits = 0
        for words in required(nodes):
            if min(len(text) for text, _ in words) < _SHORTEST:
                continue
            bits |= self._bits.setdefault(words, 1 << len(self._bits))
        return bits

    def words(self) -> dict[str, tuple[int, int]]:
        """Return the bits that each word sets: wherever one begins so, and as a whole word."""
        found: dict[str, tuple[int, int]] = {}
        for words, bit in self._bits.items():
            for text, is_open in words:
                begun, whole = found.get(text, (0, 0))
                found[text] = (begun | bit, whole) if is_open else (begun, whole | bit)
        return found


def _has_stop(node: Node) -> bool:
    match node:
        case Word(text, endings=endings):
            return any(_STOP.search(each) for each in (text, *endings))
        case Choice(options):
            return any(_has_stop(each) for option in options for each in option)
    return False
