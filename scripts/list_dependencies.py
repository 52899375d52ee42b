"""Write docs/dependencies.md: what mapdash needs, in which versions, under which licence, and why.

Names and versions are those of pyproject.toml, licences and reasons those of
scripts/dependencies.toml.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "dependencies.md"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_HEAD = """\
# Dependencies

Made by `python scripts/list_dependencies.py` from pyproject.toml and
scripts/dependencies.toml; the tests keep the three in step. `make audit` asks the public lists of
known weaknesses about everything that is installed, what these need in turn included; it needs a
network. Lower bounds are the versions first tried; what is pinned is told why.
"""


class UntoldError(Exception):
    """A dependency without a reason, or a reason without a dependency; one line."""


def text() -> str:
    """Return the list as Markdown.

    Raises
    ------
    UntoldError
        If the two files do not name the same dependencies.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = tomllib.loads((ROOT / "scripts" / "dependencies.toml").read_text(encoding="utf-8"))
    run, test = project["dependencies"], project["optional-dependencies"]["dev"]
    _compare([_name(each) for each in (*run, *test)], list(told))
    return "\n".join((_HEAD, *_table("To run", run, told), *_table("To test", test, told)))


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    return found[0] if found else requirement


def _compare(needed: Sequence[str], told: Sequence[str]) -> None:
    missing, left = sorted({*needed} - {*told}), sorted({*told} - {*needed})
    if missing or left:
        raise UntoldError(
            f"scripts/dependencies.toml: does not tell of {', '.join(missing) or 'nothing'}, and "
            f"tells of {', '.join(left) or 'nothing'} that pyproject.toml does not ask for; "
            "correct it, then run python scripts/list_dependencies.py"
        )


def _table(
    title: str, requirements: Sequence[str], told: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| name | versions | licence | what for |"
    yield "|---|---|---|---|"
    for each in requirements:
        name = _name(each)
        why = told[name]
        yield f"| {name} | `{each.removeprefix(name)}` | {why['licence']} | {why['why']} |"
    yield ""


def main() -> int:
    """Write the list, or one line that says what is missing."""
    try:
        LIST.write_text(text(), encoding="utf-8")
    except UntoldError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
