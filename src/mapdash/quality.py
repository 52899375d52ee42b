"""The measured quality of an atlas's links: the file quality.json beside atlas.toml.

``mapdash eval --save`` writes it from gold annotations; the page shows it, its
misses one click away.  An atlas without one has not been measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from mapdash.evaluation import KINDS, scores, trap_counts, words_around
from mapdash.files import parse_json, read_text
from mapdash.gold import Kind
from mapdash.tables import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mapdash.errors import Fault
    from mapdash.evaluation import Outcome

NAME = "quality.json"
_REMEDY = "write it anew: mapdash eval GOLD.jsonl... --save quality.json"


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Figures(_Told):
    """The score of a kind (label ""), or of a layer or an issue; shares to three places."""

    kind: Kind
    label: str
    hits: int
    misses: int
    false_finds: int
    precision: float
    recall: float
    f1: float


class Traps(_Told):
    """How many texts that only look like a kind were laid out, and how many fallen into."""

    kind: Kind
    laid: int
    fallen: int


class Slip(_Told):
    """Something missed or found falsely, with its words and what stands around them."""

    kind: Kind
    label: str
    file: str
    start: int
    before: str
    exact: str
    after: str


class Quality(_Told):
    """What a measurement gave: by which gold files, on how many texts, and every slip."""

    gold: tuple[str, ...]
    texts: int
    scores: tuple[Figures, ...]
    traps: tuple[Traps, ...]
    misses: tuple[Slip, ...]
    false_finds: tuple[Slip, ...]


def measured(gold: Sequence[str], outcomes: Sequence[Outcome]) -> Quality:
    """Return what comparing with gold files of these names gave."""
    traps = trap_counts(outcomes).items()
    return Quality(
        gold=tuple(gold),
        texts=len(outcomes),
        scores=tuple(_figures(outcomes)),
        traps=tuple(Traps(kind=kind, laid=laid, fallen=fallen) for kind, (laid, fallen) in traps),
        misses=tuple(_slips(outcomes, "misses")),
        false_finds=tuple(_slips(outcomes, "false_finds")),
    )


def _figures(outcomes: Sequence[Outcome]) -> Iterator[Figures]:
    table = scores(outcomes)
    for kind, label in sorted(table, key=lambda key: (KINDS.index(key[0]), key[1])):
        score = table[kind, label]
        yield Figures(
            kind=kind,
            label=label,
            hits=score.hits,
            misses=score.misses,
            false_finds=score.false_finds,
            precision=round(score.precision, 3),
            recall=round(score.recall, 3),
            f1=round(score.f1, 3),
        )


def _slips(outcomes: Sequence[Outcome], name: str) -> Iterator[Slip]:
    for kind in KINDS:
        for outcome in outcomes:
            for each in getattr(outcome, name):
                if each.kind == kind:
                    before, exact, after = words_around(outcome, each)
                    yield Slip(
                        kind=kind,
                        label=each.label,
                        file=outcome.file,
                        start=each.start,
                        before=before,
                        exact=exact,
                        after=after,
                    )


def quality_text(quality: Quality) -> str:
    """Return the file of a measurement."""
    return quality.model_dump_json(indent=1) + "\n"


def read_quality(folder: Path, faults: list[Fault]) -> Quality | None:
    """Read an atlas's measurement; None if it has none, or one that cannot be read."""
    text = read_text(folder / NAME, NAME, faults)
    if text is None:
        return None
    before = len(faults)
    data = parse_json(text, NAME, _REMEDY, faults)
    return None if len(faults) > before else checked(Quality, data, NAME, "", faults, _REMEDY)
