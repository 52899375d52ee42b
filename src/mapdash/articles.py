"""Reading articles: bytes to text, and an atlas's seeds/articles.toml to records."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mapdash.errors import Fault, UnreadableError
from mapdash.files import read_toml
from mapdash.intervals import Interval
from mapdash.records import Article, Published
from mapdash.tables import Day, Table, Text, checked

#: The file, within an atlas's folder.
NAME = "seeds/articles.toml"
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
#: Characters; a text longer than a shelf of books is none that is read in one go.
MOST = 20_000_000
# How many characters of a text may be neither letters nor ordinary signs in a
# one-byte encoding, before the bytes are taken for something other than text.
_ODD_SHARE = 0.02

FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]+$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class PublishedTable(Table):
    """When an article was published: the first and last day that are possible."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    basis: Literal["stated", "captured", "inferred"]
    """Stated in the text; only the day its page was saved; or inferred."""
    why: str = ""
    """How that is known; an inferred one needs it."""


class ArticleTable(Table):
    """A text and its facts."""

    file: FileName
    """The name of the text's file in seeds/."""
    sha256: Sha256
    """Of the file's bytes, in hexadecimal: what was marked in it holds for these alone."""
    title: Text
    authors: list[Text] = Field(default=[])
    outlet: str = ""
    url: str = ""
    published: PublishedTable | None = None
    language: str = "en"


class ArticlesTable(Table):
    """seeds/articles.toml: the articles and what is known of them."""

    article: list[ArticleTable] = Field(default=[])


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
    refuse_length(text)
    if "\x00" in text:
        raise UnreadableError("holds NUL characters: it is not a text file")
    if not text.strip():
        raise UnreadableError("is empty" if not text else "is blank")
    return text


def refuse_length(text: str) -> None:
    """Refuse a text that is longer than any article.

    Raises
    ------
    UnreadableError
        If it is.
    """
    if len(text) > MOST:
        told = f"has {len(text):,} characters, and an article at most {MOST:,}; split it"
        raise UnreadableError(told)


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


def texts_named(folder: Path) -> set[str] | None:
    """Return the files that articles.toml names, in faulty tables too; None without it."""
    data = read_toml(folder / NAME, NAME, [])
    tables = data.get("article", []) if data is not None else None
    if not isinstance(tables, list):
        return None
    return {str(each.get("file")) for each in tables if isinstance(each, dict)}


def load_articles(folder: Path, faults: list[Fault]) -> tuple[Article, ...]:
    """Read an atlas's articles; what is faulty is left out and told.

    A text whose bytes are not those that articles.toml vouches for is a
    fault: what was read and marked in it may stand elsewhere.
    """
    data = read_toml(folder / NAME, NAME, faults)
    if data is None:
        return ()
    raw_tables = data.pop("article", [])
    faults.extend(
        Fault(NAME, key, "unknown key", "write [[article]] tables", code="unknown-key")
        for key in data
    )
    if not isinstance(raw_tables, list):
        what = "is not a list of tables"
        faults.append(Fault(NAME, "article", what, "write [[article]]", code="bad-value"))
        return ()
    articles: dict[str, Article] = {}
    for number, raw in enumerate(raw_tables, start=1):
        label = raw.get("file") if isinstance(raw, dict) else None
        where = f"article {label or number}"
        table = checked(ArticleTable, raw, NAME, where, faults)
        article = _article(folder, table, where, faults) if table else None
        if article and article.file in articles:
            what = "stands here twice"
            faults.append(Fault(NAME, where, what, "leave one out", code="duplicate-id"))
        elif article:
            articles[article.file] = article
    return tuple(articles.values())


def _article(folder: Path, table: ArticleTable, where: str, faults: list[Fault]) -> Article | None:
    name = f"seeds/{table.file}"
    try:
        data = (folder / "seeds" / table.file).read_bytes()
        text = decode(data)
    except FileNotFoundError:
        what = f"the text {name} is missing"
        faults.append(Fault(NAME, where, what, "put it there", code="missing-file"))
        return None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        faults.append(Fault(name, "", what, "check its rights", code="unreadable"))
        return None
    except UnreadableError as error:
        faults.append(Fault(name, "", str(error), "replace the file", code="unreadable"))
        return None
    if hashlib.sha256(data).hexdigest() != table.sha256:
        what = "the text is not the one that articles.toml vouches for (sha256 differs)"
        remedy = "restore the text, or write its sha256 there"
        faults.append(Fault(name, "", what, remedy, code="text-changed"))
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


def _published(table: PublishedTable | None, where: str, faults: list[Fault]) -> Published | None:
    if table is None:
        return None
    if table.first > table.last:
        what = "ends before it starts"
        place = f"{where}.published"
        faults.append(Fault(NAME, place, what, "sort from, to", code="out-of-order"))
        return None
    if table.basis == "inferred" and not table.why.strip():
        what = "is inferred without a why"
        place = f"{where}.published"
        faults.append(Fault(NAME, place, what, "say why", code="missing-key"))
    return Published(Interval(table.first, table.last), table.basis, table.why)
