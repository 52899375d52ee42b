"""An atlas looked through as a whole: its files, its measurement, gold files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapdash.atlas import examine_atlas
from mapdash.errors import AtlasError, Code, Fault
from mapdash.files import read_text
from mapdash.gold import read_gold
from mapdash.quality import NAME, read_quality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mapdash.atlas import Atlas

#: Layers or issues of the atlas, by the kind of what is labelled with them.
Labels = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in an atlas's folder.

    Parameters
    ----------
    faults : tuple of Fault
        Errors before warnings, each in the order of files and places in them.
    atlas : Atlas or None
        The atlas itself, if it has no error.
    """

    folder: Path
    faults: tuple[Fault, ...]
    atlas: Atlas | None

    @property
    def errors(self) -> int:
        """How many of the faults keep the atlas from being used."""
        return sum(fault.severity == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        """How many of the faults do not."""
        return len(self.faults) - self.errors

    @property
    def hints(self) -> tuple[str, ...]:
        """What is missing from an atlas that is otherwise sound, and how it gets it."""
        lacking = {
            "there is no article, and so nothing to quote; take one in with mapdash add": (
                self.atlas and self.atlas.articles
            ),
            "there is no place, and so nothing to link or draw; take some in with "
            "mapdash add-layer": self.atlas and self.atlas.places,
        }
        return tuple(told for told, there in lacking.items() if self.atlas and not there)


def inspect_atlas(folder: Path, gold: Sequence[Path] = ()) -> Inspection:
    """Look through an atlas, and through gold files that were made for it."""
    faults: list[Fault] = []
    try:
        atlas, found = examine_atlas(folder)
        faults.extend(found)
    except AtlasError as error:
        atlas = None
        faults.extend(error.faults)
    labels = _labels(atlas) if atlas else None
    quality = read_quality(folder, faults)
    if quality is not None and labels is not None:
        told = {(each.kind, each.label) for each in quality.scores}
        remedy = "measure anew: mapdash eval GOLD.jsonl... --save quality.json"
        faults.extend(_strangers(NAME, "scores", sorted(told), labels, remedy))
    for path in gold:
        faults.extend(_gold_faults(path, labels))
    ordered = sorted(set(faults), key=lambda each: (each.severity, each))
    return Inspection(folder, tuple(ordered), atlas)


def _labels(atlas: Atlas) -> Labels:
    return {
        "mention": {layer.id for layer in atlas.settings.layers},
        "issue": {issue.id for issue in atlas.settings.issues},
    }


def _gold_faults(path: Path, labels: Labels | None) -> Iterator[Fault]:
    """Yield what is wrong with a gold file, by itself and for this atlas."""
    found: list[Fault] = []
    text = read_text(path, str(path), found, missing="name a gold file")
    golds, wrong = read_gold(text.split("\n"), str(path)) if text is not None else ((), ())
    yield from (*found, *wrong)
    told = {(each.kind, each.label): gold.file for gold in golds for each in gold.findings}
    remedy = "write the id of one of atlas.toml"
    for (kind, label), file in sorted(told.items()):
        yield from _strangers(str(path), file, [(kind, label)], labels or {}, remedy)


def _strangers(
    name: str, where: str, told: Iterable[tuple[str, str]], labels: Labels, remedy: str
) -> Iterator[Fault]:
    """Yield a warning for each layer or issue that the atlas does not have."""
    codes: dict[str, Code] = {"mention": "unknown-layer", "issue": "unknown-issue"}
    for kind, label in told:
        if label and kind in labels and label not in labels[kind]:
            what = f"unknown {'layer' if kind == 'mention' else 'issue'} {label!r}"
            yield Fault(name, where, what, remedy, "warning", codes[kind])


def as_record(found: Inspection) -> dict[str, Any]:
    """Return an inspection as plain data; docs/check.md tells what each key says."""
    return {
        "atlas": str(found.folder),
        "errors": found.errors,
        "warnings": found.warnings,
        "hints": list(found.hints),
        "faults": [
            {
                "file": fault.file,
                "where": fault.where,
                "code": fault.code,
                "severity": fault.severity,
                "what": fault.what,
                "remedy": fault.remedy,
            }
            for fault in found.faults
        ],
    }
