"""A request for an address of ours, answered with a status, headers and a body; no server yet."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapdash.atlas import shown_atlas
from mapdash.endpoints.catalogue import API, ENDPOINTS, JSON
from mapdash.endpoints.parameters import MOST_QUERY, read_query, shown
from mapdash.endpoints.ranges import wanted_range
from mapdash.errors import AtlasError
from mapdash.export.extract import Record, json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.atlas import Atlas
    from mapdash.errors import Fault

_LEAST_PACKED = 1000  # bytes; what is shorter is as long when it is packed


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back, whole; for HEAD the server leaves out the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class _Content:
    """What an address stands for in one version of the atlas."""

    media_type: str
    body: bytes
    gzipped: bytes | None
    etag: str
    following: str | None


def answer(method: str, path: str, query: str, headers: Mapping[str, str]) -> Answer:
    """Answer a request.

    Parameters
    ----------
    path : str
        What follows ``/api/v1/`` in the address.
    query : str
        What follows its question mark, still encoded.
    headers : mapping of str to str
        Those of the request, their names in lower case.
    """
    if path not in ENDPOINTS:
        names = ", ".join(name for name in ENDPOINTS if name)
        return refusal(404, f"there is no {shown(path)} here; ask {API}/ or one of {names}")
    if method not in {"GET", "HEAD"}:
        message = f"{method} is not answered here: the atlas is read with GET and HEAD"
        return refusal(405, message, {"allow": "GET, HEAD"})
    if len(query) > MOST_QUERY:
        return refusal(414, f"the query has {len(query)} characters; give at most {MOST_QUERY}")
    atlas = shown_atlas()
    try:
        content = _content(atlas, path, query)
    except AtlasError as error:
        return _faulty(error.faults)
    return _delivered(content, atlas.version, headers)


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Return the answer to what cannot be answered: one line of JSON that says why."""
    return _refusal(status, {"error": message}, headers)


def _refusal(status: int, told: Record, headers: Mapping[str, str] | None = None) -> Answer:
    own = {"content-type": JSON, "cache-control": "no-store"}
    return Answer(status, {**own, **(headers or {})}, f"{json_text(told)}\n".encode())


def _faulty(faults: Sequence[Fault]) -> Answer:
    told = [{"parameter": each.file, "what": each.what, "remedy": each.remedy} for each in faults]
    return _refusal(400, {"error": "; ".join(map(str, faults)), "faults": told})


def _delivered(content: _Content, version: str, headers: Mapping[str, str]) -> Answer:
    own = {
        "etag": content.etag,
        "atlas-version": version,
        # Kept, but asked after each time: the atlas may be another one tomorrow.
        "cache-control": "no-cache",
        "vary": "accept-encoding",
        "accept-ranges": "bytes",
    }
    if content.following:
        own["link"] = f'<{content.following}>; rel="next"'
    if known(headers.get("if-none-match", ""), content.etag):
        return Answer(304, own)
    own["content-type"] = content.media_type
    part = wanted_range(headers.get("range", ""), len(content.body))
    # A weak tag vouches for no bytes: what is to fit a part held already is sent anew.
    if part is not None and "if-range" not in headers:
        return _part(content, part, own)
    if content.gzipped is not None and accepts_gzip(headers.get("accept-encoding", "")):
        return Answer(200, {**own, "content-encoding": "gzip"}, content.gzipped)
    return Answer(200, own, content.body)


def _part(content: _Content, part: range, own: dict[str, str]) -> Answer:
    size = len(content.body)
    if not part:
        message = f"the body has {size} bytes, and none of those asked for"
        return refusal(416, message, {"content-range": f"bytes */{size}"})
    own["content-range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return Answer(206, own, content.body[part.start : part.stop])


def known(told: str, etag: str) -> bool:
    """Whether an If-None-Match header names an entity tag, by weak comparison (RFC 9110)."""
    tags = {each.strip().removeprefix("W/") for each in told.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def accepts_gzip(told: str) -> bool:
    """Whether an Accept-Encoding header admits gzip (RFC 9110, section 12.5.3)."""
    weights: dict[str, str] = {}
    for each in told.lower().split(","):
        coding, _, weight = each.partition(";")
        weights[coding.strip()] = weight.strip().removeprefix("q=").strip()
    weight = weights.get("gzip", weights.get("*", "0"))
    return weight.strip("0.") != "" or weight == ""


# By the atlas's version and what was asked; put aside once there is too much of it.
_KEPT: dict[tuple[str, str, str], _Content] = {}
_MOST_KEPT = 32_000_000  # bytes


def _content(atlas: Atlas, path: str, query: str) -> _Content:
    """Return what an address stands for."""
    key = (atlas.version, path, query)
    found = _KEPT.get(key)
    if found is None:
        found = _made(atlas, path, query)
        held = sum(len(each.body) for each in [*_KEPT.values()])
        if held + len(found.body) > _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = found
    return found


def _made(atlas: Atlas, path: str, query: str) -> _Content:
    endpoint = ENDPOINTS[path]
    told = endpoint.answer(atlas, read_query(atlas, query, endpoint.parameters))
    body = f"{json_text(told)}\n".encode()
    digest = hashlib.sha256(f"{atlas.version}\0".encode() + body).hexdigest()[:32]
    packed = gzip.compress(body, compresslevel=4, mtime=0) if len(body) > _LEAST_PACKED else body
    return _Content(
        media_type=endpoint.media_type,
        body=body,
        gzipped=packed if len(packed) < len(body) else None,
        # Weak, for the same tag stands for the body and for its packed form.
        etag=f'W/"{digest}"',
        following=told.get("next"),
    )
