"""An atlas of any number of invented features, and the same as files for the naive app."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FIRST, LAST = date(2000, 1, 1), date(2020, 12, 31)
WINDOW = date(2010, 1, 1), date(2019, 12, 31)
LAYERS = ("fields", "ponds", "groves", "yards", "moors")
COLOURS = ("#0077BB", "#CC3311", "#997700", "#009988", "#AA4499")
ARTICLES, PASSAGES, NAMED = 5, 30, 3
WEST, SOUTH, EAST, NORTH = -28.9, 46.9, -27.5, 47.6
CORNERS = 16


def place_id(number: int) -> str:
    """Return the id of a place, also its place in every file."""
    return f"ground-{number:04}"


def place_name(number: int) -> str:
    """Return a name that is no part of any other: two invented syllables and a letter pair."""
    syllables = ("Bar", "Dov", "Fel", "Gan", "Hul", "Jem", "Kor", "Lus", "Mip", "Nad")
    digits = f"{number:04}"
    return "".join(syllables[int(digit)] for digit in digits).capitalize() + " Ground"


def features(count: int) -> list[dict[str, Any]]:
    """Return as many features; each place has two states, one after the other."""
    places = (count + 1) // 2
    columns = math.ceil(math.sqrt(places * 2))
    width, height = (EAST - WEST) / columns, (NORTH - SOUTH) / math.ceil(places / columns)
    days = (WINDOW[1] - WINDOW[0]).days
    found = []
    for number in range(count):
        place, state = divmod(number, 2)
        turn = WINDOW[0] + timedelta(days=(place * 37) % days)
        bounds = (None, turn) if state == 0 else (turn + timedelta(days=1), None)
        row, column = divmod(place, columns)
        centre = (WEST + (column + 0.5) * width, SOUTH + (row + 0.5) * height)
        radius = 0.4 * min(width, height) * (1 if state == 0 else 0.8)
        found.append(_feature(place, state, bounds, centre, radius))
    return found


def _feature(
    place: int,
    state: int,
    bounds: tuple[date | None, date | None],
    centre: tuple[float, float],
    radius: float,
) -> dict[str, Any]:
    ring = [
        [
            round(centre[0] + radius * math.cos(2 * math.pi * corner / CORNERS), 6),
            round(centre[1] + radius * math.sin(2 * math.pi * corner / CORNERS), 6),
        ]
        for corner in range(CORNERS)
    ]
    first, last = (day.isoformat() if day else None for day in bounds)
    return {
        "type": "Feature",
        "properties": {
            "id": f"{place_id(place)}-{state}",
            "place": place_id(place),
            "part": None,
            "status": ("tilled", "fallow")[state],
            "valid_from": first,
            "valid_to": last,
            "basis": "derived",
            "accuracy_m": 100,
            "confidence": "high",
            "source": "invented",
            "status_source": "invented",
            "licence": "CC0-1.0",
            "figures": [],
            "note": "",
        },
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def named_on(count: int) -> list[tuple[date, tuple[int, ...]]]:
    """Return the day that each passage tells of, and the numbers of the places it names."""
    places, days = (count + 1) // 2, (WINDOW[1] - WINDOW[0]).days
    return [
        (
            WINDOW[0] + timedelta(days=(number * 53) % days),
            tuple((number * NAMED + each) % places for each in range(NAMED)),
        )
        for number in range(ARTICLES * PASSAGES)
    ]


def texts(count: int) -> list[str]:
    """Return the articles: passages that name places, and days within the window."""
    told = named_on(count)
    found = []
    for article in range(ARTICLES):
        lines = [f"Report {article + 1} on the grounds"]
        for day, numbers in told[article * PASSAGES : (article + 1) * PASSAGES]:
            named = [place_name(each) for each in numbers]
            lines.append(
                f"On {day.day} {day:%B} {day.year} the wardens walked from {named[0]} to "
                f"{named[1]} and wrote down what they saw, as they had been asked to do at the "
                f"meeting in spring. At {named[2]} the fence was found open and nobody could say "
                "who had left it so; the matter was put off to the next meeting, where it was "
                "put off again."
            )
        found.append("\n\n".join(lines) + "\n")
    return found


def write_atlas(folder: Path, count: int) -> Path:
    """Write an atlas of as many features into an empty folder, and return it."""
    for below in ("seeds", "geodata/layers", "geodata/basemap"):
        (folder / below).mkdir(parents=True)
    (folder / "atlas.toml").write_text(_settings(count), encoding="utf-8")
    facts = []
    for number, text in enumerate(texts(count)):
        name = f"report-{number}.txt"
        (folder / "seeds" / name).write_bytes(text.encode())
        day = f"2020-0{number + 1}-15"
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts.append(
            f'[[article]]\nfile = "{name}"\ntitle = "Report {number + 1} on the grounds"\n'
            f'authors = []\nsha256 = "{digest}"\n'
            f'published = {{ from = {day}, to = {day}, basis = "inferred", why = "invented" }}\n'
        )
    (folder / "seeds" / "articles.toml").write_text("\n".join(facts), encoding="utf-8")
    places = [
        f'[[place]]\nid = "{place_id(number)}"\nlayer = "{LAYERS[number % len(LAYERS)]}"\n'
        f'names = {{ en = ["{place_name(number)}"] }}\n'
        for number in range((count + 1) // 2)
    ]
    (folder / "geodata" / "places.toml").write_text("\n".join(places), encoding="utf-8")
    for index, layer in enumerate(LAYERS):
        on_layer = features(count)
        on_layer = [each for each in on_layer if _place_number(each) % len(LAYERS) == index]
        _write_geojson(folder / "geodata" / "layers" / f"{layer}.geojson", on_layer)
    _write_geojson(folder / "geodata" / "basemap" / "land.geojson", [_land()])
    return folder


def write_files(folder: Path, count: int) -> Path:
    """Write what the naive app reads: the features, and the passages with their days."""
    folder.mkdir(parents=True, exist_ok=True)
    found = features(count)
    for each in found:
        each["properties"]["colour"] = COLOURS[_place_number(each) % len(LAYERS)]
        each["properties"]["name"] = place_name(_place_number(each))
    _write_geojson(folder / "features.geojson", found)
    lines = [text.strip().split("\n\n") for text in texts(count)]
    bodies = [(title, line) for title, *body in lines for line in body]
    passages = [
        {
            "text": line,
            "day": day.isoformat(),
            "title": title,
            "places": {place_id(each): place_name(each) for each in named},
        }
        for (title, line), (day, named) in zip(bodies, named_on(count), strict=True)
    ]
    (folder / "passages.json").write_text(json.dumps(passages), encoding="utf-8")
    return folder


def _place_number(feature: dict[str, Any]) -> int:
    return int(feature["properties"]["place"].removeprefix("ground-"))


def _write_geojson(path: Path, found: list[dict[str, Any]]) -> None:
    document = {"type": "FeatureCollection", "features": found}
    path.write_text(json.dumps(document), encoding="utf-8")


def _land() -> dict[str, Any]:
    ring = [[-29, 46.8], [-27.4, 46.8], [-27.4, 47.7], [-29, 47.7], [-29, 46.8]]
    return {
        "type": "Feature",
        "properties": {
            "id": "land",
            "kind": "land",
            "names": None,
            "valid_from": None,
            "valid_to": None,
            "source": "invented",
            "licence": "CC0-1.0",
        },
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _settings(count: int) -> str:
    layers = "\n".join(
        f'[[layer]]\nid = "{layer}"\ntitle = "{layer.capitalize()}"\ncolour = "{colour}"\n'
        f"order = {order}\n"
        for order, (layer, colour) in enumerate(zip(LAYERS, COLOURS, strict=True), start=1)
    )
    return (
        f'title = "{count} invented features"\ndescription = "For measuring."\n'
        f'languages = ["en"]\n\n[time]\nfrom = {FIRST}\nto = {LAST}\nas_of = {LAST}\n'
        f"window = [{WINDOW[0]}, {WINDOW[1]}]\n\n"
        "[view]\ncentre = [-28.2, 47.25]\nzoom = 9\n\n"
        f"{layers}\n"
        '[[issue]]\nid = "fences"\ntitle = "Fences"\ndefinition = "What is open or shut."\n'
        'phrases = ["fence"]\n'
    )
