"""The issues that a passage speaks of, with the words that decided.

What speaks of an issue is data (the ``[[issue]]`` tables of an atlas): a phrase
or a mention of a layer decides alone; a term where the subject is near; and so
does a rule, whose words must all stand in one sentence.  Headings carry no issue.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mapdash.issue_cues import Cues, Finds, SetNumber, without
from mapdash.records import Issue, IssueFind, Mention, Passage, Span

_HEADINGS = frozenset({"headline", "heading"})
# How many passages away what an issue needs may stand.
_NEAR = 2
# How many spans are kept as evidence of one issue in one passage.
_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class _Plan:
    """The sets of cues of one issue: those that decide, and those that let them."""

    issue: str
    alone: SetNumber
    terms: SetNumber
    rules: tuple[tuple[tuple[SetNumber, ...], SetNumber], ...]
    needs: SetNumber
    gated: bool
    company: SetNumber
    elsewhere: SetNumber
    forbids: SetNumber


def find_issues(
    text: str,
    passages: Sequence[Passage],
    issues: Sequence[Issue],
    mentions: Sequence[Mention],
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
    found: list[tuple[IssueFind, ...]] = []
    for here, passage in enumerate(passages):
        window = range(max(0, here - _NEAR), min(len(passages), here + _NEAR + 1))
        of_issues = (
            IssueFind(
                plan.issue,
                _evidence(
                    plan,
                    finds[here],
                    named=bool(near[here]) or finds[here].holds(plan.needs),
                    on_subject=any(near[i] or finds[i].holds(plan.needs) for i in window),
                ),
            )
            for plan in plans
            if passage.kind not in _HEADINGS
        )
        found.append(tuple(find for find in of_issues if find.evidence))
    return tuple(found)


@lru_cache(maxsize=8)
def _plans(issues: tuple[Issue, ...]) -> tuple[Cues, tuple[_Plan, ...]]:
    """Return the cues of all issues in one index, and which of them each issue has."""
    cues = Cues()
    plans = tuple(
        _Plan(
            issue=issue.id,
            alone=cues.add([*issue.phrases, *(f"#{layer}" for layer in issue.layers)]),
            terms=cues.add(issue.terms),
            rules=tuple(
                (tuple(cues.add(each) for each in rule.all), cues.add(rule.without))
                for rule in issue.rules
            ),
            needs=cues.add(issue.needs),
            gated=bool(issue.needs),
            company=cues.add(issue.company),
            elsewhere=cues.add(issue.elsewhere),
            forbids=cues.add(issue.forbids),
        )
        for issue in issues
    )
    return cues, plans


def _by_passage(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions of each passage."""
    starts = [passage.start for passage in passages]
    found: list[list[Mention]] = [[] for _ in passages]
    for mention in mentions:
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.end <= passages[number].end:
            found[number].append(mention)
    return found


def _evidence(plan: _Plan, finds: Finds, *, named: bool, on_subject: bool) -> tuple[Span, ...]:
    """Return the spans that decide for an issue, or none.

    `named` says whether the passage itself holds what the issue needs, `on_subject`
    whether it or one near it does.
    """
    if not named and finds.holds(plan.elsewhere):
        return ()
    decides = not plan.gated or on_subject or finds.holds(plan.company)
    spans: set[tuple[int, int]] = set()
    for sentence in range(len(finds.sentences)):
        spans.update(_deciding(plan, finds, sentence, by_subject=decides))
        if len(spans) >= _EVIDENCE:
            break
    return tuple(sorted(finds.span(each) for each in spans)[:_EVIDENCE])


def _deciding(
    plan: _Plan, finds: Finds, sentence: int, *, by_subject: bool
) -> Iterator[tuple[int, int]]:
    """Yield what decides in a sentence; `by_subject` lets terms and rules do so."""
    held = finds.sentences[sentence]
    covers = held.get(plan.forbids, ())
    yield from without(held.get(plan.alone, ()), covers)
    if not by_subject:
        return
    yield from without(held.get(plan.terms, ()), covers)
    for sets, unless in plan.rules:
        if unless not in held:
            yield from finds.together(held, sets, covers)
