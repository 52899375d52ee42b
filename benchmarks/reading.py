"""How fast texts are read: characters a second, growth with text and names, peak memory.

Run ``python benchmarks/reading.py`` in an environment with the project and, for the
comparison, spaCy (``pip install spacy``).  Every figure is of this run on this machine;
the texts are made of the bundled articles, all on one line.
"""

from __future__ import annotations

import random
import resource
import string
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mapdash.articles import load_articles
from mapdash.curation import load_places, load_settings
from mapdash.linking import Gazetteer, find_mentions
from mapdash.locate import default_atlas
from mapdash.passages import find_passages
from mapdash.phrases import Phrase, PhraseIndex
from mapdash.records import Article, Place

T = TypeVar("T")
ATLAS = default_atlas()
MEGA = 1_000_000


def best(run: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """Return the shortest of some runs in seconds, and what it gave."""
    shortest, given = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        given = run()
        shortest = min(shortest, time.perf_counter() - start)
    assert given is not None
    return shortest, given


def prose(length: int) -> str:
    """Return so many characters of the bundled articles on one line."""
    articles = load_articles(ATLAS, [])
    bodies = [
        article.text[passage.start : passage.end]
        for article in articles
        for passage in find_passages(article.text)
        if passage.kind == "paragraph"
    ]
    text = " ".join(" ".join(body.split()) for body in bodies)
    return (f"{text} " * (length // len(text) + 1))[:length]


def names(count: int) -> list[str]:
    """Return the atlas's names, and invented ones up to a count."""
    settings = load_settings(ATLAS, [])
    assert settings is not None
    places = load_places(ATLAS, settings, [])
    real = {name for place in places for each in place.names.values() for name in each}
    rng = random.Random(1)  # noqa: S311 - names, not secrets
    while len(real) < count:
        word = "".join(rng.choices(string.ascii_lowercase, k=rng.randint(5, 11)))
        real.add(word.title() if rng.random() < 0.6 else f"{word.title()} {word[::-1].title()}")
    return sorted(real)[:count]


def spacy_seconds(found: list[str], text: str) -> tuple[float, int] | None:
    """Return how long spaCy's PhraseMatcher takes, tokenisation included, and its finds."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    nlp = spacy.blank("en")
    nlp.max_length = len(text) + 1
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("PLACE", [nlp.make_doc(name) for name in found])
    seconds, matches = best(lambda: matcher(nlp.make_doc(text)), 2)
    return seconds, len(matches)


def name_finding() -> None:
    """Print how fast names are found, by their number and the text's length."""
    print("\nName finding, folding included: million characters a second (finds)")
    for count, length in [(300, MEGA), (300, 4 * MEGA), (1_000, MEGA), (10_000, MEGA)]:
        found, text = names(count), prose(length)
        index = PhraseIndex((Phrase.literal(name), name) for name in found)
        ours, hits = best(lambda index=index, text=text: index.find(text))
        speed = length / ours / MEGA
        line = f"  {count:6} names, {length / MEGA:.0f} M characters: {speed:6.2f} ({len(hits)})"
        theirs = spacy_seconds(found, text)
        if theirs:
            seconds, matches = theirs
            line += f"; spaCy {length / seconds / MEGA:5.2f} ({matches})"
            line += f"; {seconds / ours:.1f} times as fast"
        print(line)


def linking() -> None:
    """Print how fast texts are linked, by their length and by the number of names."""
    settings = load_settings(ATLAS, [])
    assert settings is not None
    places = load_places(ATLAS, settings, [])
    print("\nLinking (passages, names, rules, references): million characters a second")
    for count, length in [(0, MEGA // 4), (0, MEGA), (0, 4 * MEGA), (10_000, MEGA)]:
        more = [
            Place(f"p{n}", places[0].layer, {"en": (name,)}) for n, name in enumerate(names(count))
        ]
        gazetteer = Gazetteer.build([*places, *more], settings.layers)
        text = prose(length)
        seconds, found = best(lambda g=gazetteer, t=text: find_mentions(t, find_passages(t), g), 1)
        print(
            f"  {len(places) + count:6} places, {length / MEGA:4.2f} M characters: "
            f"{length / seconds / MEGA:5.2f} ({len(found[0])} mentions)"
        )


def annotating(length: int) -> None:
    """Print how long the whole of annotate takes on one line of a length, and its memory."""
    from mapdash.reading import Lexicon, read_article

    settings = load_settings(ATLAS, [])
    assert settings is not None
    lexicon = Lexicon.build(load_places(ATLAS, settings, []), settings)
    article = Article(file="long.txt", text=prose(length), sha256="0" * 64, title="Long")
    seconds, reading = best(lambda: read_article(article, lexicon), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  {length / MEGA:5.2f} M characters on one line: {seconds:5.1f} s, "
        f"{length / seconds / MEGA:5.2f} M a second, peak {peak:,.0f} MiB "
        f"({len(reading.mentions)} mentions, {len(reading.dates)} dates)"
    )


def main() -> None:
    """Run one measurement if its length is given, or all of them."""
    if len(sys.argv) > 1:
        annotating(int(sys.argv[1]))
        return
    name_finding()
    linking()
    print("\nThe whole of annotate (each in a process of its own, so that the peak is its own)")
    for length in (MEGA // 2, 2 * MEGA, 10 * MEGA):
        sys.stdout.flush()
        subprocess.run([sys.executable, str(Path(__file__).resolve()), str(length)], check=True)


if __name__ == "__main__":
    main()
