"""What the panel is asked: a selection as a question, which the browser may put itself.

At each step Python, the master, tells the panel only which question it
answers; the browser fetches the answer.  So it can ask at once what a press
or a day will ask, and Python's word, when it comes, is the same question: the
answer is made from it alone.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from mapdash.dashboard.panel import panel_model
from mapdash.intervals import Interval
from mapdash.maps import PREFIX
from mapdash.queries import select
from mapdash.quotations import pack, quotations
from mapdash.selection import Selection, opening_selection

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

#: What follows our prefix in the address of an answer; the question is its query.
PATH = "panel"
MOST_ASKED = 4000  # characters

Question = dict[str, Any]
_QUESTION = TypeAdapter(Question)
_SELECTION = TypeAdapter(Selection)
_FEATURES = TypeAdapter(tuple[str, ...])
# Always told, so that the browser can tell them itself without knowing what the page opens with.
_ALWAYS = ("day", "window")


def question(atlas: Atlas, chosen: Selection, under: tuple[str, ...]) -> Question:
    """Return what the panel is asked, as plain data.

    What is as the page opens is left out, and so is what the panel does not
    look at; `under` are the other features under the point that was pressed.
    """
    opening = _plain(opening_selection(atlas.settings))
    told = {
        key: value
        for key, value in _plain(chosen).items()
        if key in _ALWAYS or value != opening[key]
    }
    return told | ({"under": list(under)} if under else {})


def _plain(chosen: Selection) -> dict[str, Any]:
    window = Interval(chosen.listed.first, None)
    looked_at = replace(chosen, feature="", at="", listing=False, window=window)
    plain: dict[str, Any] = _SELECTION.dump_python(looked_at, mode="json")
    return plain


def asked(atlas: Atlas, text: str) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection, and what lies under the point pressed, of a question as JSON.

    Raises
    ------
    ValueError
        If it is none, or names a place, passage, article or feature that the
        atlas does not have.
    """
    if len(text) > MOST_ASKED:
        raise ValueError(f"a question has at most {MOST_ASKED} characters")
    try:
        given = _QUESTION.validate_json(text)
        under = _FEATURES.validate_python(given.pop("under", []))
        chosen = _SELECTION.validate_python(_plain(opening_selection(atlas.settings)) | given)
    except ValidationError as error:
        raise ValueError("this is no question: a part of it is not of its kind") from error
    known = (
        chosen.place in {"", *atlas.places}
        and chosen.passage in {"", *atlas.excerpt_by_key}
        and all(each in atlas.articles for each in chosen.articles)
        and chosen.sources in {"", "all", *atlas.articles}
        and all(each in atlas.feature_by_id for each in under)
    )
    if not known:
        raise ValueError("the question names what the atlas does not have")
    return chosen, under


def answer(atlas: Atlas, text: str) -> bytes:
    """Return the panel's model for a question, packed: JSON, compressed by gzip.

    Raises
    ------
    ValueError
        As `asked` does.
    """
    found = _ANSWERS.get((atlas.version, text))
    if found is None:
        chosen, under = asked(atlas, text)
        model = pack(atlas, panel_model(atlas, chosen, select(atlas, chosen), under))
        # What the numbers in it count: a page may know only the version before.
        model |= {"quotations": f"{PREFIX}/{quotations(atlas).name}"}
        body = json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode()
        if len(_ANSWERS) >= _MOST_KEPT:
            _ANSWERS.clear()
        found = _ANSWERS[atlas.version, text] = gzip.compress(body, compresslevel=6, mtime=0)
    return found


# Readers come back to what they have seen, and everyone begins at the same view.
_ANSWERS: dict[tuple[str, str], bytes] = {}
_MOST_KEPT = 1000
