"""What a browser gets: many of our modules joined into one, and styles on one scale."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from mapdash.assets import PARTS, WEB, joined, static_assets, web_text
from mapdash.atlas import load_atlas
from mapdash.serving.opening import look

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TOP = re.compile(r"^(?:export )?(?:async )?(?:const|let|class|function) (\w+)", re.MULTILINE)

STYLES = sorted(path.name for path in WEB.glob("*.css"))
SCRIPTS = sorted(path.name for path in WEB.glob("*.js"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])")
_TOKEN = re.compile(r"--(?:type|face|space|round|control|choice|dot)[\w-]*")
_SIZE = re.compile(r"inherit|(?:[\w.]+ )*var\(--type-\w+\)(?:/[\d.]+ .+)?")
_SPACED = re.compile(r"(?:padding|margin|gap|row-gap|column-gap|border(?:-\w+)*-radius)(?:-\w+)?")
_LENGTH = re.compile(r"(?<![\w.])[\d.]+(?:px|rem)\b")


@pytest.mark.parametrize("name", ["panel.js", "timeline.js", "engine.js", "brief.js"])
def test_modules_that_are_joined_share_no_name(name: str) -> None:
    """A name declared twice would keep the whole script from running; no import is left in it."""
    script = joined(name)
    declared = Counter(_TOP.findall(script))
    assert declared
    assert [each for each, times in declared.items() if times > 1] == []
    assert re.search(r"^import ", script, re.MULTILINE) is None


def declarations(name: str) -> Iterator[tuple[str, str]]:
    """Yield every property of a style's rules, with its value."""
    yield from _DECLARATION.findall(_COMMENT.sub("", web_text(name)))


def off_the_scale(name: str) -> list[str]:
    """Return what a style says of sizes of type, of spaces and of corners in figures of its own."""
    found = []
    for prop, value in declarations(name):
        sized = prop in {"font", "font-size"} and not _SIZE.fullmatch(value)
        spaced = _SPACED.fullmatch(prop) and _LENGTH.search(value)
        if sized or spaced:
            found.append(f"{prop}: {value}")
    return found


@pytest.mark.parametrize("name", STYLES)
def test_every_size_and_space_is_on_the_scale(name: str) -> None:
    """Type, paddings, margins, gaps and corners are tokens; a token that is used is defined."""
    assert list(declarations(name))
    assert off_the_scale(name) == []
    assert set(_TOKEN.findall(web_text(name))) <= set(_TOKEN.findall(web_text("scale.css")))


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_writes_in_a_size_of_its_own(name: str) -> None:
    """What is drawn takes its type from the scale as well."""
    assert re.findall(r"font\w*[\"'`:= ][^\n]*?\d(?:px|rem|em|pt)\b.*", web_text(name)) == []


def test_no_step_of_the_scale_is_idle() -> None:
    """A size that nothing uses is no part of the scale; there are few sizes of type."""
    rest = "".join(web_text(name) for name in (*STYLES, *SCRIPTS) if name != "scale.css")
    defined = set(re.findall(r"^\s+(--[\w-]+):", web_text("scale.css"), re.MULTILINE))
    assert defined == set(_TOKEN.findall(rest))
    assert 4 <= len([each for each in defined if each.startswith("--type-")]) <= 6


def test_the_scale_reaches_the_page_and_the_maps_frame_once(isles_folder: Path) -> None:
    """It is at the head of both; a component inherits it, and brings none of its own."""
    scale = web_text("scale.css").encode()
    assert look(load_atlas(isles_folder)).body.startswith(scale)
    assert static_assets()["map.css"].body.count(scale) == 1
    assert not [part for part in PARTS if b":root" in static_assets()[f"{part}.css"].body]
