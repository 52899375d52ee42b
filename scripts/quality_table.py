"""Write the tables of docs/quality.md: how well the program reads each set of the gold.

``quality_table.py`` reads every text of tests/gold with the checkout's atlas, as
``mapdash eval`` does, and puts the figures between the marks in docs/quality.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gold_texts import gold_texts

from mapdash.articles import load_articles
from mapdash.evaluation import Outcome, Score, compare, scores, trap_counts
from mapdash.export.records import annotation_records
from mapdash.gold import Kind, findings
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.records import Article

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end -->\n"
UNSEEN = ("articles", "sentences", "traps", "latest", "plain", "desk")
SETS = {
    "articles": [GOLD / "articles.jsonl"],
    "sentences": [GOLD / "sentences.jsonl"],
    "authors": sorted(GOLD.glob("authors/*.jsonl")),
    **{f"unseen: {name}": [GOLD / "unseen" / f"{name}.jsonl"] for name in UNSEEN},
}
KINDS: tuple[Kind, ...] = ("mention", "date", "issue")


def outcomes(path: Path, lexicon: Lexicon, known: dict[str, Article]) -> Iterator[Outcome]:
    """Yield what the program makes of each text of a gold file."""
    for _, text, gold in gold_texts(path):
        article = identify(gold.file, text.encode(), known, gold.published)
        found = findings(annotation_records(read_article(article, lexicon)))
        yield compare(gold, text, found)


def row(name: str, cells: Sequence[str]) -> str:
    """Return a line of a table."""
    return f"| {' | '.join([name, *cells])} |"


def _f1(score: Score) -> str:
    gold = score.hits + score.misses
    return f"{score.f1:.3f} ({gold})" if gold else ""


def _traps(told: tuple[int, int] | None) -> str:
    if told is None:
        return ""
    laid, fallen = told
    return f"{fallen} of {laid} ({fallen / laid:.1%})"


def tables(read: dict[str, list[Outcome]]) -> Iterator[str]:
    """Yield the lines of the tables: F1, and traps fallen into; precision and recall."""
    scored = [scores(each) for each in read.values()]
    fallen = [trap_counts(each) for each in read.values()]
    keys = sorted({key for table in scored for key in table}, key=lambda key: key[1])
    head = [row("", list(read)), f"|{'---|' * (len(read) + 1)}"]
    yield from ("F1 (number of gold records):", "", *head)
    for kind in KINDS:
        for key in (each for each in keys if each[0] == kind):
            name = key[1] or f"**{kind}s**"
            yield row(name, [_f1(table.get(key, Score())) for table in scored])
    for kind in KINDS:
        yield row(f"traps like {kind}s", [_traps(each.get(kind)) for each in fallen])
    yield from ("", "Precision and recall:", "", *head)
    for kind in KINDS:
        told = [table.get((kind, ""), Score()) for table in scored]
        yield row(f"{kind}s", [f"{each.precision:.3f}, {each.recall:.3f}" for each in told])


def main() -> None:
    """Read, measure and write."""
    lexicon = load_lexicon(ROOT)[0]
    known = {article.sha256: article for article in load_articles(ROOT, [])}
    read = {
        name: [each for path in paths for each in outcomes(path, lexicon, known)]
        for name, paths in SETS.items()
    }
    read["unseen: all"] = [each for name in UNSEEN for each in read[f"unseen: {name}"]]
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    page = f"{before}{BEGIN}{chr(10).join(tables(read))}\n{END}{after}"
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
