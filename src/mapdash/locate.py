"""Where the default atlas lies: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

from mapdash.errors import MapdashError

_PACKAGE = Path(__file__).resolve().parent


class NoAtlasError(MapdashError, FileNotFoundError):
    """There is no atlas where one was looked for."""


def default_atlas(package: Path = _PACKAGE) -> Path:
    """Return the folder of the atlas that is shown when none is named.

    Parameters
    ----------
    package : pathlib.Path
        The folder of this package's modules.

    Returns
    -------
    pathlib.Path
        The wheel's own ``bundled`` folder, or else the root of the checkout
        that the package is installed from in editable mode.

    Raises
    ------
    NoAtlasError
        If neither holds an ``atlas.toml``.
    """
    for folder in (package / "bundled", package.parent.parent):
        if (folder / "atlas.toml").is_file():
            return folder
    raise NoAtlasError(
        f"{package}: there is no atlas with this installation; "
        "name the folder of one, or install mapdash again"
    )
