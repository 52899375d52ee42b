"""The example configurations for a team's server are such as nginx and systemd accept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deployment import SERVING, SHOWN_PORTS, configuration, nginx, program, put
from mapdash.cli import parsed
from mapdash.cli.serve import _service
from mapdash.service import Service


def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
    """`nginx -t` finds nothing wrong, and warns of nothing."""
    command = nginx(configuration(tmp_path, 8443, SHOWN_PORTS), "-t")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "warn" not in ran.stderr


def test_systemd_accepts_its_unit(tmp_path: Path) -> None:
    """`systemd-analyze verify` finds nothing wrong in an instance of the unit."""
    analyze = program("systemd-analyze")
    text = (SERVING / "mapdash@.service").read_text(encoding="utf-8")
    unit = tmp_path / f"mapdash@{SHOWN_PORTS[0]}.service"
    unit.write_text(put(text, "/opt/mapdash/bin/mapdash", sys.executable), encoding="utf-8")
    ran = subprocess.run(
        [analyze, "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    assert ran.returncode == 0, ran.stderr
    assert unit.name not in ran.stderr


def test_the_unit_starts_what_there_is() -> None:
    """The unit's command is one that mapdash takes: in public, logged, behind its base path."""
    text = (SERVING / "mapdash@.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=\S+/mapdash (.*)$", text, re.MULTILINE)
    options = parsed(line.replace("%i", "8511").split())
    assert options.base_path == "atlas"
    assert _service(options) == Service(
        public=True, uploads=False, json_log=True, most_sessions=200
    )


@pytest.mark.parametrize("file", sorted(SERVING.iterdir()), ids=lambda file: file.name)
def test_the_guide_tells_of_every_example(file: Path) -> None:
    """Each file in docs/serving is linked from docs/serving.md."""
    guide = (SERVING.parent / "serving.md").read_text(encoding="utf-8")
    assert f"(serving/{file.name})" in guide
