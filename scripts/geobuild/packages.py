"""Fetching the packages that extracts come out of, with their own clients."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def unpacked(source: Mapping[str, Any], folder: Path) -> Path:
    """Fetch a source's package into a folder and return where it lies unpacked.

    Raises
    ------
    subprocess.CalledProcessError
        If the registry's client fails; it has said why.
    """
    place = folder / f"{source['package'].replace('/', '_')}-{source['version']}"
    if not place.exists():
        place.mkdir(parents=True)
        _FETCH[source["registry"]](source, place)
    return place


def _pypi(source: Mapping[str, Any], place: Path) -> None:
    if "reader" in source:  # the data is read by a library, which is put beside it
        wanted = [f"{source['package']}=={source['version']}", source["reader"]]
        _run("pip", "install", "--quiet", "--target", str(place), *wanted)
        return
    wanted = [f"{source['package']}=={source['version']}"]
    _run("pip", "download", "--quiet", "--no-deps", "--dest", str(place), *wanted)
    with zipfile.ZipFile(next(place.glob("*.whl"))) as archive:
        archive.extractall(place)  # noqa: S202 - zipfile keeps members inside


def _npm(source: Mapping[str, Any], place: Path) -> None:
    command = ["npm", "pack", "--silent", f"{source['package']}@{source['version']}"]
    subprocess.run(command, cwd=place, check=True)
    with tarfile.open(next(place.glob("*.tgz"))) as archive:
        archive.extractall(place, filter="data")


def _debian(source: Mapping[str, Any], place: Path) -> None:
    wanted = f"{source['package']}={source['version']}"
    subprocess.run(["apt-get", "download", wanted], cwd=place, check=True)
    subprocess.run(["dpkg-deb", "-x", str(next(place.glob("*.deb"))), str(place)], check=True)


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", *arguments], check=True)


_FETCH = {"pypi": _pypi, "npm": _npm, "debian": _debian}
