"""Print the path of a Chromium that starts, for the tests that drive one.

Looked for in this order: ``$MAPDASH_CHROMIUM``, the PATH, and, with
``--install``, Debian's package and Playwright's own download.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: The second package has letters for the names in other scripts.
PACKAGES = ("chromium", "fonts-dejavu-core")
REMEDY = (
    "no Chromium was found: install one (Debian: apt install chromium), "
    "or name its executable in MAPDASH_CHROMIUM"
)


class NoBrowserError(Exception):
    """There is no browser; the message is one line that says what to do."""


def starts(executable: str) -> bool:
    """Whether a browser's executable runs and tells its version."""
    try:
        return debian.run([executable, "--version"], stderr=subprocess.DEVNULL, timeout=60) == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def named() -> str | None:
    """Return the browser that the environment names.

    Raises
    ------
    NoBrowserError
        If it names one that does not start: it is never passed over.
    """
    executable = os.environ.get("MAPDASH_CHROMIUM")
    if executable and not starts(executable):
        raise NoBrowserError(f"MAPDASH_CHROMIUM is {executable}, which does not start: correct it")
    return executable or None


def on_path() -> str | None:
    """Return the first browser on the PATH that starts."""
    found = (shutil.which(name) for name in NAMES)
    return next((each for each in found if each and starts(each)), None)


def from_debian() -> str | None:
    """Install Debian's package, as root or with passwordless sudo, and return its path."""
    return on_path() if debian.install("Chromium", PACKAGES) else None


def from_playwright() -> str | None:
    """Return Playwright's own browser, downloading it if need be."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    print("Fetching Playwright's own Chromium", file=sys.stderr)
    debian.run([sys.executable, "-m", "playwright", "install", "chromium"])
    with sync_playwright() as playwright:
        executable = playwright.chromium.executable_path
    return executable if Path(executable).exists() and starts(executable) else None


def find(*, install: bool) -> str:
    """Return the path of a browser that starts.

    Raises
    ------
    NoBrowserError
        If there is none and, with `install`, none could be got.
    """
    ways = (named, on_path, from_debian, from_playwright) if install else (named, on_path)
    for way in ways:
        executable = way()
        if executable:
            return executable
    raise NoBrowserError(REMEDY)


def main() -> int:
    """Print the path, or one line that says what to install."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true", help="install one if there is none")
    try:
        print(find(install=parser.parse_args().install))
    except NoBrowserError as error:
        print(f"mapdash: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
