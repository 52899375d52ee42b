"""A PDF to its text, page furniture left out and breaks healed, and what it says of itself."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapdash.errors import UnreadableError
from mapdash.facts import Facts, facts_from_text
from mapdash.ingest.pages import Line, text_of_pages
from mapdash.intervals import single_day
from mapdash.records import Published

if TYPE_CHECKING:
    from pypdf import PdfReader

#: A document is not longer, in pages.
MOST_PAGES = 1_000

# What programs write as a title when nobody gave one.
_NO_TITLE = re.compile(
    r"microsoft word|untitled|\.(?:docx?|odt|pdf|indd|qxd|tex|pages|html?)\Z|\A\W*\Z|://",
    re.IGNORECASE,
)
_LIGATURES = re.compile("[\ufb00-\ufb06]")


def read_pdf(data: bytes, most_pages: int = MOST_PAGES) -> tuple[str, Facts]:
    """Return a document's text, and what is known of it beside what the text says.

    Raises
    ------
    UnreadableError
        If it cannot be read, is locked, or holds pictures of text only.
    """
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        reader, pages = _read(data, most_pages)
        told = _told(reader)
    finally:
        logger.setLevel(level)
    text = text_of_pages(pages)
    if not text.strip():
        raise UnreadableError("holds no text, only pictures of it; run text recognition first")
    heading = re.search(r"^# (.+)", text, re.MULTILINE)
    # A day that the text states is surer than the one on which the file was made.
    published = facts_from_text(text).published or told.published
    title = heading[1] if heading else told.title
    return text, Facts(title, told.authors, "", published)


def _read(data: bytes, most_pages: int) -> tuple[PdfReader, list[list[Line]]]:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        within = 0 < count <= most_pages
        pages = [_Page().lines(page) for page in reader.pages] if within else []
    except Exception as error:  # noqa: BLE001 -- a broken document can break its reader in any way
        kind = type(error).__name__
        raise UnreadableError(f"cannot be read as PDF ({kind}); save it anew") from None
    if locked:
        raise UnreadableError("is locked with a password; save it without one")
    if count > most_pages:
        raise UnreadableError(f"has {count:,} pages; cut out the article (at most {most_pages:,})")
    return reader, pages


@dataclass
class _Page:
    """Gathers what a page's text is written from into lines."""

    found: list[Line] = field(default_factory=list)
    text: str = ""
    start: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def lines(self, page: Any) -> list[Line]:
        """Return a page's lines in the order in which they are written."""
        page.extract_text(visitor_text=self._take)
        self._end()
        return self.found

    def _take(self, text: str, place: Sequence[float], own: Sequence[float], *font: Any) -> None:
        x = place[0] * own[4] + place[2] * own[5] + place[4]
        y = place[1] * own[4] + place[3] * own[5] + place[5]
        scale = abs(place[3] * own[3]) or abs(place[1] * own[2]) or 1.0
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._end()
            if piece.strip() and not self.text.strip():
                self.start = (round(x, 1), round(y, 1), round(scale * float(font[1] or 0), 1))
            self.text += piece

    def _end(self) -> None:
        clean = " ".join("".join(_clean(self.text)).split())
        if clean:
            self.found.append(Line(clean, *self.start))
        self.text = ""


def _clean(text: str) -> Iterator[str]:
    """Yield a text's letters, ligatures taken apart, without what is none."""
    for each in _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text):
        if unicodedata.category(each) not in {"Cc", "Cs", "Co", "Cn"}:
            yield each
        elif each.isspace():
            yield " "


def _told(reader: PdfReader) -> Facts:
    """Return what a document's own record says of it."""
    try:
        told = reader.metadata
        title = str(told.title or "") if told else ""
        author = str(told.author or "") if told else ""
        made = told.creation_date if told else None
    except Exception:  # noqa: BLE001 -- a broken record is none
        return Facts()
    why = "the day the document was made; the text names none"
    return Facts(
        title="" if _NO_TITLE.search(title) else " ".join(title.split()),
        authors=tuple(each.strip() for each in re.split(r"[;,]| and ", author) if each.strip()),
        published=Published(single_day(made.date()), "captured", why) if made else None,
    )
