"""Which parts of a text are the article: its title, headings and paragraphs.

The rules go by a page's shape: what stands before the title, what a section
is called, what repeats; they know no publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from mapdash.blocks import Block, read_blocks
from mapdash.boilerplate import (
    HEADING_WORDS,
    LABEL_WORDS,
    is_boilerplate,
    is_label,
    is_symbols,
    may_be_title,
)
from mapdash.records import Passage, PassageKind, Span

# A title is not longer, in words.
_TITLE_WORDS = 30
# A deck is not longer, in characters, and shorter than this share of a usual paragraph.
_DECK, _DECK_SHARE = 420, 0.9

_NOTE = re.compile(
    r"(?:\[?\^?\d{1,3}\]?[.):]?|[\u00b9\u00b2\u00b3\u2070-\u2079]+|[*\u2020\u2021])\s+\S"
)


def find_passages(text: str) -> tuple[Passage, ...]:
    """Return an article's passages in the order of their first places.

    Parameters
    ----------
    text : str
        Any text; a text of one block is one passage.

    Returns
    -------
    tuple of Passage
        Offsets are into `text`; none overlap.
    """
    page = _Page(_healed(text, read_blocks(text)))
    return _once(text, zip(page.blocks, page.kinds(), strict=True))


def _healed(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Join paragraphs that a page break splits in mid-sentence."""
    healed: list[Block] = []
    for block in blocks:
        # A page's number may stand in the break.
        back = 2 if len(healed) > 1 and is_symbols(healed[-1].text[:40]) else 1
        before = healed[-back] if healed else None
        if before and _goes_on(before, block):
            whole = text[before.start : block.end]
            healed[-back:] = [Block(before.start, block.end, whole, before.level)]
        else:
            healed.append(block)
    return healed


def _goes_on(before: Block, block: Block) -> bool:
    return (
        before.level == block.level == 0
        and before.words > LABEL_WORDS
        and block.words > 2
        and block.text[:1].islower()
        and not before.ends_sentence
        and not before.emphasised
    )


class _Page:
    """The blocks of a text, and what they are seen together."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.boilerplate = [is_boilerplate(block) for block in blocks]
        self.prose = [
            _is_prose(block) and not boilerplate
            for block, boilerplate in zip(blocks, self.boilerplate, strict=True)
        ]
        self.title = self._title()
        self.first = next(
            (i for i, prose in enumerate(self.prose) if prose and i > self.title), len(blocks)
        )
        lengths = (len(block.text) * prose for block, prose in zip(blocks, self.prose, strict=True))
        self.read = list(accumulate(lengths, initial=0))

    def kinds(self) -> list[PassageKind | None]:
        """Say of each block what it is; None is not of the article."""
        if len(self.blocks) == 1:
            only = self.blocks[0]
            short = only.words <= HEADING_WORDS and not only.ends_sentence
            return ["headline" if short else "paragraph"]
        kinds: list[PassageKind | None] = []
        closed = False
        for index, block in enumerate(self.blocks):
            if index == self.title:
                kinds.append("headline")
                continue
            # A section's name closes the article if little of it is left.
            half_read = self.read[index] > self.read[-1] - self.read[index]
            closed = closed or (half_read and is_label("endings", block))
            outside = closed or index < self.title or self.boilerplate[index]
            kinds.append(None if outside else self._kind(index))
        return _without_loose_headings(kinds)

    def _title(self) -> int:
        """Return the index of the headline, or -1."""
        for index, block in enumerate(self.blocks):
            if block.level == 1:
                return index
            if block.level > 1 or self.prose[index]:
                break
        for index, block in enumerate(self.blocks):
            if self.prose[index] and block.ends_sentence:
                break
            if not self.boilerplate[index] and may_be_title(block, _TITLE_WORDS):
                return index
        return -1

    def _kind(self, index: int) -> PassageKind | None:
        """Say what a block of the article is."""
        block = self.blocks[index]
        if block.level:
            return "heading"
        if not self.prose[index]:
            if _NOTE.match(block.text) and index > self.first and not block.ends_sentence:
                return None
            short = block.words <= HEADING_WORDS and not block.plain.endswith((",", ";"))
            return "heading" if short else "paragraph"
        return "deck" if index == self.first and self._may_be_deck(block) else "paragraph"

    def _may_be_deck(self, block: Block) -> bool:
        lengths = sorted(
            len(each.text) for each, prose in zip(self.blocks, self.prose, strict=True) if prose
        )
        if len(lengths) < 3 or len(block.text) > _DECK:
            return False
        return block.emphasised or len(block.text) < _DECK_SHARE * lengths[len(lengths) // 2]


def _is_prose(block: Block) -> bool:
    """Whether a block reads as sentences do."""
    if block.level:
        return False
    if block.words > HEADING_WORDS:
        return True
    return block.ends_sentence and block.words > 2 and not block.plain.endswith("?")


def _without_loose_headings(kinds: Sequence[PassageKind | None]) -> list[PassageKind | None]:
    """Drop headings that lead into nothing: labels of what is not the article."""
    kept: list[PassageKind | None] = []
    leads = False
    for kind in reversed(kinds):
        kept.append(None if kind == "heading" and not leads else kind)
        if kind is not None and kind != "heading":
            leads = kind in {"paragraph", "deck"}
    return kept[::-1]


def _once(text: str, blocks: Iterable[tuple[Block, PassageKind | None]]) -> tuple[Passage, ...]:
    """Make one passage of paragraphs that repeat word for word."""
    first: dict[str, int] = {}
    passages: list[Passage] = []
    for block, kind in blocks:
        if kind is None:
            continue
        words = text[block.start : block.end]
        if kind == "paragraph" and words in first:
            index = first[words]
            copies = (*passages[index].copies, Span(block.start, block.end))
            passages[index] = replace(passages[index], copies=copies)
            continue
        if kind == "paragraph":
            first[words] = len(passages)
        passages.append(Passage(block.start, block.end, kind))
    return tuple(passages)
