"""Taking texts and shapes into an atlas: tried out on a copy first, then all at once."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mapdash.atlas import Atlas, examine_atlas
from mapdash.errors import AtlasError, Fault, MapdashError
from mapdash.ingest.layer import Plan
from mapdash.ingest.proposal import Proposal
from mapdash.ingest.toml_files import with_tables
from mapdash.records import Article
from mapdash.storing import change_files, finish_change, locked

_ARTICLES, _PLACES, _SETTINGS = "seeds/articles.toml", "geodata/places.toml", "atlas.toml"
_PARTS = ("atlas.toml", "seeds", "geodata/places.toml", "geodata/layers", "geodata/basemap")

# How a FeatureCollection ends where nothing stands after its features.
_CLOSING = re.compile(r"\s*\]\s*\}\s*\Z")


def admit_articles(folder: Path, proposals: Sequence[Proposal]) -> Atlas:
    """Write texts and their facts into an atlas; return the atlas as it is then.

    Raises
    ------
    AtlasError
        If the atlas would have faults with them; nothing is written.
    MapdashError
        If it cannot be written, or another has changed it meanwhile.
    """
    with held(folder):
        before = (folder / _ARTICLES).read_bytes()
        files = {f"seeds/{each.article.file}": each.draft.data for each in proposals}
        for name, data in files.items():
            # A text that was put there and never entered is the same one.
            if (folder / name).exists() and (folder / name).read_bytes() != data:
                raise MapdashError(f"{name}: has come there meanwhile; add the text again")
        tables = [_table(each.article) for each in proposals]
        files[_ARTICLES] = with_tables(before, _ARTICLES, "article", tables)
        return write(folder, files)


def _table(article: Article) -> dict[str, Any]:
    published = article.published
    table: dict[str, Any] = {
        "file": article.file,
        "title": article.title,
        "authors": article.authors or "",
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language if article.language != "en" else "",
        "sha256": article.sha256,
    }
    if published:
        days = {"from": published.interval.first, "to": published.interval.last}
        why = {"why": published.why} if published.why else {}
        table["published"] = {**days, "basis": published.basis, **why}
    return table


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold an atlas for oneself; what went before is finished first.

    Raises
    ------
    MapdashError
        If it cannot be held, read or written.
    """
    try:
        with locked(folder):
            finish_change(folder)
            yield
    except OSError as error:
        where = error.filename or folder
        raise MapdashError(f"{where}: {error.strerror}; the atlas is as it was") from None


def write(folder: Path, files: Mapping[str, bytes]) -> Atlas:
    """Write files of an atlas that one holds, if it has no faults with them.

    Raises
    ------
    AtlasError
        With the faults that it would have; nothing is written.
    """
    atlas, faults = _rehearsed(folder, files)
    if atlas is None:
        raise AtlasError(_errors(faults))
    change_files(folder, files)
    return atlas


def _rehearsed(folder: Path, files: Mapping[str, bytes]) -> tuple[Atlas | None, tuple[Fault, ...]]:
    """Return the atlas as it would be with other files, and its faults."""
    with tempfile.TemporaryDirectory(prefix="mapdash-") as name:
        copy = Path(name)
        (copy / "geodata").mkdir()
        for part in _PARTS:
            if (folder / part).is_dir():
                shutil.copytree(folder / part, copy / part)
            elif (folder / part).exists():
                shutil.copy(folder / part, copy / part)
        for path, data in files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(data)
        return examine_atlas(copy)


def _errors(faults: Iterable[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.severity == "error"]


def admit_layer(folder: Path, plan: Plan) -> Atlas:
    """Write a layer's features, its new places and the layer itself; return the atlas then.

    Raises
    ------
    AtlasError
        If the atlas would have faults with them; nothing is written.
    MapdashError
        If it cannot be written.
    """
    name = f"geodata/layers/{plan.wish.layer}.geojson"
    with held(folder):
        path = folder / name
        if plan.layer and path.exists():
            raise MapdashError(f"{name}: is there, though no layer names it; move it elsewhere")
        before = path.read_bytes() if path.exists() else b""
        files = {name: with_features(before, plan.features)}
        for file, key, tables in (
            (_PLACES, "place", plan.places),
            (_SETTINGS, "layer", [plan.layer] if plan.layer else []),
        ):
            if tables:
                files[file] = with_tables((folder / file).read_bytes(), file, key, tables)
        return write(folder, files)


def with_features(before: bytes, features: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a GeoJSON file with features added at its end, a line each; nothing else is touched.

    Parameters
    ----------
    before : bytes
        A FeatureCollection, or nothing for a new file.
    """
    lines = [json.dumps(each, ensure_ascii=False) for each in features]
    if not before:
        before = b'{"type": "FeatureCollection", "features": [\n]}\n'
    text = before.decode("utf-8-sig")
    old = json.loads(text)
    wanted = old | {"features": [*old["features"], *features]}
    closing = _CLOSING.search(text)
    if closing:
        comma = "," if old["features"] else ""
        added = ",\n  ".join(lines)
        text = f"{text[: closing.start()]}{comma}\n  {added}\n]}}\n"
    with contextlib.suppress(json.JSONDecodeError):
        if json.loads(text) == wanted:
            return text.encode("utf-8")
    # Something else stands after the features: the file is written anew.
    return (json.dumps(wanted, ensure_ascii=False) + "\n").encode("utf-8")
