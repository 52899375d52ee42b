"""The texts of gold files, for what is fitted to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mapdash.articles import decode
from mapdash.gold import GoldText, read_gold

_SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def gold_texts(path: Path) -> Iterator[tuple[str, str, GoldText]]:
    """Yield each text of a gold file: who wrote it, after the file's name, the text, its finds.

    ``x.jsonl`` and ``x-article.jsonl`` are of one author.  A text that the file does not
    hold is looked for beside it, then among the articles.

    Raises
    ------
    SystemExit
        With all that is wrong, if the file is no gold file.
    """
    golds, faults = read_gold(path.read_text(encoding="utf-8").split("\n"), str(path))
    if faults:
        raise SystemExit("\n".join(map(str, faults)))
    for gold in golds:
        beside = path.parent / gold.file
        file = beside if beside.is_file() else _SEEDS / gold.file
        text = decode(file.read_bytes()) if gold.text is None else gold.text
        yield path.stem.split("-")[0], text, gold
