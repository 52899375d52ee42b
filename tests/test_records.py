"""What ``mapdash annotate`` prints: its records, its listing, its exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.articles import load_articles
from mapdash.cli import main
from mapdash.curation import load_places, load_settings
from mapdash.export.listing import annotation_table
from mapdash.export.records import annotation_records, json_line
from mapdash.ingest.draft import read_draft
from mapdash.reading import Lexicon, read_article
from mapdash.records import Article
from pdfs import column, pdf

ROOT = Path(__file__).resolve().parent.parent
ISLES = ROOT / "tests" / "atlases" / "isles"
Record = dict[str, Any]

#: The keys that are promised, by type; more may stand beside them.
CONTRACT = {
    "article": {"type", "file", "title", "authors", "outlet", "published"},
    "passage": {"type", "file", "start", "end"},
    "mention": {"type", "file", "start", "end", "surface", "layer", "places", "why"},
    "date": {"type", "file", "start", "end", "surface", "from", "to"},
    "issue": {"type", "file", "start", "end", "issues"},
    "ambiguity": {"type", "file", "start", "end", "surface", "candidates"},
    "error": {"type", "file", "message"},
}


def lexicon_of(folder: Path) -> Lexicon:
    """Return what an atlas reads with."""
    settings = load_settings(folder, [])
    assert settings
    return Lexicon.build(load_places(folder, settings, []), settings)


LEXICONS = {folder: lexicon_of(folder) for folder in (ROOT, ISLES)}
ARTICLES = [(folder, article) for folder in LEXICONS for article in load_articles(folder, [])]
every_article = pytest.mark.parametrize(
    ("folder", "article"), ARTICLES, ids=[article.file for _, article in ARTICLES]
)


def records_of(article: Article, folder: Path) -> list[Record]:
    """Return an article's records as they are after a way through JSON."""
    reading = read_article(article, LEXICONS[folder])
    return [json.loads(json_line(record)) for record in annotation_records(reading)]


# ---------------------------------------------------------------- the contract


@every_article
def test_records_keep_the_contract(folder: Path, article: Article) -> None:
    """Each record has its promised keys; the article's comes first and only once."""
    records = records_of(article, folder)
    assert [r["type"] for r in records if r["type"] == "article"] == ["article"]
    assert records[0]["type"] == "article"
    for record in records:
        assert record.keys() >= CONTRACT[record["type"]]
        assert record["file"] == article.file


@every_article
def test_offsets_are_true(folder: Path, article: Article) -> None:
    """The text has each record's words, and those that decided, where the record says."""
    for record in records_of(article, folder):
        spans = [record] if "surface" in record else []
        spans += record.get("context", [])
        spans += [span for words in record.get("evidence", {}).values() for span in words]
        for span in spans:
            assert article.text[span["start"] : span["end"]] == span["surface"]


@every_article
def test_everything_found_lies_in_a_passage(folder: Path, article: Article) -> None:
    """Finds lie within one passage; issues are a passage's; layers and issues are the atlas's."""
    settings = load_settings(folder, [])
    assert settings
    records = records_of(article, folder)
    passages = {(r["start"], r["end"]) for r in records if r["type"] == "passage"}
    for record in records:
        if record["type"] in ("mention", "date", "ambiguity"):
            held = [p for p in passages if p[0] <= record["start"] and record["end"] <= p[1]]
            assert len(held) == 1
        if record["type"] == "mention":
            assert record["layer"] in {layer.id for layer in settings.layers}
        if record["type"] == "issue":
            assert (record["start"], record["end"]) in passages
            assert {*record["issues"]} <= {issue.id for issue in settings.issues}


@every_article
def test_a_repeated_passage_is_given_at_each_of_its_places(folder: Path, article: Article) -> None:
    """What was found in it stands at each place, moved by as much as the passage is."""
    records = records_of(article, folder)
    for passage in read_article(article, LEXICONS[folder]).passages:
        told = [
            [
                (r["type"], r["start"] - place.start, r["end"] - place.start, r.get("surface"))
                for r in records
                if r["type"] != "article" and place.start <= r["start"] and r["end"] <= place.end
            ]
            for place in passage.places
        ]
        assert all(each == told[0] for each in told)


def test_some_passage_of_either_atlas_is_repeated() -> None:
    """The test above has something to look at."""
    for folder in LEXICONS:
        readings = [read_article(a, LEXICONS[folder]) for f, a in ARTICLES if f == folder]
        assert any(passage.copies for reading in readings for passage in reading.passages)


@given(st.text(max_size=300))
def test_any_text_gives_records_with_true_offsets(text: str) -> None:
    """Whatever the characters, records can be made and their words stand where they say."""
    article = Article(file="x.txt", text=text, sha256="", title="")
    reading = read_article(article, LEXICONS[ISLES])
    for record in annotation_records(reading):
        json_line(record)
        if "surface" in record:
            assert text[record["start"] : record["end"]] == record["surface"]
    assert all("\n" not in line for line in annotation_table(reading))


# ---------------------------------------------------------------- the command


def annotate(
    capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, list[Record]]:
    """Run ``mapdash annotate`` on the second atlas; give its exit status and its records."""
    status = main(["annotate", *map(str, arguments), "--atlas", str(ISLES)])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_known_article_has_the_facts_of_the_atlas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is known by its bytes, whatever its name; the command line does not overrule them."""
    copy = tmp_path / "renamed.txt"
    copy.write_bytes((ISLES / "seeds" / "harbour-gazette.txt").read_bytes())
    status, records = annotate(capsys, copy, "--published", "1900")
    known = next(article for _, article in ARTICLES if article.file == "harbour-gazette.txt")
    assert status == 0
    assert records[0]["file"] == "renamed.txt"
    assert records[0]["title"] == known.title
    assert known.published
    assert records[0]["published"]["from"] == str(known.published.interval.first)


def test_the_day_of_an_unknown_article_can_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it `published` is null; with it days are resolved against it."""
    text = tmp_path / "x.txt"
    text.write_text("The Merrow Canal was closed on Tuesday.\n", encoding="utf-8")
    _, records = annotate(capsys, text)
    assert records[0]["published"] is None
    _, records = annotate(capsys, text, "--published", "1904-01-07")
    days = [(r["from"], r["to"]) for r in records if r["type"] == "date"]
    assert records[0]["published"]["from"] == "1904-01-07"
    assert days == [("1904-01-05", "1904-01-05")]


def test_a_file_with_a_fault_does_not_keep_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It gives an error record with a message of one line, and exit status 1."""
    for name, data in {"a.txt": b"\x00\x01", "b.txt": b"", "c.txt": b"Skerrow Light.\n"}.items():
        (tmp_path / name).write_bytes(data)
    files = [tmp_path / name for name in ("a.txt", "b.txt", "missing.txt", "c.txt")]
    status, records = annotate(capsys, *files, tmp_path)
    errors = [record for record in records if record["type"] == "error"]
    assert status == 1
    assert [error["file"] for error in errors] == ["a.txt", "b.txt", "missing.txt", tmp_path.name]
    assert all(error.keys() >= CONTRACT["error"] for error in errors)
    assert not any("\n" in error["message"] for error in errors)
    assert [r["file"] for r in records if r["type"] == "article"] == ["c.txt"]


def test_files_of_one_name_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where names clash, the records carry the paths that were given."""
    files = [tmp_path / folder / "x.txt" for folder in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.write_text("Skerrow Light is lit.\n", encoding="utf-8")
    _, records = annotate(capsys, *files)
    assert [r["file"] for r in records if r["type"] == "article"] == [str(file) for file in files]


PROSE = (
    "Skerrow Light is lit again since 3 May 1904, the harbour master writes, and the boats that "
    "had waited for it left the Free Harbour of Calder within the hour, before the wind turned."
)
HEAD = "---\ntitle: Lit Again\nauthor: Ada Quill\ndate: 1904-05-07\n---\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.html",
            f"<!doctype html><html><head><title>Lit</title><script>Skerrow Light</script></head>"
            f"<body><article><h1>Lit Again</h1><p>{PROSE.replace('Light', '<b>Light</b>')}</p>"
            "</article></body></html>".encode(),
        ),
        ("a.md", f"{HEAD}\n# Lit Again\n\n{PROSE}\n".encode()),
        ("a.pdf", pdf([column([PROSE])])),
        ("a", pdf([column([PROSE])])),
    ],
)
def test_what_is_no_plain_text_is_read_as_it_would_be_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    """Tags, scripts and heads are no text; the record holds the one that the offsets are of."""
    file = tmp_path / name
    file.write_bytes(data)
    status, records = annotate(capsys, file)
    draft = read_draft(name, data)
    assert status == 0
    assert records[0]["text"] == draft.text
    assert (records[0]["title"], records[0]["authors"]) == (
        draft.facts.title,
        [*draft.facts.authors],
    )
    assert {r["surface"] for r in records if r["type"] == "mention"} == {
        "Skerrow Light",
        "Free Harbour of Calder",
    }
    for each in records:
        if "surface" in each:
            assert draft.text[each["start"] : each["end"]] == each["surface"]


def test_a_text_is_read_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line ends, tags and heads in it are its own: offsets are into the file as it stands."""
    text = f"{HEAD}<p>{PROSE}</p>\r\n".replace("\n", "\r\n")
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    _, records = annotate(capsys, file)
    assert "text" not in records[0]
    words = [r for r in records if r["type"] == "mention"]
    assert [text[r["start"] : r["end"]] for r in words] == [r["surface"] for r in words] != []
    file.write_bytes("Die Möwe lag beim Skerrow Light.\n".encode("cp1252"))
    before = annotate(capsys, file)
    assert annotate(capsys, file, "--encoding", "cp1252") == before
    assert any(r["type"] == "mention" for r in before[1])


def test_an_article_that_was_added_is_known_by_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], isles_folder: Path
) -> None:
    """The text taken out of a page is the one that the atlas keeps, with the facts it has there."""
    atlas = shutil.copytree(isles_folder, tmp_path / "isles")
    file = tmp_path / "a.md"
    file.write_text(HEAD + PROSE + "\n", encoding="utf-8")
    assert main(["add", str(file), str(atlas), "--title", "As It Was Added", "--yes"]) == 0
    capsys.readouterr()
    assert main(["annotate", str(file), "--atlas", str(atlas), "--published", "1999"]) == 0
    record = json.loads(capsys.readouterr().out.splitlines()[0])
    assert record["title"] == "As It Was Added"
    assert record["published"]["from"] == "1904-05-07"


@pytest.mark.parametrize("day", ["yesterday", "1904-13", "1904-02-30", "04"])
def test_a_day_that_is_none_is_refused(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line's fault is told, with exit status 2."""
    with pytest.raises(SystemExit) as stopped:
        main(["annotate", "x.txt", "--published", day])
    assert stopped.value.code == 2
    assert day in capsys.readouterr().err


# ---------------------------------------------------------------- for people


def test_the_table_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    """Each link comes with its name or rule, and what could not be decided with its candidates."""
    file = ISLES / "seeds" / "keepers-letter.txt"
    assert main(["annotate", str(file), "--atlas", str(ISLES), "--format", "table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("[Skerrow Light]" in line and "named" in line for line in lines)
    assert any("[Ness Light]" in line and " or " in line for line in lines)
    assert any("issue" in line and '"lifeboat"' in line for line in lines)


def test_the_table_gives_a_terminal_nothing_to_obey(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters of a text are not passed on."""
    file = tmp_path / "x.txt"
    file.write_text("At Skerrow Light \x1b[2J\x07 a lifeboat was wrecked.\n", encoding="utf-8")
    assert main(["annotate", str(file), "--atlas", str(ISLES), "--format", "table"]) == 0
    output = capsys.readouterr().out
    assert "Skerrow Light" in output
    assert all(letter.isprintable() or letter == "\n" for letter in output)
