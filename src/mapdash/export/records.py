"""What was found in an article, as the records that ``mapdash annotate`` prints.

One JSON object a line.  Offsets count code points in the text that is read:
a text file's own, decoded; of a web page, a PDF or a Markdown file the text
taken out of it, which the article's record then holds.  For each
``text[start:end] == surface`` holds.  A passage that stands in several places
is given at each of them, with all that was found in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from mapdash.intervals import Interval
from mapdash.reading import Reading
from mapdash.records import (
    Ambiguity,
    Article,
    DateMention,
    IssueFind,
    Mention,
    Passage,
    Published,
    Span,
)

Record = dict[str, Any]
Found = Mention | DateMention | Ambiguity


def annotation_records(reading: Reading, *, with_text: bool = False) -> Iterator[Record]:
    """Give an article's record, its text in it or not, then each passage's with its finds."""
    article = reading.article
    found = found_by_passage(reading)
    yield article_record(article) | ({"text": article.text} if with_text else {})
    placed = sorted(
        (place, index) for index, passage in enumerate(reading.passages) for place in passage.places
    )
    for place, index in placed:
        passage = reading.passages[index]
        yield {"type": "passage", **_span(article, place), "kind": passage.kind}
        by = place.start - passage.start
        for each in found[index]:
            yield found_record(article, each, by)
        if reading.issues[index]:
            yield issue_record(article, place, by, reading.issues[index])


def found_by_passage(reading: Reading) -> dict[int, list[Found]]:
    """Return the mentions, dates and ambiguities of each passage, by its index, in order."""
    found: list[Found] = [*reading.mentions, *reading.dates, *reading.ambiguities]
    found.sort(key=lambda each: (each.start, -each.end))
    grouped: defaultdict[int, list[Found]] = defaultdict(list)
    order = sorted(range(len(reading.passages)), key=lambda i: reading.passages[i].start)
    at = 0
    for each in found:
        while at < len(order) and reading.passages[order[at]].end <= each.start:
            at += 1
        if at < len(order) and reading.passages[order[at]].start <= each.start:
            grouped[order[at]].append(each)
    return grouped


def article_record(article: Article) -> Record:
    """Return an article's facts; `published` is null where nothing is known."""
    return {
        "type": "article",
        "file": article.file,
        "title": article.title,
        "authors": list(article.authors),
        "outlet": article.outlet,
        "published": _published(article.published),
    }


def error_record(file: str, message: str) -> Record:
    """Return the record of a file that could not be read."""
    return {"type": "error", "file": file, "message": message}


def json_line(record: Record) -> str:
    """Return a record as a line of JSON, without the line's end."""
    return json.dumps(record, ensure_ascii=False)


def _published(published: Published | None) -> Record | None:
    if published is None:
        return None
    told = {**_days(published.interval), "basis": published.basis}
    return told | ({"why": published.why} if published.why else {})


def _days(interval: Interval) -> Record:
    first, last = interval.first, interval.last
    return {"from": first and first.isoformat(), "to": last and last.isoformat()}


def _span(article: Article, span: Span | Passage | Found, by: int = 0) -> Record:
    return {"file": article.file, "start": span.start + by, "end": span.end + by}


def _words(article: Article, span: Span | Found, by: int) -> Record:
    """Return a span with its words, which are read from where it stands."""
    surface = article.text[span.start + by : span.end + by]
    return {**_span(article, span, by), "surface": surface}


def found_record(article: Article, found: Found, by: int = 0) -> Record:
    """Return the record of a find, at the place that lies `by` characters behind its first."""
    words = _words(article, found, by)
    match found:
        case Mention():
            record = {"type": "mention", **words, "layer": found.layer}
            record |= {"places": list(found.places), "why": found.why, "rule": found.rule}
            return record | {"context": _context(article, found.context, by)}
        case DateMention():
            against = found.resolved_against
            return {"type": "date", **words, **_days(found.interval), "resolved_against": against}
        case Ambiguity():
            candidates = list(found.candidates)
            return {"type": "ambiguity", **words, "candidates": candidates, "why": found.why}


def issue_record(article: Article, place: Span, by: int, issues: tuple[IssueFind, ...]) -> Record:
    """Return the record of the issues that a passage speaks of, with the words that decided."""
    return {
        "type": "issue",
        **_span(article, place),
        "issues": [find.issue for find in issues],
        "evidence": {find.issue: _context(article, find.evidence, by) for find in issues},
    }


def _context(article: Article, spans: tuple[Span, ...], by: int) -> list[Record]:
    return [
        {key: value for key, value in _words(article, span, by).items() if key != "file"}
        for span in spans
    ]
