"""Put the bundled atlas into the wheel.

Only into a real wheel: an editable install reads the checkout itself, and a
copy of the data beside it would go stale unseen.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = (
    "atlas.toml",
    "quality.json",
    "seeds",
    "geodata/places.toml",
    "geodata/layers",
    "geodata/basemap",
    "geodata/SOURCES.md",
)


class BundleAtlas(BuildHookInterface):  # type: ignore[type-arg]
    """Add the atlas's files under ``mapdash/bundled``; a missing one stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend what hatchling includes, before it collects the files."""
        if version == "standard":
            build_data["force_include"] |= {path: f"mapdash/bundled/{path}" for path in BUNDLED}
