"""The project's own gold annotations, and what is promised of reading them."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapdash.articles import load_articles
from mapdash.curation import load_places, load_settings
from mapdash.evaluation import Outcome, compare, report, scores
from mapdash.export.records import annotation_records
from mapdash.gold import GoldText, Kind, findings, read_gold
from mapdash.reading import Lexicon, identify, read_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
GOLD_FILES = sorted([*GOLD.glob("*.jsonl"), *GOLD.glob("unseen/*.jsonl")])


def name_of(path: Path) -> str:
    """Return the name that a gold file goes by here."""
    return path.relative_to(GOLD).with_suffix("").as_posix()


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
def scripts() -> Iterator[Callable[[str], ModuleType]]:
    """Give a function that imports a script, which may import others beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module


ALONE = sorted(path.stem for path in GOLD.glob("authors/?.txt"))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("articles", ROOT / "seeds"),
        ("sentences", None),
        *((f"authors/{each}", None) for each in ALONE),
    ],
)
def test_gold_records_are_those_of_their_source(
    scripts: Callable[[str], ModuleType], name: str, texts: Path | None
) -> None:
    """The committed JSONL is what the annotated source says."""
    source = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    gold = scripts("build_gold").build(source, texts)
    assert gold == (GOLD / f"{name}.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [*(f"unseen/{each}" for each in ("articles", "sentences", "traps")), "authors/m", "authors/u"],
)
def test_gold_of_two_readers_is_what_they_agree_on(
    scripts: Callable[[str], ModuleType], name: str
) -> None:
    """It is what their sources give; where one of them is unsure it is optional."""
    marked = [(GOLD / f"{name}.{who}.txt").read_text("utf-8") for who in ("first", "second")]
    gold, tally = scripts("agree_gold").unite(*marked)
    assert gold == (GOLD / f"{name}.jsonl").read_text(encoding="utf-8")
    assert tally["mention", "both"] > 6 * (tally["mention", "first"] + tally["mention", "second"])


@pytest.mark.parametrize(
    ("second", "sure", "optional"),
    [
        pytest.param("{K Old Cut}", 1, 0, id="both are sure"),
        pytest.param("Old {K Cut}", 1, 0, id="of words that overlap"),
        pytest.param("{K? Old Cut}", 0, 1, id="one doubts"),
        pytest.param("Old Cut", 0, 1, id="one is silent"),
        pytest.param("{S Old Cut}", 0, 2, id="they contradict"),
    ],
)
def test_only_what_two_readers_are_sure_of_is_gold(
    scripts: Callable[[str], ModuleType], second: str, sure: int, optional: int
) -> None:
    """All else that either marks is optional."""
    head = "% K = canals\n% S = wards\n\n== one 1878\n"
    gold, _ = scripts("agree_gold").unite(f"{head}{{K Old Cut}}\n", f"{head}{second}\n")
    records = [json.loads(line) for line in gold.splitlines()]
    marks = ["optional" in each for each in records if each["type"] == "mention"]
    assert (marks.count(False), marks.count(True)) == (sure, optional)


@pytest.mark.parametrize("path", GOLD_FILES, ids=name_of)
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


@pytest.mark.parametrize("path", GOLD_FILES, ids=name_of)
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

    return {name_of(path): [outcome(gold) for gold in read(path)] for path in GOLD_FILES}


@pytest.mark.parametrize(
    ("name", "kind", "least"),
    [
        ("articles", "mention", 0.95),
        ("articles", "date", 0.93),
        ("articles", "issue", 0.85),
        ("sentences", "mention", 0.90),
        ("sentences", "date", 0.90),
        ("sentences", "issue", 0.85),
        ("unseen/articles", "mention", 0.89),
        ("unseen/articles", "date", 0.93),
        ("unseen/articles", "issue", 0.85),
        ("unseen/sentences", "mention", 0.90),
        ("unseen/sentences", "date", 0.90),
        ("unseen/sentences", "issue", 0.85),
        ("unseen/traps", "mention", 0.90),
        ("unseen/traps", "date", 0.90),
        ("unseen/traps", "issue", 0.85),
        ("unseen/latest", "mention", 0.85),
        ("unseen/latest", "date", 0.90),
        ("unseen/latest", "issue", 0.85),
        ("unseen/plain", "mention", 0.90),
        ("unseen/plain", "date", 0.90),
        ("unseen/plain", "issue", 0.85),
        ("unseen/desk", "mention", 0.90),
        ("unseen/desk", "date", 0.90),
        ("unseen/desk", "issue", 0.85),
    ],
)
def test_the_program_reads_as_well_as_promised(
    outcomes: dict[str, list[Outcome]], name: str, kind: Kind, least: float
) -> None:
    """On the project's own gold no figure falls below what docs/quality.md promises."""
    assert scores(outcomes[name])[kind, ""].f1 >= least


@pytest.mark.parametrize(
    "name",
    [
        "articles",
        "sentences",
        *(f"unseen/{each}" for each in ("articles", "sentences", "traps", "desk")),
    ],
)
def test_no_layer_is_read_badly(outcomes: dict[str, list[Outcome]], name: str) -> None:
    """Each layer's mentions reach an F1 of 0.80."""
    low = {
        label: score.f1
        for (kind, label), score in scores(outcomes[name]).items()
        if kind == "mention" and score.f1 < 0.80
    }
    assert low == {}


def test_no_layer_of_the_unseen_is_read_badly(outcomes: dict[str, list[Outcome]]) -> None:
    """Of all unseen texts together each layer's mentions reach an F1 of 0.80."""
    unseen = [
        each for name, some in outcomes.items() if name.startswith("unseen/") for each in some
    ]
    found = {
        label: score.f1 for (kind, label), score in scores(unseen).items() if kind == "mention"
    }
    assert len(found) > 7
    assert min(found.values()) >= 0.80


def fallen_into(outcomes: Sequence[Outcome], kinds: str) -> tuple[int, int]:
    """Return how many of the traps of some kinds were fallen into, and how many were laid."""
    told = [line for line in report(outcomes) if re.match(f"traps that look like ({kinds}),", line)]
    counts = [line.rsplit(": ", 1)[1].split() for line in told]
    return sum(int(each[0]) for each in counts), sum(int(each[2]) for each in counts)


def test_few_traps_are_fallen_into(outcomes: dict[str, list[Outcome]]) -> None:
    """Of the texts that look like holding mentions or dates at most three in a hundred deceive."""
    fallen, laid = fallen_into(outcomes["sentences"], "mentions|dates")
    assert laid >= 60
    assert fallen <= 0.03 * laid


def test_few_unseen_traps_are_fallen_into(outcomes: dict[str, list[Outcome]]) -> None:
    """Of those like mentions with which no rule was written at most three in a hundred do."""
    names = ("unseen/sentences", "unseen/traps", "unseen/latest", "unseen/plain", "unseen/desk")
    unseen = [outcome for name in names for outcome in outcomes[name]]
    fallen, laid = fallen_into(unseen, "mentions")
    assert laid >= 400
    assert fallen <= 0.03 * laid
