"""Citing a passage and a view: read back by a BibTeX parser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

from mapdash.atlas import Atlas, load_atlas
from mapdash.citation import cite_passage, cite_view, view_text
from mapdash.intervals import Interval
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from pathlib import Path

ACCESSED = date(1911, 11, 22)
LINK = "https://maps.example.org/?place=thole-cut&day=1878-06-01"
LOCAL = "http://127.0.0.1:8501/?place=thole-cut&day=1878-06-01"
_SPELT = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}
_CODE = re.compile(r"\\(?:text\w+\{\}|[&%$#_])")


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


def entry(bibtex: str) -> Entry:
    """Return the one entry that a parser reads."""
    (found,) = parse_string(bibtex, "bibtex").entries.values()
    return found


def typeset(field: str) -> str:
    """Return what LaTeX would print of a field that is only escaped."""
    bare = field[1:-1] if field.startswith("{") and field.endswith("}") else field
    return _CODE.sub(lambda code: _SPELT.get(code[0], code[0][-1]), bare)


def test_a_passage_is_cited_with_its_article_its_place_and_the_edition(isles: Atlas) -> None:
    """A footnote tells whose words they are, where they stand, and which atlas quotes them."""
    key = next(each.key for each in isles.excerpts if each.file == "harbour-gazette.txt")
    cited = cite_passage(isles, key, LINK, ACCESSED)
    assert cited.footnote == (
        "Ada Quill, “A Clear Road Through Great Osmer”, The Calder Harbour Gazette, 14 March 1879, "
        "passage 1 of 8; in “Osmer Isles: wards, canals and lights, 1850-1920” (mapdash atlas, "
        f"version {isles.version}, data as of 30 June 1912), {LINK}, accessed 22 November 1911."
    )
    read = entry(cited.bibtex)
    assert read.type == "article"
    assert [str(person) for person in read.persons["author"]] == ["Quill, Ada"]
    assert read.fields["journal"] == "The Calder Harbour Gazette"
    assert (read.fields["year"], read.fields["month"]) == ("1879", "March")
    assert read.fields["urldate"] == "1911-11-22"
    assert isles.version in read.fields["note"]


def test_an_address_that_nobody_else_can_open_is_not_cited(isles: Atlas) -> None:
    """The article's own source, the edition and what is asked of the page are what others find."""
    view = "mapdash view ?place=thole-cut&day=1878-06-01"
    key = next(each.key for each in isles.excerpts if each.file == "harbour-gazette.txt")
    opening = opening_selection(isles.settings)
    for cited in (
        cite_passage(isles, key, LOCAL, ACCESSED),
        cite_view(isles, opening, LOCAL, ACCESSED),
    ):
        assert cited.footnote.endswith(f", {view}, accessed 22 November 1911.")
        assert isles.version in cited.footnote
        read = entry(cited.bibtex)
        assert "url" not in read.fields
        assert typeset(read.fields["note"]).endswith(f", {view}")
        assert "127.0.0.1" not in cited.footnote + cited.bibtex


def test_a_date_that_is_only_inferred_is_not_cited_as_stated(isles: Atlas) -> None:
    """What the program concluded is told apart from what the article says."""
    key = next(each.key for each in isles.excerpts if each.file == "keepers-letter.txt")
    cited = cite_passage(isles, key, "", ACCESSED)
    assert "n.d. (inferred: 1 December 1897 – 30 June 1912)" in cited.footnote  # noqa: RUF001
    assert "year" not in entry(cited.bibtex).fields
    assert entry(cited.bibtex).fields["date"] == "1897-12-01/1912-06-30"


def test_every_passage_has_an_entry_of_its_own_that_parses(either_atlas: Atlas) -> None:
    """The entries of all passages go into one file, under different keys."""
    keys = [each.key for each in either_atlas.excerpts]
    entries = [cite_passage(either_atlas, key, LINK, ACCESSED).bibtex for key in keys]
    assert len(parse_string("\n".join(entries), "bibtex").entries) == len(keys)


def test_a_view_is_cited_with_all_that_narrows_it(isles: Atlas) -> None:
    """Day, days listed, layers, issues, articles and place are told, and the version."""
    chosen = replace(
        opening_selection(isles.settings),
        day=date(1879, 3, 14),
        layers=("canals",),
        issues=("tolls",),
        articles=("almanac.txt",),
        place="thole-cut",
        axis="publication",
        known_on=date(1912, 1, 1),
    )
    cited = cite_view(isles, chosen, LINK, ACCESSED)
    for part in (
        "map of 14 March 1879",
        "passages published 1 January 1870 – 14 March 1879",  # noqa: RUF001
        "as known on 1 January 1912",
        "layers: Canals",
        "issues: Tolls and dues",
        "articles: The Mariner's Almanac for the Osmer Isles",
        "place: Thole Cut",
    ):
        assert part in cited.footnote
        assert part in typeset(entry(cited.bibtex).fields["note"])
    assert cited.footnote.endswith(f"{LINK}, accessed 22 November 1911.")
    assert entry(cited.bibtex).fields["url"] == LINK
    assert isles.version in entry(cited.bibtex).fields["howpublished"]


def test_a_view_that_narrows_nothing_says_little(isles: Atlas) -> None:
    """What is not narrowed is not told."""
    chosen = replace(
        opening_selection(isles.settings), day=date(1880, 1, 1), window=Interval(None, None)
    )
    assert view_text(isles, chosen) == (
        "map of 1 January 1880; passages speaking of days until 1 January 1880"
    )


@given(title=st.text(min_size=1, max_size=40), link=st.text(max_size=30))
def test_whatever_a_title_holds_the_entry_is_well_formed(
    isles: Atlas, title: str, link: str
) -> None:
    """Braces, percent signs and line breaks of a title come back from a parser as they were."""
    key = isles.excerpts[0].key
    file = isles.excerpts[0].file
    article = replace(isles.articles[file], title=title, outlet=title, authors=(title,))
    atlas = replace(isles, articles={**isles.articles, file: article})
    cited = cite_passage(atlas, key, link, ACCESSED)
    read = entry(cited.bibtex)
    printable = "".join(c for c in title if c.isspace() or not is_control(c))
    said = " ".join(printable.split())
    if said:
        assert " ".join(typeset(read.fields["title"]).split()) == said
    assert "\n" not in cited.footnote


def is_control(character: str) -> bool:
    """Whether a character is a control code."""
    return ord(character) < 32 or 127 <= ord(character) < 160
