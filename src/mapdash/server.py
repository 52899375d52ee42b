"""The ASGI application: the page, its assets, the map's documents, the headers.

One origin serves everything.  A middleware answers the paths below
``mapdash/`` and puts security headers on every response; Streamlit answers
the rest.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import logging
import re
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response

from mapdash.assets import Asset, static_assets
from mapdash.atlas import shown_atlas
from mapdash.chronicle import chronicle
from mapdash.maps import PREFIX, documents
from mapdash.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE = Path(__file__).parent / "dashboard" / "page.py"

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SHARED_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@lru_cache(maxsize=1)
def inline_script_hash() -> str:
    """Return the CSP source for the inline scripts of Streamlit's own index.html."""
    import streamlit

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = _INLINE_SCRIPT.findall(index.read_text(encoding="utf-8"))
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(path: str) -> str:
    """Return the policy for a path: nothing is ever fetched from another origin.

    The map's frame runs scripts that streamlit-folium builds, and so needs
    inline scripts and eval; the page itself does not.
    """
    in_frame = "/component/" in path
    scripts = "'unsafe-inline' 'unsafe-eval'" if in_frame else f"{inline_script_hash()} blob:"
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class Front:
    """ASGI middleware: answers our own paths, and guards every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on with headers added to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = content_security_policy(path)
                for name, value in _SHARED_HEADERS.items():
                    headers[name] = value
            await send(message)

        ours = _our_path(path)
        if ours is None:
            await self.app(scope, receive, guarded)
        else:
            request_headers = {
                key.decode().lower(): value.decode() for key, value in scope["headers"]
            }
            response = _answer(scope["method"], ours, request_headers)
            await response(scope, receive, guarded)


def _our_path(path: str) -> str | None:
    """Return what follows our prefix, or None if the path is Streamlit's.

    The base path is known only once the server has started, hence read here.
    """
    from streamlit import config

    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    prefix = f"/{base}/{PREFIX}/" if base else f"/{PREFIX}/"
    return path.removeprefix(prefix) if path.startswith(prefix) else None


def _answer(method: str, path: str, headers: dict[str, str]) -> Response:
    """Return the response to a request for one of our own paths."""
    if method not in {"GET", "HEAD"}:
        return JSONResponse({"error": "only GET is answered here"}, status_code=405)
    if path == "health":
        return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})
    found = _served().get(path)
    if found is None:
        return JSONResponse({"error": f"there is no {path!r} here"}, status_code=404)
    # Every name holds its content's hash: what a name stands for never changes.
    answer = {"cache-control": "public, max-age=31536000, immutable", "etag": f'"{path}"'}
    if headers.get("if-none-match") == answer["etag"]:
        return Response(status_code=304, headers=answer)
    body = found.body
    if found.gzipped is not None and "gzip" in headers.get("accept-encoding", ""):
        body = found.gzipped
        answer["content-encoding"] = "gzip"
    answer["vary"] = "accept-encoding"
    return Response(body, media_type=found.media_type, headers=answer)


@lru_cache(maxsize=1)
def _served() -> dict[str, Asset]:
    """Return everything served below our prefix, by name."""
    atlas = shown_atlas()
    own = (chronicle(atlas), quotations(atlas))
    found = (*static_assets().values(), *documents(atlas), *own)
    return {each.name: each for each in found}


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep one of Streamlit's loggers from warning of what is meant."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Load everything before the first reader comes."""
    from streamlit.runtime import get_instance

    with _quiet("streamlit.runtime.scriptrunner_utils.script_run_context"):
        import streamlit_folium
    # A v1 component registers only when imported inside a script run; imported
    # earlier, its frame would answer 404 for the life of the process.
    get_instance().component_registry.register_component(streamlit_folium._component_func)  # noqa: SLF001
    _served()
    # The atlas lives as long as the process: keep the collector from walking it.
    gc.collect()
    gc.freeze()
    yield {}


def app_options() -> dict[str, Any]:
    """Return the arguments of ``st.App``: the page, our routes, what runs at start.

    ``streamlit run`` finds the application by reading app.py, not by running
    it, so the call itself has to stand there.
    """
    return {"script_path": PAGE, "lifespan": _lifespan, "middleware": [Middleware(Front)]}
