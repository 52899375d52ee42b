"""The files a browser fetches, under names that hold their content's hash."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEB = Path(__file__).parent / "web"

#: The parts of the page that are components of ours: each a script and a style.
PARTS = ("list", "panel", "timeline", "judge")

#: What the map's frame loads: Leaflet and, behind it, our engine.  streamlit-folium fetches
#: scripts one after the other, so there is but one.
IN_FRAME = ("map.js", "map.css")

_IMPORT = re.compile(r'^import [^;]+ from "\./([\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|class|(?:async )?function)", re.MULTILINE)
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


@lru_cache(maxsize=1)
def static_assets() -> Mapping[str, Asset]:
    """Return the scripts and styles of map and page by file name: Leaflet's, and our own."""
    from xstatic.pkg import leaflet

    folder = Path(leaflet.BASE_DIR)
    theirs = {end: (folder / f"leaflet{end}").read_bytes() for end in (".js", ".css")}
    bodies = {
        "map.js": theirs[".js"] + b"\n" + enclosed("engine.js").encode(),
        "map.css": theirs[".css"] + b"\n" + on_the_scale("engine.css").encode(),
    }
    bodies |= {f"{part}.js": joined(f"{part}.js").encode() for part in PARTS}
    bodies |= {f"{part}.css": web_text(f"{part}.css").encode() for part in PARTS}
    return MappingProxyType({name: _named(Path(name), body) for name, body in bodies.items()})


def _named(path: Path, body: bytes) -> Asset:
    return asset(path.stem, path.suffix, _MEDIA[path.suffix], body)


def joined(name: str) -> str:
    """Return one of our modules with those it imports before it, as one module.

    A name that holds its content's hash cannot be written in an import; so
    the modules, of which no two share a name, are joined before they are served.
    """
    order: list[str] = []
    _gather(name, order)
    *below, top = (_IMPORT.sub("", web_text(each)) for each in order)
    return "".join([*(_EXPORT.sub("", each) for each in below), top])


def on_the_scale(name: str) -> str:
    """Return a style of ours behind the sizes and spaces that all of them use.

    The page and the map's frame are documents of their own, and need it; what
    stands inside of one inherits it, a component's shadow tree as well.
    """
    return web_text("scale.css") + web_text(name)


def enclosed(name: str) -> str:
    """Return one of our modules as a script that is none: it stands in a function of its own."""
    return f'(function () {{\n"use strict";\n{joined(name)}}})();\n'


def _gather(name: str, order: list[str]) -> None:
    """Put a module behind all that it imports, each once."""
    for each in _IMPORT.findall(web_text(name)):
        if each not in order:
            _gather(each, order)
    order.append(name)


@cache
def web_text(name: str) -> str:
    """Return one of our own scripts or styles as it is written."""
    return (WEB / name).read_text(encoding="utf-8")
