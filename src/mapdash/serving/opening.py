"""Streamlit's own page, with our look in it, and told early what the first map will wait for.

The map comes late in a chain: scripts, a connection, a run of the page, more
scripts, a frame, its scripts, the documents.  What is known beforehand is
named in the page itself, so that it is there when its turn comes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from mapdash.assets import IN_FRAME, asset, on_the_scale, static_assets
from mapdash.maps import PREFIX, documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Message, Send

    from mapdash.assets import Asset
    from mapdash.atlas import Atlas

#: The script of Streamlit's that shows the map's frame, by how its name begins.
ELEMENT = "ComponentInstance"

_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_NAMED = re.compile(r"""["']\./static/js/([\w.-]+\.js)["']""")


def look(atlas: Atlas) -> Asset:
    """Return the page's style, the layers' colours on their switches."""
    colours = "".join(
        f".st-key-layers button:nth-of-type({number}) {{ --layer: {layer.colour}; }}\n"
        for number, layer in enumerate(atlas.settings.layers, start=1)
    )
    text = on_the_scale("page.css") + colours
    return asset("page", ".css", "text/css; charset=utf-8", text.encode())


def opening_page(page: str, atlas: Atlas) -> str:
    """Return Streamlit's page with what is ours at the end of its body.

    There our style comes after Streamlit's own, and wins where both speak.
    """
    links = "\n".join(_links(page, atlas))
    return page.replace("</body>", f"{links}\n</body>", 1)


def _links(page: str, atlas: Atlas) -> Iterator[str]:
    files = static_assets()
    own = f"./{PREFIX}"
    yield f'<link rel="stylesheet" href="{own}/{look(atlas).name}">'
    for name in element_scripts():
        if name not in _NAMED.findall(page):
            yield f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
    # The frame is a page of its own: what it will ask for is only put into the browser's store.
    yield f'<link rel="prefetch" href="./{frame_script()}">'
    for each in (*(files[name] for name in IN_FRAME), *documents(atlas)):
        yield f'<link rel="prefetch" href="{own}/{each.name}">'


@lru_cache(maxsize=1)
def frame_script() -> str:
    """Return where the script of streamlit-folium's frame is, below the base path."""
    from streamlit_folium import _component_func

    (script,) = Path(_component_func.path).glob("static/js/main.*.js")
    return f"component/{_component_func.name}/static/js/{script.name}"


@lru_cache(maxsize=1)
def element_scripts() -> tuple[str, ...]:
    """Return the names of the script of the map's element, and of those it imports."""
    import streamlit

    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    found: dict[str, None] = {}
    waiting = [path.name for path in folder.glob(f"{ELEMENT}.*.js")]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)


class Opening:
    """Passes a response on; if it is a page, then with what is ours in it."""

    def __init__(self, send: Send, atlas: Atlas) -> None:
        self.send = send
        self.atlas = atlas
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body = opening_page(self.body.decode(), self.atlas).encode()
        headers = MutableHeaders(scope=start)
        headers["content-length"] = str(len(body))
        # They are of the page as Streamlit has it.
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    readable = "content-encoding" not in headers
    page = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and page and readable
