"""Reading the files of an atlas: bytes to text and JSON, each failure a fault."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from mapdash.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path


_TOML_PLACE = re.compile(r"\(at (line \d+, column \d+|end of document)\)")


def read_text(path: Path, name: str, faults: list[Fault], missing: str = "") -> str | None:
    """Return a file's text in UTF-8, or None, with a fault.

    Parameters
    ----------
    missing : str
        What to do if there is no such file; where it is empty, none is needed.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if missing:
            faults.append(Fault(name, "", "the file is missing", missing, code="missing-file"))
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        faults.append(Fault(name, "", what, "check its rights", code="unreadable"))
    except UnicodeDecodeError as error:
        where = f"byte {error.start}"
        faults.append(Fault(name, where, "is not UTF-8", "save it as UTF-8", code="not-utf8"))
    return None


def parse_json(text: str, name: str, remedy: str, faults: list[Fault], where: str = "") -> Any:
    """Return what a text says as JSON, or None, with a fault."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = where or f"line {error.lineno}, column {error.colno}"
        what = f"is not JSON: {error.msg}"
    except (RecursionError, ValueError) as error:
        # Brackets without end, or a number of thousands of digits.
        deep = isinstance(error, RecursionError)
        what = f"is not JSON: {'nested too deep' if deep else error}"
    faults.append(Fault(name, where, what, remedy, code="syntax"))
    return None


def read_toml(path: Path, name: str, faults: list[Fault]) -> dict[str, Any] | None:
    """Return a TOML file's tables, or None with a fault."""
    text = read_text(path, name, faults, missing="write it; see docs/atlas-format.md")
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not only what is no TOML: a number of thousands of digits, brackets without end.
        told = "nested too deep" if isinstance(error, RecursionError) else str(error)
        place = _TOML_PLACE.search(told)
        what = f"is not TOML: {_TOML_PLACE.sub('', told).strip()}"
        where = place[1] if place else ""
        faults.append(Fault(name, where, what, "mend the syntax there", code="syntax"))
    return None
