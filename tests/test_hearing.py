"""What the parts of the page tell is done once, whatever Streamlit makes of two runs that meet."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from mapdash.dashboard import acts, hearing
from mapdash.dashboard.components import PANEL


class Kept(dict[str, Any]):
    """A part's values as Streamlit shows them: what it has kept hides what is told now."""

    def __init__(self, kept: dict[str, Any], told: dict[str, Any]) -> None:
        super().__init__({**told, **kept})
        self.told = told

    def __delitem__(self, name: str) -> None:
        st.session_state[PANEL] = Kept({}, self.told)


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a session's state that is a plain one."""

    class State(dict[str, Any]):
        __getattr__ = dict.__getitem__
        __setattr__ = dict.__setitem__  # type: ignore[assignment]

    monkeypatch.setattr(st, "session_state", State())
    hearing.begin()


def test_a_word_kept_from_an_older_run_hides_no_new_one() -> None:
    """The older one was done, so the newer is told."""
    old, new = {"seq": 7, "type": "old"}, {"seq": 9, "type": "new"}
    hearing.done(PANEL, old)
    st.session_state[PANEL] = Kept({"act": old}, {"act": new})
    assert hearing.new_word(PANEL) == new
    hearing.done(PANEL, new)
    assert hearing.new_word(PANEL) is None
    assert hearing.newest() == 9


@pytest.mark.parametrize("told", [None, [], "9", {}, {"seq": "9"}, {"seq": True}, {"seq": None}])
def test_what_has_no_number_is_no_word(told: object) -> None:
    """Nothing is made of what a browser should not have told."""
    st.session_state[PANEL] = {"act": told}
    assert hearing.new_word(PANEL) is None


def test_what_is_told_again_is_done_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all that the panel tells, what was done is passed over, and the rest done in its order."""
    seen: list[int] = []
    monkeypatch.setitem(acts._ACTS, "step", lambda _, act: seen.append(act["seq"]))
    first, second, third = ({"type": "step", "seq": seq} for seq in (1, 2, 3))
    for told in ([first], [first, second], [first, second], [{"type": "?", "seq": 2}, third, 5]):
        st.session_state[PANEL] = {"act": {"acts": told, "seq": 9 + len(seen)}}
        acts.on_panel(None)  # type: ignore[arg-type]
    assert seen == [1, 2, 3]
