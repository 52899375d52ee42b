"""How well the program reads: its finds against a gold annotation.

Everything here is a pure function of records as ``mapdash annotate`` prints
them, so that saved outputs and other annotators can be scored as well.  The
rules are told in docs/quality.md: mentions match by overlap of spans of one
layer, dates by overlap and the exact days, issues by passage; each gold record
matches one find at most; optional records are neither rewarded nor charged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from mapdash.gold import Finding, GoldText, Kind

#: The kinds in the order in which they are reported.
KINDS: tuple[Kind, ...] = ("mention", "date", "issue")
_CONTEXT = 45


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a comparison; an empty one scores 1, for nothing went wrong."""

    hits: int = 0
    misses: int = 0
    false_finds: int = 0

    @property
    def precision(self) -> float:
        """The share of the finds that are right."""
        return _share(self.hits, self.hits + self.false_finds)

    @property
    def recall(self) -> float:
        """The share of the gold records that were found."""
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.misses + self.false_finds)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one text."""

    file: str
    text: str
    hits: tuple[Finding, ...]
    misses: tuple[Finding, ...]
    false_finds: tuple[Finding, ...]
    traps: tuple[str, ...] = ()

    @property
    def fallen_into(self) -> tuple[str, ...]:
        """The traps of the text that the program fell into."""
        charged = {name for find in self.false_finds for name in (find.kind, find.label)}
        return tuple(trap for trap in self.traps if trap in charged)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


# ---------------------------------------------------------------- comparing


def compare(gold: GoldText, text: str, found: Sequence[Finding]) -> Outcome:
    """Compare what was found in a text with its gold annotation."""
    hits: list[Finding] = []
    misses: list[Finding] = []
    false_finds: list[Finding] = []
    by_label = attrgetter("kind", "label")
    required = _grouped(each for each in gold.findings if not each.optional)
    finds = _grouped(found)
    for key in sorted({*required, *finds}):
        paired, unpaired, left = _pair(required.get(key, []), finds.get(key, []))
        hits += paired
        misses += unpaired
        false_finds += left
    optional = [each for each in gold.findings if each.optional]
    charged = [each for each in false_finds if not any(_excused(each, one) for one in optional)]
    return Outcome(
        file=gold.file,
        text=text,
        hits=tuple(sorted(hits, key=by_label)),
        misses=tuple(sorted(misses)),
        false_finds=tuple(sorted(charged)),
        traps=gold.traps,
    )


def _grouped(found: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    key = attrgetter("kind", "label")
    return {name: list(group) for name, group in groupby(sorted(found, key=key), key)}


def _pair(
    gold: Sequence[Finding], found: Sequence[Finding]
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Pair spans that overlap, one to one; return gold paired, gold alone, finds alone.

    By their ends, each find takes the gold span that ends first among those
    left: on a line no other choice pairs more.
    """
    by_end = attrgetter("end", "start")
    waiting = sorted(gold, key=by_end)
    paired, alone = [], []
    for find in sorted(found, key=by_end):
        match = next((each for each in waiting if each.overlaps(find)), None)
        if match is None:
            alone.append(find)
        else:
            waiting.remove(match)
            paired.append(match)
    return paired, waiting, alone


def _excused(find: Finding, optional: Finding) -> bool:
    """Whether readers differ on a find; on an optional date's days they may as well."""
    same = find.kind == optional.kind == "date" or find.label == optional.label
    return same and find.kind == optional.kind and find.overlaps(optional)


def scores(outcomes: Iterable[Outcome]) -> dict[tuple[Kind, str], Score]:
    """Return the score of each kind (label "") and of each layer and issue."""
    counts: dict[tuple[Kind, str], Counter[str]] = {(kind, ""): Counter() for kind in KINDS}
    for outcome in outcomes:
        for name in ("hits", "misses", "false_finds"):
            for each in getattr(outcome, name):
                counts[each.kind, ""][name] += 1
                if each.kind != "date":
                    counts.setdefault((each.kind, each.label), Counter())[name] += 1
    return {key: Score(**counter) for key, counter in counts.items()}


# ---------------------------------------------------------------- telling


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Tell scores, traps, misses and false finds, in lines for people."""
    table = scores(outcomes)
    yield f"{'':34}{'gold':>6}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>8}"
    for kind in KINDS:
        labels = sorted(label for its_kind, label in table if its_kind == kind and label)
        for label in ["", *labels]:
            yield _score_line(f"  {label}" if label else f"{kind}s", table[kind, label])
    yield from _trap_lines(outcomes, table)
    for title, name in (("missed", "misses"), ("found falsely", "false_finds")):
        for kind in KINDS:
            listed = [
                (outcome, each)
                for outcome in outcomes
                for each in getattr(outcome, name)
                if each.kind == kind
            ]
            yield ""
            yield f"{kind}s {title}: {len(listed)}"
            yield from (_listed(outcome, each) for outcome, each in listed)


def _score_line(name: str, score: Score) -> str:
    gold, found = score.hits + score.misses, score.hits + score.false_finds
    figures = f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
    return f"{name:34}{gold:>6}{found:>7}{figures}"


def trap_counts(outcomes: Sequence[Outcome]) -> dict[Kind, tuple[int, int]]:
    """Return how many traps were laid and how many fallen into, by what they look like."""
    table = scores(outcomes)
    laid, fallen = Counter[Kind](), Counter[Kind]()
    for outcome in outcomes:
        laid.update({_trap_kind(trap, table) for trap in outcome.traps})
        fallen.update({_trap_kind(trap, table) for trap in outcome.fallen_into})
    return {kind: (laid[kind], fallen[kind]) for kind in KINDS if laid[kind]}


def _trap_lines(outcomes: Sequence[Outcome], table: dict[tuple[Kind, str], Score]) -> Iterator[str]:
    """Tell how many traps were laid and fallen into, and which."""
    for kind, (laid, fallen) in trap_counts(outcomes).items():
        yield ""
        count = f"{fallen} of {laid} ({fallen / laid:.1%})"
        yield f"traps that look like {kind}s, fallen into: {count}"
        yield from (
            f"  {each.file}  {trap}: {_one_line(each.text)[:120]}"
            for each in outcomes
            for trap in each.fallen_into
            if _trap_kind(trap, table) == kind
        )


def _trap_kind(trap: str, table: dict[tuple[Kind, str], Score]) -> Kind:
    for kind in KINDS:
        if trap == kind or (kind, trap) in table:
            return kind
    return "issue"


def _listed(outcome: Outcome, found: Finding) -> str:
    before, exact, after = words_around(outcome, found)
    shown = f"{before} [{exact}] {after}" if found.kind != "issue" else exact
    return f"  {outcome.file}:{found.start}  {found.label}: {shown}"


def words_around(outcome: Outcome, found: Finding) -> tuple[str, str, str]:
    """Return what stands before a find, its words, and what stands after, each on one line.

    Of a passage with an issue only the beginning is returned.
    """
    text = outcome.text
    exact = _one_line(text[found.start : found.end])
    if found.kind == "issue":
        return "", exact[: 2 * _CONTEXT].rstrip(), ""
    before = _one_line(text[max(0, found.start - _CONTEXT) : found.start])
    return before, exact, _one_line(text[found.end : found.end + _CONTEXT])


def _one_line(text: str) -> str:
    return " ".join(text.split())
