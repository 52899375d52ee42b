"""The issues that a passage speaks of, with the words that decided.

What speaks of an issue is data (the ``[[issue]]`` tables of an atlas): a
phrase or a mention of a layer decides alone; a hint decides where its sentence
also holds something that stands beside it.  Headings carry no issue.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mapdash.phrases import Hit, PhraseIndex
from mapdash.records import Issue, IssueFind, Mention, Passage, Span

Role = Literal["phrase", "hint", "beside", "forbid"]
_HEADINGS = frozenset({"headline", "heading"})
_SENTENCE_END = re.compile(r"[.!?…։][\"”’»)]{0,3}\s{1,9}(?=[\"“‘«(]?[^\W\d_a-z])")
#: How many spans are kept as evidence of one issue in one passage.
_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class _Cue:
    """One thing in a passage that bears on an issue."""

    start: int
    end: int
    role: Role


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
    by_passage = _by_passage(passages, mentions)
    return tuple(
        () if passage.kind in _HEADINGS else tuple(_of_passage(text, passage, issues, index, near))
        for passage, near in zip(passages, by_passage, strict=True)
    )


@lru_cache(maxsize=8)
def _index(issues: tuple[Issue, ...]) -> PhraseIndex[tuple[int, Role]]:
    """Return an index of every phrase of every issue."""
    roles: tuple[tuple[Role, str], ...] = (
        ("phrase", "phrases"),
        ("hint", "hints"),
        ("beside", "beside"),
        ("forbid", "forbids"),
    )
    return PhraseIndex(
        (phrase, (number, role))
        for number, issue in enumerate(issues)
        for role, name in roles
        for phrase in getattr(issue, name)
    )


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
    text: str,
    passage: Passage,
    issues: Sequence[Issue],
    index: PhraseIndex[tuple[int, Role]],
    mentions: Sequence[Mention],
) -> Iterator[IssueFind]:
    body = text[passage.start : passage.end]
    cues: dict[int, list[_Cue]] = {}
    for hit in index.find(body):
        number, role = hit.value
        cues.setdefault(number, []).append(_cue(hit, passage.start, role))
    sentences = [
        passage.start,
        *(passage.start + found.end() for found in _SENTENCE_END.finditer(body)),
    ]
    for number, issue in enumerate(issues):
        evidence = _evidence(issue, _allowed(cues.get(number, [])), mentions, sentences)
        if evidence:
            yield IssueFind(issue.id, evidence)


def _cue(hit: Hit[tuple[int, Role]], offset: int, role: Role) -> _Cue:
    return _Cue(hit.start + offset, hit.end + offset, role)


def _allowed(cues: list[_Cue]) -> list[_Cue]:
    """Return the cues that no forbidding phrase covers."""
    allowed = []
    reach = 0
    forbids = [cue for cue in cues if cue.role == "forbid"]
    ends: list[int] = []
    for cue in forbids:
        reach = max(reach, cue.end)
        ends.append(reach)
    starts = [cue.start for cue in forbids]
    for cue in cues:
        before = bisect_right(starts, cue.start) - 1
        if cue.role != "forbid" and (before < 0 or ends[before] < cue.end):
            allowed.append(cue)
    return allowed


def _evidence(
    issue: Issue, cues: list[_Cue], mentions: Sequence[Mention], sentences: list[int]
) -> tuple[Span, ...]:
    """Return the spans that decide for an issue, or none."""
    spans = {(cue.start, cue.end) for cue in cues if cue.role == "phrase"}
    spans |= {(each.start, each.end) for each in mentions if each.layer in issue.layers}
    beside = [(cue.start, cue.end) for cue in cues if cue.role == "beside"]
    beside += [(each.start, each.end) for each in mentions if each.layer in issue.beside_layers]
    by_sentence: dict[int, list[tuple[int, int]]] = {}
    for span in beside:
        by_sentence.setdefault(bisect_right(sentences, span[0]), []).append(span)
    for cue in cues:
        if cue.role == "hint":
            for start, end in by_sentence.get(bisect_right(sentences, cue.start), []):
                # A word is nothing beside itself.
                if end <= cue.start or cue.end <= start:
                    spans |= {(cue.start, cue.end), (start, end)}
                    break
    return tuple(Span(*span) for span in sorted(spans)[:_EVIDENCE])
