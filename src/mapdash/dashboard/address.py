"""The page's address: a selection written as parameters, and read back whatever they hold.

Pure, and the only place that knows the names of the parameters.  What an
address cannot mean is replaced by what the page opens with, and said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from mapdash.intervals import Interval
from mapdash.queries import day_within, states_of
from mapdash.search import MOST_SEARCHED
from mapdash.selection import Axis, Order, Selection, opening_selection
from mapdash.wording import counted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from mapdash.atlas import Atlas

ALL = "all"  # of the articles, where sources are compared; of the languages of names
NONE = "none"  # of the layers
OPEN = "open"  # of the list of features
AXES: tuple[Axis, ...] = ("event", "publication")
ORDERS: tuple[Order, ...] = ("relevance", "date", "article")

#: What the browser writes of itself: the map's zoom, latitude and longitude.
VIEW = "view"
_VIEW = re.compile(r"\d{1,2}(?:\.\d)?,(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)")
_VERSION = re.compile("[0-9a-f]{12}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a selection, and in words what of it could not be had."""

    selection: Selection
    notes: tuple[str, ...] = ()
    #: The version of the atlas that it was made with, if it is another one.
    other_version: str = ""


# ---------------------------------------------------------------- writing


def address(chosen: Selection, atlas: Atlas, *, whole: bool = False) -> dict[str, str]:
    """Return the parameters of the page's address; what is as it opens is left out.

    `whole` keeps the days and names the atlas's version, so that the address
    means the same when the atlas has come to open otherwise.
    """
    opening = opening_selection(atlas.settings)
    window, first = chosen.window, opening.window
    # Without its day, the address of a place asks for one on which it is drawn.
    told = whole or chosen.day != opening.day or _moved(chosen, atlas) != chosen.day
    wanted = {
        "day": chosen.day.isoformat() if told else "",
        "from": _iso(window.first) if whole or window.first != first.first else "",
        "to": _iso(window.last) if whole or window.last != first.last else "",
        "layers": (",".join(chosen.layers) or NONE) if chosen.layers != opening.layers else "",
        "issues": ",".join(chosen.issues),
        "articles": ",".join(chosen.articles),
        "language": chosen.language if chosen.language != opening.language else "",
        "search": chosen.search,
        "axis": chosen.axis if chosen.axis != opening.axis else "",
        "known": _iso(chosen.known_on),
        "compare": _iso(chosen.compare),
        "change": _iso(chosen.change),
        "place": chosen.place,
        "feature": chosen.feature,
        "passage": chosen.passage,
        "at": chosen.at,
        "order": chosen.order if chosen.order != opening.order else "",
        "sources": chosen.sources,
        "list": OPEN if chosen.listing else "",
        "version": atlas.version if whole else "",
    }
    return {key: value for key, value in wanted.items() if value}


def stop(chosen: Selection) -> tuple[object, ...]:
    """Return what a reader walks through, back and forward: what the panel was opened at.

    To read on in an article is no step of its own.
    """
    article, _, _ = chosen.passage.rpartition(":")
    return (chosen.place, chosen.feature, article, chosen.sources, chosen.change)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# ---------------------------------------------------------------- reading


def asked(parameters: Mapping[str, str], atlas: Atlas) -> Asked:
    """Return what the parameters of an address ask for; it never fails.

    A parameter that holds something else than it may is passed over, and a
    note says so in one line.
    """
    reader = _Reader(parameters, atlas)
    selection = reader.selection()
    return Asked(selection, tuple(reader.notes), reader.other_version())


class _Reader:
    """One reading of an address, and what there was to say of it."""

    def __init__(self, parameters: Mapping[str, str], atlas: Atlas) -> None:
        self.given = {key: value for key, value in parameters.items() if value}
        self.atlas = atlas
        self.opening = opening_selection(atlas.settings)
        self.known: set[str] = {VIEW}
        self.notes: list[str] = []

    def selection(self) -> Selection:
        settings, opening = self.atlas.settings, self.opening
        layers = tuple(each.id for each in settings.layers)
        languages = (*settings.languages, ALL)
        place, feature = self.place()
        chosen = Selection(
            day=self.day("day") or opening.day,
            window=self.window(),
            layers=self.layers(layers),
            issues=self.several("issues", (each.id for each in settings.issues)),
            articles=self.several("articles", self.atlas.articles),
            language=self.one("language", languages) or opening.language,
            search=self.search(),
            axis=cast("Axis", self.one("axis", AXES)) or opening.axis,
            known_on=self.day("known"),
            compare=self.day("compare"),
            change=self.day("change"),
            place=place,
            feature=feature,
            passage=self.one("passage", self.atlas.excerpt_by_key),
            at=self.one("at", self.atlas.excerpt_by_key),
            order=cast("Order", self.one("order", ORDERS)) or opening.order,
            sources=self.one("sources", (ALL, *self.atlas.articles)),
            listing=bool(self.one("list", (OPEN,))),
        )
        self.view()
        self.version()
        self.strangers()
        return self.in_order(chosen)

    def in_order(self, chosen: Selection) -> Selection:
        """Put the day where the place is drawn, unless it was named, and inside the window."""
        window = chosen.window
        if "day" not in self.given:
            # A window that was narrowed, with no day named, is seen from its end.
            chosen = replace(chosen, day=window.last or chosen.day)
            moved = _moved(chosen, self.atlas)
            if moved != chosen.day:
                self.notes.append(
                    f"The map shows {moved.isoformat()}: a day on which what the address "
                    "asks for is drawn."
                )
            chosen = replace(chosen, day=moved)
        first, last = window.first or chosen.day, window.last or chosen.day
        opened = Interval(min(first, chosen.day), max(last, chosen.day))
        # What changed on a day is told while the map shows that day.
        change = chosen.change if chosen.change == chosen.day else None
        return replace(chosen, window=opened, change=change)

    # ------------------------------------------------------------ parameters

    def value(self, name: str) -> str:
        self.known.add(name)
        return self.given.get(name, "")

    def note(self, name: str, why: str) -> None:
        told = _UNSEEN.sub(" ", self.given[name])[:40]
        self.notes.append(f"The address's {name} “{told}” was passed over: {why}.")

    def day(self, name: str) -> date | None:
        told = self.value(name)
        if not told:
            return None
        extent = self.atlas.settings.extent
        try:
            day = date.fromisoformat(told)
        except ValueError:
            self.note(name, "a day is written as 2020-12-31")
            return None
        if extent.first <= day <= extent.last:
            return day
        self.note(name, f"the atlas goes from {extent.first} to {extent.last}")
        return None

    def window(self) -> Interval:
        opening = self.opening.window
        first, last = self.day("from") or opening.first, self.day("to") or opening.last
        if first and last and first > last:
            first, last = last, first
        if first == last:
            return Interval(self.atlas.settings.extent.first, self.atlas.settings.extent.last)
        return Interval(first, last)

    def several(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that a list holds, in the atlas's order."""
        told = self.value(name)
        parts = {part for part in told.split(",") if part}
        found = tuple(each for each in known if each in parts)
        if len(found) < len(parts):
            self.note(name, "the atlas does not know all of them")
        return found

    def layers(self, known: tuple[str, ...]) -> tuple[str, ...]:
        if self.value("layers") == NONE:
            return ()
        return self.several("layers", known) or self.opening.layers

    def one(self, name: str, known: Container[str]) -> str:
        told = self.value(name)
        if not told or told in known:
            return told
        self.note(name, "this atlas has none of that name")
        return ""

    def place(self) -> tuple[str, str]:
        """Return the place, and which of its states: a state alone stands for its place too."""
        place = self.one("place", self.atlas.places)
        feature = self.one("feature", self.atlas.feature_by_id)
        if not feature:
            return place, ""
        owner = self.atlas.feature_by_id[feature].place
        if place and owner not in {place, self.atlas.places[place].shares}:
            self.note("feature", "it is no state of the place that the address names")
            return place, ""
        return place or owner, feature

    def search(self) -> str:
        told = self.value("search")
        if len(told) > MOST_SEARCHED:
            self.note("search", f"only its first {MOST_SEARCHED} characters are looked for")
        return _UNSEEN.sub(" ", told[:MOST_SEARCHED]).strip()

    def view(self) -> None:
        told = self.given.get(VIEW, "")
        if told and not is_view(told):
            self.note(VIEW, "a view is written as zoom,latitude,longitude")

    def version(self) -> None:
        told = self.value("version")
        if told and not _VERSION.fullmatch(told):
            self.note("version", "it is no version of an atlas")

    def other_version(self) -> str:
        told = self.given.get("version", "")
        return told if _VERSION.fullmatch(told) and told != self.atlas.version else ""

    def strangers(self) -> None:
        """Say how much of the address means nothing here; what it was is not repeated."""
        strange = len([key for key in self.given if key not in self.known])
        if strange:
            told = counted(strange, "part")
            self.notes.append(f"The address holds {told} that this page does not know.")


def is_view(told: str) -> bool:
    """Whether a text says what part of the ground a map shows: zoom, latitude, longitude."""
    found = _VIEW.fullmatch(told)
    if not found:
        return False
    return abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180


def _moved(chosen: Selection, atlas: Atlas) -> date:
    """Return the day nearest to a selection's on which what it chose is drawn."""
    if chosen.feature:
        return day_within(atlas, chosen.feature, chosen.day)
    if not chosen.place:
        return chosen.day
    places = (chosen.place, *atlas.places[chosen.place].members)
    states = (state.id for place in places for state in states_of(atlas, place))
    days = (day_within(atlas, state, chosen.day) for state in states)
    return min(days, key=lambda day: abs((day - chosen.day).days), default=chosen.day)
