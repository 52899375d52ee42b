"""Judging links on the page: what the editor is told, and what is done as they say.

Nothing that the browser says is trusted: links, passages and places are
looked up, and words are taken only where they stand.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from mapdash.dashboard import hearing
from mapdash.dashboard.components import JUDGE, show_judge
from mapdash.judging import added, confirmed, rejected, withdrawn
from mapdash.markup import source_of
from mapdash.records import Mention
from mapdash.service import service
from mapdash.verdicts import LinkVerdict, add_verdicts, append_verdicts
from mapdash.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdash.atlas import Atlas, Excerpt

_MOST_NAMED = 80  # characters of a name
_GONE = "That link is no longer there; choose it again."


def show(atlas: Atlas) -> None:
    """Show who edits, what was done last, and every verdict that holds."""
    state = st.session_state
    show_judge(judge_model(atlas, state.get("judged", ""), state.get("judged_seq", 0)), on_act)


def judge_model(atlas: Atlas, told: str, seq: int) -> dict[str, Any]:
    """Return what the part of the page that judges is told."""
    layers = {layer.id: layer.title for layer in atlas.settings.layers}
    return {
        "editor": service().editor,
        "told": told,
        "seq": seq,
        "layers": layers,
        "places": [[each.id, each.label(), each.layer] for each in atlas.places.values()],
        "verdicts": list(_verdicts(atlas)),
    }


def _verdicts(atlas: Atlas) -> Iterator[dict[str, Any]]:
    for excerpt in atlas.excerpts:
        for each in atlas.verdicts.by_file.get(excerpt.file, ()):
            if excerpt.passage.start <= each.start < excerpt.passage.end:
                yield {
                    "passage": excerpt.key,
                    "at": [each.start, each.start + len(each.exact)],
                    "layer": each.layer,
                    "places": list(each.places),
                    "exact": " ".join(each.exact.split()),
                    "verdict": each.verdict,
                    "by": each.by,
                    "on": day_text(each.at.date()) if each.at else "",
                }


# ---------------------------------------------------------------- what the editor does


def on_act() -> None:
    """Take up what the editor did, and write it."""
    from mapdash.atlas import shown_atlas

    act = hearing.new_word(JUDGE)
    if act is None:
        return
    # Noted first: a verdict is rather lost than written twice.
    hearing.done(JUDGE, act)
    if service().editing:
        st.session_state.judged = done(shown_atlas(), act, datetime.now(UTC))
        st.session_state.judged_seq = st.session_state.get("judged_seq", 0) + 1


def done(atlas: Atlas, act: dict[str, Any], at: datetime) -> str:
    """Write what an editor did; return what is told of it."""
    by = service().editor or _name(act.get("by"))
    if not by:
        return "Say first who you are: a verdict is signed."
    try:
        if act.get("type") == "undo":
            return _undone(atlas, by, at)
        written = _written(atlas, act, by, at)
        if isinstance(written, str):
            return written
        append_verdicts(atlas.folder, written)
    except OSError as error:
        return f"Nothing was written: {error.strerror}."
    return f"{_told(atlas, written)}. Saved."


def _name(told: object) -> str:
    """Return a name as it can stand in a file: one line of what can be printed."""
    letters = "".join(each if each.isprintable() else " " for each in str(told or ""))
    return " ".join(letters.split())[:_MOST_NAMED]


def _undone(atlas: Atlas, by: str, at: datetime) -> str:
    written = add_verdicts(atlas.folder, lambda history: withdrawn(history, by, at))
    if not written:
        return f"{by} has said nothing that still holds: there is nothing to undo."
    return f"Undone: {_told(atlas, written)}. Saved."


def _written(atlas: Atlas, act: dict[str, Any], by: str, at: datetime) -> list[LinkVerdict] | str:
    """Return what an act writes, or why it writes nothing."""
    excerpt = atlas.excerpt_by_key.get(str(act.get("passage")))
    place = atlas.places.get(str(act.get("place")))
    if excerpt is None or act.get("type") not in ("judge", "add"):
        return _GONE
    article = atlas.articles[excerpt.file]
    if act.get("type") == "add":
        start, words = act.get("start"), act.get("words")
        span = (
            source_of(article.text, excerpt.passage.places[0], start, words)
            if isinstance(start, int) and isinstance(words, str)
            else None
        )
        if span is None:
            return "These words do not stand there; select them again."
        return added(article, span, place, by, at) if place else "Choose a place for these words."
    link = _link(atlas, excerpt, act)
    if link is None:
        return _GONE
    match act.get("verdict"):
        case "confirmed":
            return confirmed(article, link, by, at)
        case "rejected":
            return rejected(article, link, by, at, place)
        case "automatic":
            told = confirmed(article, link, by, at)
            return [each.model_copy(update={"verdict": "automatic"}) for each in told]
        case _:
            return _GONE


def _link(atlas: Atlas, excerpt: Excerpt, act: dict[str, Any]) -> Mention | None:
    """Return the link that an act is on: one found, or one that was judged."""
    wanted = (act.get("at"), act.get("layer"))
    for each in excerpt.mentions:
        if ([each.start, each.end], each.layer) == wanted:
            return each
    for said in atlas.verdicts.by_file.get(excerpt.file, ()):
        _, start, end, layer = said.link
        if ([start, end], layer) == wanted:
            return Mention(start, end, said.exact, layer, said.places, "hand")
    return None


_SAID = {
    "confirmed": "{words} is {places}, confirmed",
    "rejected": "{words} is not {places}",
    "added": "{words} is {places}, linked by hand",
    "automatic": "{words} is left to the rules",
}


def _told(atlas: Atlas, written: Sequence[LinkVerdict]) -> str:
    lines = []
    for each in written:
        names = [atlas.places[place].label() for place in each.places if place in atlas.places]
        words = f"“{' '.join(each.exact.split())}”"
        lines.append(_SAID[each.verdict].format(words=words, places=" and ".join(names)))
    return "; ".join(lines)
