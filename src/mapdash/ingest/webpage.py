"""A saved web page to its main text, and what the page says of it."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from mapdash.errors import UnreadableError
from mapdash.facts import Facts
from mapdash.ingest.plain import decoded
from mapdash.intervals import parse_partial, single_day
from mapdash.records import Published

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A page is not larger, in bytes: what is, is an archive or an attack.
MOST_BYTES = 20_000_000

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Where pages say on which day they were published, the surest first.
_PUBLISHED = (
    ("//meta[@property='article:published_time']/@content", "article:published_time"),
    ("//meta[@itemprop='datePublished']/@content", "datePublished"),
    ("//*[@itemprop='datePublished']/@datetime", "datePublished"),
    ("//meta[@name='citation_publication_date']/@content", "citation_publication_date"),
    ("//meta[translate(@name,'DC','dc')='dc.date.issued']/@content", "dc.date.issued"),
    ("//time[@pubdate]/@datetime", "pubdate"),
)
# What browsers and archives write into a page that they save.
_SAVED = re.compile(
    r"(?:saved date: \w{3}|FILE ARCHIVED ON [\d:]{8}) "
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}),? (?P<year>\d{4})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_webpage(data: bytes, encoding: str = "") -> tuple[str, Facts]:
    """Return a page's main text, and what the page says of it.

    The text is the title, headings marked with ``#``, and paragraphs parted
    by blank lines.

    Raises
    ------
    UnreadableError
        If the page cannot be read, or holds no text to speak of.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"is a page of {len(data):,} bytes; save its text alone")
    source = decoded(data, encoding, _declared(data))
    with _silent("trafilatura", "htmldate", "courlan", "justext", "readability"):
        found = _extracted(source)
    if found is None or found.body is None:
        raise UnreadableError("holds no main text that can be told apart; save its text alone")
    lines = [line for line in _blocks(found.body) if line.strip("#- ")]
    if not lines:
        raise UnreadableError("holds no main text that can be told apart; save its text alone")
    title = _SPACE.sub(" ", found.title or "").strip()
    if title and not any(line.lstrip("# ").startswith(title) for line in lines[:3]):
        lines.insert(0, f"# {title}")
    text = "\n\n".join(lines) + "\n"
    return text, _facts(source, found, title)


def _declared(data: bytes) -> str:
    """Return the encoding that a page names, or an empty string."""
    named = _XML.search(data[:1024]) or _CHARSET.search(data[:4096])
    if named is None:
        return ""
    label = named[1].decode("ascii").lower()
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return label
    # Pages that say Latin-1 or ASCII mean what browsers take it for.
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _extracted(source: str) -> Any:
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            source,
            with_metadata=True,
            include_comments=False,
            include_formatting=True,
            # A day that depends on when the page is read is none.
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": "2999-12-31",
            },
        )
    except Exception:  # noqa: BLE001 -- a page can break its readers in any way
        return None


@contextmanager
def _silent(*names: str) -> Iterator[None]:
    """Keep libraries from telling on the terminal what is told in our own words."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)


# ---------------------------------------------------------------- text


def _blocks(body: _Element) -> Iterator[str]:
    """Yield headings, paragraphs, items and rows, each on one line."""
    for element in body:
        words = _words(element)
        if element.tag == "head":
            level = str(element.get("rend", "h2"))[1:]
            yield f"{'#' * (int(level) if level in set('123456') else 2)} {words}"
        elif element.tag in {"list", "table"}:
            mark = "- " if element.tag == "list" else ""
            yield "\n".join(f"{mark}{_words(each)}" for each in element if _words(each))
        elif element.tag in {"quote", "div"} and len(element):
            yield from _blocks(element)
        elif element.tag != "graphic":
            yield words


def _words(element: _Element) -> str:
    parted = " | " if element.tag == "row" else ""
    texts = (str(each) for each in element.itertext())
    return _SPACE.sub(" ", parted.join(texts)).strip(" |")


# ---------------------------------------------------------------- facts


def _facts(source: str, found: Any, title: str) -> Facts:
    from trafilatura.utils import load_html

    tree = load_html(source)
    url = found.url or ""
    language = str(tree.get("lang") or "") if tree is not None else ""
    return Facts(
        title=title,
        authors=tuple(each.strip() for each in (found.author or "").split(";") if each.strip()),
        outlet=_SPACE.sub(" ", found.sitename or "").strip(),
        published=_published(source, tree, found.date),
        url=url if url.startswith(("https://", "http://")) else "",
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}(?:-|\Z)", language) else "",
    )


def _published(source: str, tree: Any, guessed: str | None) -> Published | None:
    """Return when a page says that it was published, or what is nearest to that."""
    stated = _stated(tree) if tree is not None else None
    if stated:
        return stated
    if guessed:
        why = "worked out from the page's markup, which does not call it the day of publication"
        return Published(parse_partial(guessed), "inferred", why)
    saved = _saved(source)
    return Published(single_day(saved), "captured", "the day the page was saved") if saved else None


def _stated(tree: Any) -> Published | None:
    for path, name in (*_PUBLISHED, ("//script[@type='application/ld+json']/text()", "")):
        for value in map(str, tree.xpath(path)):
            written = value if name else _of_json(value)
            found = _DAY.match(written.strip())
            try:
                day = parse_partial(found[0]) if found else None
            except ValueError:
                continue
            if day:
                return Published(day, "stated", f"the page's {name or 'datePublished'}")
    return None


def _of_json(source: str) -> str:
    """Return what JSON-LD calls the day of publication, or an empty string."""
    try:
        waiting = [json.loads(source)]
    except (ValueError, RecursionError):
        return ""
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(each.get("datePublished"), str):
                return str(each["datePublished"])
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return ""


def _saved(source: str) -> date | None:
    found = _SAVED.search(source)
    if found is None:
        return None
    try:
        return date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None
