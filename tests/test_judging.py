"""Judging links: what is written, what is taken back, and that two editors lose nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.atlas import ATLAS_VARIABLE, Atlas, load_atlas, shown_atlas
from mapdash.dashboard.judge import done, judge_model
from mapdash.inspection import inspect_atlas
from mapdash.judging import withdrawn
from mapdash.markup import plain, source_of
from mapdash.records import Span
from mapdash.verdicts import LinkVerdict, load_verdicts

if TYPE_CHECKING:
    from mapdash.atlas import Excerpt

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def folder(isles_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the second atlas, as the one that is shown."""
    copy = tmp_path / "isles"
    shutil.copytree(isles_folder, copy)
    monkeypatch.setenv(ATLAS_VARIABLE, str(copy))
    return copy


def first_linked(atlas: Atlas) -> Excerpt:
    """Return the first passage that speaks of a place."""
    return next(each for each in atlas.excerpts if each.mentions)


def act(excerpt: Excerpt, kind: str = "judge", **more: Any) -> dict[str, Any]:
    """Return what the browser tells of a deed on a passage's first link."""
    told: dict[str, Any] = {"type": kind, "passage": excerpt.key, "by": "Ada"}
    if kind == "judge":
        link = excerpt.mentions[0]
        told |= {"at": [link.start, link.end], "layer": link.layer}
    return told | more


def at(minutes: int) -> datetime:
    """Return a moment."""
    return NOON + timedelta(minutes=minutes)


def mentions(excerpt: Excerpt) -> list[tuple[str, tuple[str, ...], str]]:
    """Return what a passage's links are, by which reason."""
    current = shown_atlas().excerpt_by_key[excerpt.key]
    return [(each.exact, each.places, each.why) for each in current.mentions]


# ---------------------------------------------------------------- on the page


def test_a_verdict_is_signed_and_followed_without_a_restart(folder: Path) -> None:
    """The line says who and when; the atlas shown is another, all else in it the same."""
    before = shown_atlas()
    excerpt = first_linked(before)
    assert done(before, act(excerpt, verdict="rejected"), NOON).endswith("Saved.")
    after = shown_atlas()
    (said,) = after.verdicts.by_file[excerpt.file]
    assert (said.verdict, said.by, said.at) == ("rejected", "Ada", NOON)
    assert after.excerpt_by_key[excerpt.key].mentions == excerpt.mentions[1:]
    assert after.version != before.version
    assert after.excerpts == load_atlas(folder).excerpts
    assert shown_atlas() is after
    assert inspect_atlas(folder).errors == 0


def test_what_another_process_writes_is_followed_too(folder: Path) -> None:
    """The file is the master, whoever wrote to it."""
    excerpt = first_linked(shown_atlas())
    other = load_atlas(folder)
    done(other, act(excerpt, verdict="confirmed"), NOON)
    assert [each["verdict"] for each in judge_model(shown_atlas(), "", 0)["verdicts"]] == [
        "confirmed"
    ]


def test_another_place_takes_the_place_of_a_wrong_one(folder: Path) -> None:
    """On another layer the wrong link is rejected, and the right one added, in one step."""
    atlas = shown_atlas()
    excerpt = first_linked(atlas)
    link = excerpt.mentions[0]
    other = next(each for each in atlas.places.values() if each.layer != link.layer)
    done(atlas, act(excerpt, verdict="rejected", place=other.id), NOON)
    assert (link.exact, (other.id,), "hand") in mentions(excerpt)
    assert (link.exact, link.places, link.why) not in mentions(excerpt)
    assert done(shown_atlas(), act(excerpt, "undo"), at(1)).startswith("Undone")
    assert shown_atlas().excerpts == atlas.excerpts


def test_words_are_linked_where_they_stand(folder: Path) -> None:
    """Offsets are those of the text as it is shown; what does not stand there is refused."""
    atlas = shown_atlas()
    excerpt = next(each for each in atlas.excerpts if len(each.mentions) == 1)
    article = atlas.articles[excerpt.file]
    wording = plain(article.text, excerpt.passage.places[0])
    words = wording.split(" ")[-1]
    start = len(wording) - len(words)
    place = next(iter(atlas.places))
    told = done(atlas, act(excerpt, "add", start=start - 1, words=words, place=place), NOON)
    assert "do not stand there" in told
    done(atlas, act(excerpt, "add", start=start, words=words, place=place), NOON)
    assert (words, (place,), "hand") in mentions(excerpt)


@pytest.mark.parametrize(
    "told",
    [
        {"by": ""},
        {"by": " \n"},
        {"passage": "nowhere.txt:1"},
        {"at": [0, 1]},
        {"at": "x"},
        {"layer": None},
        {"verdict": "perhaps"},
        {"type": "add", "start": 0, "words": None},
        {"type": "add", "start": -1, "words": "a"},
        {"type": "add", "start": 10**30, "words": "a"},
        {"type": "add", "start": 0, "words": " "},
        {"type": "add", "start": "0", "words": "A"},
        {"type": ["add"]},
    ],
)
def test_what_the_browser_makes_up_is_not_written(folder: Path, told: dict[str, Any]) -> None:
    """Each is answered with a line, and the atlas is as it was."""
    atlas = shown_atlas()
    line = done(atlas, act(first_linked(atlas), verdict="confirmed") | told, NOON)
    assert line
    assert "Saved" not in line
    assert not (folder / "seeds" / "links.jsonl").exists()


def test_a_name_is_one_line_that_can_be_printed(folder: Path) -> None:
    """What stands in the file as the signature commands no terminal."""
    atlas = shown_atlas()
    excerpt = first_linked(atlas)
    done(atlas, act(excerpt, verdict="confirmed", by="A\u202eda\n\x1b[2J" + "x" * 200), NOON)
    (said,) = shown_atlas().verdicts.by_file[excerpt.file]
    assert said.by.isprintable()
    assert len(said.by) == 80


def test_an_atlas_that_cannot_be_written_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor is told, and nothing is lost."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    atlas = shown_atlas()
    monkeypatch.setattr(os, "fsync", full)
    told = done(atlas, act(first_linked(atlas), verdict="confirmed"), NOON)
    assert told == "Nothing was written: No space left on device."
    assert not (folder / "seeds" / "links.jsonl").exists()


# ---------------------------------------------------------------- undo


def history(folder: Path) -> list[LinkVerdict]:
    """Return every line of the file."""
    lines = (folder / "seeds" / "links.jsonl").read_text(encoding="utf-8").splitlines()
    return [LinkVerdict.model_validate_json(line) for line in lines]


def test_undo_goes_back_step_by_step_and_the_history_is_kept(folder: Path) -> None:
    """Each undo is one more line; after the last there is nothing to undo."""
    before = shown_atlas()
    excerpt = first_linked(before)
    for minute, verdict in enumerate(("confirmed", "rejected", "confirmed")):
        done(shown_atlas(), act(excerpt, verdict=verdict), at(minute))
    states = []
    for minute in range(3, 6):
        assert done(shown_atlas(), act(excerpt, "undo"), at(minute)).startswith("Undone")
        said = shown_atlas().verdicts.by_file.get(excerpt.file, ())
        states.append([each.verdict for each in said])
    assert states == [["rejected"], ["confirmed"], []]
    assert "nothing to undo" in done(shown_atlas(), act(excerpt, "undo"), at(6))
    assert len(history(folder)) == 6
    assert shown_atlas().excerpts == before.excerpts


def test_nobody_takes_back_what_another_has_said(folder: Path) -> None:
    """Undo passes over a link that someone else has judged since."""
    atlas = shown_atlas()
    one, two = [each for each in atlas.excerpts if each.mentions][:2]
    done(atlas, act(one, verdict="rejected"), at(0))
    done(atlas, act(two, verdict="rejected"), at(1))
    done(atlas, act(two, verdict="confirmed", by="Ben"), at(2))
    assert one.mentions[0].exact in done(shown_atlas(), act(one, "undo"), at(3))
    verdicts = [each.verdict for each in shown_atlas().verdicts.by_file[two.file]]
    assert verdicts == ["confirmed"]
    assert "nothing to undo" in done(shown_atlas(), act(one, "undo"), at(4))


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Ada", "Ben"]),
        st.sampled_from(["confirmed", "rejected", "added", "undo"]),
        st.integers(0, 2),
    ),
    max_size=20,
)


def _said(kind: Any, link: int, by: str, when: datetime) -> LinkVerdict:
    return LinkVerdict(
        file="a.txt",
        sha256="0" * 64,
        start=link,
        exact="x",
        prefix="",
        suffix="",
        layer="land",
        places=("field",),
        verdict=kind,
        by=by,
        at=when,
    )


@given(steps=_STEPS)
def test_undoing_all_that_was_said_leaves_the_rules(steps: list[tuple[str, str, int]]) -> None:
    """Whatever two people say and undo, by undoing all the last lines leave every link alone."""
    lines: list[LinkVerdict] = []
    for minute, (by, kind, link) in enumerate(steps):
        when = at(minute)
        said = kind != "undo"
        lines += [_said(kind, link, by, when)] if said else withdrawn(lines, by, when)
    for minute in range(200, 200 + 4 * len(steps)):
        lines += withdrawn(lines, ("Ada", "Ben")[minute % 2], at(minute))
    last = {each.link: each.verdict for each in lines}
    assert set(last.values()) <= {"automatic"}


# ---------------------------------------------------------------- words and offsets


@given(st.text(alphabet="ab *_\n\t\u00a0é😀", max_size=40), st.data())
def test_words_shown_lead_back_to_the_text(text: str, data: st.DataObject) -> None:
    """Any stretch of the wording is found in the text, without emphasis and outer blanks."""
    wording = plain(text, Span(0, len(text)))
    start = data.draw(st.integers(0, len(wording)))
    words = wording[start : data.draw(st.integers(start, len(wording)))]
    found = source_of(text, Span(0, len(text)), start, words)
    if not words.strip():
        assert found is None
        return
    assert found is not None
    assert text[found.start] == words.lstrip()[0]
    assert text[found.end - 1] == words.rstrip()[-1]


# ---------------------------------------------------------------- several processes

WRITER = """\
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from mapdash.articles import load_articles
from mapdash.verdicts import add_verdicts, anchored
folder, by, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
article = load_articles(folder, [])[0]
for number in range(many):
    when = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    said = anchored(article, number, number + 1, "canals", ["thole-cut"], "confirmed", by, when)
    add_verdicts(folder, lambda _: [said])
"""


def test_several_processes_lose_no_verdict(folder: Path) -> None:
    """Four writers at once, each with many verdicts: every one is there, each writer's in order."""
    path = str(Path(sys.modules["mapdash"].__file__ or "").parent.parent)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), name, "60"],
            env={**os.environ, "PYTHONPATH": path},
        )
        for name in "abcd"
    ]
    assert [each.wait(timeout=300) for each in writers] == [0] * 4
    lines = history(folder)
    assert len(lines) == 240
    for name in "abcd":
        assert [each.start for each in lines if each.by == name] == list(range(60))
    faults: list[Any] = []
    load_verdicts(folder, load_atlas(folder).articles, faults)
    assert faults == []
