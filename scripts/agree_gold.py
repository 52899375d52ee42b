"""Make gold of what two people, who did not see each other's marks, read in the same texts.

``agree_gold.py FIRST SECOND OUT``.  Both sources hold the same texts in the same
order, in the form that ``build_gold.py`` reads.  What both mark as sure is gold, with
the words of the first; what only one marks, or is sure of, is optional.  Printed is
how far they agree: F1 of what one is sure of against what the other marks at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from build_gold import Unit, layer_codes, read_marked

Json = dict[str, Any]

SAID_OF = {"mention": ("layer",), "date": ("from", "to"), "issue": ("issue",)}
#: What one of the two marks and the other does not, by kind; what both are sure of.
Tally = Counter[tuple[str, str]]


def one_by_one(records: Iterable[Json]) -> list[Json]:
    """Return the records that say something, each issue of a passage in one of its own."""
    return [
        {**{key: value for key, value in record.items() if key != "issues"}, **one}
        for record in records
        if record["type"] in SAID_OF
        for one in ([{"issue": each} for each in record["issues"]] if "issues" in record else [{}])
    ]


def said(record: Json) -> tuple[str, ...]:
    """Return what a record says of its words; those of two people must agree in it."""
    return (record["type"], *(record[key] for key in SAID_OF[record["type"]]))


def meet(one: Json, other: Json) -> bool:
    """Whether two records say the same of words that overlap."""
    overlap = one["start"] < other["end"] and other["start"] < one["end"]
    return overlap and said(one) == said(other)


def agreed(first: list[Json], second: list[Json], tally: Tally) -> list[Json]:
    """Return the records of two people as one gold, and count how they agree."""
    taken: set[int] = set()
    gold = []
    for record in first:
        near = [number for number, other in enumerate(second) if meet(record, other)]
        firm = [n for n in near if n not in taken and not second[n].get("optional")]
        if firm and not record.get("optional"):
            taken.add(firm[0])
            tally[record["type"], "both"] += 1
            gold.append(record)
            continue
        gold.append(record | {"optional": True})
        if not near and not record.get("optional"):
            tally[record["type"], "first"] += 1
    for number, record in enumerate(second):
        if number in taken or any(meet(record, other) for other in first):
            continue
        gold.append(record | {"optional": True})
        if not record.get("optional"):
            tally[record["type"], "second"] += 1
    return gold


def issues_together(records: Iterable[Json]) -> list[Json]:
    """Return the records with the issues of each passage in one, or two if some are optional."""
    held: defaultdict[tuple[int, int, bool], list[str]] = defaultdict(list)
    others = []
    for record in records:
        if record["type"] == "issue":
            held[record["start"], record["end"], "optional" in record].append(record["issue"])
        else:
            others.append(record)
    for (start, end, optional), issues in held.items():
        whole: Json = {"type": "issue", "start": start, "end": end, "issues": sorted(issues)}
        others.append(whole | ({"optional": True} if optional else {}))
    return others


def sure_traps(traps: Iterable[str], second: Iterable[Json]) -> list[str]:
    """Return the traps of a text in which the second reader is sure of nothing of their kind."""
    held = {
        name
        for each in second
        if not each.get("optional")
        for name in (each["type"], each.get("layer"))
    }
    return [trap for trap in traps if trap not in held]


def united(first: Unit, second: Unit, tally: Tally) -> Unit:
    """Return the gold of one text."""
    if first.facts["text"] != second.facts["text"]:
        raise SystemExit(f"{first.file}: the two annotate different texts")
    one, other = one_by_one(first.records), one_by_one(second.records)
    passages = [each for each in first.records if each["type"] == "passage"]
    facts = dict(first.facts)
    if "traps" in facts:
        facts["traps"] = sure_traps(facts["traps"], other)
    return Unit(first.file, facts, passages + issues_together(agreed(one, other, tally)))


def unite(first: str, second: str) -> tuple[str, Tally]:
    """Return the gold JSONL of two sources, and how far they agree."""
    units = [read_marked(source, layer_codes(source)) for source in (first, second)]
    if len(units[0]) != len(units[1]):
        raise SystemExit(f"the one holds {len(units[0])} texts, the other {len(units[1])}")
    tally: Tally = Counter()
    gold = [united(one, other, tally) for one, other in zip(*units, strict=True)]
    records = [record for unit in gold for record in unit.lines()]
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return "".join(lines), tally


def main() -> int:
    """Write the gold of the two sources named on the command line; print how they agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("first", "second", "out"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    sources = [path.read_text(encoding="utf-8") for path in (arguments.first, arguments.second)]
    gold, tally = unite(*sources)
    arguments.out.write_text(gold, encoding="utf-8")
    for kind in SAID_OF:
        both, alone = tally[kind, "both"], tally[kind, "first"] + tally[kind, "second"]
        agreement = 2 * both / (2 * both + alone) if both + alone else 1.0
        print(f"{kind}s: both {both}, one alone {alone}, F1 {agreement:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
