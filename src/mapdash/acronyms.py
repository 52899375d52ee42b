"""Names in capitals that are spelt out beside: "the DELTA, the Dutch Egg and Lard Trade Agency"."""

from __future__ import annotations

import re

# Between a name and what it stands for: "N, the ...", "N (...)", "N stands for ...".
_OPENS = re.compile(
    r"\s*(?:[a-z]+\s+)?\((?:the\s+)?|,\s+(?:or\s+)?(?:the|an?)\s+"
    r"|,?\s+(?:which\s+)?(?:stands|is\s+short)\s+for\s+(?:the\s+)?"
)
# What it stands for before it: "the ... (N)".
_BRACKET = re.compile(r"\s\(\Z")
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.;:!?()\n]")
# So many letters a word within may give, and so far it is looked for.
_REACH = 120
_FEWEST = 3


def spelled_out(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the acronym at a span is spelt out, or None.

    Examples
    --------
    >>> spelled_out("OSLO, the Office for Spirits, Liqueurs and Oils, is shut", 0, 4)
    (10, 47)
    >>> spelled_out("OSLO, the capital", 0, 4) is None
    True
    """
    name = text[start:end]
    if not (name.isalpha() and name.isupper() and len(name) > _FEWEST):
        return None
    opened = _OPENS.match(text, end)
    if opened:
        ahead = text[opened.end() : opened.end() + _REACH]
        stop = _END.search(ahead)
        words = list(_WORD.finditer(ahead[: stop.start()] if stop else ahead))
        last = _spells([each[0] for each in words], name)
        if last is not None:
            return opened.end(), opened.end() + words[last].end()
    if _BRACKET.search(text, max(0, start - 2), start):
        first = max(0, start - 2 - _REACH)
        words = list(_WORD.finditer(text[first : start - 2]))
        last = _spells([each[0][::1] for each in reversed(words)], name[::-1])
        if last is not None:
            return first + words[-1 - last].start(), start - 2
    return None


def _spells(words: list[str], name: str) -> int | None:
    """Return the number of the word whose initial is a name's last letter, or None.

    Capitalised words give their initials one by one; small ones may, and need not.
    """
    at = 0
    for number, word in enumerate(words):
        if word[0].upper() == name[at]:
            at += 1
            if at == len(name):
                return number
        elif word[0].isupper():
            return None
    return None
