"""The parser of the command line: arguments are taken as a person types them."""

from __future__ import annotations

import argparse
import re
from typing import Any


class Parser(argparse.ArgumentParser):
    """A parser that takes what begins with a number below zero for a value, not an option.

    Longitudes west of Greenwich and latitudes south of the equator do.
    """

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        # As from Python 3.14 on; before, only a number that stands alone was taken for one.
        self._negative_number_matcher = re.compile(r"-\.?\d")
