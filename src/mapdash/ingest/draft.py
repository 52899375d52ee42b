"""A file that somebody brings, as the text and the facts that an atlas would keep of it."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import Literal

from mapdash.articles import refuse_length
from mapdash.errors import UnreadableError
from mapdash.facts import Facts
from mapdash.ingest.pdf import MOST_PAGES, read_pdf
from mapdash.ingest.plain import (
    decoded,
    oddities,
    split_front_matter,
    stored,
    with_facts_of_text,
)
from mapdash.ingest.webpage import read_webpage
from mapdash.records import Article

Kind = Literal["text", "Markdown", "web page", "PDF"]

_PAGES = {".html", ".htm", ".xhtml"}
_MARKDOWN = {".md", ".markdown", ".mdown"}
_IS_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)", re.IGNORECASE
)
# What a file begins with that is no text at all, and what it is then.
_OTHERS = {
    b"PK\x03\x04": "is a packed document (Word, LibreOffice, e-book or ZIP)",
    b"\xd0\xcf\x11\xe0": "is an old Word document",
    b"{\\rtf": "is a rich text document",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"GIF8": "is a picture",
    b"\x1f\x8b": "is packed with gzip",
    b"SQLite format 3": "is a database",
}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that may become an article of an atlas.

    Parameters
    ----------
    origin : str
        The name of the file that it comes from.
    kind : {"text", "Markdown", "web page", "PDF"}
        What that is.
    data : bytes
        What is kept of it: `text` in UTF-8.
    notes : tuple of str
        What a person should know before the text is taken in.
    """

    origin: str
    kind: Kind
    text: str = field(repr=False)
    data: bytes = field(repr=False)
    facts: Facts
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Of `data`, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read_draft(
    origin: str,
    data: bytes,
    encoding: str = "",
    *,
    most_pages: int = MOST_PAGES,
    most_characters: int = sys.maxsize,
) -> Draft:
    """Read a text, a Markdown file, a web page or a PDF.

    Parameters
    ----------
    origin : str
        The file's name; what it holds goes before what the name ends with.
    encoding : str
        The encoding of its text, if the file does not say that itself.
    most_pages, most_characters : int
        A PDF of more pages is refused; of a longer text the beginning is read.

    Raises
    ------
    UnreadableError
        If it cannot be read: why, and what to do, in one line.
    """
    refuse_other(origin, data)
    kind = kind_of(origin, data)
    facts = Facts()
    match kind:
        case "PDF":
            whole, facts = read_pdf(data, most_pages)
        case "web page":
            whole, facts = read_webpage(data, encoding)
        case "Markdown":
            facts, whole = split_front_matter(decoded(data, encoding))
            if not whole.strip():
                raise UnreadableError("is blank but for its head")
        case "text":
            whole = decoded(data, encoding)
    text = whole[:most_characters]
    refuse_length(text)
    notes, facts = oddities(text), _tidy(with_facts_of_text(facts, text))
    if text != whole:
        notes.append(f"only its first {most_characters:,} characters were read")
    if not facts.title:
        facts = replace(facts, title=_readable(origin))
        notes.append("no title was found: the file's name stands for it; --title gives another")
    if facts.published is None:
        notes.append("no day of publication was found; --published gives one")
    return Draft(origin, kind, text, stored(text), facts, tuple(notes))


def kind_of(origin: str, data: bytes) -> Kind:
    """Return what a file is, by what it holds and then by the end of its name."""
    ending = PurePath(origin).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if ending in _PAGES or _IS_PAGE.match(data[:2048]):
        return "web page"
    return "Markdown" if ending in _MARKDOWN else "text"


def refuse_other(origin: str, data: bytes) -> None:
    """Refuse a file that holds no text to be read, or not the PDF that its name promises.

    Raises
    ------
    UnreadableError
        If it is such a file.
    """
    other = next((what for head, what in _OTHERS.items() if data.startswith(head)), "")
    if other:
        raise UnreadableError(f"{other}; save it as text, HTML or PDF with text in it")
    kind = kind_of(origin, data)
    if data and kind != "PDF" and PurePath(origin).suffix.lower() == ".pdf":
        what, ending = "is no PDF, whatever its name says", ".txt if it is text"
        if kind == "web page":
            what, ending = "is no PDF but a web page, whatever its name says", ".html"
        raise UnreadableError(f"{what}; save it as PDF anew, or let its name end with {ending}")


def article_of(draft: Draft, file: str) -> Article:
    """Return a draft as an article that goes by the name of a file."""
    facts = draft.facts
    return Article(
        file=file,
        text=draft.text,
        sha256=draft.sha256,
        title=facts.title,
        authors=facts.authors,
        outlet=facts.outlet,
        url=facts.url,
        published=facts.published,
        language=facts.language or "en",
    )


def _tidy(facts: Facts) -> Facts:
    """Return facts each on one line, without what is no letter or sign."""
    return replace(
        facts,
        title=_line(facts.title),
        authors=tuple(dict.fromkeys(filter(None, map(_line, facts.authors)))),
        outlet=_line(facts.outlet),
        url="" if re.search(r"[\s\x00-\x1f]", facts.url) else facts.url,
    )


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _readable(origin: str) -> str:
    stem = _line(re.sub(r"[-_.]+", " ", PurePath(origin).stem))
    return stem[:1].upper() + stem[1:] or "Untitled"


@lru_cache(maxsize=10_000)
def normal_hash(text: str) -> str:
    """Return a hash that is the same for a text however it is wrapped, spaced or encoded."""
    flat = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "")
    return hashlib.sha256(" ".join(flat.split()).encode("utf-8", "replace")).hexdigest()


def slug(name: str, otherwise: str) -> str:
    """Return a name in small Latin letters, digits and hyphens.

    Examples
    --------
    >>> slug("The Harbour of Calder, 1861", "place")
    'the-harbour-of-calder-1861'
    >>> slug("港", "place")
    'place'
    """
    flat = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", flat.decode("ascii").lower())
    return "-".join(words)[:_LONGEST_NAME].strip("-") or otherwise
