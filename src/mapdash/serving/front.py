"""The middleware before the page: answers our own addresses, guards and notes every request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders

from mapdash.atlas import shown_atlas
from mapdash.dashboard import sight
from mapdash.dashboard.asking import PATH as PANEL
from mapdash.endpoints.answers import Answer, answer, refusal
from mapdash.endpoints.catalogue import API, JSON
from mapdash.errors import MapdashError
from mapdash.export.extract import json_text
from mapdash.maps import DRAWN, PREFIX
from mapdash.service import service
from mapdash.serving.access_log import Entry
from mapdash.serving.documents import document, panel
from mapdash.serving.guards import Refusal, refused
from mapdash.serving.headers import CROSS_ORIGIN, PREFLIGHT, SHARED, content_security_policy
from mapdash.serving.opening import Opening

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEALTH = "healthz"
# The script of a component's frame: its name holds a hash, yet it is sent as if it could change.
_FOR_EVER = re.compile(r"component/[\w.]+/static/js/main\.[0-9a-f]+\.js\Z")
_FULL = Refusal(503, "as many pages are open as are allowed; come again in a while")


class Front:
    """ASGI middleware: answers our own paths, and guards every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.service = service()
        sight.listen()
        self.sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on, with headers added to what is sent."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        entry = Entry(scope.get("method", "WEBSOCKET"), scope["path"])
        path = below_base(scope["path"])
        cors = CROSS_ORIGIN if self.service.cors and _is_endpoint(path) else {}

        async def noted(message: Message) -> None:
            if message["type"].endswith("response.start"):
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = content_security_policy(scope["path"])
                for name, value in {**SHARED, **cors}.items():
                    headers[name] = value
                if _FOR_EVER.match(path) and message.get("status") == 200:
                    headers["cache-control"] = "public, max-age=31536000, immutable"
            entry.note(message)
            await send(message)

        try:
            if scope["type"] == "http":
                await self._http(scope, path, receive, noted)
            else:
                await self._websocket(scope, path, receive, noted)
        finally:
            if self.service.json_log:
                entry.write()

    async def _http(self, scope: Scope, path: str, receive: Receive, send: Send) -> None:
        found = await self._own(scope, path)
        if found is None:
            if scope["method"] == "GET" and not path.startswith("component/"):
                send = Opening(send, shown_atlas())
            await self.app(scope, receive, send)
        else:
            await _deliver(found, scope["method"], send)

    async def _own(self, scope: Scope, path: str) -> Answer | None:
        """Return our own answer to a request, or None if it is Streamlit's to answer."""
        headers, method = _headers(scope), scope["method"]
        why = refused(self.service, _address(scope), path, headers)
        if why is not None:
            return refusal(why.status, why.message)
        if path == HEALTH:
            return await health()
        if path == API:
            # What the index names is relative to its own address.
            return Answer(308, {"location": f"{API.rpartition('/')[2]}/"})
        if _is_endpoint(path):
            if method == "OPTIONS" and self.service.cors:
                return Answer(204, PREFLIGHT)
            query = scope["query_string"].decode("utf-8", "replace")
            name = path.removeprefix(f"{API}/")
            return await run_in_threadpool(answer, method, name, query, headers)
        if path == f"{PREFIX}/{PANEL}" and method == "GET":
            return await run_in_threadpool(panel, scope["query_string"].decode("latin-1"))
        if path == f"{PREFIX}/{DRAWN}" and method == "GET":
            sight.drawn(scope["query_string"].decode("latin-1"))
            return Answer(204, {"cache-control": "no-store"})
        if path.startswith(f"{PREFIX}/"):
            return document(method, path.removeprefix(f"{PREFIX}/"), headers)
        return None

    async def _websocket(self, scope: Scope, path: str, receive: Receive, send: Send) -> None:
        """Let a page connect, if there is room for one more."""
        why = refused(self.service, _address(scope), path, _headers(scope))
        if why is None and self.sessions >= self.service.most_sessions:
            why = _FULL
        if why is not None:
            await receive()
            await _turn_away(why, scope, send)
            return
        self.sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.sessions -= 1


def below_base(path: str) -> str:
    """Return what a path asks for below the base path; of another its slash is kept.

    The base path is known only once the server has started, hence read here.
    """
    from streamlit import config

    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return path.removeprefix(f"/{base}/" if base else "/")


async def health() -> Answer:
    """Return whether readers can be served: 200, or 503 with the reason."""
    from streamlit import runtime

    own = {"content-type": JSON, "cache-control": "no-store"}
    try:
        version = shown_atlas().version
    except MapdashError as error:
        return refusal(503, f"the atlas cannot be shown: {error}")
    if runtime.exists():
        ready, told = await runtime.get_instance().is_ready_for_browser_connection
        if not ready:
            return refusal(503, f"the page cannot be shown: {told}")
    body = f"{json_text({'status': 'ok', 'version': version})}\n"
    return Answer(200, {**own, "atlas-version": version}, body.encode())


def _is_endpoint(path: str) -> bool:
    return path.startswith(f"{API}/")


def _headers(scope: Scope) -> dict[str, str]:
    return {key.decode("latin-1").lower(): each.decode("latin-1") for key, each in scope["headers"]}


def _address(scope: Scope) -> str:
    """Return the server's own address at which a request came in."""
    return str((scope.get("server") or ("", None))[0])


async def _deliver(found: Answer, method: str, send: Send) -> None:
    """Send an answer; of HEAD only what it says of the body."""
    headers = dict(found.headers)
    if found.status not in {204, 304}:
        headers["content-length"] = str(len(found.body))
    raw = [(key.encode("latin-1"), each.encode("latin-1")) for key, each in headers.items()]
    await send({"type": "http.response.start", "status": found.status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else found.body})


async def _turn_away(why: Refusal, scope: Scope, send: Send) -> None:
    """Refuse a connection before it is one: as HTTP where the server can, else by closing it."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1013, "reason": why.message})
        return
    found = refusal(why.status, why.message, {"retry-after": "30"} if why is _FULL else None)
    raw = [(key.encode(), each.encode()) for key, each in found.headers.items()]
    start = {"type": "websocket.http.response.start", "status": found.status, "headers": raw}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": found.body})
