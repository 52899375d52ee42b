"""Gold annotations and the scores of what is found against them."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.articles import load_articles
from mapdash.cli import main
from mapdash.curation import load_places, load_settings
from mapdash.evaluation import Outcome, Score, compare, report, scores
from mapdash.export.records import annotation_records
from mapdash.gold import Finding, GoldText, Kind, findings, read_gold
from mapdash.reading import Lexicon, identify, read_article

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
GOLD_FILES = sorted(GOLD.glob("*.jsonl"))
TEXT = "The toll at the cut is a penny a ton, and the other cut is free."


def read(path: Path) -> tuple[GoldText, ...]:
    """Return a gold file's texts, which must have no fault."""
    golds, faults = read_gold(path.read_text(encoding="utf-8").split("\n"), path.name)
    assert not faults
    return golds


def text_of(gold: GoldText) -> str:
    """Return the text that a gold annotation speaks of."""
    if gold.text is not None:
        return gold.text
    return (ROOT / "seeds" / gold.file).read_bytes().decode("utf-8")


GOLD_TEXTS = [gold for path in GOLD_FILES for gold in read(path)]


# ---------------------------------------------------------------- the project's own gold


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """Return the script that turns the gold's sources into records."""
    spec = importlib.util.spec_from_file_location("build_gold", ROOT / "scripts/build_gold.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "texts"), [("articles", ROOT / "seeds"), ("sentences", None)])
def test_gold_records_are_those_of_their_source(
    builder: ModuleType, name: str, texts: Path | None
) -> None:
    """The committed JSONL is what the annotated source says."""
    source = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    assert builder.build(source, texts) == (GOLD / f"{name}.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.name)
def test_gold_offsets_are_true(path: Path) -> None:
    """Each gold record's words stand where it says."""
    texts = {gold.file: text_of(gold) for gold in read(path)}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "surface" in record:
            words = texts[record["file"]][record["start"] : record["end"]]
            assert words.replace("\u00a0", " ") == record["surface"].replace("\u00a0", " ")


def test_gold_covers_every_layer_and_issue_and_is_a_third_traps() -> None:
    """The sentences are balanced enough for each figure to mean something."""
    settings = load_settings(ROOT, [])
    assert settings
    sentences = read(GOLD / "sentences.jsonl")
    counted = Counter(
        (find.kind, find.label) for gold in sentences for find in gold.findings if not find.optional
    )
    assert {layer.id for layer in settings.layers if counted["mention", layer.id] < 12} == set()
    assert {issue.id for issue in settings.issues if counted["issue", issue.id] < 3} == set()
    assert sum(bool(gold.traps) for gold in sentences) >= len(sentences) / 3
    assert len(sentences) >= 140


@pytest.mark.parametrize("gold", [g for g in GOLD_TEXTS if g.traps], ids=lambda gold: gold.file)
def test_a_trap_holds_nothing_of_its_kind(gold: GoldText) -> None:
    """A text marked as a trap has no gold record of the kind that it is a trap for."""
    held = {name for find in gold.findings if not find.optional for name in (find.kind, find.label)}
    assert not held & {*gold.traps}


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.name)
def test_gold_scores_one_against_itself(path: Path) -> None:
    """Whoever finds exactly the gold misses nothing, finds nothing falsely, falls into no trap."""
    outcomes = [compare(gold, text_of(gold), gold.findings) for gold in read(path)]
    assert {score.f1 for score in scores(outcomes).values()} == {1.0}
    assert not any(each.misses or each.false_finds or each.fallen_into for each in outcomes)


# ---------------------------------------------------------------- what is promised


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[Outcome]]:
    """Return what the program makes of the texts of each gold file."""
    settings = load_settings(ROOT, [])
    assert settings
    lexicon = Lexicon.build(load_places(ROOT, settings, []), settings)
    known = {article.sha256: article for article in load_articles(ROOT, [])}

    def outcome(gold: GoldText) -> Outcome:
        text = text_of(gold)
        article = identify(gold.file, text.encode(), known, gold.published)
        return compare(gold, text, findings(annotation_records(read_article(article, lexicon))))

    return {path.stem: [outcome(gold) for gold in read(path)] for path in GOLD_FILES}


@pytest.mark.parametrize(
    ("name", "kind", "least"),
    [
        ("articles", "mention", 0.95),
        ("articles", "date", 0.93),
        ("articles", "issue", 0.85),
        ("sentences", "mention", 0.90),
        ("sentences", "date", 0.90),
        ("sentences", "issue", 0.85),
    ],
)
def test_the_program_reads_as_well_as_promised(
    outcomes: dict[str, list[Outcome]], name: str, kind: Kind, least: float
) -> None:
    """On the project's own gold no figure falls below what docs/quality.md promises."""
    assert scores(outcomes[name])[kind, ""].f1 >= least


@pytest.mark.parametrize("name", ["articles", "sentences"])
def test_no_layer_is_read_badly(outcomes: dict[str, list[Outcome]], name: str) -> None:
    """Each layer's mentions reach an F1 of 0.80."""
    low = {
        label: score.f1
        for (kind, label), score in scores(outcomes[name]).items()
        if kind == "mention" and score.f1 < 0.80
    }
    assert low == {}


def test_few_traps_are_fallen_into(outcomes: dict[str, list[Outcome]]) -> None:
    """Of the texts that look like holding mentions or dates at most three in a hundred deceive."""
    told = list(report(outcomes["sentences"]))
    counts = [line.rsplit(": ", 1)[1].split() for line in told if line.startswith("traps that")]
    fallen, laid = (sum(int(count[at]) for count in counts[:2]) for at in (0, 2))
    assert laid >= 60
    assert fallen <= 0.03 * laid


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
