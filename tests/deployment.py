"""The example configurations of docs/serving, with the addresses of a test put in their place."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

SERVING = Path(__file__).resolve().parent.parent / "docs" / "serving"
#: Where Debian keeps programs that are not on everyone's path.
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
SHOWN_PORTS = (8511, 8512)


def program(name: str) -> str:
    """Return the path of a program; the test is skipped where it is not installed."""
    found = shutil.which(name, path=PATH)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def put(text: str, shown: str, instead: str) -> str:
    """Replace what an example shows, which has to stand in it."""
    assert shown in text, f"the example does not hold {shown!r}"
    return text.replace(shown, instead)


def configuration(folder: Path, port: int, nodes: Sequence[int]) -> Path:
    """Write the example's configuration for a port and those of its processes; give its path."""
    text = (SERVING / "nginx.conf").read_text(encoding="utf-8")
    text = put(text, "listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    for shown, node in zip(SHOWN_PORTS, nodes, strict=True):
        text = put(text, f"127.0.0.1:{shown}", f"127.0.0.1:{node}")
    certificate, key = certified(folder)
    text = put(text, "/etc/ssl/mapdash/fullchain.pem", str(certificate))
    text = put(text, "/etc/ssl/mapdash/privkey.pem", str(key))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    held = "\n".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}\ndaemon off;\npid {folder / 'nginx.pid'};\nerror_log {folder / 'error.log'};\n"
        f"events {{}}\nhttp {{\n{held}\n{text}\n}}\n",
        encoding="utf-8",
    )
    return whole


def certified(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine, signed by nobody; give it and its key."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program("openssl"), *made, *files], check=True, capture_output=True)
    return certificate, key


def nginx(configured: Path, *options: str) -> list[str]:
    """Return the command that runs nginx with a configuration."""
    log = configured.parent / "error.log"
    return [program("nginx"), "-e", str(log), "-c", str(configured), *options]


@contextmanager
def behind(configured: Path) -> Iterator[None]:
    """Run nginx with a configuration."""
    process = subprocess.Popen(nginx(configured), stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
