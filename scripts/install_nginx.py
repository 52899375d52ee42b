"""Install nginx where it is missing, for the test of the atlas behind it.

Only for machines that are set up anew for each run: Debian starts what it
installs, and a server on port 80 is nothing to surprise anybody with.
"""

from __future__ import annotations

import os
import shutil

import debian

#: Where Debian keeps programs that are not on everyone's path.
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))


def main() -> None:
    """Try; the test says that it is skipped where nginx is still missing."""
    if shutil.which("nginx", path=PATH) is None:
        debian.install("nginx", ("nginx-light", "openssl"))


if __name__ == "__main__":
    main()
