"""The lines of printed pages to the paragraphs that they were set from.

Pure: whatever reads the pages gives lines with their places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# A line this much larger than the text is a heading.
_LARGER = 1.12
# A gap this much wider than that between lines parts paragraphs; one as wide
# as so many lines parts columns.
_WIDER, _FAR = 1.3, 6
# From line to line, in sizes of letters, where a page does not tell.
_STEP = 1.2
# A line shorter than this share of a full one ends a paragraph, if it ends a sentence.
_SHORT = 0.75
# So many lines at the head and foot of a page may be furniture.
_EDGE = 3

_ENDS = re.compile(r"[.!?\u2026:\u0589][\"'\u201d\u2019\u00bb)\]\d]*\Z")
_HYPHEN = re.compile(r"(?<=[^\W\d_])\s?[-\u2010\u00ad]\Z")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|стр\.)?\s*[\divxlc]{1,6}(?:\s*(?:/|of|von|из)\s*\d+)?\W*"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: where it begins, in points from the lower left, and its letters' size."""

    text: str
    x: float
    y: float
    size: float


def text_of_pages(pages: Sequence[Sequence[Line]]) -> str:
    """Return the text of printed pages: paragraphs and headings parted by blank lines.

    What repeats at the head or foot of pages is left out, paragraphs that a
    page or a column breaks are joined, words that a line's end parts too.
    """
    kept = [line for page in without_furniture(pages) for line in page]
    if not kept:
        return ""
    sizes = Counter[float]()
    for line in kept:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    largest = max(line.size for line in kept)
    words = Counter(word.lower() for line in kept for word in _WORD.findall(line.text))
    blocks = list(_paragraphs(kept, usual))
    title = next(block for block in blocks if block[0].size == largest)
    written = (
        _mark(block, usual, block is title) + _joined([line.text for line in block], words)
        for block in blocks
    )
    return "\n\n".join(written) + "\n"


def _mark(block: Sequence[Line], usual: float, is_title: bool) -> str:
    """Return what marks a block as a heading, if its letters are large."""
    if block[0].size <= usual * _LARGER:
        return ""
    return "# " if is_title else "## "


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without running titles and page numbers.

    These stand outermost, and on a third of the pages alike, at the same height.
    """
    seen = Counter(form for page in pages for form in {_form(line) for line in page})
    often = max(2, len(pages) / 3)
    kept = []
    for page in pages:
        heights = sorted({line.y for line in page})
        gone = {*_furniture(page, heights, seen, often)}
        gone |= {*_furniture(page, heights[::-1], seen, often)}
        kept.append([line for line in page if line.y not in gone])
    return kept


def _furniture(
    page: Sequence[Line], heights: Sequence[float], seen: Counter[_Form], often: float
) -> Iterator[float]:
    """Yield the heights of furniture, from the page's edge up to the first line that is none."""
    for height in heights[:_EDGE]:
        level = [line for line in page if line.y == height]
        if not all(
            seen[_form(line)] >= often or _NUMBER.fullmatch(line.text.lower()) for line in level
        ):
            return
        yield height


_Form = tuple[str, int]


def _form(line: Line) -> _Form:
    """Return what is the same of a running title on every page."""
    return _DIGITS.sub("#", line.text.lower()), round(line.y / 5)


def _paragraphs(lines: Sequence[Line], usual: float) -> Iterator[list[Line]]:
    """Part lines into paragraphs and headings."""
    gaps = [
        one.y - other.y
        for one, other in pairwise(lines)
        if one.y > other.y and one.size == other.size == usual
    ]
    step = median(gaps) / usual if gaps else _STEP
    full = sorted(len(line.text) for line in lines)[int(len(lines) * 0.8)]
    block = [lines[0]]
    for line in lines[1:]:
        if _goes_on(block[-1], line, step, full):
            block.append(line)
        else:
            yield block
            block = [line]
    yield block


def _goes_on(one: Line, other: Line, step: float, full: int) -> bool:
    """Whether a paragraph that holds one line goes on in the next."""
    if abs(one.size - other.size) > 0.05 * one.size:
        return False
    ended = _ENDS.search(one.text) is not None
    short = len(one.text) < full * _SHORT
    gap = one.y - other.y
    if not 0 < gap <= step * one.size * _FAR:
        # A column or a page ends here, not necessarily the paragraph.
        return not ended and (not short or other.text[:1].islower())
    indented = other.x > one.x + one.size
    return gap <= step * one.size * _WIDER and not (ended and (short or indented))


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    """Put lines together; a word parted at a line's end is made whole."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif _HYPHEN.search(text):
            text = _whole(text, line, words)
        else:
            text = f"{text} {line}"
    return " ".join(text.split())


def _whole(text: str, line: str, words: Counter[str]) -> str:
    """Join at a hyphen; it stays where the rest of the text writes the word with it."""
    bare = _HYPHEN.sub("", text)
    first, second = _WORD.findall(bare), _WORD.match(line)
    if second is None or not line[:1].islower():
        return f"{bare}-{line}"
    with_hyphen = f"{first[-1]}-{second[0]}".lower() if first else ""
    without = with_hyphen.replace("-", "")
    return f"{bare}-{line}" if words[with_hyphen] > words[without] else bare + line
