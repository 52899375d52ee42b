"""Comparing sources: articles by places, silence included, and the names each one uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdash.markup import plain
from mapdash.queries import Hit, relation_to, select
from mapdash.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.atlas import Atlas
    from mapdash.records import Mention
    from mapdash.selection import Selection


@dataclass(frozen=True, slots=True)
class Row:
    """How many passages of each article speak of a place.

    `passages` counts those that speak of it in any way, of a part of it or of
    a set it belongs to; `named` those that mean the place itself.
    """

    place: str
    layer: str
    passages: tuple[int, ...]
    named: tuple[int, ...]

    @property
    def total(self) -> int:
        """The passages of all articles."""
        return sum(self.passages)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Articles by places: a zero is an article's silence."""

    articles: tuple[str, ...]
    rows: tuple[Row, ...]

    def silent(self, place: str) -> tuple[str, ...]:
        """Return the articles that do not speak of a place.

        Raises
        ------
        KeyError
            If the matrix has no such place.
        """
        for row in self.rows:
            if row.place == place:
                pairs = zip(self.articles, row.passages, strict=True)
                return tuple(article for article, count in pairs if not count)
        raise KeyError(place)


@dataclass(frozen=True, slots=True)
class Usage:
    """What one article calls a place.

    Parameters
    ----------
    names : tuple of (str, int)
        The wordings that mean the place itself, the most frequent first.
    passages : tuple of Hit
        Its passages that speak of the place, in the article's order.
    """

    article: str
    names: tuple[tuple[str, int], ...]
    passages: tuple[Hit, ...]


def matrix(atlas: Atlas, selection: Selection) -> Matrix:
    """Return the articles chosen by the places of the layers that are on.

    The selection's place is left aside.  Articles stand in the order in which
    they were published, then by file; places layer by layer, those most
    spoken of first.  Each count is that of the passages `select` lists for
    the article and the place.
    """
    hits = select(atlas, replace(selection, place="", feature="", passage="")).hits
    articles = _articles(atlas, selection)
    rows = [
        _row(atlas, place, hits, articles)
        for layer in atlas.settings.layers
        if layer.id in selection.layers
        for place in sorted(each.id for each in atlas.places.values() if each.layer == layer.id)
    ]
    order = {layer.id: number for number, layer in enumerate(atlas.settings.layers)}
    return Matrix(articles, tuple(sorted(rows, key=lambda row: (order[row.layer], -row.total))))


def _articles(atlas: Atlas, selection: Selection) -> tuple[str, ...]:
    """Return the articles chosen, the earliest first; those of no known day at the end.

    One not yet surely published on the selection's known-on day is left out:
    it is not silent, it is unknown.
    """

    def known(file: str) -> bool:
        published = atlas.articles[file].published
        last = published.interval.last if published else None
        return selection.known_on is None or (last is not None and last <= selection.known_on)

    chosen = selection.articles or tuple(atlas.articles)
    return tuple(file for file in atlas.article_order if file in chosen and known(file))


def _row(atlas: Atlas, place: str, hits: Sequence[Hit], articles: Sequence[str]) -> Row:
    spoken: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for hit in hits:
        relations = {relation_to(atlas, mention, place) for mention in hit.mentions} - {None}
        spoken[hit.excerpt.file] += bool(relations)
        named[hit.excerpt.file] += "itself" in relations
    return Row(
        place=place,
        layer=atlas.places[place].layer,
        passages=tuple(spoken[file] for file in articles),
        named=tuple(named[file] for file in articles),
    )


def names_used(atlas: Atlas, selection: Selection, place: str) -> tuple[Usage, ...]:
    """Return what each article chosen calls a place, silent ones included, side by side."""
    hits = select(atlas, replace(selection, place=place, feature="", passage="")).hits
    by_article: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_article[hit.excerpt.file].append(hit)
    return tuple(
        Usage(
            article=file,
            names=_names(atlas, by_article[file], place),
            passages=tuple(sorted(by_article[file], key=lambda hit: hit.excerpt.passage.start)),
        )
        for file in _articles(atlas, selection)
    )


def _names(atlas: Atlas, hits: Sequence[Hit], place: str) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        _wording(atlas, hit, mention)
        for hit in hits
        for mention in hit.mentions
        if place in mention.places
    )
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _wording(atlas: Atlas, hit: Hit, mention: Mention) -> str:
    text = atlas.articles[hit.excerpt.file].text
    return plain(text, Span(mention.start, mention.end)).strip()
