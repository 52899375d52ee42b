"""``mapdash annotate``: print what is found in any article."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import atlas_option, encoding, folder, published
from mapdash.errors import UnreadableError

if TYPE_CHECKING:
    import argparse

    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser(
        "annotate",
        help="print what is found in any article",
        description="Print what is found in articles. Offsets count characters: in a text file's "
        "own text; of Markdown, HTML and PDF in the text that mapdash add would keep, which "
        'jsonl gives as "text" of the article.',
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="text, Markdown, HTML or PDF"
    )
    atlas_option(parser)
    parser.add_argument(
        "--published",
        type=published,
        metavar="DATE",
        help="2024-03-19, 2024-03 or 2024: the day of articles that the atlas does not know",
    )
    parser.add_argument("--encoding", type=encoding, help="of texts that are not UTF-8")
    parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what is found in each file; a file with a fault does not keep the others."""
    from mapdash.export.listing import annotation_table
    from mapdash.export.records import annotation_records, error_record, json_line
    from mapdash.ingest.known import identified
    from mapdash.reading import load_lexicon, read_article

    lexicon, known = load_lexicon(folder(options.atlas))
    names = Counter(path.name for path in options.files)
    status = 0
    for path in options.files:
        name = path.name if names[path.name] == 1 else str(path)
        try:
            data = path.read_bytes()
            article, kind = identified(name, data, known, options.published, options.encoding or "")
        except (OSError, UnreadableError) as error:
            status = 1
            reason = error.strerror if isinstance(error, OSError) else error
            message = " ".join(f"{path}: {reason}".split())
            if options.format == "jsonl":
                print(json_line(error_record(name, message)))
            print(message, file=sys.stderr)
            continue
        reading = read_article(article, lexicon)
        table = options.format == "table"
        records = map(json_line, annotation_records(reading, with_text=kind != "text"))
        for line in annotation_table(reading) if table else records:
            print(line)
    return status
