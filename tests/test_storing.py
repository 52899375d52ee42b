"""Writing to an atlas: stopped at any moment, it is the old or the new one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mapdash.atlas import examine_atlas
from mapdash.errors import AtlasError
from mapdash.storing import ASIDE, change_files, finish_change, locked, replace_file, undisturbed

OLD = {"atlas.toml": b"old settings", "seeds/articles.toml": b"old list"}
NEW = {"seeds/letter.txt": b"a letter", "atlas.toml": b"new", "seeds/articles.toml": b"new list"}

# Ends the process, as a kill does, at the n-th thing that it asks of the file system.
KILLED = """\
import os, sys
from pathlib import Path
from mapdash.storing import change_files, locked
folder, last = Path(sys.argv[1]), int(sys.argv[2])
files = {name: (folder.parent / "new" / name).read_bytes() for name in sys.argv[3:]}
left = last
def count(event, arguments):
    global left
    if event in {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod",
                 "shutil.rmtree", "tempfile.mkstemp"}:
        left -= 1
        if left < 0:
            os._exit(9)
sys.addaudithook(count)
with locked(folder):
    change_files(folder, files)
"""


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Write files without any care."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def held(folder: Path) -> dict[str, bytes]:
    """Return the files that an atlas's reader finds, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and ASIDE not in path.parts
    }


@undisturbed
def seen(folder: Path) -> dict[str, bytes]:
    """Return what one who reads an atlas sees."""
    return held(folder)


def test_a_change_killed_at_any_moment_leaves_the_old_or_the_new_atlas(tmp_path: Path) -> None:
    """Killed at the first, the second, ... operation, a reader finds all of it or nothing."""
    put(tmp_path / "new", NEW)
    found = []
    for moment in range(1000):
        folder = tmp_path / str(moment)
        put(folder, OLD)
        command = [sys.executable, "-S", "-c", KILLED, str(folder), str(moment), *NEW]
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": _path()}, check=False)
        assert done.returncode in {0, 9}
        found.append(seen(folder))
        assert found[-1] in (OLD, NEW), moment
        with locked(folder):
            change_files(folder, NEW)
        assert held(folder) == NEW
        assert not (folder / ASIDE).exists()
        if done.returncode == 0:
            break
    # Both have come about, and once it was new it was never old again.
    assert found.index(NEW) > 5
    assert OLD not in found[found.index(NEW) :]
    assert len(found) - found.index(NEW) > 5


def _path() -> str:
    import mapdash

    return str(Path(mapdash.__file__).parent.parent)


def test_a_file_that_cannot_be_replaced_stands_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails at the last moment costs the new version, not the old one."""
    path = tmp_path / "articles.toml"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["articles.toml"]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    "listed",
    [
        "not json",
        '{"a": 1}',
        '["../outside.txt"]',
        '["/outside.txt"]',
        '["seeds/../../outside.txt"]',
        "[7]",
        '[""]',
        '[".."]',
        f'["{ASIDE}/list.json"]',
    ],
)
def test_a_list_from_a_stranger_moves_nothing_out_of_the_atlas(tmp_path: Path, listed: str) -> None:
    """What cannot be finished, or names a file elsewhere, is one fault, and nothing is moved."""
    folder = tmp_path / "atlas"
    put(folder, OLD | {f"{ASIDE}/0": b"harm", f"{ASIDE}/list.json": listed.encode()})
    for read in (finish_change, examine_atlas):
        with pytest.raises(AtlasError, match="cannot be finished") as caught:
            read(folder)
        assert len(caught.value.faults) == 1
    assert held(folder) == OLD
    assert not (tmp_path / "outside.txt").exists()


def test_a_link_in_the_atlas_leads_no_change_out_of_it(tmp_path: Path) -> None:
    """A folder of the atlas that is a link to elsewhere is not followed."""
    folder, elsewhere = tmp_path / "atlas", tmp_path / "elsewhere"
    elsewhere.mkdir()
    listed = json.dumps(["seeds/x.txt"]).encode()
    put(folder, {"atlas.toml": b"", f"{ASIDE}/0": b"harm", f"{ASIDE}/list.json": listed})
    (folder / "seeds").symlink_to(elsewhere)
    with pytest.raises(AtlasError):
        finish_change(folder)
    assert list(elsewhere.iterdir()) == []


def test_who_reads_waits_for_who_writes(tmp_path: Path) -> None:
    """Readers see a whole atlas while writers change it over and over."""
    put(tmp_path, {"a": b"0", "b": b"0"})
    stop = threading.Event()
    mixed: list[dict[str, bytes]] = []

    def watch() -> None:
        while not stop.is_set():
            files = seen(tmp_path)
            if files["a"] != files["b"]:
                mixed.append(files)

    readers = [threading.Thread(target=watch) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 60):
        with locked(tmp_path):
            change_files(tmp_path, dict.fromkeys("ab", str(number).encode()))
    stop.set()
    for reader in readers:
        reader.join()
    assert mixed == []
    assert held(tmp_path) == {"a": b"59", "b": b"59"}
