"""``mapdash add``: take articles into an atlas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import encoding, interval, web_address
from mapdash.cli.consent import agreed, files_and_atlas, with_progress
from mapdash.errors import MapdashError, UnreadableError, one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from mapdash.atlas import Atlas
    from mapdash.cli.arguments import Commands
    from mapdash.ingest.draft import Draft
    from mapdash.ingest.proposal import Proposal


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("add", help="take articles into an atlas, once you agree")
    parser.add_argument(
        "named",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="text, Markdown, HTML or PDF; a folder named last is the atlas, else the current one",
    )
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--title", help="of the one article")
    parser.add_argument("--author", action="append", metavar="NAME", help="once for each of them")
    parser.add_argument("--outlet", help="where it appeared")
    parser.add_argument("--url", type=web_address, help="its address")
    parser.add_argument(
        "--published", type=interval, metavar="DATE", help="2024-03-19, 2024-03, 2024 or FROM/TO"
    )
    parser.add_argument(
        "--basis", choices=("stated", "captured", "inferred"), help="how that day is known"
    )
    parser.add_argument("--why", help="from what an inferred day follows")
    parser.add_argument("--encoding", type=encoding, help="of texts that are not UTF-8")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show what each file would bring; write it if a person agrees."""
    from mapdash.atlas import load_atlas
    from mapdash.ingest.admission import admit_articles
    from mapdash.ingest.proposal import told
    from mapdash.intervals import Interval

    files, folder = files_and_atlas(options.named)
    _refuse_mistakes(options, files)
    atlas = load_atlas(folder)
    names = {place.id: place.label() for place in atlas.places.values()}
    extent = atlas.settings.extent
    days = Interval(extent.first, extent.last)
    names |= {issue.id: issue.title for issue in atlas.settings.issues}
    faulty: list[str] = []
    new: list[Proposal] = []
    drafts = with_progress(_drafts(files, options, faulty), len(files), "files read")
    for proposal in _proposals(drafts, atlas):
        if proposal.twin:
            there = f"is in the atlas already, as seeds/{proposal.twin}"
            print(one_line(f"{proposal.draft.origin}: {there}"))
            continue
        new.append(proposal)
        for line in told(proposal, names, days):
            print(line)
    for line in faulty:
        print(line, file=sys.stderr)
    status = 1 if faulty else 0
    if not new:
        return status
    what = f"{len(new)} article{'s' if len(new) > 1 else ''}"
    if not agreed(f"Add {what} to {folder}?", yes=options.yes):
        print("Nothing was written.")
        return status
    after = admit_articles(folder, new)
    for proposal in new:
        print(one_line(f"{proposal.draft.origin}: added as seeds/{proposal.article.file}"))
    print(f"{folder}: {len(after.articles)} articles, {len(after.excerpts)} passages.")
    return status


def _refuse_mistakes(options: argparse.Namespace, files: Sequence[Path]) -> None:
    """Say what options contradict one another."""
    if len(files) > 1 and (options.title or options.url):
        raise MapdashError("--title and --url are of one article; add it by itself")
    if options.basis == "inferred" and not options.why:
        raise MapdashError("--basis inferred: say from what, with --why")
    if (options.basis or options.why) and not options.published:
        raise MapdashError("--basis and --why are of a day; give it with --published")


def _drafts(
    files: Sequence[Path], options: argparse.Namespace, faulty: list[str]
) -> Iterator[Draft]:
    """Read files; one that cannot be read is told and does not keep the others."""
    from mapdash.ingest.draft import read_draft

    for path in files:
        try:
            draft = read_draft(path.name, path.read_bytes(), options.encoding or "")
        except (OSError, UnreadableError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            faulty.append(one_line(f"{path}: {reason}"))
            continue
        yield _with_given(draft, options)


def _with_given(draft: Draft, options: argparse.Namespace) -> Draft:
    """Return a draft with the facts that a person gave; these go before what was found."""
    from dataclasses import replace

    from mapdash.records import Published

    facts, notes = draft.facts, draft.notes
    if options.title:
        facts = replace(facts, title=options.title.strip())
        notes = tuple(each for each in notes if "--title" not in each)
    if options.author:
        facts = replace(facts, authors=tuple(options.author))
    facts = replace(facts, outlet=options.outlet or facts.outlet, url=options.url or facts.url)
    if options.published:
        given = Published(options.published, options.basis or "stated", options.why or "")
        facts = replace(facts, published=given)
        notes = tuple(each for each in notes if "--published" not in each)
    return replace(draft, facts=facts, notes=notes)


def _proposals(drafts: Iterator[Draft], atlas: Atlas) -> Iterator[Proposal]:
    """Read drafts as articles; one that was just proposed is known to the next."""
    from mapdash.ingest.proposal import propose
    from mapdash.reading import Lexicon

    lexicon = Lexicon.build(tuple(atlas.places.values()), atlas.settings)
    articles = [*atlas.articles.values()]
    for draft in drafts:
        proposal = propose(draft, lexicon, articles, _taken(atlas.folder, draft))
        if not proposal.twin:
            articles.append(proposal.article)
        yield proposal


def _taken(folder: Path, draft: Draft) -> set[str]:
    """Return the names in seeds/ that hold something else than a draft."""
    seeds = folder / "seeds"
    return {each.name for each in seeds.iterdir() if each.read_bytes() != draft.data}
