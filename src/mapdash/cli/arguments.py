"""What the commands share: how arguments are read, and which atlas is meant."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.errors import MapdashError

if TYPE_CHECKING:
    from mapdash.cli.parser import Parser
    from mapdash.intervals import Interval
    from mapdash.records import Published

    #: What a command adds itself to.
    Commands = argparse._SubParsersAction[Parser]  # noqa: SLF001


def count(text: str) -> int:
    """Read how many."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is no number: give one from 1")
    return number


def port(text: str) -> int:
    """Read the number of a port."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return number


def published(text: str) -> Published:
    """Read a day of publication, given as a day, a month or a year."""
    from mapdash.intervals import parse_partial
    from mapdash.records import Published

    try:
        return Published(parse_partial(text), "stated", "given on the command line")
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write 2024-03-19") from None


def interval(text: str) -> Interval:
    """Read a day, a month, a year, or two of them parted by a stroke."""
    from mapdash.intervals import parse_bounds, parse_partial

    first, stroke, last = text.partition("/")
    try:
        return parse_bounds(first, last) if stroke and first and last else parse_partial(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def web_address(text: str) -> str:
    """Read the address of a page."""
    if not text.startswith(("https://", "http://")) or len(text.split()) != 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no web address: it begins with https://")
    return text


def encoding(text: str) -> str:
    """Read the name of an encoding of texts."""
    try:
        b"x".decode(text, "replace")
    except LookupError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no encoding of texts: cp1252, cp1251, koi8-r, utf-16-le, ..."
        ) from None
    return text


def ids(text: str) -> tuple[str, ...]:
    """Read a list parted by commas; what is named twice counts once."""
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def atlas_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which atlas, as its argument."""
    parser.add_argument(
        "atlas", nargs="?", type=Path, help="an atlas's folder; the bundled one if left out"
    )


def atlas_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which atlas, as an option."""
    parser.add_argument("--atlas", type=Path, help="an atlas's folder; else the bundled one")


def folder(given: Path | None) -> Path:
    """Return the atlas's folder: the one given, or the bundled one.

    Raises
    ------
    MapdashError
        If there is no such folder.
    """
    if given is None:
        from mapdash.locate import default_atlas

        return default_atlas()
    if not given.is_dir():
        raise MapdashError(f"{given}: there is no such folder; name one that holds an atlas.toml")
    return given.resolve()
