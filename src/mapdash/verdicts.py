"""A person's verdicts on links: confirmed, rejected or added, in seeds/links.jsonl.

Each names its place in an article by the exact words, what stands before and
after them, their offset and the hash of the article.  A verdict whose anchor
no longer fits is an orphan: it is reported and has no effect; it is never
moved.  The file only grows; of several verdicts on one link the last holds,
and "automatic" takes back those before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from mapdash.errors import Fault
from mapdash.files import parse_json, read_text
from mapdash.records import Article, Mention, Span, Verdict
from mapdash.storing import locked, replace_file
from mapdash.tables import checked

#: The file, within an atlas's folder.
NAME = "seeds/links.jsonl"
_MEND = "mend the line, or leave it out"
# How many characters before and after the words an anchor keeps.
_CONTEXT = 32

Text = Annotated[str, StringConstraints(min_length=1)]


class LinkVerdict(BaseModel):
    """One line of links.jsonl.

    `start` is the offset of `exact` in the article's text; `prefix` and
    `suffix` are what stands around it; `sha256` is of the article's bytes.
    `by` and `at` say who gave it and when; one that takes back what the same
    person said names that moment in `undoes`, and holds what was before it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    start: Annotated[int, Field(ge=0)]
    exact: Text
    prefix: str
    suffix: str
    layer: Text
    places: tuple[Text, ...] = ()
    verdict: Verdict
    by: str = ""
    at: AwareDatetime | None = None
    undoes: AwareDatetime | None = None

    @property
    def link(self) -> tuple[str, int, int, str]:
        """What the verdict is on: an article's words, as of a layer."""
        return self.file, self.start, self.start + len(self.exact), self.layer


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts that hold, by article."""

    by_file: Mapping[str, tuple[LinkVerdict, ...]]

    def known(
        self, places: Collection[str], layers: Collection[str], faults: list[Fault]
    ) -> Verdicts:
        """Return the verdicts without those on a place or a layer that the atlas lacks, told."""
        kept: dict[str, tuple[LinkVerdict, ...]] = {}
        for file, verdicts in self.by_file.items():
            for each in verdicts:
                lacking = _lacking(each, places, layers)
                if lacking:
                    faults.append(_orphan(f"{file}, character {each.start}", lacking))
                else:
                    kept[file] = (*kept.get(file, ()), each)
        return Verdicts(kept)

    def apply(self, article: Article, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return an article's mentions as a person's verdicts leave them, in order of place.

        A rejected one is gone; an added one takes the place of those of its
        layer that it overlaps; a confirmed one keeps the reason it was found for.
        """
        kept = list(mentions)
        for each in self.by_file.get(article.file, ()):
            span = Span(each.start, each.start + len(each.exact))
            if each.verdict == "rejected":
                kept = [m for m in kept if (m.start, m.end, m.layer) != each.link[1:]]
            elif each.verdict == "added":
                kept = [m for m in kept if m.layer != each.layer or not _overlap(m, span)]
                kept.append(_by_hand(each, span))
        return tuple(sorted(kept, key=lambda m: (m.start, -m.end)))

    def verdict(self, article: Article, mention: Mention) -> Verdict:
        """Return what a person has said of a mention."""
        for each in self.by_file.get(article.file, ()):
            if each.link[1:] == (mention.start, mention.end, mention.layer):
                return each.verdict
        return "automatic"


#: What holds where nobody has judged.
NO_VERDICTS = Verdicts({})


def _lacking(each: LinkVerdict, places: Collection[str], layers: Collection[str]) -> str:
    """Say what a verdict is on that the atlas does not have, or return an empty string."""
    if each.layer not in layers:
        return f"an orphan: the atlas has no layer {each.layer!r}"
    if each.verdict == "added" and not each.places:
        return "names no place to link to"
    unknown = ", ".join(repr(place) for place in each.places if place not in places)
    return f"an orphan: the atlas has no place {unknown}" if unknown else ""


def _orphan(where: str, why: str) -> Fault:
    return Fault(NAME, where, why, "judge the link anew", "warning", "orphan")


def _overlap(mention: Mention, span: Span) -> bool:
    return mention.start < span.end and span.start < mention.end


def _by_hand(each: LinkVerdict, span: Span) -> Mention:
    return Mention(
        start=span.start,
        end=span.end,
        exact=each.exact,
        layer=each.layer,
        places=each.places,
        why="hand",
        rule=each.by,
    )


def anchored(
    article: Article,
    start: int,
    end: int,
    layer: str,
    places: Sequence[str],
    verdict: Verdict,
    by: str = "",
    at: datetime | None = None,
) -> LinkVerdict:
    """Return a verdict on a stretch of an article's text, with its anchor.

    Parameters
    ----------
    by, at : str, datetime
        Who gives it, and when, with its time zone.

    Raises
    ------
    ValueError
        If the stretch is empty or does not lie within the text.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{start}-{end} is no stretch of {article.file}")
    return LinkVerdict(
        file=article.file,
        sha256=article.sha256,
        start=start,
        exact=article.text[start:end],
        prefix=article.text[max(0, start - _CONTEXT) : start],
        suffix=article.text[end : end + _CONTEXT],
        layer=layer,
        places=tuple(places),
        verdict=verdict,
        by=by,
        at=at,
    )


def fits(verdict: LinkVerdict, article: Article) -> bool:
    """Whether a verdict's anchor still is what stands in the article at its offset."""
    start, end = verdict.start, verdict.start + len(verdict.exact)
    text = article.text
    return (
        verdict.sha256 == article.sha256
        and text[start:end] == verdict.exact
        and text[:start].endswith(verdict.prefix)
        and text.startswith(verdict.suffix, end)
    )


def load_verdicts(
    folder: Path,
    articles: Mapping[str, Article],
    faults: list[Fault],
    unread: Collection[str] = (),
) -> Verdicts:
    """Read an atlas's verdicts; faulty lines and orphans are left out and told.

    Parameters
    ----------
    unread : collection of str
        Articles that could not be read, which is a fault of its own.
    """
    path = folder / NAME
    last: dict[tuple[str, int, int, str], LinkVerdict] = {}
    for number, line in enumerate(_lines(path, faults), start=1):
        where = f"line {number}"
        verdict = _read(line, where, faults) if line.strip() else None
        if verdict is None or (verdict.file in unread and verdict.file not in articles):
            continue
        orphaned = _orphaned(verdict, articles)
        if orphaned:
            faults.append(_orphan(where, orphaned))
        else:
            last.pop(verdict.link, None)
            last[verdict.link] = verdict
    by_file: dict[str, tuple[LinkVerdict, ...]] = {}
    for verdict in last.values():
        if verdict.verdict != "automatic":
            by_file[verdict.file] = (*by_file.get(verdict.file, ()), verdict)
    return Verdicts(by_file)


def _lines(path: Path, faults: list[Fault]) -> list[str]:
    text = read_text(path, NAME, faults)
    return [] if text is None else text.split("\n")


def _read(line: str, where: str, faults: list[Fault]) -> LinkVerdict | None:
    before = len(faults)
    data = parse_json(line, NAME, _MEND, faults, where)
    return None if len(faults) > before else checked(LinkVerdict, data, NAME, where, faults, _MEND)


def _orphaned(verdict: LinkVerdict, articles: Mapping[str, Article]) -> str:
    """Say why a verdict has lost its place, or return an empty string."""
    article = articles.get(verdict.file)
    if article is None:
        return f"an orphan: the atlas has no article {verdict.file!r}"
    if verdict.sha256 != article.sha256:
        return f"an orphan: {verdict.file} is not the text that it was given on"
    if not fits(verdict, article):
        return f"an orphan: {verdict.exact!r} does not stand at {verdict.start} in {verdict.file}"
    return ""


def append_verdicts(folder: Path, verdicts: Sequence[LinkVerdict]) -> None:
    """Add verdicts to an atlas's file, which is at every moment the old or the new one.

    Others who append at the same time wait, so that nobody's verdict is lost.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    add_verdicts(folder, lambda _: verdicts)


def add_verdicts(
    folder: Path, decide: Callable[[Sequence[LinkVerdict]], Sequence[LinkVerdict]]
) -> Sequence[LinkVerdict]:
    """Add the verdicts that are decided upon by all those given before, nobody coming between.

    Returns
    -------
    sequence of LinkVerdict
        What was added.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    path = folder / NAME
    with locked(path.parent):
        before = path.read_bytes() if path.exists() else b""
        # A line that nobody can read stays where it is.
        read = (_read(line, "", []) for line in before.decode(errors="replace").split("\n") if line)
        added = decide([each for each in read if each is not None])
        if before and not before.endswith(b"\n"):
            before += b"\n"
        if added:
            text = "".join(f"{_dumped(each)}\n" for each in added)
            replace_file(path, before + text.encode("utf-8"))
    return added


def _dumped(verdict: LinkVerdict) -> str:
    told = verdict.model_dump(mode="json", exclude_none=True)
    return json.dumps(told, ensure_ascii=False)
