"""A text as blocks of lines: what its blank lines, its wrapping and its marks say.

No block's words are understood here; `passages` says which blocks an article
consists of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

#: Line ends as the readers of the world write them.
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|\Z)")
_MARKS = "*_#> \t\u00a0\u200b\ufeff"
_HEADING = re.compile(r"#{1,6}[ \t\u00a0]+")
_RULE = re.compile(r"\s*(?:[-*_=~\u2014\u2013\u2022.]\s*){3,}\Z")
_ITEM = re.compile(r"\s*(?:[-*+\u2022\u25e6\u25aa\u25cf]|\(?\d{1,3}[.)])\s+\S")
_SENTENCE_END = re.compile(r"[.!?\u2026\u0589:;][\"'\u201d\u2019\u00bb)\]*_\d]*\Z")
_WORD = re.compile(r"\w+")
# A line of fewer words may be a heading.
_SENTENCE_WORDS = 5
# Of a hard-wrapped paragraph, every line but the last comes near the longest.
_WRAP_SHORTEST, _WRAP_LONGEST, _WRAP_SHARE = 40, 130, 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; `start` and `end` leave out the space around it."""

    start: int
    end: int
    text: str
    indent: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's worth of lines.

    `start` and `end` leave out surrounding space and the ``#`` of a heading.
    """

    start: int
    end: int
    text: str
    level: int = 0

    @property
    def plain(self) -> str:
        """Its text without the marks of emphasis around it."""
        return self.text.strip(_MARKS)

    @property
    def emphasised(self) -> bool:
        """Whether the whole of it is set in bold or in italics."""
        marks = self.text[:1]
        return marks in {"*", "_"} and self.text.endswith(marks) and self.text.count(marks) <= 6

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _SENTENCE_END.search(self.text.rstrip(_MARKS)[-12:]) is not None

    @property
    def words(self) -> int:
        """How many words it has; of a long one, how many its beginning has."""
        return len(self.text[:1000].split())


def read_blocks(text: str) -> tuple[Block, ...]:
    """Part a text into blocks, at blank lines or, where it has none, at its lines."""
    lines = list(_lines(text))
    blocks: list[Block] = []
    for filled, run in groupby(lines, key=lambda line: line.start < line.end):
        if filled:
            blocks.extend(_part(text, list(run)))
    return tuple(blocks)


def _lines(text: str) -> Iterator[Line]:
    for found in _LINE.finditer(text):
        written = found[0]
        left = written.lstrip(" \t\r\n\v\f\x85\u2028\u2029\u00a0\u3000\ufeff\u200b")
        start = found.start() + len(written) - len(left)
        stripped = left.rstrip()
        if _RULE.match(stripped):
            stripped = ""
        yield Line(start, start + len(stripped), stripped, start - found.start())


def _part(text: str, run: Sequence[Line]) -> Iterator[Block]:
    """Join the lines of each paragraph in a run of lines without a blank one."""
    wrapped = _is_wrapped(run)
    begin = 0
    for index in range(1, len(run) + 1):
        if index == len(run) or _parts(run[index - 1], run[index], run, wrapped=wrapped):
            yield _block(text, run[begin].start, run[index - 1].end)
            begin = index


def _is_wrapped(run: Sequence[Line]) -> bool:
    """Whether line ends within a run come from a fixed width, not from the writer."""
    if len(run) < 2:
        return False
    lengths = [line.end - line.start for line in run]
    longest = max(lengths)
    if not _WRAP_SHORTEST <= longest <= _WRAP_LONGEST:
        return False
    closed = sum(_SENTENCE_END.search(line.text[-12:]) is not None for line in run[:-1])
    if closed > len(run) / 2:
        return False
    full = sum(length >= longest * _WRAP_SHARE for length in lengths)
    return full >= 0.6 * (len(lengths) - 1) and full >= len(lengths) / 2


def _parts(line: Line, following: Line, run: Sequence[Line], *, wrapped: bool) -> bool:
    """Whether a new paragraph begins between two lines."""
    if not wrapped:
        return not _runs_on(line, following)
    if _HEADING.match(line.text) or _HEADING.match(following.text) or _ITEM.match(following.text):
        return True
    if following.indent >= run[0].indent + 2 > line.indent + 1 and line is not run[0]:
        return True
    longest = max(each.end - each.start for each in run)
    short = line.end - line.start < longest * _WRAP_SHARE
    return short and _SENTENCE_END.search(line.text[-12:]) is not None


def _runs_on(line: Line, following: Line) -> bool:
    """Whether a sentence visibly goes on in the next line."""
    if line.text.endswith(("-", "\u2010", "\u2011", "\u00ad", ",")):
        return True
    if _SENTENCE_END.search(line.text[-12:]):
        return False
    return following.text[:1].islower() or _breaks_name(line, following)


def _breaks_name(line: Line, following: Line) -> bool:
    """Whether a line written as a sentence stops between two capitals, as within a name."""
    words, after = line.text.split(), _WORD.match(following.text)
    if len(words) < _SENTENCE_WORDS or after is None or after[0].lower() in _openers():
        return False
    plain = sum(word[:1].islower() for word in words)
    return words[-1][:1].isupper() and after[0][:1].isupper() and 2 * plain > len(words)


@cache
def _openers() -> frozenset[str]:
    """Return the words that begin a sentence rather than end a name."""
    data = files("mapdash").joinpath("data/boilerplate.toml").read_text("utf-8")
    return frozenset(tomllib.loads(data)["openers"])


def _block(text: str, start: int, end: int) -> Block:
    mark = _HEADING.match(text, start, end)
    level = len(mark[0].strip()) if mark else 0
    begin = mark.end() if mark else start
    shown = text[begin:end].rstrip("# ") if mark else text[begin:end]
    return Block(begin, begin + len(shown), shown, level)
