"""The house itself: its floors, what stands in it, and what leaves it in the wheel."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from importlinter.cli import lint_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "mapdash"
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted((PACKAGE / "web").glob("*.js"))
ATLASES = [ROOT, *sorted(each for each in (ROOT / "tests" / "atlases").iterdir() if each.is_dir())]
LONGEST = 350


def relative(path: Path) -> str:
    """Return a path as it is written in the repository, for a test's name."""
    return path.relative_to(ROOT).as_posix()


def read(*parts: str) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a TOML file."""
    return tomllib.loads(Path(*parts).read_text(encoding="utf-8"))


def kept() -> list[Path]:
    """Return the repository's files, without what is made from them."""
    made = {".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").replace("/", "").split()}
    tops = [each for each in ROOT.iterdir() if each.name not in made]
    below = [*tops, *(path for top in tops for path in top.rglob("*"))]
    return [path for path in below if path.is_file() and not made & {*path.parts}]


# ------------------------------------------------------------------ floors


def test_a_module_imports_only_from_the_floors_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every contract of pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    """No module has grown past what one reads at a stretch."""
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST


# ------------------------------------------------------------------ the atlas is data


def words_of(atlas: Path) -> set[str]:
    """Return what names an atlas's subject: ids and names of places, layers and issues."""
    settings = read(atlas, "atlas.toml")
    places = read(atlas, "geodata", "places.toml")["place"]
    articles = read(atlas, "seeds", "articles.toml")["article"]
    ids = {each["id"] for each in (*settings["layer"], *settings["issue"], *places)}
    names = {name for place in places for names in place["names"].values() for name in names}
    return ids | names | {article["file"] for article in articles}


def docstrings(tree: ast.AST) -> set[int]:
    """Return the lines on which docstrings begin."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.body[0].lineno
        for node in ast.walk(tree)
        if isinstance(node, owners) and ast.get_docstring(node, clean=False) is not None
    }


def code_of(path: Path) -> Iterator[str]:
    """Yield a module's words, its comments included, its docstrings not."""
    source = path.read_text(encoding="utf-8")
    examples = docstrings(ast.parse(source))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in {tokenize.NAME, tokenize.STRING, tokenize.COMMENT} and not (
            token.type == tokenize.STRING and token.start[0] in examples
        ):
            yield token.string


@pytest.fixture(scope="module")
def subject() -> re.Pattern[str]:
    """Return what finds a word of any atlas's subject."""
    words = sorted(set().union(*map(words_of, ATLASES)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_word_of_an_atlas_stands_in_a_module(path: Path, subject: re.Pattern[str]) -> None:
    """The program knows no place, layer, issue or article by name."""
    assert [found for code in code_of(path) for found in subject.findall(code)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_no_word_of_an_atlas_stands_in_a_script(path: Path, subject: re.Pattern[str]) -> None:
    """Nor does the part of it that runs in the browser."""
    assert subject.findall(path.read_text(encoding="utf-8")) == []


# ------------------------------------------------------------------ what is committed


def test_nothing_committed_depends_on_one_machine() -> None:
    """No file names a folder of somebody's machine, or where packages are fetched from."""
    folders = "work|tmp|home|root|Users"
    hosts = "pypi|pythonhosted|npmjs"
    pattern = re.compile(
        rf"(?<![\w./-])/(?:{folders})/\w|\b(?:{hosts})\.(?:org|com)\b".encode(), re.IGNORECASE
    )
    found = {relative(path): pattern.findall(path.read_bytes()) for path in kept()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_both_ways_to_start_read_the_same_settings() -> None:
    """``streamlit run`` reads the root's settings, ``mapdash serve`` the package's."""
    settings = Path(".streamlit", "config.toml")
    assert (ROOT / settings).read_bytes() == (PACKAGE / "dashboard" / settings).read_bytes()


# ------------------------------------------------------------------ what is needed


@pytest.fixture(scope="module")
def listing() -> ModuleType:
    """Import the script that lists the dependencies."""
    spec = spec_from_file_location("listing", ROOT / "scripts" / "list_dependencies.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_dependency_is_told_of(listing: ModuleType) -> None:
    """docs/dependencies.md is what the script makes of pyproject.toml and of the reasons."""
    assert listing.LIST.read_text(encoding="utf-8") == listing.text()


# ------------------------------------------------------------------ the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, with the build backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    arguments = ["--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "build", *arguments], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def contents(wheel: Path, below: str) -> dict[str, bytes]:
    """Return the wheel's files below a folder, by their path from there."""
    with ZipFile(wheel) as archive:
        return {
            name.removeprefix(below): archive.read(name)
            for name in archive.namelist()
            if name.startswith(below)
        }


def test_the_wheel_bundles_the_atlas_as_it_stands_in_the_tree(wheel: Path) -> None:
    """Whoever installs mapdash gets the default atlas, byte for byte."""
    wanted = (
        "atlas.toml",
        "quality.json",
        "seeds/**/*",
        "geodata/places.toml",
        "geodata/SOURCES.md",
        "geodata/layers/*",
        "geodata/basemap/*",
    )
    tree = {
        relative(path): path.read_bytes()
        for pattern in wanted
        for path in ROOT.glob(pattern)
        if path.is_file()
    }
    assert contents(wheel, "mapdash/bundled/") == tree


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    """Scripts, styles, data and settings travel with the modules."""
    tree = {
        path.relative_to(PACKAGE).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = contents(wheel, "mapdash/")
    assert {name: body for name, body in packed.items() if not name.startswith("bundled/")} == tree


def test_the_installed_package_finds_its_atlas_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """`mapdash check` without a folder checks the bundled atlas, far from any checkout."""
    site = tmp_path / "site"
    pip = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *pip], check=True, capture_output=True)
    program = (
        "import sys, mapdash.locate as locate\n"
        "from mapdash.cli import main\n"
        "print(locate.default_atlas())\n"
        "sys.exit(main(['check']))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[0] == str(site / "mapdash" / "bundled")
