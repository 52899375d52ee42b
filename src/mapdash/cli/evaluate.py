"""``mapdash eval``: score what is found against a gold annotation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import atlas_option, folder
from mapdash.errors import AtlasError, MapdashError, UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from mapdash.cli.arguments import Commands
    from mapdash.evaluation import Outcome
    from mapdash.gold import GoldText
    from mapdash.reading import Lexicon
    from mapdash.records import Article


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("eval", help="score what is found against a gold annotation")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl", help="its records")
    atlas_option(parser)
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep it, for the page to show")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print how what is found in the texts of gold files agrees with their records."""
    from mapdash.evaluation import report
    from mapdash.export.writing import write_whole
    from mapdash.quality import measured, quality_text
    from mapdash.reading import load_lexicon

    lexicon, known = load_lexicon(folder(options.atlas))
    outcomes = [each for path in options.gold for each in _outcomes(path, lexicon, known)]
    for line in report(outcomes):
        print(line)
    if options.save:
        text = quality_text(measured([path.name for path in options.gold], outcomes))
        write_whole(options.save, text.encode(), force=True)
    return 0


def _outcomes(path: Path, lexicon: Lexicon, known: Mapping[str, Article]) -> Iterator[Outcome]:
    """Compare what is found in the texts of a gold file with its records."""
    from mapdash.evaluation import compare
    from mapdash.export.records import annotation_records
    from mapdash.gold import findings, read_gold
    from mapdash.reading import read_article

    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise MapdashError(f"{path}: {error.strerror}; name a gold file") from None
    except UnicodeDecodeError:
        raise MapdashError(f"{path}: is not text in UTF-8; name a gold file") from None
    golds, faults = read_gold(lines, str(path))
    if faults:
        raise AtlasError(faults)
    for gold in golds:
        article = _gold_article(gold, path.parent, known)
        found = findings(annotation_records(read_article(article, lexicon)))
        yield compare(gold, article.text, found)


def _gold_article(gold: GoldText, folder: Path, known: Mapping[str, Article]) -> Article:
    """Return the text of a gold annotation: its own, one beside it, or the atlas's."""
    from mapdash.reading import identify

    named = {article.file: article for article in known.values()}
    try:
        if gold.text is not None:
            data = gold.text.encode("utf-8")
        elif (folder / gold.file).is_file():
            data = (folder / gold.file).read_bytes()
        else:
            return named[gold.file]
        return identify(gold.file, data, known, gold.published)
    except KeyError:
        raise MapdashError(
            f"{gold.file}: there is no such text beside the gold file or in the atlas; put it there"
        ) from None
    except (OSError, UnreadableError, UnicodeEncodeError) as error:
        raise MapdashError(f"{gold.file}: {error}; replace the text") from None
