"""Whatever a file holds, its reader gives a record or a fault, and nothing else."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broken_atlases import SOUND, write_atlas
from mapdash.articles import decode
from mapdash.atlas import Atlas, load_atlas
from mapdash.curation import load_places, load_settings
from mapdash.dashboard.asking import answer
from mapdash.errors import CODES, Fault, UnreadableError
from mapdash.export.records import annotation_records, json_line
from mapdash.gold import read_gold
from mapdash.inspection import inspect_atlas
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.storing import replace_file

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

#: What has broken readers elsewhere.
CHUNKS: tuple[bytes, ...] = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\x1b[31m", b"\x7f", b"\xed\xa0\x80"),
    *("\u2028", "\u202e", "\ufeff", "İ", "ß", "👩\u200d🚀", "e\u0301"),
    *(b"{" * 3000, b"[" * 3000, b"9" * 5000, b"1e999", b"-0", b"NaN", b"Infinity", b"null"),
    *(b'"\\ud800"', b"\\u0000", b'"""', b"'''", b"\\", b"{{ 7 }}", b"{% x %}", b"</script>"),
    *(b"true", b"-1", b'"x"', b"[]", b"{}", b"[[layer]]", b"nan", b"2024-02-30", b"10000-01-01"),
    *(b"(", b"<a>", b"*", b"...", b"@", b"#", b"|", b"(|)", b"..."),
)
CHUNKS = tuple(each if isinstance(each, bytes) else each.encode() for each in CHUNKS)

#: A fixture's folder is written anew for each example.
ANEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)

JSON: SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400)])
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Point", "Polygon", "MultiPolygon", "GeometryCollection", "Feature"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometries", "properties", "crs", "id"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@st.composite
def mended(draw: st.DrawFn, sound: bytes) -> bytes:
    """Return a sound file in which stretches are replaced by what has broken readers."""
    data = sound
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        chunk = draw(st.sampled_from(CHUNKS) | st.binary(max_size=6))
        data = data[:start] + chunk + data[end:]
    return data


def sensible(faults: Any) -> None:
    """Assert that faults are lines that can be printed, each with what to do."""
    for fault in faults:
        assert str(fault).isprintable()
        assert fault.file
        assert fault.what
        assert fault.remedy
        assert fault.code in CODES


@pytest.fixture
def atlas_folder_anew(tmp_path: Path) -> Path:
    """Return a folder for an atlas that is broken again and again."""
    return tmp_path / "atlas"


# ---------------------------------------------------------------- files of an atlas

QUALITY = '{"gold": ["a"], "texts": 1, "scores": [], "traps": [], "misses": [], "false_finds": []}'
FILES = {**SOUND, "quality.json": QUALITY}


@pytest.mark.parametrize("name", FILES)
@ANEW
@given(data=st.data())
def test_an_atlas_with_any_broken_file_is_told_of(
    name: str, data: st.DataObject, atlas_folder_anew: Path
) -> None:
    """Texts, TOML, GeoJSON and JSON Lines: a broken one gives faults, or is an atlas still."""
    write_atlas(atlas_folder_anew, FILES)
    (atlas_folder_anew / name).write_bytes(data.draw(mended(FILES[name].encode())))
    found = inspect_atlas(atlas_folder_anew)
    sensible(found.faults)
    # A measurement is not of the atlas itself: without one it is still shown.
    errors = [fault for fault in found.faults if fault.severity == "error"]
    assert (found.atlas is None) == any(fault.file != "quality.json" for fault in errors)
    json.dumps([fault.what for fault in found.faults])


@ANEW
@given(geometry=JSON, properties=JSON, more=JSON)
def test_any_json_in_a_layer_is_told_of(
    geometry: Any, properties: Any, more: Any, atlas_folder_anew: Path
) -> None:
    """A geometry, properties or a collection that is anything at all."""
    write_atlas(atlas_folder_anew, SOUND)
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    layer = atlas_folder_anew / "geodata" / "layers" / "ferries.geojson"
    sound = json.loads(SOUND["geodata/layers/ferries.geojson"])["features"][0]
    drawn = {**sound, "geometry": geometry}
    for content in ({"features": [feature, more, drawn]}, more):
        layer.write_text(json.dumps(content))
        sensible(inspect_atlas(atlas_folder_anew).faults)


@ANEW
@given(settings_file=st.binary(max_size=60), places_file=st.binary(max_size=60))
def test_any_bytes_are_toml_or_a_fault(
    settings_file: bytes, places_file: bytes, atlas_folder_anew: Path
) -> None:
    """What an editor saves by mistake is told of with its place."""
    (atlas_folder_anew / "geodata").mkdir(parents=True, exist_ok=True)
    replace_file(atlas_folder_anew / "atlas.toml", settings_file)
    replace_file(atlas_folder_anew / "geodata" / "places.toml", places_file)
    faults: list[Fault] = []
    found = load_settings(atlas_folder_anew, faults)
    load_places(atlas_folder_anew, found, faults)
    sensible(faults)
    assert faults


@given(st.lists(JSON.map(json.dumps) | st.text(max_size=20), max_size=4))
def test_any_line_is_a_gold_record_or_a_fault(lines: list[str]) -> None:
    """A gold file of anything."""
    _, faults = read_gold(lines, "gold.jsonl")
    sensible(faults)


# ---------------------------------------------------------------- texts


@pytest.fixture(scope="module")
def lexicon(isles_folder: Path) -> Lexicon:
    """Return what the second atlas reads with."""
    return load_lexicon(isles_folder)[0]


@given(data=st.binary(max_size=80) | st.lists(st.sampled_from(CHUNKS)).map(b"".join))
def test_any_bytes_are_a_text_or_unreadable(data: bytes) -> None:
    """What is read has no NUL and is not blank."""
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert text.strip()
    assert "\x00" not in text


WORDS = ["the Thole Cut", "Ness Light", "in June 1878", "dues", "isthmus", "\n\n", "\r\n", ". "]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6)).map(" ".join))
def test_any_text_is_read_and_its_finds_stand_where_they_say(lexicon: Lexicon, text: str) -> None:
    """Every record can be written as a line of JSON in UTF-8, and quotes its text."""
    try:
        article = identify("x.txt", text.encode("utf-8", "replace"), {}, None)
    except UnreadableError:
        return
    for record in annotation_records(read_article(article, lexicon)):
        json_line(record).encode()
        if "surface" in record:
            assert article.text[record["start"] : record["end"]] == record["surface"]


# ---------------------------------------------------------------- questions


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


@given(st.text(max_size=60) | JSON.map(json.dumps))
def test_any_question_has_an_answer_or_is_none(isles: Atlas, text: str) -> None:
    """What the browser may make up is answered or refused in a line."""
    try:
        found = answer(isles, text)
    except ValueError:
        return
    assert json.loads(gzip.decompress(found))
