"""What the reader has chosen: the whole state of the page, immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from mapdash.intervals import Interval

if TYPE_CHECKING:
    from mapdash.curation import Settings

Axis = Literal["event", "publication"]
#: How the passages listed are sorted.
Order = Literal["relevance", "date", "article"]


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of time, topics and place.

    Parameters
    ----------
    day : date
        The day the map shows.
    window : Interval
        Passages are listed from its first day up to `day`.
    layers, issues, articles : tuple of str
        What is switched on; no issue or no article chosen means all of them.
    place, feature : str
        The chosen place, and which of its states was pressed; or "".
    passage : str
        The key of the passage at which an article is opened; or "".
    at : str
        The key of the passage, of those listed, at which the reader is; or "".
    order : {"relevance", "date", "article"}
        How the passages listed are sorted; `queries.select` says what each means.
    axis : {"event", "publication"}
        Whether passages stand at the days they speak of, or at those of writing.
    search : str
        The words looked for, as they were typed; or "".
    sources : str
        "all" where articles are compared, or the file of the one that is opened; or "".
    known_on : date or None
        Only articles surely published by this day count; None for all.
    compare : date or None
        A second day, with which the map and the panel compare `day`.
    change : date or None
        The day whose changes the panel tells.
    listing : bool
        Whether the list of all features is open.
    """

    day: date
    window: Interval
    layers: tuple[str, ...]
    axis: Axis = "event"
    issues: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    place: str = ""
    feature: str = ""
    passage: str = ""
    at: str = ""
    order: Order = "relevance"
    language: str = "en"
    search: str = ""
    sources: str = ""
    known_on: date | None = None
    compare: date | None = None
    change: date | None = None
    listing: bool = False

    @property
    def listed(self) -> Interval:
        """The days from which passages are listed."""
        first = self.window.first
        return Interval(min(first, self.day) if first else None, self.day)

    @property
    def compared(self) -> Interval | None:
        """The days between the two that are compared, both included, in time's order."""
        if self.compare is None:
            return None
        return Interval(min(self.day, self.compare), max(self.day, self.compare))


def opening_selection(settings: Settings) -> Selection:
    """Return the selection the page opens with: the atlas's window, seen from its end."""
    window = settings.extent.window
    return Selection(
        day=window.last or settings.extent.as_of,
        window=window,
        layers=tuple(layer.id for layer in settings.layers),
        language=settings.languages[0],
    )


def widened(selection: Selection, settings: Settings) -> Selection:
    """Return the selection with the window opened to the atlas's whole time."""
    return replace(selection, window=Interval(settings.extent.first, settings.extent.last))
