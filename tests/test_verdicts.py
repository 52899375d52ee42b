"""A person's verdicts: anchored by their words, never moved, never lost."""

from __future__ import annotations

import hashlib
import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapdash.atlas import Atlas, load_atlas
from mapdash.cli import main
from mapdash.records import Article, Mention
from mapdash.telling import why_text
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


# ---------------------------------------------------------------- in an atlas


@pytest.fixture
def isles(isles_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the second atlas."""
    copy = tmp_path / "isles"
    shutil.copytree(isles_folder, copy)
    return copy


def judged(folder: Path, kind: Verdict) -> tuple[Atlas, str]:
    """Judge the first link of an atlas, and load it anew; return it with the passage's key."""
    atlas = load_atlas(folder)
    excerpt = next(each for each in atlas.excerpts if each.mentions)
    found = excerpt.mentions[0]
    text = atlas.articles[excerpt.file]
    given = anchored(text, found.start, found.end, found.layer, found.places, kind)
    append_verdicts(folder, [given])
    return load_atlas(folder), excerpt.key


def test_a_confirmed_link_says_so_in_its_reason(isles: Path) -> None:
    """It keeps the reason it was found for, and tells that a person agrees."""
    atlas, key = judged(isles, "confirmed")
    excerpt = atlas.excerpt_by_key[key]
    reasons = [why_text(atlas, excerpt.file, each) for each in excerpt.mentions]
    assert reasons[0].endswith("; confirmed by a person")
    assert not any("person" in reason for reason in reasons[1:])


def test_a_rejected_link_is_gone_from_the_atlas(isles: Path) -> None:
    """The passage does not speak of the place by these words any more."""
    before = load_atlas(isles)
    atlas, key = judged(isles, "rejected")
    assert atlas.excerpt_by_key[key].mentions == before.excerpt_by_key[key].mentions[1:]
    assert atlas.version != before.version


def test_an_added_link_speaks_of_its_place(isles: Path) -> None:
    """Words that no rule knows lead to the place, and the reason says that a hand did it."""
    atlas = load_atlas(isles)
    excerpt = next(each for each in atlas.excerpts if not each.mentions)
    start = excerpt.passage.start
    place = next(iter(atlas.places.values()))
    text = atlas.articles[excerpt.file]
    append_verdicts(isles, [anchored(text, start, start + 5, place.layer, [place.id], "added")])
    after = load_atlas(isles)
    (found,) = after.excerpt_by_key[excerpt.key].mentions
    assert (found.exact, found.places) == (text.text[start : start + 5], (place.id,))
    assert "by hand" in why_text(after, excerpt.file, found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"layer": "moons"}, "no layer 'moons'"),
        ({"places": ("nowhere",)}, "no place 'nowhere'"),
        ({"places": ()}, "names no place"),
        ({"suffix": "other words"}, "orphan"),
        ({"file": "gone.txt"}, "no article 'gone.txt'"),
    ],
)
def test_check_warns_of_a_verdict_that_has_lost_its_object(
    isles: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], told: str
) -> None:
    """The atlas is as it was without it, and stays usable."""
    atlas = load_atlas(isles)
    excerpt = next(each for each in atlas.excerpts if each.mentions)
    found = excerpt.mentions[0]
    text = atlas.articles[excerpt.file]
    given = anchored(text, found.start, found.end, found.layer, found.places, "added")
    append_verdicts(isles, [given.model_copy(update=change)])
    assert main(["check", str(isles)]) == 0
    assert "warning: seeds/links.jsonl: " in (out := capsys.readouterr().out)
    assert told in out
    assert load_atlas(isles).excerpts == atlas.excerpts
