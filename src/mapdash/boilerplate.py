"""What surrounds an article on its page, told by its words and its shape.

The words are those of data/boilerplate.toml; nothing here knows a publication.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, get_args

from mapdash.blocks import Block
from mapdash.phrases import PhraseIndex

# A heading is not longer, in words; a label is shorter still.
HEADING_WORDS, LABEL_WORDS = 16, 8
# A paragraph about the page is not longer, in characters.
_ASIDE = 900

_BYLINE = re.compile(
    r"(?:(?:written |story |text )?by|von|par|автор:?|müəllif:?)\s+\[?[^\W\d_][^.!?]{1,90}\Z",
    re.IGNORECASE,
)
_UPPER = r"A-Z\u00c0-\u00de\u0410-\u042f\u0531-\u0556"
_NAME = rf"[{_UPPER}][.'\u2019\w-]*"
_PERSON = re.compile(rf"{_NAME}(?:\s+(?:{_NAME}|de|van|von|bin|al|el)){{1,4}}")
_DAY = re.compile(
    r"(?:[^\W\d_]{3,9}\.?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}"
    r"|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{4}-\d{2}-\d{2})"
)
_DATELINE = re.compile(
    r"(?:\W|\d|(?:first |last )?(?:published|updated|posted|modified)|on|at|am|pm"
    r"|GMT|UTC|CET|EST|EDT|ET|BST)*",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\(?(?:https?:/)?/[\w./%?=&#-]+\)?|\[[^\]]*\]\([^)]*\)")
_SYMBOLS = re.compile(r"[\W\d_]*\Z")
_PHONE = re.compile(r"\+?\d[\d ()\u2010-\u2013-]{8,}\d")
_PRESENTS = re.compile(
    r"\s*(?:,[^,]{1,60},)?\s*(?:is|was|are|serves as|works as)\s+"
    r"(?=an?\s|the\s|chair|founder|head\s|senior|director|editor|professor|[A-Z])"
)
_EMPLOYED = re.compile(r"\b(?:at|of|with|for|in|based)\b")

_Anywhere = Literal["navigation", "appeals", "disclaimers", "credits"]
_ANYWHERE: tuple[_Anywhere, ...] = get_args(_Anywhere)


@cache
def _phrases(kind: str) -> PhraseIndex[str]:
    data = files("mapdash").joinpath("data/boilerplate.toml").read_text("utf-8")
    return PhraseIndex((phrase, kind) for phrase in tomllib.loads(data)[kind])


@cache
def _page_phrases() -> PhraseIndex[str]:
    """Return the phrases that may stand anywhere in a block, all kinds in one index."""
    data = files("mapdash").joinpath("data/boilerplate.toml").read_text("utf-8")
    raw = tomllib.loads(data)
    return PhraseIndex((phrase, kind) for kind in _ANYWHERE for phrase in raw[kind])


# Several kinds are asked for of one block after another.
@lru_cache(maxsize=4)
def _held(text: str) -> frozenset[str]:
    index = _page_phrases()
    return frozenset(kind for _, _, kind in index.matches(index.fold(text)))


def _holds(kind: _Anywhere, text: str) -> bool:
    return kind in _held(text)


def is_label(kind: str, block: Block) -> bool:
    """Whether a block is one of a kind's phrases and nothing else."""
    if block.words > LABEL_WORDS:
        return False
    text = block.plain.rstrip(":. ")
    return any(hit.start == 0 and hit.end >= len(text) for hit in _phrases(kind).find(text))


def is_symbols(text: str) -> bool:
    """Whether a text holds no letter: a page's number, an ornament."""
    return _SYMBOLS.match(text) is not None


def may_be_title(block: Block, longest: int) -> bool:
    """Whether a block of the article, not longer than so many words, can be its headline."""
    text = block.plain
    return (
        2 <= block.words <= longest
        and not text.endswith((".", ",", ";"))
        and "\u00b7" not in text
        and " | " not in text
        and _PHONE.search(text) is None
    )


def is_boilerplate(block: Block) -> bool:
    """Whether a block belongs to the page and not to the article."""
    text = block.plain
    if not text or is_symbols(text):
        return True
    if block.words <= HEADING_WORDS and _is_line_of_page(block, text):
        return True
    return len(text) <= _ASIDE and _is_aside(block, text)


def _is_line_of_page(block: Block, text: str) -> bool:
    """Whether a short line is navigation, a byline, a date or a label."""
    if is_label("kickers", block) or is_label("endings", block):
        return True
    if block.ends_sentence and block.words > LABEL_WORDS:
        return False
    bare = _TARGET.sub("", text).strip(" ,|\u00b7\u2022-\u2013\u2014")
    if not bare or is_byline(text) or _PHONE.search(text) or is_dateline(bare):
        return True
    return not block.ends_sentence and _holds("navigation", text)


def is_dateline(text: str) -> bool:
    """Whether a line says a day and nothing else, as in "Published: 1 May 2020, 10:00"."""
    day = _DAY.search(text[:80])
    return day is not None and _DATELINE.fullmatch(text.replace(day[0], "")) is not None


def is_byline(text: str) -> bool:
    """Whether a line names who wrote the article."""
    if len(text.split()) > 14 or _BYLINE.match(text) is None:
        return False
    return "](" in text or _PERSON.match(text.split(None, 1)[1].lstrip("[")) is not None


def is_outlet(text: str) -> bool:
    """Whether a name is rather a publication's than a person's or a town's."""
    return any(_phrases("outlets").find(text))


def _is_aside(block: Block, text: str) -> bool:
    """Whether a paragraph is a caption, an appeal, a disclaimer or a note on the author."""
    if _holds("appeals", text) or _holds("disclaimers", text):
        return True
    if block.words < 60 and ("\u00a9" in text or _holds("credits", text)):
        return True
    return _is_caption(text) or _is_biography(text)


def _is_caption(text: str) -> bool:
    return any(
        hit.start == 0 and text[hit.end : hit.end + 4].lstrip().startswith((":", "|", "by ", "/"))
        for hit in _phrases("captions").find(text[:60])
    )


def _is_biography(text: str) -> bool:
    """Whether a paragraph presents a person who writes: "N. N. is a fellow at ..."."""
    person = _PERSON.match(text)
    verb = _PRESENTS.match(text, person.end()) if person else None
    if verb is None:
        return False
    clause = text[verb.end() : verb.end() + 160]
    presents = any(hit.start < 90 for hit in _phrases("professions").find(clause))
    return presents and _EMPLOYED.search(clause) is not None
