"""The scores of what is found against a gold annotation."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.cli import main
from mapdash.evaluation import Outcome, Score, compare, report
from mapdash.gold import Finding, GoldText, Kind, findings, read_gold

if TYPE_CHECKING:
    pass

TEXT = "The toll at the cut is a penny a ton, and the other cut is free."


# ---------------------------------------------------------------- scoring


def find(start: int, end: int, label: str = "canals", kind: Kind = "mention") -> Finding:
    """Return a find."""
    return Finding(start, end, kind, label)


def maybe(start: int, end: int, label: str = "canals", kind: Kind = "mention") -> Finding:
    """Return a gold record on which readers may differ."""
    return Finding(start, end, kind, label, optional=True)


YEAR, MONTH = "1878-01-01/1878-12-31", "1878-06-01/1878-06-30"


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        pytest.param([find(0, 5)], [find(4, 9)], (1, 0, 0), id="one shared character is enough"),
        pytest.param([find(0, 5)], [find(5, 9)], (0, 1, 1), id="touching is not overlapping"),
        pytest.param([find(0, 5)], [find(0, 5, "wards")], (0, 1, 1), id="layers must agree"),
        pytest.param([find(0, 9)], [find(0, 3), find(5, 9)], (1, 0, 1), id="one find counts"),
        pytest.param([find(0, 3), find(5, 9)], [find(0, 9)], (1, 1, 0), id="one gold counts"),
        pytest.param([find(0, 9), find(2, 4)], [find(0, 9), find(2, 4)], (2, 0, 0), id="nested"),
        pytest.param([maybe(0, 5)], [], (0, 0, 0), id="an optional one may be left out"),
        pytest.param([maybe(0, 5)], [find(2, 3)], (0, 0, 0), id="or found"),
        pytest.param([maybe(0, 5)], [find(2, 3, "wards")], (0, 0, 1), id="but on its layer"),
        pytest.param(
            [find(0, 5, YEAR, "date")], [find(0, 5, MONTH, "date")], (0, 1, 1), id="days must agree"
        ),
        pytest.param(
            [maybe(0, 5, YEAR, "date")],
            [find(0, 5, MONTH, "date")],
            (0, 0, 0),
            id="on an optional date's days readers differ",
        ),
        pytest.param(
            [find(0, 20, "tolls", "issue")],
            [find(2, 19, "tolls", "issue"), find(2, 19, "wrecks", "issue")],
            (1, 0, 1),
            id="each issue of a passage counts by itself",
        ),
        pytest.param([], [], (0, 0, 0), id="nothing"),
    ],
)
def test_scoring(gold: list[Finding], found: list[Finding], expected: tuple[int, int, int]) -> None:
    """Finds are hits, misses and false finds as docs/quality.md says."""
    outcome = compare(GoldText("x.txt", TEXT, None, (), tuple(gold)), TEXT, found)
    told = (len(outcome.hits), len(outcome.misses), len(outcome.false_finds))
    assert told == expected


@pytest.mark.parametrize(
    ("traps", "found", "fallen"),
    [
        (("mention",), [find(0, 3)], ("mention",)),
        (("canals",), [find(0, 3)], ("canals",)),
        (("wards",), [find(0, 3)], ()),
        (("date",), [find(0, 3)], ()),
        (("date",), [find(0, 3, YEAR, "date")], ("date",)),
        (("tolls", "wrecks"), [find(0, 9, "wrecks", "issue")], ("wrecks",)),
    ],
)
def test_traps(traps: tuple[str, ...], found: list[Finding], fallen: tuple[str, ...]) -> None:
    """A trap is fallen into by a false find of its kind, its layer or its issue."""
    outcome = compare(GoldText("x.txt", TEXT, None, traps, ()), TEXT, found)
    assert outcome.fallen_into == fallen


def test_figures() -> None:
    """Precision, recall and F1 are those of the counts; of nothing they are 1."""
    score = Score(hits=6, misses=2, false_finds=4)
    assert (score.precision, score.recall, score.f1) == (0.6, 0.75, 12 / 18)
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))
SAID = st.builds(
    lambda span, label, optional: Finding(*span, "mention", label, optional),
    SPANS,
    st.sampled_from(["canals", "wards"]),
    st.booleans(),
)


def sure(findings: list[Finding]) -> list[Finding]:
    """Return the findings as ones that no reader doubts."""
    return [Finding(each.start, each.end, each.kind, each.label) for each in findings]


@given(st.lists(SAID, max_size=12), st.lists(SAID, max_size=12))
def test_every_record_is_accounted_for_once(gold: list[Finding], found: list[Finding]) -> None:
    """Each required gold record is a hit or a miss, and no find is counted twice."""
    outcome = compare(GoldText("x.txt", TEXT, None, (), tuple(gold)), TEXT, sure(found))
    required = sorted(each for each in gold if not each.optional)
    assert sorted([*outcome.hits, *outcome.misses]) == required
    assert len(outcome.hits) + len(outcome.false_finds) <= len(found)
    assert not Counter(outcome.false_finds) - Counter(sure(found))


@given(st.lists(SAID, max_size=12), st.lists(SAID, max_size=12))
def test_agreement_has_no_direction(one: list[Finding], other: list[Finding]) -> None:
    """Of two readers without doubts, either can be the gold: the F1 is the same."""
    forth = compare(GoldText("x.txt", TEXT, None, (), tuple(sure(one))), TEXT, sure(other))
    back = compare(GoldText("x.txt", TEXT, None, (), tuple(sure(other))), TEXT, sure(one))
    assert len(forth.hits) == len(back.hits)
    assert len(forth.misses) == len(back.false_finds)


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5))
def test_as_many_are_paired_as_can_be(gold: list[Any], found: list[Any]) -> None:
    """No other pairing of gold and found spans makes more hits."""
    wanted, given_ = [find(*span) for span in gold], [find(*span) for span in found]
    few, many = sorted((wanted, given_), key=len)
    best = max(
        sum(a.overlaps(b) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    outcome = compare(GoldText("x.txt", TEXT, None, (), tuple(wanted)), TEXT, given_)
    assert len(outcome.hits) == best


# ---------------------------------------------------------------- telling


def test_a_report_lists_every_miss_and_every_false_find_with_its_words() -> None:
    """Each stands on a line of its own, in its context, under the heading of its kind."""
    outcome = Outcome(
        file="x.txt",
        text=TEXT,
        hits=(),
        misses=(find(16, 19),),
        false_finds=(find(46, 55), find(23, 30, "1878-06-01/1878-06-01", "date")),
        traps=("date",),
    )
    lines = list(report([outcome]))
    missed = (
        "  x.txt:16  canals: The toll at the [cut] is a penny a ton, and the other cut is free."
    )
    assert missed in lines
    assert any("[other cut]" in line for line in lines)
    assert any("[a penny]" in line and "1878-06-01" in line for line in lines)
    assert "traps that look like dates, fallen into: 1 of 1 (100.0%)" in lines
    assert not any("\n" in line for line in lines)


def test_records_of_other_types_are_passed_over() -> None:
    """Passages, ambiguities and errors of a saved output are not scored."""
    assert findings([{"type": "passage", "start": 0, "end": 3}, {"type": "error"}]) == ()


# ---------------------------------------------------------------- bad input

GOOD = '{"type":"mention","file":"x","start":0,"end":3,"layer":"canals"}'


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[1, 2]",
        "[" * 100_000,
        '{"type":"mention"}',
        '{"type":"mention","file":"x","start":0,"end":3}',
        '{"type":"mention","file":"x","start":"0","end":3,"layer":"canals"}',
        '{"type":"mention","file":"x","start":3,"end":3,"layer":"canals"}',
        '{"type":"mention","file":"x","start":-1,"end":3,"layer":"canals"}',
        '{"type":"mention","file":"x","start":false,"end":true,"layer":"canals"}',
        '{"type":"date","file":"x","start":0,"end":3,"from":"1878"}',
        '{"type":"issue","file":"x","start":0,"end":3,"issues":[7]}',
        '{"type":"issue","file":"x","start":0,"end":3,"issues":"tolls"}',
        '{"type":["mention"],"file":"x","start":0,"end":3}',
        '{"type":"remark","file":"x","start":0,"end":3}',
        '{"type":"article","file":"x","text":7}',
        '{"type":"article","file":"x","published":"1878"}',
        '{"type":"article","file":"x","published":{"from":"soon","to":"later"}}',
        '{"type":"article","file":"x","traps":"mention"}',
    ],
)
def test_a_line_that_cannot_be_read_is_a_fault(line: str) -> None:
    """The fault names the file and the line, in one line; the others are still read."""
    golds, faults = read_gold([GOOD, "", line, GOOD], "gold.jsonl")
    assert [fault.where for fault in faults] == ["line 3"]
    assert "\n" not in str(faults[0])
    assert len(golds[0].findings) == 2


def test_an_empty_gold_file_is_a_fault() -> None:
    """Nothing can be said of nothing."""
    assert read_gold([""], "gold.jsonl")[1]


# ---------------------------------------------------------------- the command


def test_eval_prints_the_scores_of_an_atlas(
    isles_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A gold file may carry its text, stand beside it, or name a text of the atlas."""
    (tmp_path / "beside.txt").write_text("The Merrow Canal is closed.\n", encoding="utf-8")
    records: list[dict[str, Any]] = [
        {"type": "article", "file": "own", "text": "Tolls at the Merrow Canal rose.", "traps": []},
        {"type": "mention", "file": "own", "start": 13, "end": 25, "layer": "canals"},
        {"type": "mention", "file": "beside.txt", "start": 4, "end": 16, "layer": "canals"},
        {"type": "passage", "file": "almanac.txt", "start": 0, "end": 9},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert main(["eval", str(gold), "--atlas", str(isles_folder)]) == 0
    assert "mentions missed: 0" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no JSON", "line 1"),
        (b"\xff\xfe\xfa", "UTF-8"),
        (b'{"type":"passage","file":"nowhere.txt","start":0,"end":3}', "nowhere.txt"),
        (None, "No such file"),
    ],
)
def test_eval_answers_bad_input_with_one_line(
    isles_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    told: str,
) -> None:
    """The exit status is 1, and one line says what is wrong where."""
    gold = tmp_path / "gold.jsonl"
    if content is not None:
        gold.write_bytes(content)
    assert main(["eval", str(gold), "--atlas", str(isles_folder)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert len(output.err.splitlines()) == 1
    assert told in output.err
