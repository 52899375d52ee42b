"""The parser of the command line: takes arguments as typed, and tells wrong ones in a line."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from mapdash.errors import one_line


class Parser(argparse.ArgumentParser):
    """A parser that tells what is wrong in one line.

    What begins with a number below zero is a value to it, not an option:
    longitudes west of Greenwich and latitudes south of the equator do.
    """

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        # As from Python 3.14 on; before, only a number that stands alone was taken for one.
        self._negative_number_matcher = re.compile(r"-\.?\d")

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong and where help is, and end with status 2."""
        self.exit(2, f"{self.prog}: {one_line(message)}; see {self.prog} --help\n")
