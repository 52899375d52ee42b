"""A line of JSON for each request: enough to run a server by, and nothing of who reads what.

Neither addresses of readers, nor what follows the question mark (it holds
the words they look for), nor cookies, nor names of browsers are written.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from starlette.types import Message

_MOST_PATH = 200


class Entry:
    """What is known of a request as it is answered."""

    def __init__(self, method: str, path: str) -> None:
        self.method, self.path = method, path[:_MOST_PATH]
        self.status, self.size = 0, 0
        self._began = time.monotonic()

    def note(self, message: Message) -> None:
        """Take note of what is sent."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        elif message["type"] == "websocket.accept":
            self.status = 101
        elif message["type"] == "websocket.send":
            self.size += len(message.get("bytes") or message.get("text") or b"")

    def write(self, out: TextIO | None = None) -> None:
        """Write the line, once all is sent."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "bytes": self.size,
            "ms": round(1000 * (time.monotonic() - self._began), 1),
        }
        out = out or sys.stdout
        out.write(f"{json.dumps(line)}\n")
        out.flush()
