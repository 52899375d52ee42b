"""Gold annotations, and the finds they are compared with, as records of JSONL.

Both have the form that ``mapdash annotate`` prints; a gold file may add
``"optional": true`` to a record, and ``"text"`` and ``"traps"`` to an article.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mapdash.errors import Fault
from mapdash.intervals import parse_bounds
from mapdash.records import Published

Kind = Literal["mention", "date", "issue"]
Record = Mapping[str, Any]

_SPANNED: dict[str, dict[str, type]] = {
    "mention": {"layer": str},
    "date": {"from": str, "to": str},
    "issue": {"issues": list},
    "passage": {},
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing said of a text: a mention's layer, a date's days, or an issue.

    Parameters
    ----------
    label : str
        What must agree: the layer, ``first/last``, or the issue.
    """

    start: int
    end: int
    kind: Kind
    label: str
    optional: bool = False

    def overlaps(self, other: Finding) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text's gold annotation.

    Parameters
    ----------
    text : str or None
        The text itself, where the gold file carries it.
    published : Published or None
        When it was published; None leaves it to the text and the atlas.
    traps : tuple of str
        What the text only seems to hold: "mention", "date", "issue", a layer or an issue.
    """

    file: str
    text: str | None
    published: Published | None
    traps: tuple[str, ...]
    findings: tuple[Finding, ...]


def findings(records: Iterable[Record]) -> tuple[Finding, ...]:
    """Return what some records say of a text, in order; other types are passed over."""
    return tuple(sorted(find for record in records for find in _of_record(record)))


def _of_record(record: Record) -> Iterator[Finding]:
    kind = record.get("type")
    if kind == "mention":
        labels = [record["layer"]]
    elif kind == "date":
        labels = [f"{record['from']}/{record['to']}"]
    elif kind == "issue":
        labels = list(dict.fromkeys(record["issues"]))
    else:
        return
    for label in labels:
        yield Finding(record["start"], record["end"], kind, label, bool(record.get("optional")))


def read_gold(lines: Iterable[str], name: str) -> tuple[tuple[GoldText, ...], tuple[Fault, ...]]:
    """Read a gold file's lines; what cannot be read is a fault with its line's number."""
    articles: dict[str, Record] = {}
    records: defaultdict[str, list[Record]] = defaultdict(list)
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record, wrong = _read_line(line)
        if wrong:
            remedy = "write the records that `mapdash annotate --format jsonl` prints"
            faults.append(Fault(name, f"line {number}", wrong, remedy))
        elif record["type"] == "article":
            articles[record["file"]] = record
        else:
            records[record["file"]].append(record)
    files = list(dict.fromkeys([*articles, *records]))
    if not files and not faults:
        faults.append(Fault(name, "", "holds no record", "give a gold file"))
    return tuple(_gold_text(file, articles.get(file, {}), records[file]) for file in files), tuple(
        faults
    )


def _gold_text(file: str, article: Record, records: Sequence[Record]) -> GoldText:
    return GoldText(
        file=file,
        text=article.get("text"),
        published=_published(article),
        traps=tuple(article.get("traps", ())),
        findings=findings(records),
    )


def _published(article: Record) -> Published | None:
    told = article.get("published")
    if told is None:
        return None
    days = parse_bounds(told["from"], told["to"])
    return Published(days, "stated", "said by the gold file")


def _read_line(line: str) -> tuple[Record, str]:
    """Return a line's record and what is wrong with it, if anything."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}, "is no JSON"
    if not isinstance(record, dict) or not isinstance(record.get("file"), str):
        return {}, "is no record with a file"
    kind = record.get("type")
    if kind == "article":
        return record, _wrong_article(record)
    if not isinstance(kind, str) or kind not in _SPANNED:
        # Ambiguities and errors may stand in a saved output; nothing is scored by them.
        return record, "" if kind in ("ambiguity", "error") else f"has an unknown type, {kind!r}"
    expected = {"start": int, "end": int, **_SPANNED[kind]}
    for key, kinds in expected.items():
        if not isinstance(record.get(key), kinds) or isinstance(record[key], bool):
            return record, f"has no usable {key!r}"
    if not 0 <= record["start"] < record["end"]:
        return record, f"has an empty span, {record['start']} to {record['end']}"
    if not all(isinstance(issue, str) for issue in record.get("issues", ())):
        return record, "has an issue that is no text"
    return record, ""


def _wrong_article(record: Record) -> str:
    published, traps = record.get("published"), record.get("traps", [])
    if not isinstance(record.get("text"), str | None):
        return "has a text that is none"
    if not isinstance(traps, list) or not all(isinstance(trap, str) for trap in traps):
        return "has traps that are no list of words"
    try:
        _published(record)
    except (KeyError, TypeError, ValueError):
        return f"has a publication that is no 'from' and 'to', {published!r}"
    return ""
