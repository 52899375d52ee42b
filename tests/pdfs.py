"""Makes PDF files for tests: lines of text at given places."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Text, and where it stands: points from the left, from below, the letters' size.
Written = tuple[str, float, float, float]


def pdf(pages: Sequence[Sequence[Written]], password: str = "", **told: str) -> bytes:
    """Return a PDF; `told` is its own record, as in ``Title="..."``."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        stream.set_data(b"\n".join(_shown(*line) for line in lines))
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(stream)
    if told:
        writer.add_metadata({f"/{key}": value for key, value in told.items()})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _shown(text: str, x: float, y: float, size: float) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET".encode("cp1252")


def column(paragraphs: Sequence[str], x: float = 60, top: float = 780) -> list[Written]:
    """Return paragraphs, their lines parted by line ends, as a column of text."""
    lines: list[Written] = []
    y = top
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            lines.append((line, x, y, 11))
            y -= 14
        y -= 10
    return lines
