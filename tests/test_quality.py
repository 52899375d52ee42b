"""The measured quality of the links: kept in a file, and true of the program as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdash.cli import main
from mapdash.errors import Fault
from mapdash.evaluation import compare
from mapdash.gold import Finding, GoldText
from mapdash.quality import NAME, measured, quality_text, read_quality

ROOT = Path(__file__).resolve().parent.parent
RENEW = "mapdash eval tests/gold/articles.jsonl tests/gold/sentences.jsonl --save quality.json"


def test_what_the_page_tells_of_its_quality_is_what_is_measured_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The committed quality.json is byte for byte what the command gives on the gold."""
    monkeypatch.chdir(ROOT)
    fresh = tmp_path / NAME
    *command, _ = RENEW.split()[1:]
    assert main([*command, str(fresh)]) == 0
    same = fresh.read_bytes() == (ROOT / NAME).read_bytes()
    assert same, f"quality.json is out of date; renew it: {RENEW}"


def test_a_measurement_keeps_every_slip_with_its_words(tmp_path: Path) -> None:
    """What was missed and what was found falsely can be read again as it was written."""
    text = "North of the Merrow Canal lies Hesk."
    gold = GoldText("a", text, None, ("mention",), (Finding(13, 25, "mention", "canals"),))
    found = (Finding(31, 35, "mention", "wards"),)
    quality = measured(["gold.jsonl"], [compare(gold, text, found)])
    (tmp_path / NAME).write_text(quality_text(quality), encoding="utf-8")
    faults: list[Fault] = []
    assert read_quality(tmp_path, faults) == quality
    assert not faults
    (miss,), (false,) = quality.misses, quality.false_finds
    assert (miss.before, miss.exact, miss.after) == ("North of the", "Merrow Canal", "lies Hesk.")
    assert (false.label, false.exact) == ("wards", "Hesk")
    assert [(each.laid, each.fallen) for each in quality.traps] == [(1, 1)]
    overall = next(each for each in quality.scores if (each.kind, each.label) == ("mention", ""))
    assert (overall.hits, overall.misses, overall.false_finds, overall.f1) == (0, 1, 1, 0.0)


def test_an_atlas_need_not_be_measured(isles_folder: Path) -> None:
    """One without the file has no fault for it, and nothing is told of its quality."""
    faults: list[Fault] = []
    assert read_quality(isles_folder, faults) is None
    assert not faults


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"gold": 3}'])
def test_a_broken_measurement_is_a_fault_with_its_remedy(tmp_path: Path, content: bytes) -> None:
    """Nothing is shown of it, and each fault says how to write it anew."""
    (tmp_path / NAME).write_bytes(content)
    faults: list[Fault] = []
    assert read_quality(tmp_path, faults) is None
    assert faults
    assert all(fault.file == NAME and fault.remedy for fault in faults)
