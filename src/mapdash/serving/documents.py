"""What the page's own scripts fetch: assets and documents, under names that hold their hash."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from mapdash.assets import static_assets
from mapdash.atlas import shown_atlas
from mapdash.chronicle import chronicle
from mapdash.dashboard.asking import answer as panel_answer
from mapdash.endpoints.answers import Answer, accepts_gzip, known, refusal
from mapdash.endpoints.catalogue import JSON
from mapdash.endpoints.parameters import shown
from mapdash.keeping import keep_newest
from mapdash.maps import documents
from mapdash.quotations import quotations
from mapdash.roster import roster
from mapdash.serving.opening import look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdash.assets import Asset
    from mapdash.atlas import Atlas


def document(method: str, path: str, headers: Mapping[str, str]) -> Answer:
    """Answer a request for one of them; `path` is what follows the prefix."""
    if method not in {"GET", "HEAD"}:
        return refusal(405, "only GET is answered here", {"allow": "GET, HEAD"})
    served(shown_atlas())
    # A page that is open may still fetch what belongs to the version before.
    found = next((each[path] for each in _SERVED.values() if path in each), None)
    if found is None:
        return refusal(404, f"there is no {shown(path)} here")
    # Every name holds its content's hash: what a name stands for never changes.
    own = {
        "cache-control": "public, max-age=31536000, immutable",
        "etag": f'"{path}"',
        "vary": "accept-encoding",
    }
    if known(headers.get("if-none-match", ""), own["etag"]):
        return Answer(304, own)
    own["content-type"] = found.media_type
    if found.gzipped is not None and accepts_gzip(headers.get("accept-encoding", "")):
        return Answer(200, {**own, "content-encoding": "gzip"}, found.gzipped)
    return Answer(200, own, found.body)


def panel(query: str) -> Answer:
    """Answer a question of the panel's; `query` is what follows the question mark, encoded."""
    try:
        body = panel_answer(shown_atlas(), unquote(query))
    except ValueError as error:
        return refusal(400, str(error))
    headers = {"content-type": JSON, "cache-control": "no-store", "content-encoding": "gzip"}
    return Answer(200, headers, body)


# By the atlas's version: made once, asked for often.
_SERVED: dict[str, Mapping[str, Asset]] = {}


def served(atlas: Atlas) -> Mapping[str, Asset]:
    """Return everything served of an atlas, by name."""
    found = _SERVED.get(atlas.version)
    if found is None:
        own = (look(atlas), chronicle(atlas), quotations(atlas), roster(atlas))
        every = (*static_assets().values(), *documents(atlas), *own)
        found = _SERVED[atlas.version] = {each.name: each for each in every}
        keep_newest(_SERVED)
    return found
