"""Build the atlas's layers and basemap from geodata/sources, facts.csv and recipe/.

    python scripts/build_geodata.py             build, and say how it compares
    python scripts/build_geodata.py --out DIR   write somewhere else
    python scripts/build_geodata.py --refresh   renew the extracts first, from the packages

The same input gives the same bytes.  The application never runs this.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from geobuild.layers import by_layer, ground_feature, state_feature
from geobuild.measure import degrees, km, square_km
from geobuild.shapes import Workshop
from geobuild.workshop import altered, build, read_facts, read_recipe

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 600_000


def main() -> int:
    """Build everything; return an exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "geodata", help="the folder to write to")
    parser.add_argument("--refresh", action="store_true", help="renew the extracts first")
    options = parser.parse_args()
    geodata = ROOT / "geodata"
    sources = geodata / "sources"
    if options.refresh:
        from geobuild.refresh import refresh  # needs the registries' clients, building does not

        refresh(read_recipe(sources / "sources.toml")["source"], sources, _tell)
    if faults := altered(sources):
        print(*faults, sep="\n", file=sys.stderr)
        print("Compare them, then put the new sums into sources.toml.", file=sys.stderr)
        return 1
    workshop = build(geodata, _tell)
    written = [*_layers(geodata, workshop, options.out), *_basemap(geodata, workshop, options.out)]
    total = sum(path.stat().st_size for path in written)
    _table(read_recipe(geodata / "recipe" / "checks.toml")["check"], workshop)
    print(f"{len(written)} files, {total:,} bytes of at most {LIMIT:,}")
    return int(total > LIMIT)


def _tell(step: str) -> None:
    print(f"- {step}", flush=True)


def _layers(geodata: Path, workshop: Workshop, out: Path) -> Iterable[Path]:
    """Write a file for each layer."""
    places = tomllib.loads((geodata / "places.toml").read_text(encoding="utf-8"))["place"]
    layer_of = {place["id"]: place["layer"] for place in places}
    recipe = read_recipe(geodata / "recipe" / "states.toml")
    facts = read_facts(geodata / "facts.csv")
    for layer, states in by_layer(recipe["state"], layer_of).items():
        _tell(f"layer {layer}: {len(states)} states")
        features = [state_feature(each, recipe["made"], workshop, facts) for each in states]
        yield _write(out / "layers" / f"{layer}.geojson", features)


def _basemap(geodata: Path, workshop: Workshop, out: Path) -> Iterable[Path]:
    """Write the basemap."""
    recipe = read_recipe(geodata / "recipe" / "ground.toml")
    _tell(f"basemap: {len(recipe['ground'])} pieces")
    features = [ground_feature(each, recipe["made"], workshop) for each in recipe["ground"]]
    yield _write(out / "basemap" / "basemap.geojson", features)


def _write(path: Path, features: list[dict[str, Any]]) -> Path:
    """Write a FeatureCollection, a feature a line, so that changes can be read."""
    lines = [
        json.dumps(each, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        for each in features
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
    return path


def _table(checks: Iterable[dict[str, Any]], workshop: Workshop) -> None:
    """Print what was computed beside what was expected and what is published."""
    row = "{:<19}{:>10}{:>10} {:<4}{:>6}  {:<22}{}"
    print(
        "\n"
        + row.format("shape", "computed", "expected", "", "off", "published", "why they differ")
    )
    for check in checks:
        shape = degrees(workshop.shapes[check["shape"]])
        size = square_km(shape) if "Polygon" in shape.geom_type else km(shape)
        print(
            row.format(
                check["shape"],
                f"{size:,.1f}",
                f"{check['expected']:,.1f}",
                check["unit"],
                f"{(size / check['expected'] - 1) * 100:+.1f}%",
                check["published"],
                check["why"],
            )
        )
    print()


if __name__ == "__main__":
    sys.exit(main())
