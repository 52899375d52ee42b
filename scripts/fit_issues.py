"""Fit how much words, fields and layers weigh for issues, to texts that people have read.

``fit_issues.py GOLD.jsonl... --texts TEXTS.txt`` reads gold files and further
paragraphs, fits a logistic regression for each issue, and writes
seeds/issue-weights.json.  How well the weights do on texts that they were not
fitted to is measured first: the authors of the files named after ``--fresh``, whose
texts the rules were not written with (``x.jsonl`` and ``x-article.jsonl`` are of one
author), are dealt into parts, and each part is left out in turn.  So it is chosen what
the word of the rules weighs, and where each issue begins to be told.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from gold_texts import gold_texts
from logistic import Incidence, Matrix, fit

from mapdash.curation import load_settings
from mapdash.folding import fold
from mapdash.gold import GoldText
from mapdash.issue_weighing import Fields, emphasis, is_word
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.weights import NAME

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = frozenset({"headline", "heading"})

# How strongly weights are held near zero.
RIDGE, RIDGE_OF_START = 1.0, 0.02
# A sign must stand in so many passages, two words side by side in so many, and a word in no
# more than such a share of them.
FEWEST, FEWEST_PAIRS, COMMONEST = 2, 3, 0.2
# How much more a rare word may tell than a common one.
RARITY, USUAL = 1.5, 4.0
# Weights below this say nothing.
LEAST = 0.07
NEARLY = 0.004
TOLD = (1.0, 1.5, 2.0, 2.5, 3.0)
# By how much an issue may be told sooner than the fit has it: rare ones are fitted too low.
SHIFTS = (-0.6, -0.45, -0.3, -0.15, 0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class Sample:
    """A passage: whose it is, what it shows, what the rules tell, and what readers do."""

    group: str
    signs: tuple[str, ...]
    told: frozenset[str]
    issues: frozenset[str]
    optional: frozenset[str]

    @property
    def emphasis(self) -> float:
        """How many times as much the rules' word weighs in it."""
        return emphasis(sum(map(is_word, self.signs)))


# ---------------------------------------------------------------- reading
def gold_samples(path: Path, lexicon: Lexicon, fields: Fields) -> Iterator[Sample]:
    """Yield the passages of a gold file."""
    for author, text, gold in gold_texts(path):
        yield from samples(author, text, gold, lexicon, fields)


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
def incidence(
    every: Sequence[Sample], columns: dict[str, int], scale: Matrix | None = None
) -> Incidence:
    """Return which signs each passage shows."""
    rows = [[columns[sign] for sign in each.signs if sign in columns] for each in every]
    return Incidence(rows, len(columns) + 1, scale)


def columns_of(every: Sequence[Sample]) -> dict[str, int]:
    """Return the column of each sign that stands neither too seldom nor nearly everywhere."""
    counts = Counter(sign for each in every for sign in each.signs)
    most = COMMONEST * len(every)
    kept = sorted(
        sign
        for sign, count in counts.items()
        if count >= _fewest(sign) and (sign[0] in "<#" or (count <= most and _is_word(sign)))
    )
    return {sign: number for number, sign in enumerate(kept, start=1)}


def _fewest(sign: str) -> int:
    return FEWEST_PAIRS if " " in sign and sign[0] != "<" else FEWEST


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


def fitted(every: Sequence[Sample], columns: dict[str, int], issues: Sequence[str]) -> Matrix:
    """Return the weights, a row a sign and a column an issue.

    An issue on which readers differ neither counts for nor against.
    """
    scale = rarity(every, columns)
    wanted = np.array([[issue in each.issues for issue in issues] for each in every], dtype=float)
    counts = np.array(
        [[i in each.issues or i not in each.optional for i in issues] for each in every]
    )
    weights = fit(incidence(every, columns, scale), wanted, counts, RIDGE, RIDGE_OF_START)
    return (weights.T * scale).T


# ---------------------------------------------------------------- measuring
def left_out(every: Sequence[Sample], group: str, issues: Sequence[str]) -> Matrix:
    """Return what the passages of a group weigh by weights fitted to all others."""
    others = [each for each in every if each.group != group]
    columns = columns_of(others)
    weights = fitted(others, columns, issues)
    return incidence([each for each in every if each.group == group], columns).times(weights)


def counts(every: Sequence[Sample], balance: Matrix, issue: str, told: float) -> Matrix:
    """Return how many are hit, found falsely and missed of an issue, a row for each of `SHIFTS`.

    `balance` is what the passages weigh for the issue, `told` what the word of the rules does
    in a passage of many words.
    """
    by_rule = np.array([each.emphasis * (issue in each.told) for each in every])
    wanted = np.array([issue in each.issues for each in every])
    allowed = np.array([issue in each.issues | each.optional for each in every])
    total = balance + told * by_rule
    rows = []
    for shift in SHIFTS:
        found = total + shift >= 0
        rows.append([(found & wanted).sum(), (found & ~allowed).sum(), (~found & wanted).sum()])
    return np.array(rows, dtype=float)


def f1(figures: Matrix) -> Matrix:
    """Return F1 of rows of hits, false finds and misses; an empty one scores 1."""
    hits, false, missed = np.moveaxis(figures, -1, 0)
    return np.asarray((2 * hits + 1e-9) / (2 * hits + false + missed + 1e-9))


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


def dealt(every: Sequence[Sample], authors: Sequence[str], parts: int) -> list[Sample]:
    """Return the passages with the part that their author is dealt to as their group."""
    part = {author: f"part {number % parts}" for number, author in enumerate(authors)}
    return [replace(each, group=part.get(each.group, each.group)) for each in every]


def chosen(
    every: Sequence[Sample], groups: Sequence[str], issues: Sequence[str]
) -> tuple[float, list[float], str]:
    """Return what the rules' word weighs, the shift of each issue, and how well these do.

    The shifts are measured as the weights are: on each part by what suits the others.
    """
    measured = [each for group in groups for each in every if each.group == group]
    balance = np.concatenate([left_out(every, group, issues) for group in groups])
    authors = np.array([each.group for each in measured])
    figures = {}
    for told in TOLD:
        by_author = np.array(
            [
                [
                    counts(
                        [each for each in measured if each.group == group],
                        balance[authors == group][:, number],
                        issue,
                        told,
                    )
                    for group in groups
                ]
                for number, issue in enumerate(issues)
            ]
        )
        whole = by_author.sum(axis=1, keepdims=True)
        unseen = np.array(
            [
                [rows[best_shift(rest)] for rows, rest in zip(authored, others, strict=True)]
                for authored, others in zip(by_author, whole - by_author, strict=True)
            ]
        )
        figures[told] = unseen.sum(axis=(0, 1)), [best_shift(each) for each in whole[:, 0]]
    told = max(TOLD, key=lambda each: float(f1(figures[each][0])))
    (hits, false, missed), shifts = figures[told]
    about = (
        f"fitted to {len(every)} passages; on {len(measured)}, their authors left out in"
        f" {len(groups)} parts: precision {hits / (hits + false):.3f},"
        f" recall {hits / (hits + missed):.3f}, F1 {f1(figures[told][0]):.3f}"
    )
    return told, [SHIFTS[each] for each in shifts], about


def best_shift(figures: Matrix) -> int:
    """Return the number of the shift that does best, with those beside it, or nearly so.

    Of what does nearly as well, that which departs least from the fit.
    """
    scores = f1(figures)
    around = np.convolve(np.pad(scores, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    able = [number for number in range(len(SHIFTS)) if around[number] >= around.max() - NEARLY]
    return min(able, key=lambda number: (abs(SHIFTS[number]), -around[number]))


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", nargs="*", type=Path, help="gold files to fit to")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="further paragraphs")
    parser.add_argument("--fresh", nargs="+", type=Path, required=True, help="gold to measure on")
    parser.add_argument("--parts", type=int, default=8, help="to be left out in turn")
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
    every = dealt(every, sorted({path.stem.split("-")[0] for path in options.fresh}), options.parts)
    groups = sorted({each.group for each in every if each.group.startswith("part ")})
    told, shifts, about = chosen(every, groups, issues)
    print(f"{about} (the rules weigh {told}, shifted by {dict(zip(issues, shifts, strict=True))})")
    columns = columns_of(every)
    weights = fitted(every, columns, issues)
    weights[0] = np.minimum(weights[0] + np.array(shifts), -0.01)
    (ROOT / NAME).write_text(written(weights, columns, issues, told, about), encoding="utf-8")


if __name__ == "__main__":
    main()
