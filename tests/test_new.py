"""`mapdash new`: an atlas to start from, whole and without faults."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mapdash.atlas import examine_atlas, load_atlas
from mapdash.cli import main

EMPTY = ["--title", 'A "lake" \\ {{ 7*7 }}', "--days", "1880/1920-06", "--view", "14.6,48.5,12"]


def test_the_sample_is_an_atlas_without_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even a warning; and the next steps are told."""
    folder = tmp_path / "below" / "mine"
    assert main(["new", str(folder)]) == 0
    assert f"mapdash serve {folder}" in capsys.readouterr().out
    atlas, faults = examine_atlas(folder)
    assert atlas is not None
    assert faults == ()
    assert main(["check", str(folder), "--strict"]) == 0


def test_the_sample_shows_what_an_atlas_can_do(tmp_path: Path) -> None:
    """Names, rules, sets, places that end, relative days, issues: each stands in it once."""
    main(["new", str(tmp_path / "mine")])
    atlas = load_atlas(tmp_path / "mine")
    mentions = [each for reading in atlas.readings.values() for each in reading.mentions]
    assert {each.why for each in mentions} == {"name", "rule"}
    assert {place for each in mentions for place in each.places} == atlas.places.keys()
    assert any(feature.figures for feature in atlas.features)
    assert {feature.basis for feature in atlas.features} >= {"surveyed", "derived", "schematic"}
    bases = {each.published.basis for each in atlas.articles.values() if each.published}
    assert bases == {"stated", "inferred"}
    dates = [each for reading in atlas.readings.values() for each in reading.dates]
    assert "2024" not in {str(each.interval)[:4] for each in dates}
    assert {each.exact: str(each.interval) for each in dates}["Tuesday"] == "1899-03-14"
    found = {find.issue for excerpt in atlas.excerpts for find in excerpt.issues}
    assert found == {issue.id for issue in atlas.settings.issues}


def test_every_file_that_can_hold_comments_teaches(tmp_path: Path) -> None:
    """Settings, articles and places explain themselves; the README names every file."""
    folder = tmp_path / "mine"
    main(["new", str(folder)])
    for name in ("atlas.toml", "seeds/articles.toml", "geodata/places.toml"):
        assert (folder / name).read_text(encoding="utf-8").count("#") > 3
    assert "seeds/links.jsonl" in (folder / "seeds/articles.toml").read_text(encoding="utf-8")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "README.md":
            relative = path.relative_to(folder)
            assert path.name in readme or f"{relative.parent.as_posix()}/*{path.suffix}" in readme


@pytest.mark.parametrize("options", [[], EMPTY])
def test_a_folder_that_holds_anything_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """One line; what was there stays as it was."""
    kept = tmp_path / "notes.txt"
    kept.write_text("mine")
    for named in (tmp_path, kept):
        assert main(["new", str(named), *options]) == 1
        assert "not empty; name another folder" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == [kept]
    assert kept.read_text() == "mine"


@pytest.mark.parametrize("options", [[], EMPTY])
def test_an_empty_folder_is_filled(tmp_path: Path, options: list[str]) -> None:
    """A folder made beforehand will do; nothing else comes beside it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    assert main(["new", str(folder), *options]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]
    assert load_atlas(folder).version


def test_an_empty_atlas_says_what_it_was_told(tmp_path: Path) -> None:
    """Title, time and view; no layer, no place, no article, and no fault."""
    folder = tmp_path / "mine"
    assert main(["new", str(folder), *EMPTY]) == 0
    settings = tomllib.loads((folder / "atlas.toml").read_text(encoding="utf-8"))
    assert settings["title"] == EMPTY[1]
    atlas, faults = examine_atlas(folder)
    assert faults == ()
    assert atlas is not None
    assert (str(atlas.settings.extent.first), str(atlas.settings.extent.last)) == (
        "1880-01-01",
        "1920-06-30",
    )
    assert (atlas.settings.centre, atlas.settings.zoom) == ((14.6, 48.5), 12)
    assert [*atlas.places, *atlas.features, *atlas.articles, *atlas.settings.layers] == []


def test_half_of_what_an_empty_atlas_needs_is_not_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is guessed: the rest is asked for."""
    assert main(["new", str(tmp_path / "mine"), "--title", "Lake"]) == 1
    assert "--title, --days and --view" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("view", ["14.6", "200,48,12", "14,98,12", "a,b,c", "14,48,30"])
def test_a_view_that_is_none_is_told(tmp_path: Path, view: str) -> None:
    """Longitude, latitude and zoom have their ranges."""
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "mine"), "--title", "x", "--days", "1880", "--view", view])


@pytest.mark.parametrize(
    ("view", "centre"),
    [
        ("-5.2,50.1,8", (-5.2, 50.1)),
        ("-5.2,-50.1,8", (-5.2, -50.1)),
        ("-.5,0,8", (-0.5, 0)),
        ("5.2,-50.1,8", (5.2, -50.1)),
    ],
)
def test_a_view_lies_on_any_side_of_the_globe(
    tmp_path: Path, view: str, centre: tuple[float, float]
) -> None:
    """West of Greenwich and south of the equator are taken as they are typed."""
    for given in (["--view", view], [f"--view={view}"]):
        folder = tmp_path / str(len(given))
        assert main(["new", str(folder), "--title", "x", "--days", "1600/2024", *given]) == 0
        assert load_atlas(folder).settings.centre == centre
