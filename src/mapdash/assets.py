"""The files a browser fetches, under names that hold their content's hash."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEB = Path(__file__).parent / "web"

_MEDIA = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A body to be sent as it is, and compressed where that is shorter."""

    name: str
    media_type: str
    body: bytes
    gzipped: bytes | None


def asset(stem: str, suffix: str, media_type: str, body: bytes) -> Asset:
    """Return an asset whose name tells its content: ``stem-<hash>suffix``.

    A hyphen parts the two, for streamlit-folium drops whatever follows an
    underscore before it compares two maps.
    """
    digest = hashlib.sha256(body).hexdigest()[:16]
    # mtime=0: the same body gives the same bytes.
    packed = gzip.compress(body, compresslevel=9, mtime=0)
    return Asset(
        name=f"{stem}-{digest}{suffix}",
        media_type=media_type,
        body=body,
        gzipped=packed if len(packed) < len(body) else None,
    )


def _read(path: Path) -> Asset:
    return asset(path.stem, path.suffix, _MEDIA[path.suffix], path.read_bytes())


@lru_cache(maxsize=1)
def static_assets() -> Mapping[str, Asset]:
    """Return the map's scripts and styles by file name: Leaflet's, and our own."""
    from xstatic.pkg import leaflet

    folder = Path(leaflet.BASE_DIR)
    paths = [folder / "leaflet.js", folder / "leaflet.css"]
    paths += [WEB / name for name in ("cartography.js", "engine.js", "engine.css")]
    return MappingProxyType({path.name: _read(path) for path in paths})


@cache
def web_text(name: str) -> str:
    """Return one of our own scripts or styles, for Streamlit to put into the page."""
    return (WEB / name).read_text(encoding="utf-8")
