"""The command line: prints, and says by its exit status how it went."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.errors import AtlasError, MapdashError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapdash.evaluation import Outcome
    from mapdash.gold import GoldText
    from mapdash.reading import Lexicon
    from mapdash.records import Article, Published

# Everything else is imported where it is needed: `mapdash --help` answers at once.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except AtlasError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
    except MapdashError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has enough: no error, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mapdash", description="The map that quotes its sources.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start the dashboard")
    serve.add_argument(
        "atlas", nargs="?", type=Path, help="an atlas's folder; the bundled one if left out"
    )
    serve.add_argument("--port", type=_port, help="8501, or the next free one, if left out")
    serve.add_argument("--address", default="127.0.0.1", help="127.0.0.1: this machine only")
    serve.add_argument("--base-path", default="", help="the path below which the page is served")
    serve.set_defaults(run=_serve)

    check = commands.add_parser("check", help="report every fault of an atlas")
    check.add_argument(
        "atlas", nargs="?", type=Path, help="an atlas's folder; the bundled one if left out"
    )
    check.set_defaults(run=_check)

    annotate = commands.add_parser("annotate", help="print what is found in any article")
    annotate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a text file")
    annotate.add_argument("--atlas", type=Path, help="an atlas's folder; else the bundled one")
    annotate.add_argument(
        "--published",
        type=_published,
        metavar="DATE",
        help="2024-03-19, 2024-03 or 2024: the day of articles that the atlas does not know",
    )
    annotate.add_argument("--format", choices=("jsonl", "table"), default="jsonl")
    annotate.set_defaults(run=_annotate)

    export = commands.add_parser("export", help="write what an atlas holds, or a selection of it")
    export.add_argument(
        "kind", choices=("links", "passages", "features", "annotations", "places", "brief")
    )
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    export.add_argument("--atlas", type=Path, help="an atlas's folder; else the bundled one")
    export.add_argument("--format", help="else told by FILE; docs/exports.md lists them")
    export.add_argument("--day", type=_day, metavar="2024-03-19", help="every day if left out")
    export.add_argument("--layers", type=_ids, default=(), metavar="ID,ID", help="else all")
    export.add_argument("--issues", type=_ids, default=(), metavar="ID,ID", help="else all")
    export.add_argument("--articles", type=_ids, default=(), metavar="FILE,FILE", help="else all")
    export.add_argument("--place", default="", metavar="ID", help="only what speaks of it")
    export.add_argument("--force", action="store_true", help="write over a file that is there")
    export.set_defaults(run=_export)

    score = commands.add_parser("eval", help="score what is found against a gold annotation")
    score.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl", help="its records")
    score.add_argument("--atlas", type=Path, help="an atlas's folder; else the bundled one")
    score.add_argument("--save", type=Path, metavar="FILE", help="keep it, for the page to show")
    score.set_defaults(run=_eval)
    return parser


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return port


def _published(text: str) -> Published:
    from mapdash.intervals import parse_partial
    from mapdash.records import Published

    try:
        return Published(parse_partial(text), "stated", "given on the command line")
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write 2024-03-19") from None


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def _folder(given: Path | None) -> Path:
    """Return the atlas's folder: the one given, or the bundled one."""
    if given is None:
        from mapdash.locate import default_atlas

        return default_atlas()
    if not given.is_dir():
        raise MapdashError(f"{given}: there is no such folder; name one that holds an atlas.toml")
    return given.resolve()


def _serve(options: argparse.Namespace) -> int:
    """Start the dashboard and stay until it is stopped."""
    from mapdash.atlas import ATLAS_VARIABLE, shown_atlas

    os.environ[ATLAS_VARIABLE] = str(_folder(options.atlas))
    shown_atlas()  # an atlas with faults is told of here, not in the browser

    import streamlit as st

    from mapdash.server import PAGE, app_options

    config = {"server.address": options.address}
    if options.port:
        config["server.port"] = options.port
    if options.base_path:
        config["server.baseUrlPath"] = options.base_path
    # Streamlit looks for its configuration beside the script it is told of.
    sys.argv = [str(PAGE)]
    st.App(**app_options()).run(config=config)
    return 0


def _check(options: argparse.Namespace) -> int:
    """Print every fault of an atlas; say how many there are."""
    from mapdash.atlas import examine_atlas
    from mapdash.quality import read_quality

    folder = _folder(options.atlas)
    atlas, found = examine_atlas(folder)
    faults = list(found)
    read_quality(folder, faults)
    for fault in sorted(faults, key=lambda each: (each.severity, each)):
        prefix = "warning: " if fault.severity == "warning" else ""
        print(f"{prefix}{fault}")
    errors = sum(fault.severity == "error" for fault in faults)
    if errors or atlas is None:
        print(f"{folder}: {errors} faults")
        return 1
    passages = len(atlas.excerpts)
    mentions = sum(len(excerpt.mentions) for excerpt in atlas.excerpts)
    print(
        f"{folder}: no faults. {len(atlas.articles)} articles, {passages} passages, "
        f"{mentions} mentions, {len(atlas.places)} places, {len(atlas.features)} features."
    )
    return 0


def _lexicon(folder: Path) -> tuple[Lexicon, Mapping[str, Article]]:
    """Return what an atlas reads with, and its articles by the sha256 of their bytes."""
    from mapdash.articles import load_articles
    from mapdash.curation import load_places, load_settings
    from mapdash.errors import Fault
    from mapdash.gazetteer import phrase_faults
    from mapdash.reading import Lexicon

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


def _annotate(options: argparse.Namespace) -> int:
    """Print what is found in each file; a file with a fault does not keep the others."""
    from mapdash.export.listing import annotation_table
    from mapdash.export.records import annotation_records, error_record, json_line
    from mapdash.reading import identify, read_article

    lexicon, known = _lexicon(_folder(options.atlas))
    names = Counter(path.name for path in options.files)
    status = 0
    for path in options.files:
        name = path.name if names[path.name] == 1 else str(path)
        try:
            article = identify(name, path.read_bytes(), known, options.published)
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
        records = map(json_line, annotation_records(reading))
        for line in annotation_table(reading) if table else records:
            print(line)
    return status


def _export(options: argparse.Namespace) -> int:
    """Write what is asked for to a file; say what it holds."""
    from mapdash.atlas import load_atlas
    from mapdash.export.formats import format_for, formats_of
    from mapdash.export.request import Request, extract_of
    from mapdash.export.writing import write_whole

    form = format_for(options.kind, options.format, options.output.name)
    if form is None:
        known = ", ".join(each.name for each in formats_of(options.kind))
        raise MapdashError(f"--format: {options.kind} have no {options.format!r}; give {known}")
    atlas = load_atlas(_folder(options.atlas))
    request = Request(options.day, options.layers, options.issues, options.articles, options.place)
    extract = extract_of(atlas, request)
    data = form.make(extract)
    write_whole(options.output, data, force=options.force)
    print(
        f"{options.output}: {form.title}, {len(extract.hits)} passages and "
        f"{len(extract.features)} features, {len(data):,} bytes"
    )
    return 0


def _eval(options: argparse.Namespace) -> int:
    """Print how what is found in the texts of gold files agrees with their records."""
    from mapdash.evaluation import report
    from mapdash.export.writing import write_whole
    from mapdash.quality import measured, quality_text

    lexicon, known = _lexicon(_folder(options.atlas))
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


if __name__ == "__main__":
    sys.exit(main())
