"""Apps as processes, each behind a relay that counts what goes over the wire."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

APPS = Path(__file__).parent / "apps"
PATIENCE = 120


@dataclass
class Relay:
    """Passes every byte between the browser and an app, and counts those of both ways."""

    port: int
    bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """Where the browser finds the app."""
        return f"http://127.0.0.1:{self.own}"

    def start(self) -> Relay:
        """Listen on a free port."""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.own = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.server.accept()
            except OSError:
                return
            # A browser opens connections that it drops again at once: not the end of the rest.
            with suppress(OSError):
                self._join(near, socket.create_connection(("127.0.0.1", self.port)))

    def _join(self, near: socket.socket, far: socket.socket) -> None:
        for one in (near, far):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for pair in ((near, far), (far, near)):
            threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                with self._lock:
                    self.bytes += len(data)
                other.sendall(data)
        except OSError:
            pass
        finally:
            for each in (one, other):
                each.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the app did not come up")


@contextmanager
def _relayed(command: list[str], port: int, **options: object) -> Iterator[Relay]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **quiet, **options)  # type: ignore[call-overload]
    try:
        _wait(port, process)
        yield Relay(port).start()
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def ours(atlas: Path) -> Iterator[Relay]:
    """Serve an atlas."""
    port = _free_port()
    run = "import sys; from mapdash.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "serve", str(atlas), "--port", str(port)]
    with _relayed(command, port) as relay:
        yield relay


@contextmanager
def plain(name: str, folder: Path, files: Path | None = None) -> Iterator[Relay]:
    """Serve one of the plain apps from a folder of its own, with Leaflet beside it."""
    from xstatic.pkg import leaflet

    (folder / "static").mkdir(parents=True, exist_ok=True)
    for each in ("leaflet.js", "leaflet.css"):
        shutil.copy(Path(leaflet.BASE_DIR) / each, folder / "static" / each)
    script = Path(shutil.copy(APPS / f"{name}.py", folder))
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    command += ["--server.enableStaticServing", "true", "--browser.gatherUsageStats", "false"]
    command += ["--server.fileWatcherType", "none", "--server.showEmailPrompt", "false"]
    environment = os.environ | {"LOOP_FILES": str(files or folder)}
    with _relayed(command, port, cwd=folder, env=environment) as relay:
        yield relay
