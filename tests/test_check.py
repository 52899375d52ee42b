"""`mapdash check`: every fault at once, each with its file, its place there and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broken_atlases import BROKEN, SOUND, Broken, write_atlas, write_broken
from mapdash.atlas import load_atlas
from mapdash.cli import main
from mapdash.errors import CODES, Fault
from mapdash.inspection import inspect_atlas

ROOT = Path(__file__).resolve().parent.parent
TOLD = ROOT / "docs" / "check.md"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Return an atlas without faults."""
    write_atlas(tmp_path, SOUND)
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Return the exit status of a check and what it printed."""
    status = main(["check", *arguments])
    return status, capsys.readouterr().out


def test_the_atlas_that_is_broken_has_no_fault(sound: Path) -> None:
    """What is told of a broken one comes from the change alone."""
    found = inspect_atlas(sound)
    assert found.faults == ()
    assert found.atlas is not None
    assert [each.verdict for each in found.atlas.verdicts.by_file["ferry.txt"]] == ["confirmed"]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda each: each.name)
def test_a_broken_atlas_is_told_of_by_the_fault_it_has(tmp_path: Path, broken: Broken) -> None:
    """One change makes one fault, of its own code, on one line, and says what to do."""
    found = inspect_atlas(write_broken(tmp_path, broken))
    assert [fault.code for fault in found.faults] == [broken.code]
    (fault,) = found.faults
    assert fault.file
    assert fault.remedy
    assert str(fault).isprintable()
    # A warning leaves the atlas usable; an error does not.
    assert (found.atlas is None) == (fault.severity == "error")


def test_every_code_is_shown_by_a_broken_atlas() -> None:
    """No kind of fault of an atlas is told of without an example of it."""
    assert {each.code for each in BROKEN} == set(CODES) - {"other"}


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """A fault in one file hides none in another, atlas.toml's own included."""
    errors = {
        "atlas.toml": "colour",
        "seeds/articles.toml": "key-misspelt",
        "seeds/links.jsonl": "verdict-broken",
        "geodata/places.toml": "name-none",
        "geodata/layers/ferries.geojson": "date-unparsable",
    }
    broken = Broken("verdict-broken", "syntax", "seeds/links.jsonl", "{")
    faulty = [each for each in (*BROKEN, broken) if errors.get(each.file) == each.name]
    changes = {each.file: each.content for each in faulty}
    write_atlas(tmp_path, SOUND | changes)
    told = {fault.file for fault in inspect_atlas(tmp_path).faults}
    assert told == set(errors)


def test_one_broken_feature_hides_neither_its_own_faults_nor_the_next(sound: Path) -> None:
    """Geometry and properties of a feature are both told of."""
    path = sound / "geodata" / "layers" / "ferries.geojson"
    text = path.read_text().replace("[[20.0, 60.0]", "[[20.0, 95.0]").replace('"high"', '"sure"')
    path.write_text(text)
    told = {fault.code: fault.what for fault in inspect_atlas(sound).faults}
    assert told.keys() == {"out-of-range", "bad-value"}
    assert told["bad-value"] == "is not 'high', 'medium' or 'low'"


@pytest.mark.parametrize("number", [3, 4, 40])
def test_what_is_the_same_in_many_features_is_told_once(
    sound: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    """How many more there are is told, and which the first are; another fault of one is not lost.

    All of them count, and for programs all stand there.
    """
    path = sound / "geodata" / "layers" / "ferries.geojson"
    held = json.loads(path.read_text())
    (first, *_) = held["features"]
    held["features"] = [
        first | {"properties": first["properties"] | {"id": f"f{each:02}", "confidence": "sure"}}
        for each in range(number)
    ]
    held["features"][2]["properties"]["basis"] = "guessed"
    path.write_text(json.dumps(held))
    _, out = checked(capsys, str(sound))
    lines = [line for line in out.splitlines() if "is not 'high', 'medium' or 'low'" in line]
    assert sum("feature f02.basis: " in line for line in out.splitlines()) == 1
    assert f"{number + 1} faults" in out
    if number < 4:
        assert len(lines) == number
    else:
        (line,) = lines
        more = ", ..." if number > 4 else ""
        assert "feature f00.confidence: " in line
        assert f" (so too in {number - 1} further features: f01, f02, f03{more})" in line
    _, told = checked(capsys, str(sound), "--format", "json")
    (record,) = json.loads(told)["atlases"]
    assert len(record["faults"]) == record["errors"] == number + 1


def test_warnings_fail_only_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--strict` makes a warning an error; without it the atlas is fit for use."""
    orphaned = next(each for each in BROKEN if each.name == "verdict-orphaned")
    atlas = str(write_broken(tmp_path, orphaned))
    status, out = checked(capsys, atlas)
    assert status == 0
    assert out.startswith("warning: seeds/links.jsonl: line 1: an orphan")
    assert "no faults, 1 warning." in out
    assert checked(capsys, atlas, "--strict")[0] == 1


def test_json_tells_the_same_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fault of every atlas, with its code; nothing else is printed."""
    folders = [write_broken(tmp_path, each) for each in BROKEN[:4]]
    status, out = checked(capsys, *map(str, folders), "--format", "json")
    told = json.loads(out)["atlases"]
    assert status == 1
    assert [each["atlas"] for each in told] == [str(folder) for folder in folders]
    assert [each["faults"][0]["code"] for each in told] == [each.code for each in BROKEN[:4]]
    assert set(told[0]["faults"][0]) == {"file", "where", "code", "severity", "what", "remedy"}


def test_a_gold_file_is_checked_with_its_atlas(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Labels that the atlas does not have are told of once each; broken lines are errors."""
    gold = tmp_path / "gold.jsonl"
    spans = {"file": "ferry.txt", "start": 0, "end": 3}
    records: list[dict[str, Any]] = [
        {"type": "issue", **spans, "issues": ["sales", "thefts"]},
        {"type": "issue", **spans, "issues": ["thefts"]},
        {"type": "mention", **spans, "layer": "trams"},
    ]
    gold.write_text("".join(f"{json.dumps(each)}\n" for each in records))
    found = inspect_atlas(sound, [gold])
    assert [(fault.code, fault.severity) for fault in found.faults] == [
        ("unknown-issue", "warning"),
        ("unknown-layer", "warning"),
    ]
    gold.write_text("{")
    assert checked(capsys, str(sound), "--gold", str(gold))[0] == 1


def test_a_fault_is_one_line_that_a_terminal_can_show() -> None:
    """What a file put into a message neither breaks the line nor commands the terminal."""
    fault = Fault("a\nb", "\x1b[2J", "\u202ename\ud800" * 1000, "mend\u2028it")
    assert str(fault).isprintable()
    assert len(str(fault)) < 8000


@pytest.mark.parametrize("name", ["atlas_folder", "isles_folder"])
def test_no_atlas_of_the_repository_has_a_fault(name: str, request: pytest.FixtureRequest) -> None:
    """Only the name that two lights share on purpose is warned of."""
    found = inspect_atlas(request.getfixturevalue(name))
    assert found.errors == 0
    assert {fault.code for fault in found.faults} <= {"shared-name"}
    assert load_atlas(found.folder).warnings == found.faults


# ---------------------------------------------------------------- what the documentation shows


def shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a check of all the broken atlases prints, folder by folder."""
    parts = []
    for broken in BROKEN:
        folder = write_broken(tmp_path, broken)
        _, out = checked(capsys, str(folder))
        parts.append(f"$ mapdash check {broken.name}\n{out.replace(f'{tmp_path}/', '')}")
    return "\n".join(parts)


def test_the_documentation_shows_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/check.md holds the output for each broken atlas, and every code with its meaning."""
    text = TOLD.read_text(encoding="utf-8")
    assert f"```console\n{shown(tmp_path, capsys)}```" in text
    table = "".join(f"| `{code}` | {told} |\n" for code, told in CODES.items())
    assert table in text


@pytest.mark.parametrize(
    ("added", "missing"), [((), ["article", "place"]), (("article",), ["place"])]
)
def test_what_an_empty_atlas_lacks_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    added: tuple[str, ...],
    missing: list[str],
) -> None:
    """A hint each, with what to do; it is no fault, but who is strict wants something shown."""
    folder = tmp_path / "mine"
    main(["new", str(folder), "--title", "Lake", "--days", "1880/1920", "--view", "7,46,9"])
    text = tmp_path / "letter.txt"
    text.write_text("The steamer stopped at the pier for an hour that day, and then went on.\n")
    for _ in added:
        assert main(["add", str(text), str(folder), "--yes"]) == 0
    capsys.readouterr()
    status, told = checked(capsys, str(folder))
    assert status == 0
    hints = [line for line in told.splitlines() if line.startswith("hint: ")]
    assert len(hints) == len(missing)
    assert all(f"there is no {each}," in line for each, line in zip(missing, hints, strict=True))
    assert all("mapdash add" in line for line in hints)
    assert "no faults, " in told
    assert checked(capsys, str(folder), "--strict")[0] == 1
    (record,) = json.loads(checked(capsys, str(folder), "--format", "json")[1])["atlases"]
    assert len(record["hints"]) == len(missing)
    assert record["faults"] == []


def test_an_atlas_that_holds_something_has_no_hint(sound: Path) -> None:
    """Hints are of what is missing as a whole."""
    assert inspect_atlas(sound).hints == ()
