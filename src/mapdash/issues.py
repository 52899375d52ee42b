"""The issues that a passage speaks of, with the words that decided.

What speaks of an issue is data (the ``[[issue]]`` tables of an atlas): a phrase
or a mention of a layer decides alone; a term where the subject is near; and so
does a rule, whose words must all stand in one sentence.  Where nothing decides, the
issue is told that most words of a sentence lean to.  Where weights were fitted, all
words of a passage are weighed, and what so decided is one weight among theirs.
Headings carry no issue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from mapdash.issue_cues import Cues, Finds, Held, Sets, without
from mapdash.issue_weighing import Scales, Stretch, first_places
from mapdash.records import Issue, IssueFind, Mention, Passage, Span
from mapdash.rules import IssueRule

_HEADINGS = frozenset({"headline", "heading"})
# How many passages away what an issue needs may stand.
_NEAR = 2
# How many spans are kept as evidence of one issue in one passage.
_EVIDENCE = 6
# How many different words tell of an issue where the subject is nowhere named.
_UNNAMED = 3
# How many different words of a sentence must lean to an issue, where nothing decides,
# and how many issues may come out equal.
_LEANINGS, _TIES = 2, 2


@dataclass(frozen=True, slots=True)
class _Together:
    """The sets of cues of which a sentence must hold something of each, and those it must not."""

    sets: tuple[Sets, ...]
    unless: Sets
    every: Sets


@dataclass(frozen=True, slots=True)
class _Plan:
    """The sets of cues of one issue: those that decide, and those that let them."""

    issue: str
    alone: Sets
    terms: Sets
    rules: tuple[_Together, ...]
    leanings: Sets
    needs: Sets
    gated: bool
    company: Sets
    elsewhere: Sets
    forbids: Sets


def find_issues(
    text: str,
    passages: Sequence[Passage],
    issues: Sequence[Issue],
    mentions: Sequence[Mention],
    scales: Scales | None = None,
) -> tuple[tuple[IssueFind, ...], ...]:
    """Return the issues of each passage, in the order of `issues`.

    Parameters
    ----------
    text : str
        The unchanged text of an article.
    passages : sequence of Passage
        Its passages.
    issues : sequence of Issue
        What to look for.
    mentions : sequence of Mention
        The mentions found in the text; those of an issue's layers are cues.
    scales : Scales, optional
        What weighs the words of a passage, for `issues` in their order.

    Returns
    -------
    tuple of tuple of IssueFind
        Parallel to `passages`; the evidence lies within the passage.
    """
    cues, plans = _plans(tuple(issues))
    if not plans:
        return tuple(() for _ in passages)
    near = _by_passage(passages, mentions)
    finds = [cues.find(text, *each) for each in zip(passages, near, strict=True)]
    told = [
        () if passage.kind in _HEADINGS else _of_passage(plans, finds, near, here)
        for here, passage in enumerate(passages)
    ]
    if scales is None:
        return tuple(told)
    spoken_of = [_is_spoken_of(plan, finds, near) for plan in plans]
    return tuple(
        each
        if passage.kind in _HEADINGS
        else _weighed(plans, spoken_of, scales, each, found, mentioned)
        for passage, each, found, mentioned in zip(passages, told, finds, near, strict=True)
    )


@lru_cache(maxsize=8)
def _plans(issues: tuple[Issue, ...]) -> tuple[Cues, tuple[_Plan, ...]]:
    """Return the cues of all issues in one index, and which of them each issue has."""
    cues = Cues()
    plans = tuple(
        _Plan(
            issue=issue.id,
            alone=cues.add([*issue.phrases, *(f"#{layer}" for layer in issue.layers)]),
            terms=cues.add(issue.terms),
            rules=tuple(_together(rule, cues) for rule in issue.rules),
            leanings=cues.add(issue.leanings),
            needs=cues.add(issue.needs),
            gated=bool(issue.needs),
            company=cues.add(issue.company),
            elsewhere=cues.add(issue.elsewhere),
            forbids=cues.add(issue.forbids),
        )
        for issue in issues
    )
    return cues, plans


def _together(rule: IssueRule, cues: Cues) -> _Together:
    sets = tuple(cues.add(each) for each in rule.all)
    return _Together(sets, cues.add(rule.without), reduce(or_, sets, 0))


def _by_passage(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions of each passage."""
    starts = [passage.start for passage in passages]
    found: list[list[Mention]] = [[] for _ in passages]
    for mention in mentions:
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.end <= passages[number].end:
            found[number].append(mention)
    return found


def _of_passage(
    plans: Sequence[_Plan], finds: Sequence[Finds], near: Sequence[Sequence[Mention]], here: int
) -> tuple[IssueFind, ...]:
    """Return the issues of one passage: those that something decides for, or else the likeliest."""
    window = range(max(0, here - _NEAR), min(len(finds), here + _NEAR + 1))
    found = finds[here]
    open_to: list[_Plan] = []
    told: list[IssueFind] = []
    for plan in plans:
        if not (near[here] or found.holds(plan.needs)) and found.holds(plan.elsewhere):
            continue
        on_subject = any(near[i] or finds[i].holds(plan.needs) for i in window)
        free = not plan.gated or on_subject or found.holds(plan.company)
        if on_subject:
            open_to.append(plan)
        if spans := _evidence(plan, found, free=free):
            told.append(IssueFind(plan.issue, spans))
    return tuple(told) or _likeliest(open_to, found)


def _is_spoken_of(plan: _Plan, finds: Sequence[Finds], near: Sequence[Sequence[Mention]]) -> bool:
    """Whether an issue's words in an article are meant of it: it names its subject, or no other."""
    if not plan.gated or any(near) or any(each.holds(plan.needs) for each in finds):
        return True
    return not any(each.holds(plan.elsewhere) for each in finds)


def _weighed(
    plans: Sequence[_Plan],
    spoken_of: Sequence[bool],
    scales: Scales,
    told: tuple[IssueFind, ...],
    finds: Finds,
    mentions: Sequence[Mention],
) -> tuple[IssueFind, ...]:
    """Return the issues of a passage by all its words, given what rules tell of it."""
    text = finds.folded.text
    weight = scales.weigh(text, (mention.layer for mention in mentions))
    if weight is None:
        return told
    balance, stress = weight
    by_rule = {find.issue: find.evidence for find in told}
    places: Mapping[str, Stretch] | None = None
    weighed: list[IssueFind] = []
    for number, plan in enumerate(plans):
        if not spoken_of[number]:
            continue
        evidence = by_rule.get(plan.issue, ())
        # Few words suffice where they are said of the subject, and of no other.
        on_subject = not plan.gated or mentions or finds.holds(plan.needs)
        alone = on_subject and not finds.holds(plan.elsewhere)
        of_rules = scales.told * (stress if alone else 1) if evidence else 0
        if balance[number] + of_rules < 0:
            continue
        places = places or first_places(text)
        words = _spans(finds, scales.weightiest(places, number)[: _EVIDENCE - len(evidence)])
        spans = sorted({*evidence, *words} or {_whole(mention) for mention in mentions})
        weighed.append(IssueFind(plan.issue, tuple(spans[:_EVIDENCE])))
    return tuple(weighed)


def _whole(mention: Mention) -> Span:
    return Span(mention.start, mention.end)


def _evidence(plan: _Plan, finds: Finds, *, free: bool) -> tuple[Span, ...]:
    """Return the spans that decide for an issue.

    Where it is not `free`, that is where nothing tells of the subject, a phrase still
    decides alone, but of terms and rules it takes several words of one sentence.
    """
    spans: set[tuple[int, int]] = set()
    for held in finds.sentences:
        covers = held.of(plan.forbids)
        spans.update(without(held.of(plan.alone), covers))
        weak = set(_weak(plan, finds, held, covers))
        if free or _parts(finds, weak) >= _UNNAMED:
            spans |= weak
        if len(spans) >= _EVIDENCE:
            break
    return _spans(finds, spans)


def _parts(finds: Finds, spans: Iterable[tuple[int, int]]) -> int:
    """Return how many different words some spans are, of those that stand apart."""
    words: set[str] = set()
    reach = 0
    for start, end in sorted(spans):
        if start >= reach:
            words.add(finds.folded.text[start:end])
        reach = max(reach, end)
    return len(words)


def _spans(finds: Finds, found: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(sorted(finds.span(each) for each in found)[:_EVIDENCE])


def _weak(
    plan: _Plan, finds: Finds, held: Held, covers: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the terms of a sentence, and the words that a rule finds together in it."""
    yield from without(held.of(plan.terms), covers)
    for rule in plan.rules:
        if held.sets & rule.every == rule.every and not held.sets & rule.unless:
            yield from finds.together(held, rule.sets, covers)


def _likeliest(plans: Sequence[_Plan], finds: Finds) -> tuple[IssueFind, ...]:
    """Return the issue to which most words of a sentence lean, if several do; or two that tie."""
    leaning = {plan.issue: _leaning(plan, finds) for plan in plans}
    most = max(map(len, leaning.values()), default=0)
    if most < _LEANINGS:
        return ()
    best = [issue for issue, spans in leaning.items() if len(spans) == most]
    return tuple(IssueFind(issue, _spans(finds, leaning[issue])) for issue in best[:_TIES])


def _leaning(plan: _Plan, finds: Finds) -> tuple[tuple[int, int], ...]:
    """Return different words of one sentence that lean to an issue: the most that one holds."""
    best: tuple[tuple[int, int], ...] = ()
    for held in finds.sentences:
        if held.sets & plan.leanings:
            spans = without(held.of(plan.leanings), held.of(plan.forbids))
            words = {finds.folded.text[start:end]: (start, end) for start, end in spans}
            best = max(best, tuple(words.values()), key=len)
    return best
