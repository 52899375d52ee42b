"""What the parts of the page tell, each word of it once.

A word is a mapping with a number, `seq`, that grows with each word of its part.
Streamlit shows what a part tells for one run; but where a run is cut short by
the next, it may keep a word among the part's own values, and from then on show
that one in place of whatever is told later.  A word that was heard before is
therefore taken out, and the new one comes to light.  Nor does every word
arrive: what a run had not done when it was cut short, the part tells again.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

Word = dict[str, Any]


def begin() -> None:
    """Start a session in which nothing was heard."""
    st.session_state.numbers = {}


def newest() -> int:
    """Return the number of the newest word that was done, 0 if there was none."""
    return max(st.session_state.numbers.values(), default=0)


def newest_of(part: str, name: str = "act") -> int:
    """Return the number of the newest word of a part that was done, 0 if there was none."""
    return int(st.session_state.numbers.get((part, name), 0))


def new_word(part: str, name: str = "act") -> Word | None:
    """Return what a part tells under a name, unless it was done before; None for nothing new.

    To be asked before the part is shown in this run, as in its callback.
    """
    kept = st.session_state.get(part)
    if not isinstance(kept, dict):
        return None
    if name in kept and not is_new(part, kept[name], name):
        del kept[name]
        kept = st.session_state.get(part, {})
    told = kept.get(name)
    return told if is_new(part, told, name) else None


def is_new(part: str, told: object, name: str = "act") -> bool:
    """Whether something is a word, and one that was not done before."""
    number = told.get("seq") if isinstance(told, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return False
    return number > newest_of(part, name)


def done(part: str, told: Word, name: str = "act") -> None:
    """Note that a word was done: from now on it is not new."""
    st.session_state.numbers[part, name] = told["seq"]
