"""How to cite a passage, or what the page shows: a footnote, and a record for BibTeX.

The day of access and the address are handed in: nothing here asks a clock.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from mapdash.service import is_this_machine
from mapdash.wording import day_text, interval_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mapdash.atlas import Atlas
    from mapdash.records import Article, Published
    from mapdash.selection import Selection

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Braces are spelled out, for BibTeX counts them even behind a backslash.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True, slots=True)
class Citation:
    """A footnote in plain text, and a BibTeX entry."""

    footnote: str
    bibtex: str


def cite_passage(atlas: Atlas, key: str, permalink: str, accessed: date) -> Citation:
    """Return how to cite a passage, found by its key.

    Parameters
    ----------
    permalink : str
        The address at which the page shows the passage; "" leaves it out, and of
        one that only this machine answers at the query alone is told.
    accessed : date
        The day on which the reader saw it.

    Raises
    ------
    KeyError
        If the atlas has no such passage.
    """
    excerpt = atlas.excerpt_by_key[key]
    article = atlas.articles[excerpt.file]
    where = _wheres(atlas)[key]
    place = f"characters {excerpt.passage.start}-{excerpt.passage.end} of {article.file}"
    footnote = f"{_reference(atlas, article, where)}{_seen(permalink, accessed)}."
    note = f"{where.capitalize()} ({place}, sha256 {article.sha256[:12]}); in {_edition(atlas)}"
    fields = {
        "author": _escaped_names(article.authors),
        "title": f"{{{_escaped(article.title or article.file)}}}",
        "journal" if article.outlet else "": _escaped(article.outlet),
        **_dates(article.published),
        "url": _address(article.url) or _url(permalink),
        "urldate": accessed.isoformat(),
        "note": _escaped(note) + _found_at(permalink),
    }
    kind = "article" if article.outlet else "misc"
    return Citation(footnote, _entry(kind, f"{_slug(article)}-{excerpt.passage.start}", fields))


def references(atlas: Atlas) -> dict[str, str]:
    """Return each passage's footnote by its key, up to the address and the day of access."""
    return {
        each.key: _reference(atlas, atlas.articles[each.file], where)
        for each, where in zip(atlas.excerpts, _wheres(atlas).values(), strict=True)
    }


def _wheres(atlas: Atlas) -> dict[str, str]:
    """Return which passage of its article each one is, by its key."""
    totals = Counter(each.file for each in atlas.excerpts)
    seen: Counter[str] = Counter()
    told = {}
    for each in atlas.excerpts:
        seen[each.file] += 1
        told[each.key] = f"passage {seen[each.file]} of {totals[each.file]}"
    return told


def _reference(atlas: Atlas, article: Article, where: str) -> str:
    said = [", ".join(article.authors), f"“{_line(article.title or article.file)}”"]
    said += [article.outlet, _published(article.published), where, _address(article.url)]
    return f"{_listed(said)}; in {_edition(atlas)}"


def cite_view(atlas: Atlas, selection: Selection, permalink: str, accessed: date) -> Citation:
    """Return how to cite what the page shows: the edition of the atlas and the selection.

    `permalink` and `accessed` are those of `cite_passage`.
    """
    shown = view_text(atlas, selection)
    extent = atlas.settings.extent
    fields = {
        "title": f"{{{_escaped(atlas.settings.title)}}}",
        "howpublished": _escaped(f"mapdash atlas, version {atlas.version}"),
        "year": f"{extent.as_of.year}",
        "url": _url(permalink),
        "urldate": accessed.isoformat(),
        "note": _escaped(f"Data as of {day_text(extent.as_of)}. View: {shown}")
        + (_found_at(permalink) if is_local(permalink) else ""),
    }
    footnote = f"{_edition(atlas)}, view: {shown}{_seen(permalink, accessed)}."
    return Citation(
        footnote, _entry("misc", f"{_plain(atlas.settings.title)}-{atlas.version}", fields)
    )


def view_text(atlas: Atlas, selection: Selection, *, whenever: bool = False) -> str:
    """Say in one line what a selection shows; what is not narrowed is left out.

    `whenever` says that its days narrow nothing.
    """
    settings = atlas.settings
    axis = "published" if selection.axis == "publication" else "speaking of days"
    days = [
        f"map of {day_text(selection.day)}",
        f"passages {axis} {interval_text(selection.listed)}",
    ]
    layers = {layer.id: layer.title for layer in settings.layers}
    issues = {issue.id: issue.title for issue in settings.issues}
    parts = [
        *(["shapes and passages of every day"] if whenever else days),
        f"as known on {day_text(selection.known_on)}" if selection.known_on else "",
        _chosen("layers", selection.layers if len(selection.layers) < len(layers) else (), layers),
        "no layer" if not selection.layers else "",
        _chosen("issues", selection.issues, issues),
        _chosen("articles", selection.articles, {k: a.title for k, a in atlas.articles.items()}),
        f"place: {atlas.places[selection.place].label()}" if selection.place else "",
        f"search: “{selection.search}”" if selection.search else "",
        f"compared with {day_text(selection.compare)}" if selection.compare else "",
    ]
    return "; ".join(_line(part) for part in parts if part)


def _chosen(what: str, ids: Iterable[str], titles: dict[str, str]) -> str:
    named = ", ".join(titles.get(each) or each for each in ids)
    return f"{what}: {named}" if named else ""


# ---------------------------------------------------------------- pieces


def _edition(atlas: Atlas) -> str:
    as_of = day_text(atlas.settings.extent.as_of)
    title = _line(atlas.settings.title)
    return f"“{title}” (mapdash atlas, version {atlas.version}, data as of {as_of})"


def findable(permalink: str) -> str:
    """Return how others find what an address shows.

    By the address, or, where only this machine answers at it, by what is
    asked of a page that shows the same atlas: ``mapdash view ?place=...``.
    """
    if not is_local(permalink):
        return _address(permalink)
    query = _address(urlsplit(permalink).query)
    return f"mapdash view ?{query}" if query else ""


def is_local(permalink: str) -> bool:
    """Whether an address leads to the page on this machine alone."""
    try:
        return is_this_machine(urlsplit(permalink).hostname or "")
    except ValueError:
        return False


def _seen(permalink: str, accessed: date) -> str:
    return (
        f"{f', {where}' if (where := findable(permalink)) else ''}, accessed {day_text(accessed)}"
    )


def _url(permalink: str) -> str:
    """Return an address for BibTeX, if others can follow it."""
    return "" if is_local(permalink) else _address(permalink)


def _found_at(permalink: str) -> str:
    """Return what a note of BibTeX says of where others find what was seen."""
    url, where = _url(permalink), findable(permalink)
    told = f"\\url{{{url}}}" if url else _escaped(where)
    return f", {told}" if told else ""


def _published(published: Published | None) -> str:
    if published is None:
        return "n.d."
    days = interval_text(published.interval)
    return days if published.basis == "stated" else f"n.d. ({published.basis}: {days})"


def _dates(published: Published | None) -> dict[str, str]:
    """Return the fields of a date, as far as it is known: BibTeX's and biblatex's."""
    if published is None:
        return {}
    first, last = published.interval.first, published.interval.last
    fields = {"date": str(published.interval)}
    if first and last and first.year == last.year:
        fields["year"] = f"{first.year}"
        if first.month == last.month:
            fields["month"] = _MONTHS[first.month - 1]
    return fields


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(_line(part) for part in parts if part)


def _line(text: str) -> str:
    """Return a text on one line, without what is no writing."""
    kept = "".join(each for each in text if unicodedata.category(each) != "Cc" or each.isspace())
    return " ".join(kept.split())


def _address(url: str) -> str:
    """Return a web address without the characters that would end it in a file or a sentence."""
    return quote(_line(url), safe=_IN_ADDRESSES)


# ---------------------------------------------------------------- BibTeX


def _escaped(text: str) -> str:
    return _line(text).translate(_LATEX)


def _escaped_names(names: Iterable[str]) -> str:
    """Return names as BibTeX parts them; one that holds its own signs of parting is kept whole."""
    parts = (_line(name) for name in names)
    return " and ".join(
        f"{{{_escaped(name)}}}" if re.search(r",|\band\b", name, re.IGNORECASE) else _escaped(name)
        for name in parts
    )


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if name and value
    ]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"]) + "\n"


def _slug(article: Article) -> str:
    """Return a key's beginning: who or what, and the year if there is one."""
    who = article.authors[0].split()[-1] if article.authors and article.authors[0].split() else ""
    year = _dates(article.published).get("year", "nd")
    return f"{_plain(who or article.outlet or article.title or article.file)}{year}"


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:4]) or "atlas"
