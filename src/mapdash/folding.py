"""Text as it is compared: one spelling for what readers do not tell apart.

Case, accents, kinds of hyphen, quote and space, line breaks, soft hyphens,
invisible characters and Markdown emphasis are folded away; every position of
the folded text leads back to the unchanged text, so offsets stay exact.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field

#: Gives the word that a folded word is to be read as, or None.
Respell = Callable[[str], str | None]

#: Stands in the folded text for what is not prose, such as the target of a link.
BARRIER = "\u241f"

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\u02d7\u058a\ufe58\ufe63\uff0d"
_APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bc\u02bb\u02b9\u2032\u00b4`\uff07\u055a"
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\uff02'
_DASHES = "\u2014\u2015"
_LINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_ARMENIAN_EV = "\u0565\u057e"
# Letters that readers without the keyboard for them write otherwise.
_LOOKALIKES = {"\u0131": "i", "\u0130": "i", "\u0259": "e", "\u018f": "e", "\u04d9": "e"}

_REPLACED = {
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "\u2014"),
    **dict.fromkeys(_LINES, "\n"),
    **_LOOKALIKES,
}

# What does not fold one character to one: its first character is in one set, so
# that the scan is quick; what follows is consumed or bounded, so that it is linear.
_IRREGULAR = re.compile(
    "[-\n\"'*_\\[\\]:\u2014\u00ad\u0300-\u036f\u0565\u0587\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufb00-\ufb06\ufb13-\ufb17\u01c4-\u01cc]"
    r"""(?x:
        (?<=-)(?:-+|[ \n]+)
      | (?<=\n)[ \n]*(?:-{1,9}[ \n]+)?
      | (?<=\u00ad)[ ]{0,9}\n[ ]{0,9}
      | (?<=\])\([^)\s]{0,500}\)
      | (?<=:)//[^\s)>\]]+
      | (?<=\u0565)\u0582
      | (?<=[*_])[*_]+
    )?"""
)
_SPACES = re.compile(r" {2,}")
_UNUSUAL = re.compile(r"[^ -_a-~\n]+")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,40}\Z")
_CAPITALISED = re.compile(r"(?<![^\W\d_])[^\W\d_a-z][^\W\d_]{1,30}(?![^\W\d_])")
_WORD_AFTER = re.compile(r"[^\W\d_]{1,40}")


class _Fold(dict[int, str]):
    """One character for each character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _REPLACED:
        return _REPLACED[character]
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", character)
    if len(plain) > 1 and all(unicodedata.combining(each) for each in plain[1:]):
        character = plain[0]
    lower = character.lower()
    return lower if len(lower) == 1 else character


_FOLD = _Fold()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and the way back to the unchanged one.

    Parameters
    ----------
    text : str
        The folded text; words are parted by single spaces.
    source : str
        The unchanged text.
    """

    text: str
    source: str = field(repr=False)
    _folded: list[int] = field(repr=False)
    _source: list[int] = field(repr=False)

    def to_source(self, position: int) -> int:
        """Return where a character of the folded text stands in the source."""
        index = bisect_right(self._folded, position) - 1
        found = self._source[index] + position - self._folded[index]
        if index + 1 < len(self._source):
            # Inside an expansion, several folded characters share one of the source.
            found = max(self._source[index], min(found, self._source[index + 1] - 1))
        return found

    def to_folded(self, position: int) -> int:
        """Return where a character of the source stands in the folded text, or would stand."""
        index = bisect_right(self._source, position) - 1
        found = self._folded[index] + position - self._source[index]
        if index + 1 < len(self._folded):
            found = min(found, self._folded[index + 1])
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source's span of a non-empty stretch of the folded text."""
        return self.to_source(start), self.to_source(end - 1) + 1

    def is_word(self, start: int, end: int) -> bool:
        """Whether a stretch begins and ends at word borders."""
        text = self.text
        return not (start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")) and not (
            end < len(text) and (text[end].isalnum() or text[end] == "_")
        )


def fold(text: str, words: Container[str] = (), respell: Respell | None = None) -> Folded:
    r"""Fold a text.

    Parameters
    ----------
    text : str
        Any text.
    words : container of str
        Folded words that are known: a word broken by a hyphen at a line's
        end is joined if the whole is among them, otherwise its hyphen stays.
    respell : callable, optional
        Gives for a folded word that is capitalised in the text the word to read it as, if any.

    Examples
    --------
    >>> folded = fold("the **N**ew\u2011  Town")
    >>> folded.text
    'the new town'
    >>> folded.span(4, 12)
    (6, 18)
    """
    lower = text.replace("\u0130", "i").lower()
    flat = _UNUSUAL.sub(lambda run: run[0].translate(_FOLD), lower)
    pieces: list[str] = []
    at_folded, at_source = [0], [0]
    done = length = 0
    changes = _replacements(flat, words)
    respelled = list(_respelled(text, flat, respell)) if respell is not None else []
    if respelled:
        changes = heapq.merge(changes, respelled)
    for start, end, new in changes:
        pieces.append(flat[done:start])
        pieces.append(new)
        length += start - done
        if new:
            at_folded.append(length)
            at_source.append(start)
        if len(new) > 1:
            # The last letter of the one is the last of the other.
            at_folded.append(length + len(new) - 1)
            at_source.append(end - 1)
        length += len(new)
        at_folded.append(length)
        at_source.append(end)
        done = end
    pieces.append(flat[done:])
    return Folded("".join(pieces).replace("-", " "), text, at_folded, at_source)


def _respelled(text: str, flat: str, respell: Respell) -> Iterator[tuple[int, int, str]]:
    """Yield the capitalised words that are to be read as others, in order."""
    for found in _CAPITALISED.finditer(text):
        start, end = found.span()
        new = respell(flat[start:end])
        if new is not None:
            yield start, end, new


def _replacements(flat: str, words: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what changes the text's length or its words, in order."""
    irregular = _IRREGULAR.finditer(flat)
    spaces = _SPACES.finditer(flat) if "  " in flat else iter(())
    done = 0
    for found in heapq.merge(irregular, spaces, key=re.Match.start):
        start, end = found.span()
        if start < done:
            continue
        new = " " if flat[start] == " " else _replacement(flat, start, end, words)
        # Words stay parted by single spaces.
        if new == " " and flat[start - 1 : start] == " ":
            new = ""
        if new != found[0]:
            yield start, end, new
        done = end


def _replacement(flat: str, start: int, end: int, words: Container[str]) -> str:
    """Return what stands in the folded text for an irregular stretch."""
    first = flat[start]
    if first in "-\n":
        return _at_break(flat, start, end, words)
    if first == "\u00ad":
        # It may stand between the words of a name as well as within a word.
        before, after, whole = _parts(flat, start, end)
        return " " if whole not in words and before in words and after in words else ""
    if first == "'":
        # An apostrophe goes on with a word, though a closing mark stands between.
        before = flat[start - 1 : start]
        goes_on = flat[end : end + 1].isalnum() and before not in {"", " ", "\n", "(", '"'}
        return first if goes_on else ""
    if first == "_":
        inside = flat[start - 1 : start].isalnum() and flat[end : end + 1].isalnum()
        return flat[start:end] if inside else ""
    if first == ":":
        return f" {BARRIER} " if end - start > 1 else first
    if first == "]":
        return f" {BARRIER} " if end - start > 1 else ""
    if first == "\u2014":
        return " \u2014 "
    if first in "\u0565\u0587":
        return _ARMENIAN_EV if first == "\u0587" or end - start > 1 else first
    if first > "\ufb00" or "\u01c4" <= first <= "\u01cc":
        letters = unicodedata.normalize("NFKD", first).lower()
        return "".join(each for each in letters if not unicodedata.combining(each))
    return ""


def _at_break(flat: str, start: int, end: int, words: Container[str]) -> str:
    """Fold hyphens and line breaks: within a word, between words, or as a dash."""
    stretch = flat[start:end]
    hyphens = stretch.count("-")
    if hyphens > 1 or (hyphens and (stretch[0] != "-" or flat[start - 1 : start] in {"", " "})):
        return " \u2014 "
    if hyphens and "\n" in stretch:
        whole = _parts(flat, start, end)[2]
        return "" if whole in words else " "
    return " "


def _parts(flat: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the letters before and after a stretch, and both joined."""
    before = _WORD_BEFORE.search(flat, max(0, start - 40), start)
    after = _WORD_AFTER.match(flat, end)
    one, other = before[0] if before else "", after[0] if after else ""
    return one, other, one + other
