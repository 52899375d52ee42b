"""Passages: the article, and not the page around it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from mapdash.articles import load_articles
from mapdash.passages import find_passages

ONE = "The cut was opened in June, and its first boat was a lighter with forty barrels of herring."
TWO = "Nobody had asked the boatmen of Merrow, who have other things to say about the new toll."
THREE = "The surveyors drew the line where it now runs; the board found the money much later on."
LINES = st.lists(
    st.sampled_from(
        [ONE, TWO, "", "  ", "# Title", "Notes", "By Ada Quill", "...", "a", "* x", "“"]
    )
    | st.text(max_size=30)
).map("\n".join)


def read(text: str) -> list[tuple[str, str]]:
    """Return the kinds and words of a text's passages."""
    return [(each.kind, text[each.start : each.end]) for each in find_passages(text)]


@given(st.text() | LINES)
def test_passages_lie_within_the_text_in_order_and_apart(text: str) -> None:
    """Of any text: no overlap, no blank edges, and copies are what they say they are."""
    passages = find_passages(text)
    places = sorted(place for each in passages for place in each.places)
    assert all(one.end <= other.start for one, other in pairwise(places))
    for each in passages:
        words = text[each.start : each.end]
        assert words
        assert words.strip() == words
        assert {text[place.start : place.end] for place in each.places} == {words}


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n", "\n* * *\n", "\n"])
def test_paragraphs_are_parted_however_lines_end(end: str) -> None:
    """Blank lines of every kind part paragraphs; without any, each long line is one."""
    assert read(end.join([ONE, TWO, THREE])) == [("paragraph", each) for each in (ONE, TWO, THREE)]


def test_the_page_around_an_article_is_left_out() -> None:
    """Navigation, labels, bylines, dates, captions, appeals, notes and notices are no passages."""
    text = f"""Home | News | Sign in

OPINION

# A Clear Road?

By [Ada Quill](/people/ada-quill)

March 14, 1879

*The cut has emptied one harbour.*

{ONE}

Photo: The cut in June. © Calder Archive

## What the boatmen say

{TWO}

Sign up for our weekly newsletter and never miss a lighter.

{THREE}

Ada Quill is a correspondent of the Gazette in Calder.

Notes

1 The board's minutes of 1863, page 12.

The views expressed here are those of the author.
"""
    assert read(text) == [
        ("headline", "A Clear Road?"),
        ("deck", "*The cut has emptied one harbour.*"),
        ("paragraph", ONE),
        ("heading", "What the boatmen say"),
        ("paragraph", TWO),
        ("paragraph", THREE),
    ]


def test_a_paragraph_that_repeats_word_for_word_counts_once() -> None:
    """Its other places are kept with it."""
    text = f"{ONE}\n\n{TWO}\n\n{ONE}\n\n{THREE}"
    first, *rest = find_passages(text)
    assert [text[place.start : place.end] for place in first.places] == [ONE, ONE]
    assert len(rest) == 2


@pytest.mark.parametrize("between", ["\n\n", "\n\n12\n\n", "\r\n\r\n- 3 -\r\n\r\n"])
def test_a_page_break_within_a_sentence_is_healed(between: str) -> None:
    """The two halves are one span, what stands in the break included."""
    half, rest = ONE[:60].rstrip(), ONE[60:].lstrip()
    assert rest[0].islower()
    text = f"{TWO}\n\n{half} and on it went{between}as {rest}\n\n{THREE}"
    assert [words for _, words in read(text)][1] == f"{half} and on it went{between}as {rest}"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Nobody had yet asked the boatmen of Great", f"Merrow about the toll. {TWO} {ONE}", True),
        ("Nobody had yet asked the boatmen of the", f"village about the toll. {TWO} {ONE}", True),
        (
            "Boatmen of the islands meet at Merrow",
            f"They spoke of a toll. {TWO} {ONE}",
            False,
        ),
        ("Nobody had yet asked the boatmen of Merrow.", f"Quill did. {TWO} {ONE}", False),
        ("Boatmen Meet At Great", f"Merrow saw nothing of it. {TWO} {ONE}", False),
    ],
)
def test_a_name_broken_at_a_lines_end_parts_no_paragraph(
    first: str, second: str, *, joined: bool
) -> None:
    """A sentence that stops between two capitals goes on; headings and whole sentences do not."""
    assert len(read(f"{first}\n{second}")) == (1 if joined else 2)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Line ends that come from a fixed width part nothing; an indent or a short last line does."""
    wrapped = (
        "The cut was opened in June 1878, and its first boat\nwas a lighter with forty barrels of "
        "herring. Since\nthen six hundred vessels have gone through it."
    )
    other = "Nobody had asked the boatmen of Merrow, who have\nother things to say about it."
    text = f"{wrapped}\n  {other}"
    assert [words for _, words in read(text)] == [wrapped, other]


@pytest.mark.parametrize("text", [ONE, "One line without an end", "Who pays?", "a"])
def test_a_text_of_one_block_is_one_passage(text: str) -> None:
    """Whatever it looks like, it is all there is."""
    assert [words for _, words in read(f"\n {text} \n")] == [text]


@pytest.mark.parametrize("text", ["", " \n\n ", "***\n\n---\n"])
def test_a_text_without_words_has_no_passage(text: str) -> None:
    """Nothing is made of blanks and ornaments."""
    assert [words for _, words in read(text) if words.strip("*-")] == []


@pytest.mark.parametrize(
    "article", load_articles(ROOT, []), ids=lambda article: str(article.file)[:3]
)
def test_the_real_articles_have_their_titles_and_bodies(article: object) -> None:
    """Each has its headline, and nobody's biography among its paragraphs."""
    from mapdash.records import Article

    assert isinstance(article, Article)
    found = read(article.text)
    assert ("headline", article.title) in found
    assert sum(kind == "paragraph" for kind, _ in found) >= 15
    assert not [words for _, words in found if words.startswith(article.authors)]
