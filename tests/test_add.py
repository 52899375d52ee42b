"""`mapdash add`: texts come into an atlas whole, once, and only if a person agrees."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mapdash.atlas import load_atlas
from mapdash.cli import main
from mapdash.cli.consent import with_progress
from mapdash.errors import MapdashError
from mapdash.ingest.toml_files import with_tables
from mapdash.reading import Lexicon, identify, read_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LETTER = """\
A Letter From the Thole Cut

By Ada Quill

3 May 1880

The Thole Cut was closed on 2 May 1880, for the second time since it was opened, and the ships
that were waiting for it went round by Skerrow Light. The Ness Light was not seen that night.

The toll for it had been a penny a ton. On the day after, the Free Harbour of Calder was as quiet
as it had been in 1861, and the boatmen of the Merrow Canal were seen to smile.
"""
OTHER = """\
The Year of the Boards

The boundary of Hesk Ward was drawn in 1889, and nobody has been content with it since then, as
far as anyone can tell from the letters that both of the boards have kept.
"""


@pytest.fixture
def isles(isles_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the second atlas, to be written to."""
    return Path(shutil.copytree(isles_folder, tmp_path / "isles"))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return a text that the atlas does not have."""
    path = tmp_path / "Letter of May.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    """Return all that an atlas's folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ------------------------------------------------------------------ what is shown


def test_what_was_found_is_shown_before_anything_is_written(
    isles: Path, letter: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts, passages, links, dates, issues and what is unclear; with nobody to ask, no writing."""
    before = files(isles)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["add", str(letter), str(isles)]) == 1
    told = capsys.readouterr()
    for line in (
        "Letter of May.txt: text, ",
        "title      A Letter From the Thole Cut",
        "authors    Ada Quill",
        "published  3 May 1880",
        "passages   3: 1 headline, 2 paragraphs",
        "links      5: to Thole Cut 2, Skerrow Light 1, Free Harbour of Calder 1, Merrow Canal 1",
        '"2 May 1880" = 2 May 1880',
        "issues     3: Wrecks 1, Tolls and dues 1, The boards' boundary 1",
        'unclear    1: "Ness Light" may be North Ness Light or South Ness Light',
    ):
        assert line in told.out
    assert told.err.count("\n") == 1
    assert "--yes" in told.err
    assert files(isles) == before


class Terminal:
    """A person at a terminal who types one line."""

    def __init__(self, line: str) -> None:
        self._line = line

    def isatty(self) -> bool:
        """There is a person."""
        return True

    def readline(self) -> str:
        """Return what they type."""
        return self._line


@pytest.mark.parametrize(("answer", "count"), [("y\n", 4), ("yes\n", 4), ("n\n", 3), ("", 3)])
def test_a_person_is_asked(
    isles: Path, letter: Path, monkeypatch: pytest.MonkeyPatch, answer: str, count: int
) -> None:
    """Only a yes writes; what is no answer does not."""
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert main(["add", str(letter), str(isles)]) == 0
    assert len(load_atlas(isles).articles) == count


# ------------------------------------------------------------------ what is written


def test_an_added_article_reads_as_annotate_says(isles: Path, letter: Path) -> None:
    """The atlas finds in it what was shown, and the text is the one that was brought."""
    assert main(["add", str(letter), str(isles), "--yes"]) == 0
    atlas = load_atlas(isles)
    article = atlas.articles["letter-of-may.txt"]
    assert article.text == LETTER
    assert (isles / "seeds" / article.file).read_bytes() == LETTER.encode()
    lexicon = Lexicon.build(tuple(atlas.places.values()), atlas.settings)
    alone = read_article(identify(article.file, LETTER.encode(), {}), lexicon)
    reading = atlas.readings[article.file]
    assert reading.passages == alone.passages
    assert (reading.mentions, reading.ambiguities) == (alone.mentions, alone.ambiguities)
    assert (reading.dates, reading.issues) == (alone.dates, alone.issues)


def test_what_stood_in_articles_toml_still_stands_there(isles: Path, letter: Path) -> None:
    """Comments, spacing and order stay: lines are added, none is changed."""
    listed = isles / "seeds" / "articles.toml"
    listed.write_bytes(listed.read_bytes() + b"\n# To be asked for: the ledger of 1902.\n")
    before = listed.read_text(encoding="utf-8")
    assert main(["add", str(letter), str(isles), "--yes", "--outlet", 'The "Gazette"\\']) == 0
    after = listed.read_text(encoding="utf-8")
    assert after.startswith(before)
    added = tomllib.loads(after)["article"][-1]
    assert added["outlet"] == 'The "Gazette"\\'
    assert added["published"]["basis"] == "stated"


def test_what_a_person_says_goes_before_what_was_found(isles: Path, letter: Path) -> None:
    """Each fact can be given, the day with how it is known."""
    given = ["--title", "T", "--author", "A", "--author", "B", "--url", "https://x.example/"]
    given += ["--published", "1879-12/1880", "--basis", "inferred", "--why", "a hint"]
    assert main(["add", str(letter), str(isles), "--yes", *given]) == 0
    article = load_atlas(isles).articles["letter-of-may.txt"]
    assert (article.title, article.authors, article.url) == ("T", ("A", "B"), "https://x.example/")
    assert article.published is not None
    assert str(article.published.interval) == "1879-12-01/1880-12-31"
    assert (article.published.basis, article.published.why) == ("inferred", "a hint")


@pytest.mark.parametrize("other", [LETTER.replace("\n", "\r\n"), f"\ufeff{LETTER}"])
def test_a_second_add_of_the_same_text_is_recognised(
    isles: Path, letter: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    """However it is wrapped or marked, it is said to be there, and nothing is written."""
    main(["add", str(letter), str(isles), "--yes"])
    before = files(isles)
    again = letter.with_name("again.txt")
    again.write_bytes(other.encode())
    capsys.readouterr()
    assert main(["add", str(again), str(isles), "--yes"]) == 0
    assert "is in the atlas already, as seeds/letter-of-may.txt" in capsys.readouterr().out
    assert files(isles) == before


def test_another_version_of_a_text_is_told(
    isles: Path, letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where most paragraphs stand in an article of the atlas, it is named."""
    main(["add", str(letter), str(isles), "--yes"])
    letter.write_text(LETTER + "\nA line was added to it on a later day by someone.\n")
    assert main(["add", str(letter), str(isles), "--yes"]) == 0
    assert "stand in seeds/letter-of-may.txt too" in capsys.readouterr().out
    assert "letter-of-may-2.txt" in load_atlas(isles).articles


def test_a_text_that_was_put_there_and_never_entered_keeps_its_name(
    isles: Path, letter: Path
) -> None:
    """Who copied the text into seeds/ by hand gets an entry for it, not a second copy."""
    shutil.copy(letter, isles / "seeds" / "letter-of-may.txt")
    assert main(["add", str(letter), str(isles), "--yes"]) == 0
    assert "letter-of-may.txt" in load_atlas(isles).articles


def test_a_batch_goes_on_past_what_cannot_be_read(
    isles: Path, letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each bad file is one line and status 1; the good ones come in, the same one once."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"caf\xe9")
    twin, other = tmp_path / "twin.txt", tmp_path / "other.txt"
    twin.write_text(LETTER)
    other.write_text(OTHER)
    named = [str(each) for each in (bad, letter, tmp_path / "none.txt", twin, other)]
    assert main(["add", *named, str(isles), "--yes"]) == 1
    told = capsys.readouterr()
    assert [line.split(": ")[0] for line in told.err.splitlines()] == [named[0], named[2]]
    assert "twin.txt: is in the atlas already, as seeds/letter-of-may.txt" in told.out
    assert [*load_atlas(isles).articles][3:] == ["letter-of-may.txt", "other.txt"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["LETTER"], "holds no atlas.toml; name the atlas's folder last"),
        (["LETTER", "OTHER", "ISLES", "--title", "x"], "--title and --url are of one article"),
        (["LETTER", "ISLES", "--published", "1880", "--basis", "inferred"], "with --why"),
        (["LETTER", "ISLES", "--basis", "stated"], "give it with --published"),
    ],
)
def test_a_mistake_in_the_command_is_one_line(
    isles: Path,
    letter: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    """What does not fit together is said before any file is read."""
    monkeypatch.chdir(letter.parent)
    stand = {"LETTER": str(letter), "OTHER": str(letter), "ISLES": str(isles)}
    assert main(["add", "--yes", *(stand.get(each, each) for each in arguments)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert told in lines[0]


@pytest.mark.parametrize(
    "option", [["--published", "soon"], ["--url", "javascript:x"], ["--encoding", "rot13"]]
)
def test_an_option_that_is_none_is_told(option: list[str]) -> None:
    """Days, addresses and encodings are read before anything is done."""
    with pytest.raises(SystemExit) as caught:
        main(["add", "x.txt", *option])
    assert caught.value.code == 2


def test_an_atlas_with_faults_takes_nothing_in(isles: Path, letter: Path) -> None:
    """First the faults are mended: nothing is written on top of them."""
    (isles / "geodata" / "layers" / "lights.geojson").write_text("{")
    before = files(isles)
    assert main(["add", str(letter), str(isles), "--yes"]) == 1
    assert files(isles) == before


def test_a_folder_that_cannot_be_written_is_one_line(
    isles: Path,
    letter: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A full disk is told; the atlas is as it was."""
    before = files(isles)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device", "part")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert main(["add", str(letter), str(isles), "--yes"]) == 1
    assert "No space left on device; the atlas is as it was" in capsys.readouterr().err
    assert load_atlas(isles).version
    assert {name: data for name, data in files(isles).items() if name in before} == before


# ------------------------------------------------------------------ stopped, and at once


@pytest.fixture
def start(isles: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a command on the atlas in a process of its own; none is left running."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(command: str, path: Path, *options: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "mapdash", command, str(path), str(isles), "--yes", *options]
        output = subprocess.DEVNULL
        started.append(subprocess.Popen(words, stdout=output, stderr=output))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def quays(folder: Path) -> Path:
    """Write a file of shapes that the atlas does not have."""
    said = {"name": "Quay", "status": "open", "basis": "derived", "source": "x", "licence": "x"}
    point = {"type": "Point", "coordinates": [-28.1, 47.2]}
    path = folder / "quays.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": said, "geometry": point}))
    return path


def size(folder: Path) -> tuple[int, int, int, int]:
    """Return how many articles, features, places and layers an atlas has."""
    atlas = load_atlas(folder)
    layers = len(atlas.settings.layers)
    return len(atlas.articles), len(atlas.features), len(atlas.places), layers


@pytest.mark.parametrize("command", ["add", "add-layer"])
def test_what_is_killed_leaves_the_old_or_the_new_atlas(
    isles: Path, letter: Path, start: Callable[..., subprocess.Popen[bytes]], command: str
) -> None:
    """Killed as soon as it touches the folder, at several moments, nothing is half done."""
    path = letter if command == "add" else quays(letter.parent)
    options = [] if command == "add" else ["--layer", "quays"]
    old = size(isles)
    new = tuple(map(sum, zip(old, (1, 0, 0, 0) if command == "add" else (0, 1, 1, 1), strict=True)))
    for delay in (0.0, 0.003, 0.02):
        process = start(command, path, *options)
        names = {each.name for each in isles.iterdir()}
        while process.poll() is None and {each.name for each in isles.iterdir()} == names:
            time.sleep(0.0005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert size(isles) in {old, new}
    assert main([command, str(path), str(isles), "--yes", *options]) == 0
    assert size(isles) == new


def test_two_who_add_at_once_lose_nothing(
    isles: Path, letter: Path, tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """The second waits for the first; both texts are there."""
    other = tmp_path / "other.txt"
    other.write_text(OTHER)
    processes = [start("add", letter), start("add", other)]
    assert [process.wait(timeout=240) for process in processes] == [0, 0]
    assert {"letter-of-may.txt", "other.txt"} <= load_atlas(isles).articles.keys()


# ------------------------------------------------------------------ TOML


@given(
    st.lists(st.dictionaries(st.sampled_from(["file", "title"]), st.text(min_size=1), min_size=1)),
    st.sampled_from(["", "# a word\n", "x = 1", "[[article]]\r\nfile = 'a'\r\n\r\n# end\r\n"]),
)
@hypothesis_settings(max_examples=60)
def test_any_values_come_back_from_toml(tables: list[dict[str, str]], before: str) -> None:
    """Whatever a fact holds, the file stays TOML, says it, and keeps what it said."""
    try:
        after = with_tables(before.encode(), "x.toml", "article", tables)
    except UnicodeEncodeError:
        return
    assert after.startswith(before.encode())
    told = tomllib.loads(after.decode().replace("\r\n", "\n"))
    old = tomllib.loads(before.replace("\r\n", "\n")).get("article", [])
    assert told.get("article", []) == [*old, *tables]


def test_an_array_in_another_form_is_left_alone() -> None:
    """``article = [...]`` cannot be added to without rewriting it: that is said."""
    with pytest.raises(MapdashError, match=r"write it so"):
        with_tables(b"article = []\n", "x.toml", "article", [{"file": "a"}])


def test_progress_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes long tells how far it has come; what does not says nothing."""
    assert [*with_progress(range(3), 3, "files read")] == [0, 1, 2]
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("mapdash.cli.consent._PAUSE", -1.0)
    assert [*with_progress("ab", 2, "files read")] == ["a", "b"]
    assert capsys.readouterr() == ("", "1 of 2 files read\n2 of 2 files read\n")
