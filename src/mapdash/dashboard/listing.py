"""What the list beside the map is told at each step: which rows are meant, and what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.dashboard.state import without_place
from mapdash.intervals import epoch_day
from mapdash.maps import PREFIX
from mapdash.queries import features_on, relations_spoken_of, select
from mapdash.roster import roster
from mapdash.telling import Model
from mapdash.wording import day_text

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.queries import Answer
    from mapdash.selection import Selection


def listing_model(atlas: Atlas, selection: Selection, answer: Answer) -> Model:
    """Return the model of the list; how often each place is spoken of only where it is open."""
    model: Model = {
        "open": selection.listing,
        "said": day_text(selection.day),
        "shown": len(features_on(atlas, selection.day, selection.layers)),
        "all": len(atlas.features),
    }
    if not selection.listing:
        return model
    asked = select(atlas, without_place(selection)) if selection.place else answer
    place = atlas.places.get(selection.place)
    return {
        **model,
        "url": f"{PREFIX}/{roster(atlas).name}",
        "day": epoch_day(selection.day),
        "layers": list(selection.layers),
        "language": selection.language,
        "counts": relations_spoken_of(atlas, asked),
        "place": (place.shares or place.id) if place else "",
        "feature": selection.feature,
    }
