"""The command line: prints, and says by its exit status how it went.

A module a command.  Each imports what it needs when it runs, so that
``mapdash --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mapdash.cli import add, add_layer, annotate, check, evaluate, export, new, schemas, serve
from mapdash.cli.parser import Parser
from mapdash.errors import AtlasError, MapdashError, one_line, told_once

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

#: In the order in which the help lists them.
COMMANDS = (serve, check, new, add, add_layer, annotate, export, evaluate, schemas)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    options = parsed(arguments)
    try:
        return int(options.run(options))
    except AtlasError as error:
        for fault in told_once(error.faults):
            print(fault, file=sys.stderr)
    except MapdashError as error:
        print(one_line(str(error)), file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has enough: no error, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return 1


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; what a command does not know is told in its own name."""
    parser = Parser(prog="mapdash", description="The map that quotes its sources.")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        commands.choices[options.command].error(f"does not know {' '.join(unknown)}")
    return options
