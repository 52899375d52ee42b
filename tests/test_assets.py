"""The scripts that a browser gets: many of our modules, joined into one."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mapdash.assets import joined

_TOP = re.compile(r"^(?:export )?(?:async )?(?:const|let|class|function) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("name", ["panel.js", "timeline.js", "engine.js", "brief.js"])
def test_modules_that_are_joined_share_no_name(name: str) -> None:
    """A name declared twice would keep the whole script from running; no import is left in it."""
    script = joined(name)
    declared = Counter(_TOP.findall(script))
    assert declared
    assert [each for each, times in declared.items() if times > 1] == []
    assert re.search(r"^import ", script, re.MULTILINE) is None
