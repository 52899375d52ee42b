"""A person's verdicts: anchored by their words, never moved, never lost."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapdash.records import Article, Mention
from mapdash.verdicts import LinkVerdict, anchored, append_verdicts, fits, load_verdicts

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.errors import Fault
    from mapdash.records import Verdict

TEXT = "The Thole Cut was dug in 1878. The Thole Cut silted up."


def article(text: str = TEXT) -> Article:
    """Return an article of a text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(file="a.txt", text=text, sha256=sha256, title="A")


def verdict(kind: Verdict, start: int = 4, end: int = 13) -> LinkVerdict:
    """Return a verdict on words of the text."""
    return anchored(article(), start, end, "canals", ["thole-cut"], kind)


def mention(start: int, end: int) -> Mention:
    """Return a mention as the linker finds it."""
    return Mention(start, end, TEXT[start:end], "canals", ("thole-cut",), "name")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an atlas without verdicts."""
    (tmp_path / "seeds").mkdir()
    return tmp_path


def loaded(folder: Path, current: Article) -> tuple[tuple[LinkVerdict, ...], list[Fault]]:
    """Return the verdicts that hold on an article, and the faults."""
    faults: list[Fault] = []
    found = load_verdicts(folder, {current.file: current}, faults)
    return found.by_file.get(current.file, ()), faults


def test_what_is_appended_is_read_again(folder: Path) -> None:
    """A verdict comes back as it was given, anchor and all."""
    given = [verdict("confirmed"), verdict("rejected", 35, 44)]
    append_verdicts(folder, given[:1])
    append_verdicts(folder, given[1:])
    assert loaded(folder, article()) == (tuple(given), [])


def test_the_last_verdict_on_a_link_holds_and_can_be_taken_back(folder: Path) -> None:
    """Undo is one more line, so that the file says what was done."""
    append_verdicts(folder, [verdict("rejected"), verdict("confirmed")])
    assert [each.verdict for each in loaded(folder, article())[0]] == ["confirmed"]
    append_verdicts(folder, [verdict("automatic")])
    assert loaded(folder, article()) == ((), [])


@pytest.mark.parametrize(
    "changed", [f" {TEXT}", TEXT.replace("1878", "1879"), TEXT.replace("Thole", "Toll")]
)
def test_an_anchor_that_no_longer_fits_is_an_orphan(folder: Path, changed: str) -> None:
    """Even a text in which the same words stand elsewhere does not draw a verdict to it."""
    append_verdicts(folder, [verdict("confirmed")])
    found, faults = loaded(folder, article(changed))
    assert found == ()
    assert [(fault.where, fault.severity) for fault in faults] == [("line 1", "warning")]
    assert "orphan" in faults[0].what


def test_an_anchor_needs_its_surroundings() -> None:
    """The same words at the same offset are another place if other words stand around them."""
    given = verdict("confirmed")
    assert fits(given, article())
    assert not fits(given.model_copy(update={"suffix": " was filled"}), article())
    assert not fits(given.model_copy(update={"start": 35}), article())


def test_verdicts_change_the_mentions_they_are_on(folder: Path) -> None:
    """Rejected is gone, added is there, confirmed stays as it was found."""
    append_verdicts(folder, [verdict("rejected"), verdict("confirmed", 35, 44)])
    append_verdicts(folder, [verdict("added", 25, 29)])
    verdicts = load_verdicts(folder, {"a.txt": article()}, [])
    found = verdicts.apply(article(), [mention(4, 13), mention(35, 44)])
    assert [(each.exact, each.why) for each in found] == [("1878", "hand"), ("Thole Cut", "name")]
    assert verdicts.verdict(article(), found[1]) == "confirmed"
    assert verdicts.verdict(article(), replace(found[1], layer="lights")) == "automatic"


def test_a_broken_line_is_told_and_the_rest_is_read(folder: Path) -> None:
    """One fault names its line; a line without an end does not swallow the next one."""
    append_verdicts(folder, [verdict("confirmed")])
    path = folder / "seeds" / "links.jsonl"
    path.write_bytes(path.read_bytes() + b'{"file": "a.txt", "exa')
    append_verdicts(folder, [verdict("rejected", 35, 44)])
    found, faults = loaded(folder, article())
    assert [each.verdict for each in found] == ["confirmed", "rejected"]
    assert [fault.where for fault in faults] == ["line 2"]


def test_writers_at_the_same_time_lose_nothing(folder: Path) -> None:
    """Every one of many verdicts given at once is in the file, and nothing else is beside it."""
    given = [verdict("confirmed", start, start + 2) for start in range(40)]
    threads = [threading.Thread(target=append_verdicts, args=(folder, [one])) for one in given]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {each.start for each in loaded(folder, article())[0]} == set(range(40))
    assert [each.name for each in (folder / "seeds").iterdir()] == ["links.jsonl"]


def test_a_stretch_outside_of_the_text_is_refused() -> None:
    """An anchor is always on words that are there."""
    with pytest.raises(ValueError, match="no stretch"):
        verdict("added", 50, 60)
