"""A passage as nodes: clean text, with its mentions and dates marked.

The nodes are plain data.  Whoever shows them, in the page or in a file,
escapes them or sets them as text; no markup is ever built here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from mapdash.records import DateMention, Mention, Span

# Emphasis of Markdown is a sign of form, not of wording: `**F**irst` reads "First".
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")
_SPACE = re.compile(r"\s+")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be marked: a span, and what is told of it."""

    start: int
    end: int
    data: dict[str, Any]


def mention_mark(mention: Mention, chosen: bool = False) -> Mark:
    """Return the mark of a mention."""
    return Mark(
        mention.start,
        mention.end,
        {
            "kind": "mention",
            "layer": mention.layer,
            "places": mention.places,
            "chosen": chosen,
            "at": [mention.start, mention.end],
        },
    )


def date_mark(found: DateMention, told: dict[str, Any]) -> Mark:
    """Return the mark of a temporal expression, with what is told of its days."""
    return Mark(found.start, found.end, {"kind": "date", **told})


def nodes(text: str, span: Span, marks: Sequence[Mark]) -> list[Node]:
    """Return a passage as nested nodes.

    A node is ``{"text": ...}`` or ``{"mark": {...}, "nodes": [...]}``.  The
    texts, put together, are the passage with its white space folded and its
    Markdown emphasis taken out.
    """
    inside = sorted(
        (mark for mark in marks if span.start <= mark.start and mark.end <= span.end),
        key=lambda mark: (mark.start, -mark.end),
    )
    cuts = sorted(
        {span.start, span.end, *(cut for mark in inside for cut in (mark.start, mark.end))}
    )
    pieces = []
    for start, end in pairwise(cuts):
        over = tuple(mark for mark in inside if mark.start <= start and end <= mark.end)
        pieces.append((over, _EMPHASIS.sub("", text[start:end])))
    return _nested(_folded(pieces), 0)


_Piece = tuple[tuple[Mark, ...], str]


def _folded(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Fold white space to single blanks, also across pieces."""
    folded: list[_Piece] = []
    blank = True
    for over, raw in pieces:
        clean = _SPACE.sub(" ", raw)
        if blank:
            clean = clean.lstrip(" ")
        if clean:
            blank = clean.endswith(" ")
            folded.append((over, clean))
    return folded


def _nested(pieces: Sequence[_Piece], depth: int) -> list[Node]:
    """Gather neighbouring pieces below the marks they share."""
    found: list[Node] = []
    key = lambda piece: id(piece[0][depth]) if len(piece[0]) > depth else None  # noqa: E731
    for shared, group in groupby(pieces, key):
        members = list(group)
        if shared is None:
            found.append({"text": "".join(clean for _, clean in members)})
        else:
            mark = members[0][0][depth]
            found.append({"mark": mark.data, "nodes": _nested(members, depth + 1)})
    return found


def plain(text: str, span: Span) -> str:
    """Return a passage's wording without marks."""
    return "".join(node["text"] for node in nodes(text, span, ()))


def source_of(text: str, span: Span, start: int, words: str) -> Span | None:
    """Return where words that a passage is shown with stand in its text.

    Parameters
    ----------
    start : int
        The offset of `words` in the passage's wording, as `plain` gives it.

    Returns
    -------
    Span or None
        None if the wording has other words there.
    """
    dropped = {
        at
        for found in _EMPHASIS.finditer(text[span.start : span.end])
        for at in range(span.start + found.start(), span.start + found.end())
    }
    shown: list[tuple[str, int]] = []
    for at in range(span.start, span.end):
        letter = " " if _SPACE.match(text[at]) else text[at]
        if at not in dropped and (letter != " " or (shown and shown[-1][0] != " ")):
            shown.append((letter, at))
    found = shown[start : start + len(words)] if start >= 0 else []
    if not words.strip() or "".join(letter for letter, _ in found) != words:
        return None
    solid = [at for letter, at in found if letter != " "]
    return Span(solid[0], solid[-1] + 1)
