"""A passage as nodes: its wording, clean, and its marks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.markup import Mark, nodes, plain
from mapdash.records import Span


def _wording(found: list[dict[str, Any]]) -> str:
    return "".join(node.get("text") or _wording(node["nodes"]) for node in found)


def _drawn(found: list[dict[str, Any]]) -> str:
    return "".join(
        node["text"] if "text" in node else f"[{node['mark']['id']}:{_drawn(node['nodes'])}]"
        for node in found
    )


@pytest.mark.parametrize(
    ("text", "marks", "drawn"),
    [
        ("to Osmer and back", [(3, 8)], "to [0:Osmer] and back"),
        ("road across Great Osmer", [(0, 23), (12, 23)], "[0:road across [1:Great Osmer]]"),
        ("one two three", [(0, 7), (4, 13)], "[0:one [1:two]][1: three]"),
        ("**O**smer  is\n\nfar", [(0, 9)], "[0:Osmer] is far"),
        ("nothing here", [], "nothing here"),
        ("snake_case stays", [], "snake_case stays"),
    ],
)
def test_marks_nest_and_the_wording_is_clean(
    text: str, marks: list[tuple[int, int]], drawn: str
) -> None:
    """Marks nest as they lie; emphasis and white space are form, not wording."""
    given_marks = [Mark(start, end, {"id": str(n)}) for n, (start, end) in enumerate(marks)]
    assert _drawn(nodes(text, Span(0, len(text)), given_marks)) == drawn


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)
)
def test_marks_never_change_the_wording(text: str, ends: list[tuple[int, int]]) -> None:
    """Whatever is marked, the texts put together are the plain wording."""
    marks = [
        Mark(min(pair), max(pair), {"id": "x"})
        for pair in ends
        if min(pair) < max(pair) <= len(text)
    ]
    span = Span(0, len(text))
    unmarked = plain(text, span)
    assert _wording(nodes(text, span, marks)).replace("*", "") == unmarked.replace("*", "")
