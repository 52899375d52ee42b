"""The issues that a passage speaks of, with the words that decided.

What speaks of an issue is data (the ``[[issue]]`` tables of an atlas): a
phrase or a mention of a layer decides alone; a term where the subject is near;
a hint where, besides, its sentence holds something that stands beside it.
Headings carry no issue.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from mapdash.phrases import PhraseIndex
from mapdash.records import Issue, IssueFind, Mention, Passage, Span

Role = Literal["phrases", "terms", "hints", "beside", "needs", "company", "elsewhere", "forbids"]
#: What a phrase is for: its roles in the issues, these by their number.
Uses = tuple[tuple[int, Role], ...]

_ROLES: tuple[Role, ...] = get_args(Role)
_HEADINGS = frozenset({"headline", "heading"})
_SENTENCE_END = re.compile(
    r"[.!?\u2026\u0589][\"\u201d\u2019\u00bb)]{0,3}\s{1,9}(?=[\"\u201c\u2018\u00ab(]?[^\W\d_a-z])"
)
# How many passages away what an issue needs may stand.
_NEAR = 2
# How many spans are kept as evidence of one issue in one passage.
_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class _Cues:
    """What bears on one issue in one passage: spans by their role."""

    phrases: list[Span]
    terms: list[Span]
    hints: list[Span]
    beside: list[Span]
    needs: list[Span]
    company: list[Span]
    elsewhere: list[Span]
    forbids: list[Span]


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
    index = _index(tuple(issues))
    near = _by_passage(passages, mentions)
    cues = [_cues(text, passage, len(issues), index) for passage in passages]
    found: list[tuple[IssueFind, ...]] = []
    for here, passage in enumerate(passages):
        window = range(max(0, here - _NEAR), min(len(passages), here + _NEAR + 1))
        sentences = _sentences(text, passage)
        finds = (
            IssueFind(
                issue.id,
                _evidence(
                    issue,
                    cues[here][number],
                    near[here],
                    sentences,
                    on_subject=any(near[i] or cues[i][number].needs for i in window),
                ),
            )
            for number, issue in enumerate(issues)
            if passage.kind not in _HEADINGS
        )
        found.append(tuple(find for find in finds if find.evidence))
    return tuple(found)


@lru_cache(maxsize=8)
def _index(issues: tuple[Issue, ...]) -> PhraseIndex[Uses]:
    """Return an index of the phrases of all issues, each phrase with all its uses."""
    uses: dict[str, list[tuple[int, Role]]] = {}
    for number, issue in enumerate(issues):
        for role in _ROLES:
            for phrase in getattr(issue, role):
                uses.setdefault(phrase, []).append((number, role))
    return PhraseIndex((phrase, tuple(roles)) for phrase, roles in uses.items())


def _cues(text: str, passage: Passage, count: int, index: PhraseIndex[Uses]) -> list[_Cues]:
    """Return what a passage holds for each of the issues."""
    cues = [_Cues([], [], [], [], [], [], [], []) for _ in range(count)]
    for hit in index.find(text[passage.start : passage.end]):
        span = Span(hit.start + passage.start, hit.end + passage.start)
        for number, role in hit.value:
            getattr(cues[number], role).append(span)
    return cues


def _by_passage(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions of each passage."""
    starts = [passage.start for passage in passages]
    found: list[list[Mention]] = [[] for _ in passages]
    for mention in mentions:
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.end <= passages[number].end:
            found[number].append(mention)
    return found


def _sentences(text: str, passage: Passage) -> list[int]:
    """Return where the sentences of a passage start."""
    ends = _SENTENCE_END.finditer(text, passage.start, passage.end)
    return [passage.start, *(found.end() for found in ends)]


def _evidence(
    issue: Issue,
    cues: _Cues,
    mentions: Sequence[Mention],
    sentences: list[int],
    *,
    on_subject: bool,
) -> tuple[Span, ...]:
    """Return the spans that decide for an issue, or none.

    `on_subject` says whether the passage, or one near it, holds what the issue needs.
    """
    if cues.elsewhere and not (mentions or cues.needs):
        return ()
    places: dict[str, list[Span]] = {layer: [] for layer in (*issue.layers, *issue.beside_layers)}
    for mention in mentions:
        if mention.layer in places:
            places[mention.layer].append(Span(mention.start, mention.end))
    spans = set(_allowed(cues.phrases, cues.forbids))
    spans.update(span for layer in issue.layers for span in places[layer])
    if issue.needs and not (on_subject or cues.company):
        return tuple(sorted(spans)[:_EVIDENCE])
    spans.update(_allowed(cues.terms, cues.forbids))
    beside = [span for layer in issue.beside_layers for span in places[layer]]
    beside += _allowed(cues.beside, cues.forbids)
    for pair in _pairs(_allowed(cues.hints, cues.forbids), beside, sentences):
        spans.update(pair)
    return tuple(sorted(spans)[:_EVIDENCE])


def _allowed(cues: list[Span], forbids: list[Span]) -> list[Span]:
    """Return the cues that no forbidding phrase covers; both are in order of place."""
    starts = [span.start for span in forbids]
    reach: list[int] = []
    for span in forbids:
        reach.append(max(span.end, reach[-1] if reach else 0))
    return [
        cue
        for cue in cues
        if (before := bisect_right(starts, cue.start) - 1) < 0 or reach[before] < cue.end
    ]


def _pairs(
    hints: list[Span], beside: list[Span], sentences: list[int]
) -> Iterator[tuple[Span, Span]]:
    """Yield each hint with the first thing beside it in its sentence."""
    by_sentence: dict[int, list[Span]] = {}
    for span in beside:
        by_sentence.setdefault(bisect_right(sentences, span.start), []).append(span)
    for hint in hints:
        others = by_sentence.get(bisect_right(sentences, hint.start), [])
        # A word is nothing beside itself.
        other = next((o for o in others if o.end <= hint.start or hint.end <= o.start), None)
        if other is not None:
            yield hint, other
