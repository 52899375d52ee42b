"""A person judges links: what is written for a verdict given, and for one taken back.

Pure: who, when and what was said before are passed in.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mapdash.verdicts import LinkVerdict, anchored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from mapdash.records import Article, Mention, Place, Span


def confirmed(article: Article, link: Mention, by: str, at: datetime) -> list[LinkVerdict]:
    """Return what is written when a person finds a link right."""
    return [_on(article, link, "confirmed", by, at)]


def rejected(
    article: Article, link: Mention, by: str, at: datetime, instead: Place | None = None
) -> list[LinkVerdict]:
    """Return what is written when a person finds a link wrong, and says what is meant instead."""
    span = (link.start, link.end)
    if instead is None:
        return [_on(article, link, "rejected", by, at)]
    new = anchored(article, *span, instead.layer, [instead.id], "added", by, at)
    # On its own layer what is added takes the place of what was found.
    return [new] if instead.layer == link.layer else [_on(article, link, "rejected", by, at), new]


def added(article: Article, span: Span, place: Place, by: str, at: datetime) -> list[LinkVerdict]:
    """Return what is written when a person links words to a place.

    Raises
    ------
    ValueError
        If the span is empty or does not lie within the text.
    """
    return [anchored(article, span.start, span.end, place.layer, [place.id], "added", by, at)]


def _on(article: Article, link: Mention, kind: str, by: str, at: datetime) -> LinkVerdict:
    told = anchored(article, link.start, link.end, link.layer, link.places, "automatic", by, at)
    return told.model_copy(update={"verdict": kind})


def withdrawn(history: Sequence[LinkVerdict], by: str, at: datetime) -> list[LinkVerdict]:
    """Return what takes back the last that a person said and that still holds.

    Each link goes back to what was said of it before, or to the rules.  What
    another person has since said of the same link is not touched; nothing is
    removed from the file.

    Parameters
    ----------
    history : sequence of LinkVerdict
        Every verdict of the atlas, in the order in which they were given.
    """
    stacks = _stacks(history)
    standing = {id(stack[-1]) for stack in stacks.values() if stack}
    own = [each for each in history if id(each) in standing and each.by == by]
    if not own:
        return []
    # What was said at one moment is taken back together.
    last = own[-1].at
    return [_back(stacks[each.link], by, at) for each in own if each.at == last]


def _stacks(history: Sequence[LinkVerdict]) -> dict[object, list[LinkVerdict]]:
    """Return by link what was said of it and not taken back, the last on top."""
    stacks: defaultdict[object, list[LinkVerdict]] = defaultdict(list)
    for each in history:
        stack = stacks[each.link]
        if each.undoes is None:
            stack.append(each)
        elif stack and (stack[-1].by, stack[-1].at) == (each.by, each.undoes):
            stack.pop()
    return stacks


def _back(stack: Sequence[LinkVerdict], by: str, at: datetime) -> LinkVerdict:
    said = stack[-1]
    before = stack[-2] if len(stack) > 1 else said.model_copy(update={"verdict": "automatic"})
    return before.model_copy(update={"by": by, "at": at, "undoes": said.at})
