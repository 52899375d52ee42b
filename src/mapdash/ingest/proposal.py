"""What would come into an atlas with a text: its facts, and all that is found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from mapdash.blocks import read_blocks
from mapdash.errors import one_line
from mapdash.ingest.draft import Draft, article_of, normal_hash, slug
from mapdash.intervals import Interval
from mapdash.reading import Lexicon, Reading, read_article
from mapdash.records import Article, Passage
from mapdash.wording import PUBLISHED, counted, interval_text

# So many of each kind of find are named, the rest is counted.
_NAMED = 5
_QUOTED = 60
# A text that shares so many of its paragraphs with another is another version of it.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text as an article of an atlas, not yet taken in.

    Parameters
    ----------
    twin : str
        The file of the article that is the same text; "" if there is none.
    kin : str
        The file of an article with which it shares most of its paragraphs.
    """

    draft: Draft
    reading: Reading
    twin: str = ""
    kin: str = ""

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article


def propose(
    draft: Draft, lexicon: Lexicon, articles: Collection[Article], taken: Collection[str] = ()
) -> Proposal:
    """Read a draft as an article beside those that an atlas has.

    Parameters
    ----------
    taken : collection of str
        Names of files in seeds/ that it must not have.
    """
    article = article_of(draft, _free_name(draft, {each.file for each in articles} | {*taken}))
    reading = read_article(article, lexicon)
    own = normal_hash(draft.text)
    twin = next((each.file for each in articles if normal_hash(each.text) == own), "")
    return Proposal(draft, reading, twin, "" if twin else _kin(reading, articles))


def _free_name(draft: Draft, taken: Collection[str]) -> str:
    stem = slug(PurePath(draft.origin).stem, "article")
    names = (f"{stem}{ending}.txt" for ending in ("", *(f"-{n}" for n in range(2, 10_000))))
    folded = {name.lower() for name in taken}
    return next(name for name in names if name not in folded)


def _kin(reading: Reading, articles: Iterable[Article]) -> str:
    """Return the file of an article that holds most of a text's paragraphs."""
    paragraphs = [each for each in reading.passages if each.kind == "paragraph"]
    own = {normal_hash(reading.article.text[each.start : each.end]) for each in paragraphs}
    for other in articles:
        if len(own) > 1 and len(own & _blocks(other.text)) >= _ALIKE * len(own):
            return other.file
    return ""


@lru_cache(maxsize=2_000)
def _blocks(text: str) -> frozenset[str]:
    return frozenset(normal_hash(text[each.start : each.end]) for each in read_blocks(text))


# ---------------------------------------------------------------- told to a person


def told(proposal: Proposal, names: Mapping[str, str], days: Interval) -> Iterator[str]:
    """Tell what a text would bring: its facts, then how much of what was found, the first of each.

    Parameters
    ----------
    names : mapping of str to str
        The names and titles of places and issues by their ids.
    days : Interval
        The atlas's time.
    """
    draft, article, reading = proposal.draft, proposal.article, proposal.reading
    published = article.published
    day = f"{PUBLISHED[published.basis]}{interval_text(published.interval)}" if published else ""
    why = f" ({published.why})" if published and published.why else ""
    yield one_line(f"{draft.origin}: {draft.kind}, {len(draft.text):,} characters")
    yield _row("title", article.title)
    yield _row("authors", ", ".join(article.authors) or "none found")
    yield _row("outlet", article.outlet or "none found")
    if article.url:
        yield _row("address", article.url)
    yield _row("published", f"{day}{why}" if day else "not known")
    yield _row("passages", _kinds(reading.passages))
    yield from _finds(reading, names)
    yield from (_row("note", note) for note in draft.notes)
    if published and not published.interval.overlaps(days):
        yield _row("note", f"the day lies outside the atlas's time ({interval_text(days)})")
    if not reading.passages:
        yield _row("note", "no passage of an article was found in it")
    if proposal.kin:
        yield _row("note", f"most of its paragraphs stand in seeds/{proposal.kin} too")


def _finds(reading: Reading, names: Mapping[str, str]) -> Iterator[str]:
    places = Counter(place for each in reading.mentions for place in each.places)
    told_places = (f"{names.get(place, place)} {count}" for place, count in places.most_common())
    issues = Counter(find.issue for finds in reading.issues for find in finds)
    told_issues = (f"{names.get(issue, issue)} {count}" for issue, count in issues.most_common())
    dates = [f"{_quoted(each.exact)} = {interval_text(each.interval)}" for each in reading.dates]
    unclear = [
        f"{_quoted(each.exact)} may be {' or '.join(names.get(c, c) for c in each.candidates)}"
        for each in reading.ambiguities
    ]
    yield _row("links", _first(len(reading.mentions), "to ", told_places, ", "))
    yield _row("dates", _first(len(reading.dates), "", dates, "; "))
    yield _row("issues", _first(issues.total(), "", told_issues, ", "))
    if reading.ambiguities:
        yield _row("unclear", _first(len(reading.ambiguities), "", unclear, "; "))


def _first(count: int, lead: str, each: Iterable[str], parted: str) -> str:
    """Return how many there are and what the first of them are."""
    listed = list(dict.fromkeys(each))
    if not listed:
        return "none"
    more = f"{parted}and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return f"{count}: {lead}{parted.join(listed[:_NAMED])}{more}"


def _kinds(passages: Collection[Passage]) -> str:
    kinds = Counter(each.kind for each in passages)
    parts = ", ".join(counted(number, kind) for kind, number in kinds.items())
    return f"{len(passages)}: {parts}" if passages else "none"


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f'"{words if len(words) <= _QUOTED else words[: _QUOTED - 3] + "..."}"'


def _row(label: str, text: str) -> str:
    return f"  {label:10} {one_line(text)}"
