"""``python -m mapdash`` is the same as ``mapdash``."""

import sys

from mapdash.cli import main

sys.exit(main())
