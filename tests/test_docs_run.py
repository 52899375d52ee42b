"""What the documents show is run: their examples answer as they say."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
SHOWN = "http://127.0.0.1:8501"


def run(text: str, name: str) -> None:
    """Run the examples of a text, one after the other; fail with what they did otherwise."""
    found = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    assert found.examples
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(found, out=told.append)
    if told:
        pytest.fail("".join(told), pytrace=False)


def test_the_endpoints_answer_as_their_document_shows(isles_server: str) -> None:
    """Every example of docs/api.md runs against a server as it is started by hand."""
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    run(text.replace(SHOWN, isles_server), "api.md")


def test_a_notebook_is_answered_as_its_document_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of docs/python.md runs from the root of the project."""
    monkeypatch.chdir(DOCS.parent)
    run((DOCS / "python.md").read_text(encoding="utf-8"), "python.md")


def test_the_readme_opens_the_atlas_as_it_shows() -> None:
    """Each line of the README's Python gives something of the atlas that comes with mapdash."""
    text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    exec(block.partition("atlas.")[0], names)  # noqa: S102 -- what the README shows is run
    shown = [line for line in block.splitlines() if line.startswith("atlas.")]
    assert [type(eval(line, names)).__name__ for line in shown] == [  # noqa: S307 -- likewise
        "GeoDataFrame",
        "DataFrame",
        "LocalMap",
    ]
