"""Files that are no article, or try to be more than one: each gets one line, the rest goes on."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from hostile_atlas import PAYLOADS, write_hostile
from mapdash.articles import MOST, decode
from mapdash.atlas import Atlas, load_atlas
from mapdash.cli import main
from mapdash.export.extract import take
from mapdash.export.formats import FORMATS, Format
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "The Lamp at Skerrow\n\nThe lamp of Skerrow Light was lit in June 1878, they say.\n"
ATTACKS = " ".join(PAYLOADS)
#: Files that are read, whatever stands in them.
READ = {
    "good": GOOD.encode(),
    "bom": b"\xef\xbb\xbf" + GOOD.encode(),
    "crlf": GOOD.replace("\n", "\r\n").encode(),
    "cr": GOOD.replace("\n", "\r").encode(),
    "utf-16": GOOD.encode("utf-16"),
    "latin-1": (GOOD + "Le phare était éteint; la brume était là.").encode("latin-1"),
    "attacks": (GOOD + ATTACKS).encode(),
    "html": b"<html><body onload='window.__pwned=1'><script>alert(1)</script><p>" + GOOD.encode(),
    "bidi": f"{GOOD}\u202eecnetnes a\u202c and \u2066more\u2069 of it.".encode(),
    "no-date": b"A lamp is a lamp, and nobody wrote down when it was lit or by whom.",
    "scripts": "Ένας φάρος. 灯台がともった。 المنارة مضاءة. Маяк зажжён. Փարոսը վառվեց.".encode(),
    "one-line": b"a word and " * 20_000,
}
#: Files that are not, and what is said of them.
REFUSED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\r\n ", "is blank"),
    "nul": (GOOD.encode() + b"\x00", "holds NUL"),
    "binary": (bytes(range(256)) * 40, "is not text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 9, "is a picture"),
    "broken-utf-16": (b"\xff\xfe" + GOOD.encode("utf-16-le")[:-1], "is marked as UTF-16"),
    "beyond-any-book": (b"a word and " * 2_000_000, "split it"),
}


@pytest.fixture
def batch(tmp_path: Path) -> list[str]:
    """Write all the files; return their paths, those that are refused between the others."""
    files = READ | {name: data for name, (data, _) in REFUSED.items()}
    for name, data in files.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    return [str(tmp_path / f"{name}.txt") for name in sorted(files)]


def test_a_bad_file_gets_one_line_and_the_others_are_read(
    batch: list[str], isles_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file of a batch is answered: by its records, or by one error that can be printed."""
    assert main(["annotate", *batch, "--atlas", str(isles_folder)]) == 1
    told = capsys.readouterr()
    records = [json.loads(line) for line in told.out.splitlines()]
    errors = {each["file"]: each["message"] for each in records if each["type"] == "error"}
    assert set(errors) == {f"{name}.txt" for name in REFUSED}
    for name, (_, expected) in REFUSED.items():
        assert expected in errors[f"{name}.txt"]
    assert all(line.isprintable() for line in told.err.splitlines())
    assert len(told.err.splitlines()) == len(REFUSED)
    articles = {each["file"] for each in records if each["type"] == "article"}
    assert articles == {f"{name}.txt" for name in READ}


def test_a_table_for_people_holds_nothing_that_a_terminal_obeys(
    batch: list[str], isles_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line can be printed as it is."""
    main(["annotate", *batch, "--atlas", str(isles_folder), "--format", "table"])
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


def test_adding_a_batch_takes_what_can_be_read(
    batch: list[str], isles_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is refused is told of, a line each, and the atlas has no fault afterwards."""
    copy = tmp_path / "atlas"
    shutil.copytree(isles_folder, copy)
    main(["add", *batch, str(copy), "--yes"])
    told = capsys.readouterr()
    for name in REFUSED:
        assert f"{name}.txt" in told.out + told.err
    atlas = load_atlas(copy)
    assert len(atlas.articles) > 3
    assert (copy / "seeds" / "almanac.txt").read_bytes() == (
        isles_folder / "seeds" / "almanac.txt"
    ).read_bytes()


def test_the_longest_text_is_one_that_is_read() -> None:
    """The limit is of characters, told in the message, and lets ten million of them pass."""
    assert len(decode(b"a" * MOST)) == MOST >= 10_000_000


# ---------------------------------------------------------------- what is written


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Load the atlas whose every text is an attack."""
    return load_atlas(write_hostile(tmp_path_factory.mktemp("hostile")))


@pytest.mark.parametrize("form", FORMATS, ids=lambda each: f"{each.kind}-{each.name}")
def test_every_export_holds_attacks_as_text(hostile: Atlas, form: Format) -> None:
    """No template is filled in, no formula left, no element opened, in any format."""
    data = form.make(take(hostile, opening_selection(hostile.settings)))
    assert data
    text = data.decode("utf-8", errors="replace")
    assert "48567227" not in text
    match form.suffix:
        case ".csv":
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
            assert any("HYPERLINK" in cell for cell in cells)
        case ".jsonl":
            assert all(json.loads(line) for line in text.splitlines())
        case ".geojson" | ".json" | ".jsonld":
            assert json.loads(text)
        case ".html":
            # None of them as an element: Leaflet's own script has markup in its strings.
            for attack in ("<img src", "<svg/onload", "</script><script>window", 'href="java'):
                assert attack not in text
