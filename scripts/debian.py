"""Installing Debian's packages, where that can be done without asking anybody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence


def install(what: str, packages: Sequence[str]) -> bool:
    """Install packages, as root or with passwordless sudo; return whether that could be tried."""
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    print(f"Installing {what} with apt", file=sys.stderr)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # A stale list of packages names files that are gone; one that cannot be renewed may still do.
    run([*apt, "update"])
    run([*apt, "install", "--yes", "--no-install-recommends", *packages])
    return True


def run(command: list[str], stderr: int | None = None, timeout: float | None = None) -> int:
    """Run a command with no input and nothing on standard output; return its status."""
    silent = subprocess.DEVNULL
    return subprocess.run(
        command, stdin=silent, stdout=silent, stderr=stderr, timeout=timeout, check=False
    ).returncode


def _root_prefix() -> list[str] | None:
    """Return what must stand before a command to run it as root, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None
