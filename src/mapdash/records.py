"""The records everything else speaks of.  Read this file first.

All of them are frozen.  Offsets count code points in the unchanged text of
an article; ``text[start:end] == exact`` holds for every span.  Coordinates
are longitude, latitude on WGS 84.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shapely.geometry.base import BaseGeometry

from mapdash.intervals import Interval
from mapdash.rules import Apart, Cue, IssueRule, Rule

#: Languages that names are given in, in the order the page offers them.
Basis = Literal["surveyed", "official line", "derived", "schematic"]
Confidence = Literal["high", "medium", "low"]
PassageKind = Literal["headline", "deck", "heading", "paragraph"]
PublishedBasis = Literal["stated", "captured", "inferred"]
Verdict = Literal["automatic", "confirmed", "rejected", "added"]
Why = Literal["name", "rule", "anaphor", "hand"]


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, and how that is known.

    ``stated`` in the text, ``captured`` (only the day its page was saved is
    known) or ``inferred`` from what the text says, with the reason in `why`.
    """

    interval: Interval
    basis: PublishedBasis
    why: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its facts.

    Parameters
    ----------
    file : str
        The file's name: the article's id within its atlas.
    text : str
        The decoded text, unchanged (no newline translation).
    sha256 : str
        Of the file's bytes, in hexadecimal.
    """

    file: str
    text: str = field(repr=False)
    sha256: str
    title: str
    authors: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    published: Published | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, headline or deck of an article's body.

    A paragraph repeated word for word is one passage; `copies` holds its
    other places.  A paragraph that a page break splits is one span, the
    break included.
    """

    start: int
    end: int
    kind: PassageKind = "paragraph"
    copies: tuple[Span, ...] = ()

    @property
    def places(self) -> tuple[Span, ...]:
        """Every place at which the passage stands, the first one first."""
        return (Span(self.start, self.end), *self.copies)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or describes a place, and the reason for saying so.

    Parameters
    ----------
    layer : str
        The layer of the places.
    places : tuple of str
        The places meant; several when the phrase means a set of them.
    why : {"name", "rule", "anaphor", "hand"}
        A name of the gazetteer, a description's rule, a reference back to
        an earlier mention, or a person's hand.
    rule : str
        The id of the rule, or the name in the gazetteer that matched.
    context : tuple of Span
        The words that decided: a rule's needed context, an anaphor's antecedent.
    """

    start: int
    end: int
    exact: str
    layer: str
    places: tuple[str, ...]
    why: Why
    rule: str = ""
    context: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A span that may mean one of several places: reported, never guessed."""

    start: int
    end: int
    exact: str
    candidates: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression and the days it stands for.

    `resolved_against` names what supplied a missing part: the publication,
    an earlier date in the text (its exact words), or nothing.
    """

    start: int
    end: int
    exact: str
    interval: Interval
    resolved_against: str = ""


@dataclass(frozen=True, slots=True)
class IssueFind:
    """An issue that a passage speaks of, with the spans that decided."""

    issue: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A thing in the world that has names and lies on one layer.

    Parameters
    ----------
    names : dict of str to tuple of str
        By language (en, az, hy, ru, ...); the first of each is the one shown.
        Keys with a script suffix (``hy-Latn``) hold transliterations.
    spellings : tuple of str
        Other spellings to be recognised, never shown as a name.
    forbids, needs : tuple of str
        Phrases of which none may stand in the sentence of the name, and of
        which one must stand in its passage, the one before, or the title.
    elsewhere : tuple of str
        Phrases for something else of that name: none may stand in the passage.
    cues : tuple of Cue
        Weak evidence for the names or against them; they must not sum up to less than nothing.
    linked : bool
        Whether its names alone make a mention; if not, it is for orientation,
        or only rules lead to it.
    members : tuple of str
        For a set of places ("the four villages"): the places in it.
    shares : str
        The place whose features this one shares, having none of its own.
    within : tuple of str
        The places that contain it, nearest first; computed from geometry.
    """

    id: str
    layer: str
    names: dict[str, tuple[str, ...]]
    spellings: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    linked: bool = True
    members: tuple[str, ...] = ()
    shares: str = ""
    within: tuple[str, ...] = ()
    note: str = ""

    def label(self, language: str = "en") -> str:
        """Return the name shown in a language, or else in English, or the id."""
        for key in (language, "en"):
            if self.names.get(key):
                return self.names[key][0]
        return next((names[0] for names in self.names.values() if names), self.id)


@dataclass(frozen=True, slots=True)
class Figure:
    """A published measure of a feature; figures that disagree stand side by side."""

    quantity: str
    value: float | str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Feature:
    """A state of a place: where, what, when, and how that is known.

    Parameters
    ----------
    part : str
        Which part of the place; "" for the whole.
    valid : Interval
        The days on which it holds; `valid_from` and `valid_to` are the bounds
        as they are written, partial dates included, "" where open.
    line : str
        How its outline is drawn: solid, dashed, dotted or none.
    accuracy_m : float or None
        Metres, generalisation included.
    geometry : shapely geometry or None
        Longitude, latitude; None where the place cannot be located.
    """

    id: str
    place: str
    part: str
    layer: str
    status: str
    valid: Interval
    valid_from: str
    valid_to: str
    basis: Basis
    line: str
    accuracy_m: float | None
    confidence: Confidence
    source: str
    status_source: str
    licence: str
    figures: tuple[Figure, ...]
    note: str
    geometry: BaseGeometry | None = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Layer:
    """A group of places that are drawn, chosen and coloured together.

    `decoys` are phrases that hold a name or description of the layer and mean
    something else.  In a passage with one of `elsewhere`, near which neither one
    of `home` nor a name of any place stands, nothing is a description of the layer;
    nor in one that is told `apart`; nor is a way of which it is told where it runs, if nothing
    there is one of `course`.  `strangers` are phrases with an ``@`` for a name
    of the layer that make it another place's, or another thing's.
    """

    id: str
    title: str
    colour: str
    order: int
    note: str = ""
    rules: tuple[Rule, ...] = ()
    decoys: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    course: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A topic that a passage may speak of.

    Parameters
    ----------
    phrases, layers : tuple of str
        A phrase, or a mention of a layer, that decides alone.
    terms, rules, needs : tuple
        Common words, and words that tell of it together; and what must stand in
        the passage or near it for these to decide: a mention of any place will do.
    leanings : tuple of str
        Words of the field: several in a sentence tell of it where nothing decides.
    company, elsewhere : tuple of str
        Words of which one in the passage will do for `needs`, and words that make
        a passage without `needs` speak of something else.
    forbids : tuple of str
        Phrases in which none of the others counts.
    """

    id: str
    title: str
    definition: str
    phrases: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    rules: tuple[IssueRule, ...] = ()
    leanings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """The atlas's time: what lies in it, and how far open ends are drawn."""

    first: date
    last: date
    as_of: date
    window: Interval
