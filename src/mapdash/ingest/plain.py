"""Bytes to text: what a plain text or a Markdown file says, and of itself in its head."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mapdash.errors import EncodingError, UnreadableError
from mapdash.facts import Facts, facts_from_text
from mapdash.intervals import parse_partial
from mapdash.records import Published

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
# Signs that turn the direction of writing, or are not seen at all.
_HIDDEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_FRONT = re.compile(
    r"\A---[ \t]*\r?\n(?P<pairs>(?:[A-Za-z_-]+:.*\r?\n|[ \t#].*\r?\n)+)---[ \t]*(?:\r?\n|\Z)"
)
_PAIR = re.compile(r"^(?P<key>[A-Za-z_-]+):[ \t]*(?P<value>\S.*?)[ \t]*\r?$", re.MULTILINE)


def decoded(data: bytes, encoding: str = "", declared: str = "") -> str:
    r"""Return the text that bytes are, its line ends unchanged.

    Parameters
    ----------
    encoding : str
        The encoding that a person names; it goes before all else.
    declared : str
        The one that the file itself names; a mark at its head goes before it.

    Raises
    ------
    EncodingError
        If the bytes are not text in that encoding; in one line, with what to do.
    UnreadableError
        If there is no text.

    Examples
    --------
    >>> decoded(b"\xff\xfeo\x00k\x00")
    'ok'
    """
    mark = next((each for each in _MARKS if data.startswith(each)), b"")
    name = encoding or _MARKS.get(mark, "") or declared or "utf-8"
    try:
        text = data.removeprefix(mark).decode(name)
    except UnicodeDecodeError as error:
        what = _not_text(name, error, encoding, mark, declared)
        raise EncodingError(what, "name another --encoding" if encoding else _ADVICE) from None
    except LookupError:
        raise EncodingError(f"names an encoding, {name!r}, that is none", _ADVICE) from None
    if "\x00" in text:
        raise EncodingError(
            "holds NUL characters: it is not text, or it is UTF-16 without its mark",
            "if it is, add --encoding utf-16-le, or utf-16-be",
        )
    if not text.strip():
        raise UnreadableError("is blank" if text else "is empty")
    return text


_ADVICE = "save it as UTF-8, or say what it is with --encoding (cp1252, cp1251, koi8-r, ...)"


def _not_text(
    name: str, error: UnicodeDecodeError, encoding: str, mark: bytes, declared: str
) -> str:
    """Say why bytes are not text in an encoding."""
    if encoding:
        return f"is not {name}, at byte {error.start}"
    if mark:
        return f"is marked as {name} but is not, at byte {error.start}"
    if declared:
        return f"says that it is {name} but is not, at byte {error.start}"
    return f"is not UTF-8, at byte {error.start}, and does not say what it is"


def stored(text: str) -> bytes:
    """Return the bytes that a text is kept as: UTF-8 without a mark."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableError(f"holds half a character, at {error.start}; save it anew") from None


def split_front_matter(text: str) -> tuple[Facts, str]:
    """Return the facts in the head of a Markdown file, between two ``---``, and the rest of it."""
    front = _FRONT.match(text)
    if front is None:
        return Facts(), text
    pairs = {each["key"].lower(): _bare(each["value"]) for each in _PAIR.finditer(front["pairs"])}
    return _facts(pairs), text[front.end() :].lstrip("\r\n")


def _facts(pairs: Mapping[str, str]) -> Facts:
    written = pairs.get("authors") or pairs.get("author", "")
    named = (_bare(each) for each in re.split(r"[,;]", written.strip("[]")))
    url = pairs.get("url", "")
    try:
        day = parse_partial(pairs.get("date", "")[:10])
    except ValueError:
        day = None
    return Facts(
        title=pairs.get("title", ""),
        authors=tuple(each for each in named if each),
        outlet=pairs.get("outlet") or pairs.get("publication", ""),
        published=Published(day, "stated", "in the head of the file") if day else None,
        url=url if url.startswith(("https://", "http://")) else "",
        language=pairs.get("lang") or pairs.get("language", ""),
    )


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value


def with_facts_of_text(facts: Facts, text: str) -> Facts:
    """Fill in what a text states about itself where nothing better is known."""
    own = facts_from_text(text)
    return replace(
        facts,
        title=facts.title or own.title,
        authors=facts.authors or own.authors,
        published=facts.published or own.published,
    )


def oddities(text: str) -> list[str]:
    """Return what a person should know of signs in a text that are not seen."""
    hidden, controls = len(_HIDDEN.findall(text)), len(_CONTROLS.findall(text))
    ends = Counter(re.findall(r"\r\n|\r|\n", text))
    notes = []
    if hidden:
        notes.append(f"{hidden} hidden signs that turn the direction of writing, kept as they are")
    if controls:
        notes.append(f"{controls} control characters, kept as they are")
    if len(ends) > 1:
        notes.append("its line ends are mixed, kept as they are")
    return notes
