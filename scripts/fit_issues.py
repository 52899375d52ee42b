"""Fit how much words, fields and layers weigh for issues, to texts that people have read.

``fit_issues.py GOLD.jsonl... --texts TEXTS.txt`` reads gold files and further
paragraphs, fits a logistic regression for each issue, and writes
seeds/issue-weights.json.  How well the weights do on texts that they were not
fitted to is measured first: of the files named after ``--fresh``, whose texts
the rules were not written with, each author's is left out in turn (``x.jsonl``
and ``x-article.jsonl`` are of one author).  So it is chosen what the word of the
rules weighs, and where an issue begins to be told.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mapdash.articles import decode
from mapdash.curation import load_settings
from mapdash.folding import fold
from mapdash.gold import GoldText, read_gold
from mapdash.issue_weighing import Fields
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.weights import NAME

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = frozenset({"headline", "heading"})

# How strongly weights are held near zero, and how many steps are taken to find them.
RIDGE, RIDGE_OF_START, STEPS = 1.0, 0.02, 250
# A sign must stand in so many passages, and a word in no more than such a share of them.
FEWEST, COMMONEST = 2, 0.2
# How much more a rare word may tell than a common one.
RARITY, USUAL = 1.5, 4.0
# Weights below this say nothing.
LEAST = 0.07
NEARLY = 0.004
TOLD = (1.0, 1.5, 2.0, 2.5, 3.0)
SHIFTS = (-0.6, -0.45, -0.3, -0.15, 0.0, 0.15, 0.3)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A passage: whose it is, what it shows, what the rules tell, and what readers do."""

    group: str
    signs: tuple[str, ...]
    told: frozenset[str]
    issues: frozenset[str]
    optional: frozenset[str]


# ---------------------------------------------------------------- reading
def gold_samples(path: Path, lexicon: Lexicon, fields: Fields) -> Iterator[Sample]:
    """Yield the passages of a gold file; its author's group is what its name begins with."""
    golds, faults = read_gold(path.read_text(encoding="utf-8").split("\n"), str(path))
    if faults:
        raise SystemExit("\n".join(map(str, faults)))
    for gold in golds:
        beside = path.parent / gold.file
        file = beside if beside.is_file() else ROOT / "seeds" / gold.file
        text = decode(file.read_bytes()) if gold.text is None else gold.text
        yield from samples(path.stem.split("-")[0], text, gold, lexicon, fields)


def written_samples(path: Path, lexicon: Lexicon, fields: Fields) -> Iterator[Sample]:
    """Yield the paragraphs of a file of lines ``issue issue ?optional: text``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names, text = line.split(": ", 1)
            every = [name for name in names.split() if name != "none"]
            (one,) = samples(path.stem, text, None, lexicon, fields)
            yield replace(
                one,
                issues=frozenset(name for name in every if not name.startswith("?")),
                optional=frozenset(name[1:] for name in every if name.startswith("?")),
            )


def samples(
    group: str, text: str, gold: GoldText | None, lexicon: Lexicon, fields: Fields
) -> Iterator[Sample]:
    """Yield the passages of a text with what they show."""
    reading = read_article(identify("text", text.encode(), {}), lexicon)
    found = [each for each in gold.findings if each.kind == "issue"] if gold else []
    for passage, told in zip(reading.passages, reading.issues, strict=True):
        if passage.kind in HEADINGS:
            continue
        start, end = passage.start, passage.end
        here = [each for each in found if each.start < end and start < each.end]
        layers = [each.layer for each in reading.mentions if start <= each.start < end]
        yield Sample(
            group=group,
            signs=tuple(fields.signs(fold(text[start:end]).text, layers)),
            told=frozenset(find.issue for find in told),
            issues=frozenset(each.label for each in here if not each.optional),
            optional=frozenset(each.label for each in here if each.optional),
        )


# ---------------------------------------------------------------- fitting
class Incidence:
    """Which signs each passage shows: a sparse matrix, scaled by column; column 0 is all ones."""

    def __init__(
        self, every: Sequence[Sample], columns: dict[str, int], scale: Matrix | None = None
    ) -> None:
        rows = [
            [0, *sorted(columns[sign] for sign in each.signs if sign in columns)] for each in every
        ]
        self.width = len(columns) + 1
        self._scale = np.ones(self.width) if scale is None else scale
        self._columns = np.array([column for row in rows for column in row])
        self._starts = np.cumsum([0, *map(len, rows)])[:-1]
        order = np.argsort(self._columns, kind="stable")
        self._rows = np.repeat(np.arange(len(rows)), [len(row) for row in rows])[order]
        self._held, self._firsts = np.unique(self._columns[order], return_index=True)

    def times(self, right: Matrix) -> Matrix:
        """Return this matrix times another."""
        scaled = (right.T * self._scale).T
        return np.add.reduceat(scaled[self._columns], self._starts, axis=0)

    def turned_times(self, right: Matrix) -> Matrix:
        """Return this matrix, transposed, times another."""
        out = np.zeros((self.width, *right.shape[1:]))
        out[self._held] = np.add.reduceat(right[self._rows], self._firsts, axis=0)
        return (out.T * self._scale).T

    def steepness(self) -> float:
        """Return the largest eigenvalue of the transposed times the matrix."""
        vector = np.ones(self.width)
        for _ in range(30):
            vector = self.turned_times(self.times(vector))
            size = float(np.linalg.norm(vector))
            vector /= size
        return size


def columns_of(every: Sequence[Sample]) -> dict[str, int]:
    """Return the column of each sign that stands neither too seldom nor nearly everywhere."""
    counts = Counter(sign for each in every for sign in each.signs)
    most = COMMONEST * len(every)
    kept = sorted(
        sign
        for sign, count in counts.items()
        if count >= FEWEST and (sign[0] in "<#" or (count <= most and _is_word(sign)))
    )
    return {sign: number for number, sign in enumerate(kept, start=1)}


def _is_word(sign: str) -> bool:
    return not sign.isdigit() or len(sign) == 4


def rarity(every: Sequence[Sample], columns: dict[str, int]) -> Matrix:
    """Return the scale of each column: the rarer a word, the more it is let tell.

    It is the inverse document frequency, to the power of `RARITY`, 1 for a word in one
    of e ** `USUAL` passages; fields and layers are not scaled.
    """
    counts = Counter(sign for each in every for sign in each.signs)
    scale = np.ones(len(columns) + 1)
    for sign, column in columns.items():
        if sign[0] not in "<#":
            scale[column] = (np.log(len(every) / counts[sign]) / USUAL) ** RARITY
    return scale


def fit(every: Sequence[Sample], columns: dict[str, int], issues: Sequence[str]) -> Matrix:
    """Return the weights, a row a sign and a column an issue: Nesterov's accelerated descent.

    An issue on which readers differ neither counts for nor against.
    """
    scale = rarity(every, columns)
    shown = Incidence(every, columns, scale)
    wanted = np.array([[issue in each.issues for issue in issues] for each in every], dtype=float)
    counts = np.array(
        [[i in each.issues or i not in each.optional for i in issues] for each in every]
    )
    ridge = np.full((shown.width, 1), RIDGE)
    ridge[0] = RIDGE_OF_START
    step = 1 / (0.25 * 1.05 * shown.steepness() + RIDGE)
    weights = ahead = np.zeros((shown.width, len(issues)))
    speed = 1.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-shown.times(ahead)))
        slope = shown.turned_times(counts * (likely - wanted)) + ridge * ahead
        before, weights = weights, ahead - step * slope
        faster = (1 + (1 + 4 * speed * speed) ** 0.5) / 2
        ahead = weights + (speed - 1) / faster * (weights - before)
        speed = faster
    return (weights.T * scale).T


# ---------------------------------------------------------------- measuring
def left_out(every: Sequence[Sample], group: str, issues: Sequence[str]) -> Matrix:
    """Return what the passages of a group weigh by weights fitted to all others."""
    others = [each for each in every if each.group != group]
    columns = columns_of(others)
    weights = fit(others, columns, issues)
    return Incidence([each for each in every if each.group == group], columns).times(weights)


def f1(
    every: Sequence[Sample], balance: Matrix, issues: Sequence[str], told: float, shift: float
) -> tuple[float, float, float]:
    """Return precision, recall and F1, given what the word of the rules weighs and a shift."""
    hits = false = missed = 0
    for each, row in zip(every, balance, strict=True):
        for issue, weight in zip(issues, row, strict=True):
            found = weight + told * (issue in each.told) + shift >= 0
            hits += found and issue in each.issues
            missed += not found and issue in each.issues
            false += found and issue not in each.issues | each.optional
    return hits / (hits + false), hits / (hits + missed), 2 * hits / (2 * hits + false + missed)


def written(
    weights: Matrix, columns: dict[str, int], issues: Sequence[str], told: float, about: str
) -> str:
    """Return the file of weights, a sign a line."""
    signs = {}
    for sign, column in columns.items():
        row = zip(issues, weights[column], strict=True)
        if each := {issue: round(100 * w) for issue, w in row if abs(w) >= LEAST}:
            signs[sign] = each
    start = {issue: round(100 * w) for issue, w in zip(issues, weights[0], strict=True)}
    lines = [f"  {json.dumps(sign)}: {json.dumps(each)}" for sign, each in signs.items()]
    head = json.dumps({"about": about, "told": round(100 * told), "start": start}, indent=1)
    return head.removesuffix("\n}") + ',\n "signs": {\n' + ",\n".join(lines) + "\n }\n}\n"


def chosen(
    every: Sequence[Sample], groups: Sequence[str], issues: Sequence[str]
) -> tuple[float, float, str]:
    """Return what the rules' word weighs, the shift, and how well these do on the groups."""
    measured = [each for group in groups for each in every if each.group == group]
    balance = np.concatenate([left_out(every, group, issues) for group in groups])
    figures = {key: f1(measured, balance, issues, *key) for key in product(TOLD, SHIFTS)}
    # Of what does nearly as well, that which departs least from the fit.
    best = max(figure[2] for figure in figures.values()) - NEARLY
    able = [key for key in figures if figures[key][2] >= best]
    told, shift = min(able, key=lambda key: (abs(key[1]), -figures[key][2]))
    precision, recall, best = figures[told, shift]
    about = (
        f"fitted to {len(every)} passages; on {len(measured)} of {len(groups)} authors, each left"
        f" out in turn: precision {precision:.3f}, recall {recall:.3f}, F1 {best:.3f}"
    )
    return told, shift, about


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", nargs="*", type=Path, help="gold files to fit to")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="further paragraphs")
    parser.add_argument("--fresh", nargs="+", type=Path, required=True, help="gold to measure on")
    options = parser.parse_args()
    lexicon, _ = load_lexicon(ROOT)
    # What the rules tell by themselves is one of the things that are weighed.
    lexicon = replace(lexicon, scales=None)
    settings = load_settings(ROOT, [])
    fields = Fields(settings.fields if settings else {})
    issues = [issue.id for issue in lexicon.issues]
    golds = (*options.gold, *options.fresh)
    every = [one for path in golds for one in gold_samples(path, lexicon, fields)]
    every += [one for path in options.texts for one in written_samples(path, lexicon, fields)]
    groups = sorted({path.stem.split("-")[0] for path in options.fresh})
    told, shift, about = chosen(every, groups, issues)
    print(f"{about} (the rules weigh {told}, shifted by {shift})")
    columns = columns_of(every)
    weights = fit(every, columns, issues)
    weights[0] = np.minimum(weights[0] + shift, -0.01)
    (ROOT / NAME).write_text(written(weights, columns, issues, told, about), encoding="utf-8")


if __name__ == "__main__":
    main()
