"""Articles are read byte for byte, with the facts their texts support, every fault at once."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from mapdash.articles import decode, load_articles
from mapdash.errors import UnreadableError
from mapdash.facts import facts_from_text

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.errors import Fault

REAL = load_articles(ROOT, [])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfone\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        ("Ünder".encode("utf-16"), "Ünder"),
        (b"\xfe\xff" + "Գorge".encode("utf-16-be"), "Գorge"),
        (b"a caf\xe9 on the quay \x96 closed", "a café on the quay \u2013 closed"),
    ],
)
def test_bytes_become_the_text_that_they_are(data: bytes, text: str) -> None:
    """Marks are taken off, encodings told apart, and line ends left alone."""
    assert decode(data) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t ",
        b"\x00\x01\x02",
        b"text\x00text",
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(1, 256)),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    """Empty, blank and binary files each say what they are."""
    with pytest.raises(UnreadableError) as refused:
        decode(data)
    assert str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_every_text_survives_its_encodings(text: str) -> None:
    """What was written in UTF-8 or UTF-16 is read as it was written."""
    if text.strip():
        assert decode(text.encode("utf-8")) == text
        assert decode(text.encode("utf-8-sig")) == text
        assert decode(text.encode("utf-16")) == text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing else comes of a file than a text or one clear line."""
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert text.strip()


def test_the_real_articles_are_all_there() -> None:
    """Five texts, each the one that articles.toml vouches for, and no fault."""
    faults: list[Fault] = []
    articles = load_articles(ROOT, faults)
    assert faults == []
    assert len(articles) == len(list((ROOT / "seeds").glob("*.txt")))
    for each in articles:
        assert each.text == (ROOT / "seeds" / each.file).read_bytes().decode()
        assert each.published is not None


@pytest.mark.parametrize("article", REAL, ids=lambda article: article.file[:3])
def test_a_real_article_states_what_its_facts_say(article: object) -> None:
    """Titles, authors and addresses stand in the texts; an inferred day says why."""
    from mapdash.records import Article

    assert isinstance(article, Article)
    assert article.title in article.text
    assert all(author in article.text for author in article.authors)
    assert article.url in article.text
    assert article.published is not None
    assert article.published.basis == "stated" or article.published.why


def seeded(folder: Path, toml: str, **texts: bytes) -> list[Fault]:
    """Return the faults of an atlas with these articles."""
    (folder / "seeds").mkdir()
    for name, data in texts.items():
        (folder / "seeds" / f"{name}.txt").write_bytes(data)
    (folder / "seeds" / "articles.toml").write_text(toml, "utf-8")
    faults: list[Fault] = []
    load_articles(folder, faults)
    return faults


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """A changed, a missing, an unnamed and a binary text, a slip, and a wrong date."""
    good = hashlib.sha256(b"good").hexdigest()
    toml = f"""
    [[article]]
    file = "changed.txt"
    sha256 = "{"0" * 64}"
    title = "Changed"
    [[article]]
    file = "missing.txt"
    sha256 = "{good}"
    title = "Missing"
    [[article]]
    file = "binary.txt"
    sha256 = "{good}"
    title = "Binary"
    [[article]]
    file = "good.txt"
    sha256 = "{good}"
    title = "Good"
    autor = "slip"
    [[article]]
    file = "good.txt"
    sha256 = "{good}"
    title = "Good"
    published = {{ from = 2024-03-19, to = 2024-03-18, basis = "stated" }}
    [[article]]
    file = "../escape.txt"
    sha256 = "{good}"
    title = "Escape"
    """
    faults = seeded(tmp_path, toml, changed=b"text", binary=b"\0", good=b"good")
    told = "\n".join(str(fault) for fault in faults)
    for expected in (
        "seeds/changed.txt: the text is not the one",
        "seeds/missing.txt is missing",
        "seeds/binary.txt: holds NUL",
        "article good.txt.autor: unknown key",
        "ends before it starts",
        "article ../escape.txt.file",
    ):
        assert expected in told


def test_facts_are_proposed_from_what_a_text_states() -> None:
    """A byline and a date line count; a day or a name within a sentence does not."""
    text = (
        "# The Cut Is Open\n\nBy Ada Quill and Bo Hesk\n\nPublished: March 14, 1879\n\n"
        "On 1 May 1878 the first boat went through the cut, by order of Carl Merrow.\n\n"
        "Nobody had asked the boatmen, who have other things to say about the toll.\n"
    )
    facts = facts_from_text(text)
    assert facts.title == "The Cut Is Open"
    assert facts.authors == ("Ada Quill", "Bo Hesk")
    assert facts.published is not None
    assert facts.published.interval.first == facts.published.interval.last == date(1879, 3, 14)
    assert facts_from_text("The first boat went through on 1 May 1878.").published is None


@pytest.mark.parametrize(
    ("line", "authors", "outlet", "day"),
    [
        ("The Harbour Post, 12 June 1899", (), "The Harbour Post", date(1899, 6, 12)),
        ("12 June 1899 | Calder Gazette", (), "Calder Gazette", date(1899, 6, 12)),
        ("By Ada Quill, June 12, 1899", ("Ada Quill",), "", date(1899, 6, 12)),
        ("Calder, 12 June 1899", (), "", date(1899, 6, 12)),
        ("The fleet sailed on 12 June 1899", (), "", None),
    ],
)
def test_a_line_with_the_day_and_one_name_says_when_it_was_written(
    line: str, authors: tuple[str, ...], outlet: str, day: date | None
) -> None:
    """Beside a day stand an author, a publication or a town, and nothing else."""
    body = "The lights were lit again on Monday, the keeper said, after a winter of storms."
    facts = facts_from_text(f"A Harbour at Night\n\n{line}\n\n{body}\n")
    assert (facts.authors, facts.outlet) == (authors, outlet)
    assert (facts.published and facts.published.interval.first) == day
