"""How the atlas is served: what is allowed, and who says so."""

from __future__ import annotations

import pytest

from mapdash.cli import main, parsed
from mapdash.cli.serve import _service
from mapdash.errors import AtlasError
from mapdash.service import Service, is_this_machine, service


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Service()),
        ({"MAPDASH_PUBLIC": "1"}, Service(public=True, uploads=False)),
        ({"MAPDASH_PUBLIC": "yes", "MAPDASH_UPLOADS": "on"}, Service(public=True)),
        ({"MAPDASH_EDITING": " True "}, Service(editing=True)),
        ({"MAPDASH_EDITING": "1", "MAPDASH_EDITOR": " Ada "}, Service(editing=True, editor="Ada")),
        ({"MAPDASH_PUBLIC": "0", "MAPDASH_UPLOADS": ""}, Service()),
        (
            {"MAPDASH_CORS": "1", "MAPDASH_JSON_LOG": "1", "MAPDASH_MOST_SESSIONS": "8"},
            Service(cors=True, json_log=True, most_sessions=8),
        ),
    ],
)
def test_the_environment_says_what_is_allowed(
    environment: dict[str, str], expected: Service
) -> None:
    """In public nothing is uploaded and nothing written, unless that is asked for."""
    assert service(environment) == expected


def test_every_variable_that_cannot_be_read_is_told_of() -> None:
    """A word that is neither yes nor no opens nothing: the process says so and stops."""
    with pytest.raises(AtlasError) as refused:
        service({"MAPDASH_PUBLIC": "perhaps", "MAPDASH_MOST_SESSIONS": "0"})
    assert [str(fault) for fault in refused.value.faults] == [
        "MAPDASH_PUBLIC: 'perhaps' is neither yes nor no; give 1 or 0",
        "MAPDASH_MOST_SESSIONS: '0' is no number of sessions; give a number from 1, such as 200",
    ]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("unix:///run/mapdash.sock", True),
        ("0.0.0.0", False),  # noqa: S104 -- what must be told apart
        ("::", False),
        ("192.168.1.4", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_an_address_that_others_can_reach_is_known(host: str, expected: bool) -> None:
    """Only a loopback address, and a socket in the file system, are this machine's own."""
    assert is_this_machine(host) is expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], Service()),
        (["--public"], Service(public=True, uploads=False)),
        (["--host", "0.0.0.0"], Service(public=True, uploads=False)),  # noqa: S104
        (["--public", "--uploads"], Service(public=True)),
        (["--public", "--edit"], Service(public=True, uploads=False, editing=True)),
        (["--no-uploads"], Service(uploads=False)),
        (["--edit", "--editor", "Ada"], Service(editing=True, editor="Ada")),
        (["--most-sessions", "9"], Service(most_sessions=9)),
        (["--cors", "--log", "json"], Service(cors=True, json_log=True)),
    ],
)
def test_the_command_line_says_what_is_allowed(options: list[str], expected: Service) -> None:
    """An address that others can reach is public, also where nobody says so."""
    assert _service(parsed(["serve", *options])) == expected


@pytest.mark.parametrize("options", [["--edit"], ["--edit", "--public"]])
def test_nobody_edits_from_another_machine(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where others could reach it, `--edit` is refused before anything starts."""
    assert main(["serve", "--host", "0.0.0.0", *options]) == 1  # noqa: S104
    assert capsys.readouterr().err == (
        "--edit: 0.0.0.0 can be reached by others; edit on --host 127.0.0.1\n"
    )
