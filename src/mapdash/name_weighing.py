"""Whether a name that was found is the place's, by all that stands round it.

It speaks only against what was found: that "the chef of Thole" is a restaurant's, where
no rule of names knows it (:mod:`mapdash.namesakes`).
"""

from __future__ import annotations

import re

from mapdash.rules import ContextWeights
from mapdash.surroundings import Surroundings, parts

_WORD = re.compile(r"[^\W_]+")
_OPENING = frozenset('"\u201c\u201e\u00ab')
_CLOSING = frozenset('"\u201d\u201c\u00bb')


def says_itself(name: str) -> bool:
    """Return whether a name says by a common noun what it is: it leaves no doubt.

    Examples
    --------
    >>> says_itself("Panama canal"), says_itself("Panama")
    (True, False)
    """
    return any(word[0].islower() for word in _WORD.findall(name))


def _quoted_alone(text: str, start: int, end: int) -> bool:
    """Return whether a name of one word, and nothing else, stands in quotation marks."""
    opened = text[max(0, start - 1) : start] in _OPENING
    return opened and text[end : end + 1] in _CLOSING and text[start:end].isalpha()


class Doubts:
    """What weighs whether a name that was found is the place's.

    Parameters
    ----------
    weights : ContextWeights
        What was fitted.
    """

    def __init__(self, weights: ContextWeights) -> None:
        self._round = Surroundings(weights)

    def weigh(self, text: str, start: int, end: int, layers: int) -> int:
        """Return what speaks for the place, less what speaks against it.

        Below zero the name is another's.  It is 0 where it leaves no doubt.  Where the words
        round it are strange, as in another language, only quotation marks speak: a word
        alone between them is a firm's, a club's or a ship's.

        Parameters
        ----------
        layers : int
            How many other layers are mentioned near.
        """
        if says_itself(text[start:end]):
            return 0
        found = parts(text, start, end, layers)
        if self._round.strange(found):
            return -1 if _quoted_alone(text, start, end) else 0
        return self._round.sum(found)
