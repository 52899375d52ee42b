"""What leaves an atlas, opened by other programs."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from mapdash.atlas import Atlas, load_atlas
from mapdash.cli import main
from mapdash.errors import MapdashError
from mapdash.export.brief import brief, script_json
from mapdash.export.extract import Extract, take
from mapdash.export.features import feature_collection
from mapdash.export.formats import FORMATS, Format
from mapdash.export.tables import csv_text, defused, json_lines, link_rows, undefused
from mapdash.export.writing import write_whole
from mapdash.queries import features_on, relation_to, select
from mapdash.search import search
from mapdash.selection import opening_selection
from mapdash.word_index import index_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
#: How geopandas opens a file that is no text.
OPENED = {".gpkg": gpd.read_file, ".parquet": gpd.read_parquet}


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def whole(isles: Atlas) -> Extract:
    """Take everything from it."""
    return take(isles, opening_selection(isles.settings), whenever=True)


# ---------------------------------------------------------------- what is taken


def test_an_extract_holds_what_the_page_shows_on_its_day(isles: Atlas) -> None:
    """Passages and shapes are those of the selection, and the view is told in words."""
    chosen = replace(
        opening_selection(isles.settings),
        day=date(1879, 3, 14),
        layers=("canals",),
        place="thole-cut",
    )
    taken = take(isles, chosen)
    assert taken.hits == select(isles, chosen).hits
    assert {each.place for each in taken.features} == {"thole-cut"}
    assert set(taken.features) <= set(features_on(isles, chosen.day))
    assert "map of 14 March 1879" in taken.edition["selection"]
    assert "place: Thole Cut" in taken.edition["selection"]


def test_a_search_takes_the_passages_it_finds_best_first(isles: Atlas) -> None:
    """What is taken away is what the page lists, and the edition names the words."""
    chosen = replace(opening_selection(isles.settings), search="toll")
    taken = take(isles, chosen, whenever=True)
    found = search(index_of(isles), "toll")
    assert [hit.excerpt.key for hit in taken.hits] == [each.excerpt.key for each in found.passages]
    assert "search: “toll”" in taken.edition["selection"]


def test_a_set_of_places_takes_the_shapes_of_its_members(isles: Atlas) -> None:
    """A set has no shape of its own; those of its places stand for it."""
    chosen = replace(opening_selection(isles.settings), place="three-lights")
    places = {each.place for each in take(isles, chosen, whenever=True).features}
    assert places == {"skerrow-light", "north-ness-light", "south-ness-light"}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: f"{form.kind}-{form.name}")
def test_every_export_carries_attribution_version_and_the_date_of_the_data(
    whole: Extract, form: Format, tmp_path: Path
) -> None:
    """Whatever leaves the atlas says where it comes from, as of when, and whose the words are."""
    data = form.make(whole)
    if form.suffix in OPENED:
        path = tmp_path / f"out{form.suffix}"
        path.write_bytes(data)
        text = OPENED[form.suffix](path).to_csv()
    else:
        text = data.decode()
    assert whole.atlas.version in text
    assert whole.attribution in text
    assert "1912-06-30" in text or "30 June 1912" in text


# ---------------------------------------------------------------- tables


@given(text=TEXT)
def test_no_cell_is_taken_for_a_formula_and_each_can_be_read_back(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe; taking it away gives the text again."""
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert undefused(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_only_what_could_run_is_changed(text: str, cell: str) -> None:
    """Other texts, those with an apostrophe too, stand as they are."""
    assert defused(text) == cell


@given(rows=st.lists(st.fixed_dictionaries({"a": TEXT, "b": TEXT, "n": st.integers()}), min_size=1))
def test_a_table_gives_its_rows_back(rows: list[dict[str, Any]]) -> None:
    """Commas, quotes and line breaks of a text survive CSV; numbers stay numbers."""
    read = list(csv.DictReader(io.StringIO(csv_text(rows, {"version": "v"}), newline="")))
    assert [(undefused(row["a"]), undefused(row["b"]), int(row["n"])) for row in read] == [
        (row["a"], row["b"], row["n"]) for row in rows
    ]
    assert all(row["atlas_version"] == "v" for row in read)


@given(rows=st.lists(st.dictionaries(TEXT.filter(lambda key: key != "type"), TEXT)))
def test_each_row_is_one_line_of_json_for_any_reader_of_lines(rows: list[dict[str, str]]) -> None:
    """No character inside a record ends its line; the first line is the edition."""
    lines = json_lines("link", rows, {"version": "v"}).splitlines()
    assert json.loads(lines[0]) == {"type": "atlas", "version": "v"}
    assert [json.loads(line) for line in lines[1:]] == [{"type": "link", **row} for row in rows]


def test_links_quote_their_articles_exactly(isles: Atlas, whole: Extract) -> None:
    """Every row's words stand at its offsets; there is one for each mention and place."""
    rows = link_rows(whole)
    for row in rows:
        assert isles.articles[row["article"]].text[row["start"] : row["end"]] == row["exact"]
    mentioned = Counter(
        place for each in isles.excerpts for mention in each.mentions for place in mention.places
    )
    assert Counter(row["place"] for row in rows) == mentioned


@pytest.mark.parametrize("kind", ["links", "passages", "features"])
def test_pandas_reads_the_tables(whole: Extract, kind: str) -> None:
    """The table and the lines of JSON hold the same rows."""
    table, lines = (
        next(each.make(whole) for each in FORMATS if (each.kind, each.name) == (kind, name))
        for name in ("csv", "jsonl")
    )
    frame = pd.read_csv(io.BytesIO(table))
    records = [json.loads(line) for line in lines.decode().splitlines()[1:]]
    assert len(frame) == len(records)
    column = {"links": "exact", "passages": "passage", "features": "id"}[kind]
    assert list(frame[column]) == [record[column] for record in records]


# ---------------------------------------------------------------- shapes


def test_geopandas_reads_the_features_with_their_quotes(
    isles: Atlas, whole: Extract, tmp_path: Path
) -> None:
    """Each feature has its shape, its source and the passages that speak of its place."""
    path = tmp_path / "features.geojson"
    path.write_text(feature_collection(whole), encoding="utf-8")
    frame = gpd.read_file(path).set_index("id")
    assert frame.crs.to_epsg() == 4326
    for feature in isles.features:
        row = frame.loc[feature.id]
        assert row["source"] == feature.source
        quoted = row["passages"]
        quoted = json.loads(quoted) if isinstance(quoted, str) else list(quoted)
        speaking = [
            each
            for each in isles.excerpts
            if any(relation_to(isles, mention, feature.place) for mention in each.mentions)
        ]
        assert len(quoted) == len(speaking)
        if feature.geometry is not None:
            assert row.geometry.equals(feature.geometry)


def test_outer_rings_run_anticlockwise_and_words_stand_at_their_offsets(
    isles: Atlas, whole: Extract
) -> None:
    """Shapes follow RFC 7946, quotations the article's text."""
    collection = json.loads(feature_collection(whole))
    rings = 0
    for feature in collection["features"]:
        if feature["geometry"] and feature["geometry"]["type"] == "Polygon":
            rings += 1
            assert shapely.LinearRing(feature["geometry"]["coordinates"][0]).is_ccw
        for passage in feature["properties"]["passages"]:
            text = isles.articles[passage["article"]].text
            for mention in passage["mentions"]:
                assert text[mention["start"] : mention["end"]] == mention["exact"]
    assert rings


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet"])
def test_geopandas_reads_the_valid_times_from_every_format_for_shapes(
    isles: Atlas, isles_folder: Path, tmp_path: Path, suffix: str
) -> None:
    """Shape, status and both bounds come back as the atlas has them, open ends as nothing."""
    path = tmp_path / f"features{suffix}"
    assert main(["export", "features", "--atlas", str(isles_folder), "-o", str(path)]) == 0
    frame = OPENED.get(suffix, gpd.read_file)(path)
    assert frame.crs.to_epsg() == 4326
    assert sorted(frame["id"]) == sorted(each.id for each in isles.features)
    frame = frame.set_index("id")
    for feature in isles.features:
        row = frame.loc[feature.id]
        assert row["status"] == feature.status
        assert row["licence"] == feature.licence
        for name in ("valid_from", "valid_to"):
            # GDAL may read a column of whole days as days.
            written = "" if pd.isna(row[name]) else str(row[name])
            assert written.removesuffix(" 00:00:00") == getattr(feature, name)
        assert (row.geometry is None) == (feature.geometry is None)
        if feature.geometry is not None:
            assert row.geometry.equals(feature.geometry)
        if suffix != ".geojson":
            days = [None if pd.isna(row[end]) else row[end].date() for end in ("first", "last")]
            assert days == [feature.valid.first, feature.valid.last]


# ---------------------------------------------------------------- the brief


@given(value=st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))
def test_json_in_a_script_cannot_end_it_or_open_a_template(value: object) -> None:
    """The data of the brief reads back as it was, and holds nothing that a page would obey."""
    text = script_json(value)
    assert json.loads(text) == value
    for harmful in ("<", ">", "&", "\u2028", "\u2029", "{{", "{%", "{#"):
        assert harmful not in text


def test_the_brief_names_no_address_it_could_load_from(whole: Extract) -> None:
    """No tag, style or script of it asks for a file; its policy would not let it."""
    text = brief(whole)
    head = text[: text.index("<body>")]
    assert "default-src 'none'" in head
    assert "unsafe" not in head.split("<style>")[0]
    assert " src=" not in text
    assert "sourceMappingURL" not in text
    for asking in ("url(", "@import", "<link"):
        assert asking not in head


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: f"{form.kind}-{form.name}")
def test_the_command_line_writes_every_format(
    isles_folder: Path, whole: Extract, tmp_path: Path, form: Format
) -> None:
    """The file is what the format makes of everything; its end alone tells the format."""
    path = tmp_path / f"out{form.suffix}"
    assert main(["export", form.kind, "--atlas", str(isles_folder), "-o", str(path)]) == 0
    assert path.read_bytes() == form.make(whole)


@pytest.mark.parametrize("kind", sorted({each.kind for each in FORMATS}))
@pytest.mark.parametrize("name", ["p.bib", "x.xyz", "p.csv.bak", "shape.topojson"])
def test_an_ending_of_no_format_is_refused(
    isles_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    """One line names the endings that the kind has; a format that is named needs no ending."""
    path = tmp_path / name
    told = ["export", kind, "--atlas", str(isles_folder), "-o", str(path)]
    assert main(told) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert name in line
    own = [each for each in FORMATS if each.kind == kind]
    assert all(each.suffix in line for each in own)
    assert not path.exists()
    assert main([*told, "--format", own[-1].name]) == 0
    assert path.exists()


def test_an_ending_of_another_kinds_format_is_refused(
    isles_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Passages have no shapes; a name without an ending gets the first format of its kind."""
    told = ["export", "passages", "--atlas", str(isles_folder), "-o"]
    assert main([*told, str(tmp_path / "p.geojson")]) == 1
    assert ".csv (Table (CSV)), .jsonl (JSON Lines)" in capsys.readouterr().err
    assert main([*told, str(tmp_path / "p")]) == 0
    assert "Table (CSV)" in capsys.readouterr().out


def test_options_narrow_what_is_written(isles_folder: Path, tmp_path: Path) -> None:
    """Day, layers, issues, articles and place are those of a selection."""
    path = tmp_path / "out.jsonl"
    narrow = ["--day", "1879-03-14", "--layers", "canals", "--issues", "tolls"]
    narrow += ["--place", "merrow-canal", "--articles", "harbour-gazette.txt,almanac.txt"]
    command = ["export", "links", "--atlas", str(isles_folder), "-o", str(path)]
    assert main([*command, *narrow]) == 0
    edition, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(row["place"], row["exact"]) for row in rows] == [("merrow-canal", "Merrow Canal")]
    assert "issues: Tolls and dues" in edition["selection"]


def test_a_file_that_is_there_is_written_over_only_by_force(
    isles_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --force the old file stays as it was, and one line says so."""
    path = tmp_path / "links.csv"
    path.write_text("mine")
    command = ["export", "links", "--atlas", str(isles_folder), "-o", str(path)]
    assert main(command) == 1
    assert path.read_text() == "mine"
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "--force" in told
    assert main([*command, "--force"]) == 0
    assert path.read_text(encoding="utf-8").startswith("\ufeffarticle,")
    assert [each.name for each in tmp_path.iterdir()] == ["links.csv"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--layers", "nowhere,canals"], ["--layers: the atlas has no layer 'nowhere'"]),
        (["--issues", "x", "--place", "y"], ["no issue 'x'", "no place 'y'"]),
        (["--articles", "z.txt"], ["no article 'z.txt'"]),
        (["--day", "1700-01-01"], ["--day: 1700-01-01 lies outside the atlas's time"]),
        (["--format", "xls"], ["--format: links have no 'xls'; give csv, jsonl"]),
    ],
)
def test_what_cannot_be_exported_is_told_in_a_line_each(
    isles_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    told: list[str],
) -> None:
    """Every wrong option is named with what would be right; nothing is written."""
    path = tmp_path / "out"
    assert main(["export", "links", "--atlas", str(isles_folder), "-o", str(path), *options]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(told)
    for line, expected in zip(lines, told, strict=True):
        assert expected in line
    assert not path.exists()


@pytest.mark.parametrize(
    "target", [lambda folder: folder, lambda folder: folder / "none" / "out.csv"]
)
def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, target: Callable[[Path], Path]
) -> None:
    """A folder, or a file in no folder, gives a line with the path and a remedy."""
    with pytest.raises(MapdashError, match="name a file"):
        write_whole(target(tmp_path), b"")
