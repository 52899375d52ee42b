"""Fit how much what stands round a place's name speaks for its being the place's.

``fit_names.py GOLD.jsonl... --texts TEXTS.txt`` reads gold files, and sentences in
which one name, in brackets, is its place's (``+``) or is not (``-``); fits a logistic
regression, and writes seeds/name-weights.json.  A name is only doubted where the fit is
surer than it need be: each author's texts are left out in turn (``x.jsonl`` and
``x-article.jsonl`` are of one author), and of the names which the rules find there, and
readers too, no more than one in `LOST` may be doubted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from gold_texts import gold_texts
from logistic import Incidence, Matrix, fit

from mapdash.curation import load_settings
from mapdash.gold import Finding, GoldText
from mapdash.name_weighing import says_itself
from mapdash.passages import find_passages
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.records import Mention, Span
from mapdash.scenes import Scene
from mapdash.surroundings import REACH, Signs, parts
from mapdash.weights import NAMES

ROOT = Path(__file__).resolve().parent.parent

RIDGE = 3.3
# A sign must stand by so many names.
FEWEST = 2
LOST = 40
# Weights below this say nothing.
LEAST = 0.02
_LINE = re.compile(r"([+-]) ([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")


@dataclass(frozen=True, slots=True)
class Sample:
    """A name in a text: whose text, what stands round it, whether it is its place's.

    `found` tells whether the rules take it for the place's.
    """

    group: str
    signs: tuple[str, ...]
    meant: bool
    found: bool


# ---------------------------------------------------------------- reading
class Reader:
    """What turns texts into samples."""

    def __init__(self, lexicon: Lexicon, fields: Mapping[str, tuple[str, ...]]) -> None:
        self._lexicon = lexicon
        self._signs = Signs(fields)

    def gold_samples(self, path: Path) -> Iterator[Sample]:
        """Yield the names in a gold file."""
        for author, text, gold in gold_texts(path):
            yield from self._samples(author, text, gold)

    def written_samples(self, path: Path, parts_of_file: int) -> Iterator[Sample]:
        """Yield the names in brackets; the lines are dealt to so many authors."""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if not line or line.startswith("#"):
                continue
            told = _LINE.fullmatch(line)
            if told is None:
                raise SystemExit(f"{path}: line {number + 1}: write + or -, and one [name]")
            sign, before, name, after = told.groups()
            text = before + name + after
            at = Span(len(before), len(before) + len(name))
            group = f"{path.stem} {number % parts_of_file}"
            yield self._sample(group, text, at, self._mentions(text), meant=sign == "+")

    def _mentions(self, text: str) -> Sequence[Mention]:
        return read_article(identify("text", text.encode(), {}), self._lexicon).mentions

    def _samples(self, group: str, text: str, gold: GoldText) -> Iterator[Sample]:
        mentions = self._mentions(text)
        known = [each for each in gold.findings if each.kind == "mention"]
        for passage in find_passages(text):
            scene = Scene.read(text, passage, self._lexicon.gazetteer)
            within = text[passage.start : passage.end]
            here = [
                replace(each, start=each.start - passage.start, end=each.end - passage.start)
                for each in mentions
                if passage.start <= each.start < passage.end
            ]
            names = {(h.start, -h.end): h.value.layer for h in scene.hits if h.value.role == "name"}
            end = 0
            for (start, minus_end), layer in sorted(names.items()):
                if start < end:
                    continue
                end = -minus_end
                at = Span(start, end)
                meant = _meant(known, Span(start + passage.start, end + passage.start), layer)
                if meant is not None and not says_itself(within[start:end]):
                    yield self._sample(group, within, at, here, meant=meant)

    def _sample(
        self, group: str, text: str, at: Span, mentions: Sequence[Mention], *, meant: bool
    ) -> Sample:
        apart = [each for each in mentions if each.end <= at.start or at.end <= each.start]
        near = {each.layer for each in apart if abs(each.start - at.start) <= REACH}
        return Sample(
            group=group,
            signs=tuple(
                sign
                for part in parts(text, at.start, at.end, len(near))
                for sign in self._signs.of(part)
            ),
            meant=meant,
            found=len(apart) < len(mentions),
        )


def _meant(known: Sequence[Finding], at: Span, layer: str) -> bool | None:
    """Return whether readers took a name for its place's; None where that is not told."""
    over = [each for each in known if each.start < at.end and at.start < each.end]
    if any(each.label == layer and not each.optional for each in over):
        return True
    return None if over else False


# ---------------------------------------------------------------- fitting
def columns_of(every: Sequence[Sample]) -> dict[str, int]:
    """Return the column of each sign that stands by enough names."""
    counts = Counter(sign for each in every for sign in set(each.signs))
    kept = sorted(sign for sign, count in counts.items() if count >= FEWEST)
    return {sign: number for number, sign in enumerate(kept, start=1)}


def incidence(every: Sequence[Sample], columns: Mapping[str, int]) -> Incidence:
    """Return which signs stand by each name."""
    rows = [[columns[sign] for sign in each.signs if sign in columns] for each in every]
    return Incidence(rows, len(columns) + 1)


def fitted(every: Sequence[Sample], columns: Mapping[str, int]) -> Matrix:
    """Return the weights, the start first."""
    wanted = np.array([[each.meant] for each in every], dtype=float)
    return fit(incidence(every, columns), wanted, np.ones_like(wanted), RIDGE, 0.0)[:, 0]


def left_out(every: Sequence[Sample], parts_of_authors: int) -> Matrix:
    """Return what each name weighs by weights fitted to other authors' texts."""
    groups = sorted({each.group for each in every})
    part = {group: number % parts_of_authors for number, group in enumerate(groups)}
    weighed = np.zeros(len(every))
    for number in range(parts_of_authors):
        others = [each for each in every if part[each.group] != number]
        mine = [row for row, each in enumerate(every) if part[each.group] == number]
        columns = columns_of(others)
        weights = fitted(others, columns)
        weighed[mine] = incidence([every[row] for row in mine], columns).times(weights)
    return weighed


def write(every: Sequence[Sample], shift: float, about: str, name: str) -> None:
    """Write the weights of all samples, the start moved by so much."""
    columns = columns_of(every)
    weights = fitted(every, columns)
    kept = {sign: round(100 * weights[at]) for sign, at in columns.items()}
    table = {
        "about": about,
        "start": round(100 * (weights[0] + shift)),
        "signs": {sign: weight for sign, weight in kept.items() if abs(weight) > 100 * LEAST},
    }
    text = json.dumps(table, ensure_ascii=False, indent=0)
    (ROOT / name).write_text(text + "\n", encoding="utf-8")
    print(about)


def main() -> None:
    """Fit, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", nargs="+", type=Path, help="gold files to fit to")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="further sentences")
    parser.add_argument("--parts", type=int, default=8, help="to be left out in turn")
    options = parser.parse_args()
    settings = load_settings(ROOT, [])
    # What is doubted now must not decide what will be.
    lexicon = replace(load_lexicon(ROOT)[0], doubts=None)
    reader = Reader(lexicon, settings.fields if settings else {})
    every = [each for path in options.gold for each in reader.gold_samples(path)]
    authored = len(every)
    for path in options.texts:
        every.extend(reader.written_samples(path, options.parts))
    weighed = left_out(every, options.parts)
    found = [row for row, each in enumerate(every) if each.found]
    right = np.sort([weighed[row] for row in found if row < authored and every[row].meant])
    deceiving = [row for row in found if row >= authored and not every[row].meant]
    shift = -float(right[len(right) // LOST])
    about = (
        f"fitted to {len(every)} names; left out in {options.parts} parts, of {len(right)} that"
        f" rules and readers take for their places' {len(right) // LOST} are doubted, and of"
        f" {len(deceiving)} that deceive the rules in further sentences"
        f" {sum(weighed[deceiving] + shift < 0)}"
    )
    write(every, shift, about, NAMES)


if __name__ == "__main__":
    main()
