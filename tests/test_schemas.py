"""The JSON Schemas that editors use say what the program itself checks."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from broken_atlases import BROKEN, SOUND, verdict
from mapdash.cli import main
from mapdash.schemas import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "schemas"
ATLASES = (ROOT, ROOT / "tests" / "atlases" / "isles")
#: The schema of each file of an atlas.
FILES = {
    "atlas.toml": "atlas",
    "seeds/articles.toml": "articles",
    "geodata/places.toml": "places",
    "geodata/layers/*.geojson": "layer",
    "geodata/basemap/*.geojson": "basemap",
    "quality.json": "quality",
    "seeds/issue-weights.json": "issue-weights",
    "seeds/name-weights.json": "name-weights",
    "seeds/date-weights.json": "date-weights",
}


def written(value: Any) -> Any:
    """Return TOML's values as JSON has them: days as text."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


def parsed(path: str, text: str) -> Any:
    """Return a file's content as an editor takes it to its schema."""
    return written(tomllib.loads(text)) if path.endswith(".toml") else json.loads(text)


def faults(schema: str, data: object) -> list[str]:
    """Return what a schema has to say against a file."""
    text = (KEPT / f"{schema}.schema.json").read_text(encoding="utf-8")
    checker = Draft202012Validator(json.loads(text), format_checker=FormatChecker())
    return [error.message for error in checker.iter_errors(data)]


def test_the_schemas_kept_are_those_of_the_models(tmp_path: Path) -> None:
    """`mapdash schemas docs/schemas` was run after the last change to them."""
    assert {path.name: path.read_text(encoding="utf-8") for path in KEPT.iterdir()} == schemas()
    assert main(["schemas", str(tmp_path / "new")]) == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(schemas())


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_one(name: str) -> None:
    """An editor can use it."""
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


def files() -> Iterator[Any]:
    """Yield every file of both atlases that has a schema."""
    for atlas in ATLASES:
        for pattern, schema in FILES.items():
            for path in sorted(atlas.glob(pattern)):
                yield pytest.param(schema, path, id=path.relative_to(ROOT).as_posix())


@pytest.mark.parametrize(("schema", "path"), list(files()))
def test_every_file_of_both_atlases_fits_its_schema(schema: str, path: Path) -> None:
    """What the program takes, the schema takes."""
    assert faults(schema, parsed(path.name, path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "gold").glob("*.jsonl")), ids=lambda each: each.name
)
def test_every_gold_line_fits_its_schema(path: Path) -> None:
    """Each line by itself."""
    for line in path.read_text(encoding="utf-8").splitlines()[:500]:
        assert faults("gold", json.loads(line)) == []


def test_a_verdict_fits_its_schema() -> None:
    """A line as the program writes it; a slip in it is seen."""
    assert faults("links", json.loads(verdict())) == []
    assert faults("links", json.loads(verdict(verdict="perhaps")))


@pytest.mark.parametrize(
    "name", ["key-misspelt", "key-missing", "colour", "date-is-text", "geojson-other"]
)
def test_a_schema_sees_a_slip_while_it_is_typed(name: str) -> None:
    """What concerns one file alone is underlined without the program."""
    broken = next(each for each in BROKEN if each.name == name)
    assert isinstance(broken.content, str)
    schema = next(told for pattern, told in FILES.items() if Path(broken.file).match(pattern))
    assert faults(schema, parsed(broken.file, SOUND[broken.file])) == []
    assert faults(schema, parsed(broken.file, broken.content))
