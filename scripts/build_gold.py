"""Turn the gold annotations, written to be read by eye, into gold JSONL.

``build_gold.py SOURCE OUT [--texts FOLDER]``.  A source with ``@ FILE`` lines
annotates texts in FOLDER by line and exact words; one with ``== NAME`` lines
holds its own texts with the marks in them.  Both forms are explained at the
head of their files in tests/gold/.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapdash.intervals import parse_partial

#: Characters that cannot be seen in a source, and what stands for them there.
VISIBLE = {"␣": "\u00a0", "⏎": "\n", "¬": "\u00ad"}

_MARK = re.compile(r"\{(?P<tag>[^\s{}]+) |(?P<close>\})")
_LINE = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?(?P<rest>.*)")
_WORDS = re.compile(r"(?P<tag>\S+) (?P<exact>.*?)(?: #(?P<nth>\d+))?")

Json = dict[str, Any]


@dataclass
class Unit:
    """A text with its gold records, spans first without the file's name."""

    file: str
    facts: Json = field(default_factory=dict)
    records: list[Json] = field(default_factory=list)

    def lines(self) -> list[Json]:
        """Return the unit's JSONL records, the article first."""
        article = {"type": "article", "file": self.file, **self.facts}
        ordered = sorted(self.records, key=lambda r: (r["start"], r["end"], r["type"]))
        return [article, *({"type": r["type"], "file": self.file, **r} for r in ordered)]


def annotation(tag: str, start: int, surface: str, layers: dict[str, str]) -> Json:
    """Return the mention or date that a tag such as ``K?`` or ``2023-09`` marks."""
    code, optional = tag.rstrip("?"), tag.endswith("?")
    record: Json = {"start": start, "end": start + len(surface), "surface": surface}
    if code in layers:
        record |= {"type": "mention", "layer": layers[code]}
    else:
        first, _, last = code.partition("/")
        days = parse_partial(first).hull(parse_partial(last or first))
        record |= {"type": "date", "from": str(days.first), "to": str(days.last)}
    return record | ({"optional": True} if optional else {})


def layer_codes(source: str) -> dict[str, str]:
    """Return the codes that the ``% CODE = LAYER`` lines of a source give to layers."""
    return dict(re.findall(r"^% (\w+) = (\S+)$", source, re.MULTILINE))


def passage_records(start: int, end: int, kind: str, issues: list[str]) -> list[Json]:
    """Return a passage and its issues; those marked ``?`` in a record of their own."""
    span = {"start": start, "end": end}
    sure = [issue for issue in issues if not issue.startswith("?")]
    maybe = [issue[1:] for issue in issues if issue.startswith("?")]
    records: list[Json] = [{"type": "passage", **span, "kind": kind}]
    if sure:
        records.append({"type": "issue", **span, "issues": sure})
    if maybe:
        records.append({"type": "issue", **span, "issues": maybe, "optional": True})
    return records


def nth_find(text: str, exact: str, nth: int, start: int, end: int) -> int:
    """Return where the nth occurrence of some words begins; a blank finds any blank."""
    text = text.replace("\u00a0", " ")
    at = start - 1
    for _ in range(nth):
        at = text.find(exact, at + 1, end)
        if at < 0:
            raise SystemExit(f"not in the passage: {exact!r} #{nth} in {text[start:end][:60]!r}")
    return at


def line_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each line of a text, blanks at its ends left out."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        start = at + (line.index(body) if body else 0)
        spans.append((start, start + len(body)))
        at += len(line)
    return spans


def read_by_line(source: str, folder: Path, layers: dict[str, str]) -> list[Unit]:
    """Read annotations that point into texts of a folder by line and exact words."""
    units: list[Unit] = []
    text, spans, start, end = "", [], 0, 0
    for line in source.splitlines():
        if line.startswith("@ "):
            units.append(Unit(line[2:].strip()))
            text = (folder / units[-1].file).read_bytes().decode("utf-8")
            spans = line_spans(text)
        elif line.startswith("= "):
            copy, origin = (spans[int(number) - 1] for number in line[2:].split())
            units[-1].records += shifted(units[-1].records, origin, copy[0] - origin[0])
        elif (found := _LINE.fullmatch(line)) is not None:
            start = spans[int(found["first"]) - 1][0]
            end = spans[int(found["last"] or found["first"]) - 1][1]
            words = found["rest"].split()
            kind = words.pop(0) if words[:1] in (["headline"], ["deck"], ["heading"]) else ""
            units[-1].records += passage_records(start, end, kind or "paragraph", words)
        elif line.startswith("  ") and (found := _WORDS.fullmatch(line.strip())):
            at = nth_find(text, found["exact"], int(found["nth"] or 1), start, end)
            units[-1].records.append(annotation(found["tag"], at, found["exact"], layers))
        elif line.strip() and not line.startswith(("#", "%")):
            raise SystemExit(f"not understood: {line}")
    return units


def shifted(records: list[Json], span: tuple[int, int], by: int) -> list[Json]:
    """Return the records within a span, moved to where its copy stands."""
    inside = [r for r in records if span[0] <= r["start"] and r["end"] <= span[1]]
    return [r | {"start": r["start"] + by, "end": r["end"] + by} for r in inside]


def read_marked_paragraph(marked: str, at: int, layers: dict[str, str]) -> tuple[str, list[Json]]:
    """Take the marks out of a paragraph that begins at an offset."""
    text, kind = "", "paragraph"
    records: list[Json] = []
    issues: list[str] = []
    head = re.match(r"\{#([^}]*)\} ?", marked)
    if head:
        words = head[1].split()
        kind = words.pop(0) if words[:1] in (["headline"], ["deck"], ["heading"]) else kind
        issues, marked = words, marked[head.end() :]
    stack: list[tuple[str, int]] = []
    last = 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark["close"]:
            tag, start = stack.pop()
            records.append(annotation(tag, at + start, text[start:], layers))
        else:
            stack.append((mark["tag"], len(text)))
    text += marked[last:]
    if stack or "{" in text or "}" in text:
        raise SystemExit(f"a mark is not closed: {marked}")
    return text, records + passage_records(at, at + len(text), kind, issues)


def read_marked(source: str, layers: dict[str, str]) -> list[Unit]:
    """Read units ``== NAME PUBLISHED !TRAP`` followed by paragraphs with marks."""
    for visible, meant in VISIBLE.items():
        source = source.replace(visible, meant)
    units = []
    for block in re.split(r"^== ", source, flags=re.MULTILINE)[1:]:
        header, _, body = block.partition("\n")
        name, published, *traps = header.split()
        unit = Unit(f"{name}.txt")
        text = ""
        for marked in re.split(r"\n{2,}", body.strip()):
            text += "\n\n" if text else ""
            paragraph, records = read_marked_paragraph(marked, len(text), layers)
            unit.records += records
            text += paragraph
        day = None if published == "-" else parse_partial(published)
        bounds = day and {"from": str(day.first), "to": str(day.last), "basis": "stated"}
        unit.facts = {"published": bounds, "text": text + "\n"}
        if traps:
            unit.facts["traps"] = [trap.lstrip("!") for trap in traps]
        units.append(unit)
    return units


def build(source: str, texts: Path | None) -> str:
    """Return the gold JSONL of a source."""
    layers = layer_codes(source)
    units = read_by_line(source, texts, layers) if texts else read_marked(source, layers)
    records = [record for unit in units for record in unit.lines()]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def main() -> int:
    """Write the gold JSONL of the source named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=Path, help="the folder of the texts that are annotated")
    arguments = parser.parse_args()
    source = arguments.source.read_text(encoding="utf-8")
    arguments.out.write_text(build(source, arguments.texts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
