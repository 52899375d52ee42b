"""The map that quotes its sources.

In a notebook, `load_atlas` opens an atlas: tables, shapes, a map (docs/python.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.notebook import NotebookAtlas


def load_atlas(path: Path | str | None = None) -> NotebookAtlas:
    """Read an atlas from its folder, or the one that comes with mapdash.

    Raises
    ------
    AtlasError
        With every fault of every file; it is a ValueError too.
    """
    # Imported here: `import mapdash` answers at once, and so does the command line.
    from mapdash.notebook import NotebookAtlas

    return NotebookAtlas.open(path)
