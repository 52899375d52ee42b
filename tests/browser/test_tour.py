"""The tour of the page in pictures: complete, and small enough to travel with the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from states import STATES
from test_access import DEVICES

DOCS = Path(__file__).resolve().parents[2] / "docs"
VISITS = {
    f"{name}-{scheme}": device for name, device in DEVICES.items() for scheme in ("light", "dark")
}
PICTURED = [name for name, state in STATES.items() if state.pictured]


@pytest.mark.parametrize("name", PICTURED)
def test_the_tour_shows_every_main_state_on_both_screens_in_both_lights(name: str) -> None:
    """A line and four pictures, each of its screen's size."""
    tour = (DOCS / "tour.md").read_text(encoding="utf-8")
    assert STATES[name].told in tour
    for visit, device in VISITS.items():
        path = DOCS / "screenshots" / f"{name}-{visit}.png"
        assert f"(screenshots/{path.name})" in tour
        with Image.open(path) as picture:
            size = device["viewport"]
            assert picture.size == (size["width"], size["height"])


def test_the_pictures_are_those_of_the_tour_and_small() -> None:
    """Nothing is left over, and all together weigh less than three megabytes."""
    kept = sorted((DOCS / "screenshots").iterdir())
    assert [each.stem for each in kept] == sorted(f"{n}-{v}" for n in PICTURED for v in VISITS)
    assert sum(each.stat().st_size for each in kept) < 3_000_000
