"""A file that somebody brings, as the article that it is: one of the atlas's, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from mapdash.ingest.draft import Kind, article_of, kind_of, read_draft, refuse_other
from mapdash.ingest.plain import decoded, stored
from mapdash.reading import identify
from mapdash.records import Article, Published


def identified(
    file: str,
    data: bytes,
    known: Mapping[str, Article],
    published: Published | None = None,
    encoding: str = "",
) -> tuple[Article, Kind]:
    """Return the article that a file is, and as what it was read: as `mapdash add` reads it.

    Parameters
    ----------
    file : str
        The name that the article goes by; it may tell what the file is.
    known : mapping of str to Article
        The atlas's articles by the sha256 of their bytes: the facts of these are taken over.
    published : Published or None
        When an unknown article was published; None leaves it to what the file states.
    encoding : str
        The encoding of its text, if the file does not say that itself.

    Raises
    ------
    UnreadableError
        If it cannot be read: why, and what to do, in one line.
    """
    refuse_other(file, data)
    kind = kind_of(file, data)
    if kind == "text" and encoding:
        data = stored(decoded(data, encoding))
    # Offsets into a text are into the file itself: it is read as the atlas reads its own.
    if kind == "text" or sha256(data).hexdigest() in known:
        return identify(file, data, known, published), "text"
    draft = read_draft(file, data, encoding)
    if draft.sha256 in known:
        return replace(known[draft.sha256], file=file), kind
    article = article_of(draft, file)
    return replace(article, published=published or article.published), kind
