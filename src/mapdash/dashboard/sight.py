"""The map comes first: what else a page opens with waits until its map is drawn.

All of a page shares one thread in the browser.  Were everything sent at once,
its controls and lists would be built while the map, which comes by way of a
frame and its own scripts, waits for its turn.  The map's engine says by a
request of its own when it has drawn.
"""

from __future__ import annotations

import secrets
import threading

#: Seconds; a map that takes longer, or never comes, holds up nothing else.
PATIENCE = 1.0

_MOST = 1000
_awaited: dict[str, threading.Event] = {}
_listening = threading.Event()


def listen() -> None:
    """From now on maps can say that they are drawn: there is a server that hears them."""
    _listening.set()


def expect() -> str:
    """Return a name for a map that is about to be sent; "" if nobody would hear of it."""
    if not _listening.is_set():
        return ""
    while len(_awaited) >= _MOST:
        del _awaited[next(iter(_awaited))]
    name = secrets.token_hex(8)
    _awaited[name] = threading.Event()
    return name


def drawn(name: str) -> None:
    """Take up that a map is drawn; a name that nobody waits for is passed over."""
    event = _awaited.get(name)
    if event is not None:
        event.set()


def wait(name: str) -> bool:
    """Wait until a map is drawn; whether it was, within our patience."""
    event = _awaited.get(name)
    seen = event is not None and event.wait(PATIENCE)
    _awaited.pop(name, None)
    return seen
