"""What an export is made of: an edition of an atlas, and what a selection takes from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from mapdash.citation import view_text
from mapdash.markup import plain
from mapdash.queries import features_on, select
from mapdash.search import search
from mapdash.word_index import index_of
from mapdash.wording import attribution

if TYPE_CHECKING:
    from mapdash.atlas import Atlas, Excerpt
    from mapdash.queries import Hit
    from mapdash.records import Article, Feature, Mention
    from mapdash.selection import Selection

Record = dict[str, Any]

#: Said of the texts in every export: a licence of the data is none of the words.
_TEXTS = (
    "Passages are quoted from the articles named; the rights in them stay with their publishers."
)


@dataclass(frozen=True, slots=True)
class Extract:
    """What a selection takes from an atlas.

    Parameters
    ----------
    hits : tuple of Hit
        The passages.
    features : tuple of Feature
        The states of places.
    whenever : bool
        Whether passages and features of every day belong, not only those of
        the selection's days.
    """

    atlas: Atlas
    selection: Selection
    hits: tuple[Hit, ...]
    features: tuple[Feature, ...]
    whenever: bool

    @property
    def attribution(self) -> str:
        """The line that has to stand beside the data: whom to credit, and whose the texts are."""
        credited = "; ".join(attribution(feature.licence for feature in self.features))
        return f"Shapes: {credited}. {_TEXTS}" if credited else _TEXTS

    @property
    def view(self) -> str:
        """What was selected, in words."""
        return view_text(self.atlas, self.selection, whenever=self.whenever)

    @property
    def edition(self) -> Record:
        """The record that every export carries: which atlas, which version, as of when."""
        return {
            "title": self.atlas.settings.title,
            "version": self.atlas.version,
            "as_of": self.atlas.settings.extent.as_of.isoformat(),
            "selection": self.view,
            "attribution": self.attribution,
        }


def take(atlas: Atlas, selection: Selection, *, whenever: bool = False) -> Extract:
    """Return what a selection takes from an atlas.

    A chosen place takes its own states, those of its members and of the
    place whose features it shares.
    """
    answer = select(atlas, selection)
    layers = selection.layers
    if whenever:
        features = tuple(each for each in atlas.features if each.layer in layers)
    else:
        features = features_on(atlas, selection.day, layers)
    if selection.place:
        wanted = _owners(atlas, selection.place)
        features = tuple(each for each in features if each.place in wanted)
    hits = answer.hits + answer.outside if whenever else answer.hits
    if selection.search:
        hits = _found(atlas, selection, hits)
    return Extract(atlas, selection, hits, features, whenever)


def _found(atlas: Atlas, selection: Selection, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the hits that the selection's words find, the best first."""
    by_key = {hit.excerpt.key: hit for hit in hits}
    found = search(index_of(atlas), selection.search, by_key)
    return tuple(by_key[each.excerpt.key] for each in found.passages)


def _owners(atlas: Atlas, place: str) -> set[str]:
    """Return the places whose features show a place."""
    shown = (place, *atlas.places[place].members)
    return {atlas.places[each].shares or each for each in shown}


# ---------------------------------------------------------------- what all formats tell alike


def article_facts(article: Article) -> Record:
    """Return an article's facts, its days of publication as ISO dates, "" where unknown."""
    published = article.published
    interval = published.interval if published else None
    return {
        "article": article.file,
        "title": article.title,
        "authors": list(article.authors),
        "outlet": article.outlet,
        "url": article.url,
        "published_from": interval.first.isoformat() if interval and interval.first else "",
        "published_to": interval.last.isoformat() if interval and interval.last else "",
        "published_basis": published.basis if published else "",
    }


def quote(atlas: Atlas, excerpt: Excerpt) -> str:
    """Return a passage's wording on one line, without marks of form."""
    return plain(atlas.articles[excerpt.file].text, excerpt.passage.places[0])


def json_text(value: object, indent: int | None = None) -> str:
    r"""Return JSON that any reader of lines takes for one: U+2028 and its like are escaped.

    Raises
    ------
    ValueError
        If a number is not finite, which JSON cannot say.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=_plain)
    for character in "\u0085\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


# ---------------------------------------------------------------- names that last


def place_uri(atlas: Atlas, place: str) -> str:
    """Return a URI for a place: the same in every version of the atlas."""
    return _uri("place", atlas.settings.title, place)


def layer_uri(atlas: Atlas, layer: str) -> str:
    """Return a URI for a layer."""
    return _uri("layer", atlas.settings.title, layer)


def link_uri(article: Article, mention: Mention) -> str:
    """Return a URI for the link of a mention, which lasts as long as the article's bytes."""
    return _uri("link", article.sha256, str(mention.start), str(mention.end), *mention.places)


def _uri(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, json.dumps(["mapdash", *parts])).urn
