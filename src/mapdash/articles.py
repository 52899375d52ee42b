"""Reading articles: bytes to text, and an atlas's seeds/articles.toml to records."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from mapdash.curation import Text, checked, read_toml
from mapdash.errors import Fault, UnreadableError
from mapdash.intervals import Interval
from mapdash.records import Article, Published

_NAME = "seeds/articles.toml"
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# How many characters of a text may be neither letters nor ordinary signs in a
# one-byte encoding, before the bytes are taken for something other than text.
_ODD_SHARE = 0.02

FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]+$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Table(BaseModel):
    """A table of articles.toml: unknown keys are faults, for they are mostly slips."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _PublishedTable(_Table):
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    basis: Literal["stated", "captured", "inferred"]
    why: str = ""


class _ArticleTable(_Table):
    file: FileName
    sha256: Sha256
    title: Text
    authors: list[Text] = []
    outlet: str = ""
    url: str = ""
    published: _PublishedTable | None = None
    language: str = "en"


def decode(data: bytes) -> str:
    r"""Return the text that a file's bytes are, its line ends unchanged.

    UTF-8 with or without its mark, UTF-16 with its mark; otherwise
    Windows-1252, if that gives a text.

    Raises
    ------
    UnreadableError
        If the bytes are not a text that can be read; what is wrong, in one line.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfone\r\ntwo")
    'one\r\ntwo'
    """
    text = _decoded(data)
    if "\x00" in text:
        raise UnreadableError("holds NUL characters: it is not a text file")
    if not text.strip():
        raise UnreadableError("is empty" if not text else "is blank")
    return text


def _decoded(data: bytes) -> str:
    wide = _UTF16_BOMS.get(data[:2])
    if wide:
        try:
            return data[2:].decode(wide)
        except UnicodeDecodeError as error:
            where = error.start + 2
            raise UnreadableError(f"is marked as UTF-16 but is not, at byte {where}") from None
    try:
        return data.removeprefix(_UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        text = _one_byte(data)
        if text is None:
            raise UnreadableError(
                f"is not text in UTF-8 (byte {error.start}), UTF-16 or Windows-1252; "
                "save it as UTF-8"
            ) from None
        return text


def _one_byte(data: bytes) -> str | None:
    """Return bytes as Windows-1252, or None if that is no plausible text."""
    if b"\x00" in data:
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    sample = text[:100_000]
    odd = sum(
        unicodedata.category(each) in {"Cc", "Cn", "Co"} and not each.isspace() for each in sample
    )
    accents = sum(each > "\x7f" for each in sample)
    # In a text of Latin letters, most are plain; a binary file is a random mix.
    return text if odd <= _ODD_SHARE * len(sample) and accents < len(sample) / 3 else None


def load_articles(folder: Path, faults: list[Fault]) -> tuple[Article, ...]:
    """Read an atlas's articles; what is faulty is left out and told.

    A text whose bytes are not those that articles.toml vouches for is a
    fault: what was read and marked in it may stand elsewhere.
    """
    data = read_toml(folder / _NAME, _NAME, faults)
    if data is None:
        return ()
    raw_tables = data.pop("article", [])
    faults.extend(Fault(_NAME, key, "unknown key", "write [[article]] tables") for key in data)
    if not isinstance(raw_tables, list):
        faults.append(Fault(_NAME, "article", "is not a list of tables", "write [[article]]"))
        return ()
    articles: dict[str, Article] = {}
    for number, raw in enumerate(raw_tables, start=1):
        label = raw.get("file") if isinstance(raw, dict) else None
        where = f"article {label or number}"
        table = checked(_ArticleTable, raw, _NAME, where, faults)
        article = _article(folder, table, where, faults) if table else None
        if article and article.file in articles:
            faults.append(Fault(_NAME, where, "stands here twice", "leave one out"))
        elif article:
            articles[article.file] = article
    named = {raw.get("file") for raw in raw_tables if isinstance(raw, dict)}
    faults.extend(_unnamed(folder, named))
    return tuple(articles.values())


def _article(folder: Path, table: _ArticleTable, where: str, faults: list[Fault]) -> Article | None:
    name = f"seeds/{table.file}"
    try:
        data = (folder / "seeds" / table.file).read_bytes()
        text = decode(data)
    except FileNotFoundError:
        faults.append(Fault(_NAME, where, f"the text {name} is missing", "put it there"))
        return None
    except OSError as error:
        faults.append(Fault(name, "", f"cannot be read ({error.strerror})", "check its rights"))
        return None
    except UnreadableError as error:
        faults.append(Fault(name, "", str(error), "replace the file"))
        return None
    if hashlib.sha256(data).hexdigest() != table.sha256:
        what = "the text is not the one that articles.toml vouches for (sha256 differs)"
        faults.append(Fault(name, "", what, "restore the text, or write its sha256 there"))
        return None
    published = _published(table.published, where, faults)
    return Article(
        file=table.file,
        text=text,
        sha256=table.sha256,
        title=table.title,
        authors=tuple(table.authors),
        outlet=table.outlet,
        url=table.url,
        published=published,
        language=table.language,
    )


def _published(table: _PublishedTable | None, where: str, faults: list[Fault]) -> Published | None:
    if table is None:
        return None
    if table.first > table.last:
        faults.append(Fault(_NAME, f"{where}.published", "ends before it starts", "sort from, to"))
        return None
    if table.basis == "inferred" and not table.why.strip():
        faults.append(Fault(_NAME, f"{where}.published", "is inferred without a why", "say why"))
    return Published(Interval(table.first, table.last), table.basis, table.why)


def _unnamed(folder: Path, named: set[object]) -> list[Fault]:
    """Return a warning for each text that no [[article]] names."""
    texts = sorted((folder / "seeds").glob("*.txt"))
    return [
        Fault(
            f"seeds/{path.name}", "", "no [[article]] names it", "add one, or remove it", "warning"
        )
        for path in texts
        if path.name not in named
    ]
