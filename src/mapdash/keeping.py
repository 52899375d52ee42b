"""What is made of an atlas once for each version of it, and kept for a while."""

from __future__ import annotations

from typing import Any

#: A page that is open may still ask for what was made of the version before.
_MOST = 3


def keep_newest(kept: dict[str, Any]) -> None:
    """Drop what was made first, of versions that nobody asks for any more."""
    while len(kept) > _MOST:
        del kept[next(iter(kept))]
