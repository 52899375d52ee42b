"""Parts of a body (RFC 9110, section 14): a GIS reads a long file piece by piece."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def wanted_range(told: str, size: int) -> range | None:
    """Return which bytes of a body a Range header asks for.

    Parameters
    ----------
    told : str
        The header, "" if there is none.
    size : int
        The bytes of the whole body.

    Returns
    -------
    range or None
        None stands for the whole: nothing is asked, or not one range of
        bytes.  An empty range cannot be satisfied.

    >>> wanted_range("bytes=2-4", 10), wanted_range("bytes=-3", 10)
    (range(2, 5), range(7, 10))
    """
    found = _ONE.fullmatch(told.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    start, end = int(first), min(int(last or size), size - 1) + 1
    if last and int(last) < start:
        return None
    return range(start, end) if start < end else range(0)
