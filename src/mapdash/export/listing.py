"""What was found in an article, as lines for people: each find with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from mapdash.export.records import Found, found_by_passage
from mapdash.reading import Reading
from mapdash.records import Ambiguity, DateMention, IssueFind, Mention, Passage, Span

_QUOTED = 70
_REASONS = {
    "name": "named",
    "rule": "described, by rule",
    "anaphor": "referred back to, by",
    "hand": "set by hand",
}


def annotation_table(reading: Reading) -> Iterator[str]:
    """Tell an article's facts, then its passages with their finds and issues."""
    article = reading.article
    published = article.published
    when = f"{published.interval} ({published.basis})" if published else "day unknown"
    yield _one_line(f"{article.file}: {article.title or 'untitled'}, {when}")
    found = found_by_passage(reading)
    for index, passage in enumerate(reading.passages):
        told = list(_passage_lines(article.text, passage, found[index], reading.issues[index]))
        if len(told) > 1:
            yield ""
            yield from told


def _passage_lines(
    text: str, passage: Passage, found: list[Found], issues: tuple[IssueFind, ...]
) -> Iterator[str]:
    copies = "".join(f", again at {copy.start}" for copy in passage.copies)
    quoted = _quoted(text, passage)
    yield f"{passage.start}-{passage.end} {passage.kind}{copies}: {quoted}"
    for each in found:
        surface = f"[{_one_line(text[each.start : each.end])}]"
        yield f"  {each.start:>7} {_kind(each):17} {surface} {_told(text, each)}"
    for find in issues:
        words = ", ".join(dict.fromkeys(_quoted(text, span) for span in _outer(find.evidence)))
        yield f"  {'':7} {'issue':17} {find.issue}" + (f", for {words}" if words else "")


def _kind(found: Found) -> str:
    match found:
        case Mention():
            return found.layer
        case DateMention():
            return "date"
        case Ambiguity():
            return "ambiguous"


def _told(text: str, found: Found) -> str:
    match found:
        case Mention():
            words = ", ".join(_quoted(text, span) for span in found.context)
            reason = f"{_REASONS[found.why]} {found.rule}".strip()
            context = f", with {words}" if words else ""
            return _one_line(f"= {', '.join(found.places)} ({reason}{context})")
        case DateMention():
            against = f" (against {found.resolved_against})" if found.resolved_against else ""
            return _one_line(f"= {found.interval}{against}")
        case Ambiguity():
            reason = f" ({found.why})" if found.why else ""
            return _one_line(f"may be {' or '.join(found.candidates)}{reason}")


def _outer(spans: tuple[Span, ...]) -> list[Span]:
    """Return the spans that lie in no other one, in order."""
    outer: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not outer or span.end > outer[-1].end:
            outer.append(span)
    return outer


def _quoted(text: str, span: Span | Passage) -> str:
    words = _one_line(text[span.start : span.end])
    return f'"{words if len(words) <= _QUOTED else words[: _QUOTED - 3] + "..."}"'


def _one_line(text: str) -> str:
    """Return a text on one line, without what a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
