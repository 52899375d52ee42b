"""The brief: map, days, excerpts and articles in one HTML file that loads nothing.

Everything a reader presses works from the disk, with the network off: the
scripts, the styles and the data stand in the file, and its own policy
forbids every request.  The policy lets only these very scripts run, by their
hashes; the data is JSON in which nothing can end the script it stands in.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from string import Template
from typing import TYPE_CHECKING

from mapdash.assets import IN_FRAME, joined, static_assets, web_text
from mapdash.export.brief_data import brief_data, held_by
from mapdash.export.extract import Extract, json_text
from mapdash.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapdash.assets import Asset
    from mapdash.telling import Model

# What would end the script that JSON stands in, or be taken for a template.
_UNSAFE = re.compile(r"[<>&\u2028\u2029]|\{(?=[{%#])")
_ADDRESSES = re.compile(r"url\((?!['\"]?data:)[^)]*\)")


def brief(extract: Extract) -> str:
    """Return the brief of a selection as one HTML document.

    It holds the passages that its layers, articles and known-on day let in,
    of every day and issue, and the whole text of their articles; it opens on
    its day, issues, place and passage.
    """
    held = held_by(extract)
    data = brief_data(held, extract.selection)
    styles = [*_css(), web_text("brief.css")]
    scripts = [*_scripts(), ("module", joined("brief.js"))]
    return Template(web_text("brief.html")).substitute(
        policy=_policy(styles, [text for _, text in scripts]),
        title=escape(extract.atlas.settings.title),
        version=escape(extract.atlas.version),
        edition=escape(_edition(held)),
        styles="\n".join(f"<style>{text}</style>" for text in styles),
        scripts="\n".join(f"<script{_kind(kind)}>{text}</script>" for kind, text in scripts),
        about=_about(held, data["articles"].values()),
        data=script_json(data),
    )


def script_json(value: object) -> str:
    r"""Return JSON that is safe inside a script element and in any template.

    >>> script_json("</script>{{x}}")
    '"\\u003c/script\\u003e\\u007b{x}}"'
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text(value))


# ---------------------------------------------------------------- the file


def _css() -> list[str]:
    """Return the styles of the map and the panel, without the pictures they could ask for."""
    files = static_assets()
    names = [*(name for name in IN_FRAME if name.endswith(".css")), "panel.css"]
    return [_ADDRESSES.sub("none", _text(files[name])) for name in names]


def _scripts() -> list[tuple[str, str]]:
    """Return the scripts of the map, in the order in which they need each other."""
    files = static_assets()
    return [("", _text(files[name])) for name in IN_FRAME if name.endswith(".js")]


def _text(file: Asset) -> str:
    """Return a file's text as a browser takes it in, so that its hash is the same there.

    The address of a source map, which a debugger would fetch, is left out.
    """
    text = file.body.decode().replace("\r\n", "\n")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)


def _kind(kind: str) -> str:
    return f' type="{kind}"' if kind else ""


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _edition(held: Extract) -> str:
    """Say which data the file holds, what of it, and on which day it opens."""
    as_of = day_text(held.atlas.settings.extent.as_of)
    opens = day_text(held.selection.day)
    return f"Data as of {as_of}, version {held.atlas.version}. Holds {held.view}; opens on {opens}."


def _about(held: Extract, articles: Iterable[Model]) -> str:
    """Return the sources, as text that needs no script."""
    sources = sorted({each.source for each in held.features})
    licences = {each.licence for each in held.features} | set(held.atlas.basemap["licence"])
    return "".join(
        (
            "<h2>About this file</h2>",
            f"<p>{escape(held.atlas.settings.description)}</p>",
            f"<p>{escape(held.attribution)}</p>",
            "<p>Made with mapdash. It asks for nothing from anywhere; what is hatched or dashed "
            "on its map is schematic. After the day of the data nothing is known.</p>",
            "<dl>",
            f"<dt>Articles</dt><dd><ul>{''.join(map(_article, articles))}</ul></dd>",
            f"<dt>Sources of the shapes</dt><dd>{_items(sources)}</dd>",
            f"<dt>Licences</dt><dd>{_items(sorted(licences))}</dd>",
            "</dl>",
        )
    )


def _items(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _article(facts: Model) -> str:
    told = ", ".join(
        part
        for part in (facts["authors"], facts["title"], facts["outlet"], facts["published"])
        if part
    )
    if not facts["url"]:
        return f"<li>{escape(told)}</li>"
    address = escape(facts["url"])
    return f'<li>{escape(told)}, <a href="{address}" rel="noreferrer noopener">{address}</a></li>'
