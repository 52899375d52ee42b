"""What the tests share: the two atlases, a running server, a watched browser."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from starlette.testclient import TestClient

    from mapdash.atlas import Atlas

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Long enough for a cold start on a busy machine; nothing waits for it to pass.
PATIENCE = 120
#: How long Playwright looks for what is expected: other tests may hold the machine meanwhile.
LOOKED_FOR = 30_000  # milliseconds

# Runs are the same everywhere: no deadline, for machines differ, and no chance.
settings.register_profile("mapdash", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("mapdash")


# ------------------------------------------------------------------ order


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, and run them last.

    What is cheap fails first, and Playwright keeps an event loop running in
    this thread, in which no other can be started.  Where several processes
    share the work, each takes whole files: of the tests that drive a browser,
    or of those that do not.
    """
    for item in items:
        drives = "browser" in getattr(item, "fixturenames", ())
        if drives:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("xdist_group") is None:
            group = f"{item.path.stem}, {'in a browser' if drives else 'quick'}"
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Let a fixture know, as it ends, how its test went."""
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


# ------------------------------------------------------------------ atlases


@pytest.fixture(scope="session")
def atlas_folder() -> Path:
    """Return the folder of the atlas that the repository is."""
    return ROOT


@pytest.fixture(scope="session")
def isles_folder() -> Path:
    """Return the folder of the second atlas, on an invented subject."""
    return ROOT / "tests" / "atlases" / "isles"


@pytest.fixture(scope="session")
def own_atlas(atlas_folder: Path) -> Atlas:
    """Read the atlas that the repository is, once for all: it takes seconds."""
    from mapdash.atlas import load_atlas

    return load_atlas(atlas_folder)


@pytest.fixture(scope="session", params=["own", "isles"])
def either_atlas(request: pytest.FixtureRequest, isles_folder: Path) -> Atlas:
    """Give the repository's own atlas, then the second one."""
    from mapdash.atlas import load_atlas

    if request.param == "isles":
        return load_atlas(isles_folder)
    own: Atlas = request.getfixturevalue("own_atlas")
    return own


# ------------------------------------------------------------------ server


@pytest.fixture
def answering(isles_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestClient]:
    """Give a function that opens a client of all that stands before a page.

    The page says nothing; its keywords are what the environment says of how
    the second atlas is served.
    """
    from starlette.responses import PlainTextResponse
    from starlette.testclient import TestClient

    from mapdash.atlas import ATLAS_VARIABLE
    from mapdash.serving.front import Front

    async def page(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await PlainTextResponse("the page")(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass

    def open_client(**said: str) -> TestClient:
        monkeypatch.setenv(ATLAS_VARIABLE, str(isles_folder))
        for name, value in said.items():
            monkeypatch.setenv(f"MAPDASH_{name.upper()}", value)
        return TestClient(Front(page), follow_redirects=False)

    return open_client


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 -- our own
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def running(atlas: Path, log: Path, *options: str) -> Iterator[str]:
    """Run ``mapdash serve ATLAS`` on a free port; give the address it answers at."""
    with started(atlas, log, *options) as (address, _):
        yield address


@contextmanager
def started(
    atlas: Path, log: Path, *options: str, base: str = ""
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run ``mapdash serve ATLAS`` with options; give the address it answers at, and the process.

    What it prints goes to `log`; `base` is the base path that the options tell.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}{base}"
    command = "import sys; from mapdash.cli import main; sys.exit(main())"
    arguments = ["serve", str(atlas), "--port", str(port), *options]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
        )
        try:
            limit = time.monotonic() + PATIENCE
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > limit:
                    pytest.fail(f"mapdash serve did not come up:\n{log.read_text()}")
                time.sleep(0.1)
            yield address, process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def server(atlas_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the repository's own atlas; give the address."""
    with running(atlas_folder, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def isles_server(isles_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the second atlas; give the address."""
    with running(isles_folder, tmp_path_factory.mktemp("isles") / "log.txt") as address:
        yield address


# ------------------------------------------------------------------ browser


def _executable() -> str:
    """Return a browser's path; a test that needs one fails without, it is never skipped."""
    found = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "find_browser.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all the tests."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LOOKED_FOR)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_executable(), args=list(FLAGS))
        yield chromium
        chromium.close()


def _watch(context: BrowserContext, problems: list[str]) -> None:
    """Note every error a page reports, and every request that leaves its origin."""
    origins: set[str] = set()

    def on_request(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"data", "blob", "about", "file"}:
            return
        if request.is_navigation_request() and request.frame.parent_frame is None:
            origins.add(parts.netloc)
        if parts.hostname != "127.0.0.1" or parts.netloc not in origins:
            problems.append(f"request to another origin: {request.url}")

    def on_message(message: Any) -> None:
        if message.type == "error":
            problems.append(f"console error: {message.text} ({message.location.get('url', '')})")

    context.on("request", on_request)
    context.on("console", on_message)
    context.on("weberror", lambda error: problems.append(f"page error: {error.error}"))


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a watched page in a context of its own.

    Its keywords are those of Playwright's ``Browser.new_context``.  At the
    end the test fails for any console error, page error or request to
    another origin; if it failed, screenshots are left in ``screenshots/``.
    """
    pages: list[Page] = []
    problems: list[str] = []

    def open_page(**options: Any) -> Page:
        defaults = {
            "viewport": {"width": 1280, "height": 800},
            "locale": "en-GB",
            "timezone_id": "UTC",
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**defaults | options)
        _watch(context, problems)
        pages.append(context.new_page())
        return pages[-1]

    yield open_page
    if request.node.stash.get(FAILED, False) or problems:
        _keep(pages, request.node.name)
    for page in pages:
        page.context.close()
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Open a watched page of a desktop's size."""
    return new_page()


def _keep(pages: list[Page], name: str) -> None:
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    safe = "".join(letter if letter.isalnum() else "-" for letter in name)
    for number, each in enumerate(pages, start=1):
        each.screenshot(path=folder / f"{safe}-{number}.png")
