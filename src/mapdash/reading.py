"""Reading one text wholly: its passages, and what each of them speaks of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mapdash.articles import decode, load_articles
from mapdash.curation import Settings, load_places, load_settings
from mapdash.date_weighing import DateDoubts
from mapdash.dates import find_dates
from mapdash.errors import AtlasError, Fault
from mapdash.facts import facts_from_text
from mapdash.issue_weighing import Scales
from mapdash.issues import find_issues
from mapdash.linking import Gazetteer, find_mentions
from mapdash.name_weighing import Doubts
from mapdash.passages import find_passages
from mapdash.phrase_faults import phrase_faults
from mapdash.records import (
    Ambiguity,
    Article,
    DateMention,
    Issue,
    IssueFind,
    Mention,
    Passage,
    Place,
    Published,
)
from mapdash.storing import undisturbed
from mapdash.verdicts import NO_VERDICTS, Verdicts


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a text is read with: names and rules of places, issues, and what weighs words.

    `scales` weigh for issues, `doubts` whether names are their places', `date_doubts` whether
    words are days; None where none were fitted.
    """

    gazetteer: Gazetteer
    issues: tuple[Issue, ...]
    scales: Scales | None = None
    doubts: Doubts | None = None
    date_doubts: DateDoubts | None = None

    @classmethod
    def build(cls, places: Sequence[Place], settings: Settings) -> Lexicon:
        """Make one from an atlas's places and settings."""
        weights = settings.weights
        scales = Scales(weights, [each.id for each in settings.issues]) if weights else None
        doubts = Doubts(settings.name_weights) if settings.name_weights else None
        date_doubts = DateDoubts(settings.date_weights) if settings.date_weights else None
        gazetteer = Gazetteer.build(places, settings.layers)
        return cls(gazetteer, settings.issues, scales, doubts, date_doubts)


@undisturbed
def load_lexicon(folder: Path) -> tuple[Lexicon, Mapping[str, Article]]:
    """Return what an atlas reads with, and its articles by the sha256 of their bytes.

    Nothing is drawn, so its shapes are not read.

    Raises
    ------
    AtlasError
        With every fault of the files that were read.
    """
    faults: list[Fault] = []
    settings = load_settings(folder, faults)
    places = load_places(folder, settings, faults) if settings else ()
    if settings:
        faults.extend(phrase_faults(places, settings.layers, settings.issues))
    articles = load_articles(folder, faults)
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors or settings is None:
        raise AtlasError(errors)
    return Lexicon.build(places, settings), {article.sha256: article for article in articles}


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with all that was found in it.

    Parameters
    ----------
    issues : tuple of tuple of IssueFind
        For each passage, in their order.
    """

    article: Article
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    ambiguities: tuple[Ambiguity, ...]
    dates: tuple[DateMention, ...]
    issues: tuple[tuple[IssueFind, ...], ...]


def read_article(article: Article, lexicon: Lexicon, verdicts: Verdicts = NO_VERDICTS) -> Reading:
    """Read an article; offsets are into its text, at the first place of a repeated passage.

    A person's verdicts on its links go before the rules, and before its issues are told.
    """
    text = article.text
    passages = find_passages(text)
    mentions, ambiguities = find_mentions(text, passages, lexicon.gazetteer, lexicon.doubts)
    mentions = verdicts.apply(article, mentions)
    published = article.published.interval if article.published else None
    doubted = lexicon.date_doubts.doubted if lexicon.date_doubts else None
    return Reading(
        article=article,
        passages=passages,
        mentions=mentions,
        ambiguities=ambiguities,
        dates=find_dates(text, passages, published, doubted),
        issues=find_issues(text, passages, lexicon.issues, mentions, lexicon.scales),
    )


def identify(
    file: str,
    data: bytes,
    known: Mapping[str, Article],
    published: Published | None = None,
) -> Article:
    """Return the article that a file's bytes are, with what is known of it.

    Parameters
    ----------
    file : str
        The name that the article goes by.
    known : mapping of str to Article
        The atlas's articles by the sha256 of their bytes: the facts of these are taken over.
    published : Published or None
        When an unknown article was published; None leaves it to what the text states.

    Raises
    ------
    UnreadableError
        If the bytes are no text that can be read.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in known:
        return replace(known[sha256], file=file)
    text = decode(data)
    facts = facts_from_text(text)
    return Article(
        file=file,
        text=text,
        sha256=sha256,
        title=facts.title,
        authors=facts.authors,
        outlet=facts.outlet,
        published=published or facts.published,
    )
