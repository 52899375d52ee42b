"""Facts, extracts and recipes read, and every shape made from them."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry import shape as geometry
from shapely.geometry.base import BaseGeometry

from geobuild import routes  # noqa: F401 - enters its makers
from geobuild.coverage import simplified
from geobuild.measure import metres, point
from geobuild.shapes import Workshop, make

Fact = Mapping[str, str]


def read_facts(path: Path) -> dict[str, Fact]:
    """Return the rows of the facts table by their ids."""
    with path.open(newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def read_recipe(path: Path) -> dict[str, Any]:
    """Return a recipe's tables."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def positions(facts: Mapping[str, Fact]) -> dict[str, Point]:
    """Return each located fact as a point in metres."""
    return {
        key: point(float(fact["lon"]), float(fact["lat"]))
        for key, fact in facts.items()
        if fact["lat"]
    }


def sha256(data: bytes) -> str:
    """Return the hash of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def altered(folder: Path) -> list[str]:
    """Return a line for each extract that is not the one sources.toml tells of."""
    told = {each["file"]: each["sha256"] for each in read_recipe(folder / "sources.toml")["source"]}
    there = {path.name: sha256(path.read_bytes()) for path in folder.glob("*.geojson")}
    faults = [f"{name}: not told of in sources.toml" for name in there.keys() - told.keys()]
    faults += [f"{name}: is missing" for name in told.keys() - there.keys()]
    faults += [
        f"{name}: is not the extract of sources.toml, its sha256 is {there[name]}"
        for name in told.keys() & there.keys()
        if told[name] != there[name]
    ]
    return sorted(faults)


def read_sources(folder: Path) -> dict[str, list[tuple[Mapping[str, Any], BaseGeometry]]]:
    """Return the features of each extract, in metres."""
    found = {}
    for path in sorted(folder.glob("*.geojson")):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        found[path.stem] = [
            (each["properties"], metres(shapely.make_valid(geometry(each["geometry"]))))
            for each in features
        ]
    return found


def build(geodata: Path, tell: Callable[[str], None]) -> Workshop:
    """Make every shape of the recipes.

    Parameters
    ----------
    geodata : Path
        The folder that holds facts.csv, sources/ and recipe/.
    tell : callable
        Is told of each step as it begins.
    """
    tell("reading facts and extracts")
    workshop = Workshop(
        positions=positions(read_facts(geodata / "facts.csv")),
        sources=read_sources(geodata / "sources"),
    )
    recipe = read_recipe(geodata / "recipe" / "shapes.toml")
    tell(f"making {len(recipe['raw'])} shapes from the extracts")
    make(workshop, recipe["raw"])
    tell(f"simplifying {len(recipe['cover'])} areas together")
    areas = {name.removesuffix("-full"): workshop.shapes[name] for name in recipe["cover"]}
    workshop.shapes.update(simplified(areas, recipe["tolerance_m"]))
    tell(f"making {len(recipe['shape'])} shapes from those")
    make(workshop, recipe["shape"])
    return workshop
