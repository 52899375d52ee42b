"""Reading what somebody brings: text, Markdown, web pages, PDF; and what is none of these."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.errors import UnreadableError
from mapdash.facts import Facts
from mapdash.ingest.draft import normal_hash, read_draft, slug
from mapdash.ingest.known import identified
from mapdash.ingest.pages import Line, text_of_pages
from mapdash.intervals import single_day
from mapdash.records import Published
from pdfs import column, pdf

PROSE = (
    "When the ferry came in on 4 May 1901 the whole of the quay was there to see it, and nobody "
    "had thought of a place to tie it up. The harbour master has written about this since."
)
MORE = (
    "The second ferry was built in the next year by the same yard, which had learned from the "
    "first one that a ship of this kind needs a rudder at both of its ends, and a bell."
)


def web_page(head: str = "", body: str = "", charset: str = "") -> str:
    """Return a page with an article of two paragraphs."""
    meta = f'<meta charset="{charset}">' if charset else ""
    return (
        f'<!doctype html><html lang="en-GB"><head>{meta}{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/s'>Subscribe</a></nav><article>"
        f"<h1>The Ferry That Had No Quay</h1>{body}<p>{PROSE}</p><h2>A second one</h2><p>{MORE}</p>"
        f"</article><footer>All rights reserved</footer></body></html>"
    )


def saved(day: date, basis: str, why: str = "") -> Published:
    """Return a day of publication."""
    return Published(single_day(day), basis, why)  # type: ignore[arg-type]


# ------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Straße, 1901\n".encode(), "", "Straße, 1901\n"),
        (b"\xef\xbb\xbfone\r\ntwo\r\n", "", "one\r\ntwo\r\n"),
        ("\ufeffGyumri Գյումրի".encode("utf-16-le"), "", "Gyumri Գյումրի"),
        ("\ufeffGyumri".encode("utf-16-be"), "", "Gyumri"),
        ("\ufeffGyumri".encode("utf-32-le"), "", "Gyumri"),
        ("Città".encode("latin-1"), "latin-1", "Città"),
        ("Паром".encode("koi8-r"), "koi8-r", "Паром"),
        ("Паром".encode("utf-16-le"), "utf-16-le", "Паром"),
    ],
)
def test_a_text_is_read_in_its_encoding_and_kept_in_utf_8(
    data: bytes, encoding: str, text: str
) -> None:
    """Marks and declarations are heeded; every character and line end stays as it is."""
    draft = read_draft("letter.txt", data, encoding)
    assert draft.text == text
    assert draft.data == text.encode()
    assert draft.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\n", "is blank"),
        ("a.md", b"---\ntitle: x\n---\n\n", "is blank but for its head"),
        ("a.txt", "Città".encode("latin-1"), "not UTF-8, at byte 4.*--encoding"),
        ("a.txt", "Ferry".encode("utf-16-le"), "NUL.*--encoding utf-16-le"),
        ("a.txt", b"\xff\xfea", "marked as utf-16-le but is not"),
        ("a.txt", b"fer\x00ry", "holds NUL characters"),
        ("a.txt", b"\xed\xa0\x80", "not UTF-8"),
        ("a.docx", b"PK\x03\x04....", "packed document.*save it as text"),
        ("a.doc", b"\xd0\xcf\x11\xe0....", "old Word document"),
        ("a.txt", b"{\\rtf1 x}", "rich text"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.pdf", b"%PDF-1.7\nbroken", "cannot be read as PDF"),
        ("a.pdf", b"The ferry left at noon.\n", "is no PDF, whatever.*end with .txt if it is text"),
        ("a.PDF", "Città".encode("latin-1"), "is no PDF, whatever its name says; save it as PDF"),
        ("a.pdf", b"<!doctype html><p>Not found", "is no PDF but a web page.*end with .html"),
        ("a.pdf", b"PK\x03\x04....", "packed document"),
        ("a.pdf", b"", "is empty"),
        ("a.pdf", pdf([[]]), "only pictures"),
        ("a.pdf", pdf([column(["a"])], "x"), "locked with a password"),
        ("a.pdf", pdf([column([PROSE])])[:300], "cannot be read as PDF"),
        ("a.html", b"<html></html>", "no main text"),
        ("a.html", b"<html><body><script>alert(1)</script></body></html>", "no main text"),
        ("a.html", web_page(charset="klingon").encode(), "'klingon', that is none.*--encoding"),
        ("a.html", web_page("Città", charset="utf-8").encode("latin-1"), "says that it is utf-8"),
        ("a.html", web_page(body="<p>Città</p>").encode("latin-1"), "does not say what it is"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(name: str, data: bytes, told: str) -> None:
    """Why, and what to do: nothing is guessed, nothing breaks."""
    with pytest.raises(UnreadableError, match=told) as caught:
        read_draft(name, data)
    assert "\n" not in str(caught.value)


def test_what_only_its_name_calls_a_pdf_is_not_annotated_either() -> None:
    """Its bytes are not taken for a text in an old encoding."""
    with pytest.raises(UnreadableError, match="is no PDF"):
        identified("a.pdf", "Città".encode("latin-1"), {})


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a"]))
def test_any_bytes_are_a_draft_or_a_line(data: bytes, name: str) -> None:
    """Whatever a file holds, it is read or told to be unreadable."""
    try:
        draft = read_draft(name, data)
    except UnreadableError:
        return
    assert draft.data.decode() == draft.text
    assert draft.facts.title


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_a_text_is_kept_character_by_character(text: str) -> None:
    """What is kept of a text decodes to it, whatever it holds."""
    if not text.strip() or text.startswith("\ufeff") or text.lstrip().startswith("<"):
        return
    assert read_draft("a.txt", text.encode()).text == text


def test_signs_that_are_not_seen_are_kept_and_told() -> None:
    """Bidirectional controls and mixed line ends change nothing and are mentioned."""
    draft = read_draft("a.txt", "one \u202etwo\r\nthree\x07\nfour".encode())
    assert draft.text == "one \u202etwo\r\nthree\x07\nfour"
    told = " ".join(draft.notes)
    for sign in ("hidden signs", "control characters", "line ends are mixed"):
        assert sign in told


def test_a_text_says_its_own_facts() -> None:
    """Headline, byline and dateline are proposed as the facts."""
    text = f"# The Ferry\n\nBy Ada Quill\n\n5 May 1901\n\n{PROSE}\n\n{MORE}\n"
    facts = read_draft("x.txt", text.encode()).facts
    assert facts == Facts("The Ferry", ("Ada Quill",), "", saved(date(1901, 5, 5), "stated"))


def test_a_text_without_facts_goes_by_its_files_name() -> None:
    """No title and no day are told, not invented."""
    draft = read_draft("the-old_ferry.txt", b"It came in at four and left at five, as ever.")
    assert draft.facts == Facts(title="The old ferry")
    assert ["--title" in note or "--published" in note for note in draft.notes] == [True, True]


def test_the_head_of_a_markdown_file_gives_facts_and_is_left_out() -> None:
    """What site generators write between two lines of hyphens is not text."""
    head = (
        '---\ntitle: "The: Ferry"\nauthors: [Ada Quill, Tom Reed]\ndate: 1901-05-05T10:00\n'
        "outlet: Gazette\nurl: https://gazette.example/ferry\ntags: [a]\n---\n"
    )
    draft = read_draft("x.md", f"{head}\n{PROSE}\n".encode())
    assert draft.text == f"{PROSE}\n"
    day = saved(date(1901, 5, 5), "stated", "in the head of the file")
    assert draft.facts == Facts(
        "The: Ferry", ("Ada Quill", "Tom Reed"), "Gazette", day, "https://gazette.example/ferry"
    )


def test_a_line_of_hyphens_alone_is_no_head() -> None:
    """A text that begins with a rule is left whole."""
    text = f"---\n{PROSE}\n---\n{MORE}\n"
    assert read_draft("x.md", text.encode()).text == text


# ------------------------------------------------------------------ web pages


def test_of_a_web_page_its_main_text_is_kept() -> None:
    """Headings are marked, navigation, scripts and footers are left out."""
    body = "<p>Ships &amp; <b>quays</b> of every <i>kind</i> come into it.</p><script>x()</script>"
    draft = read_draft("x.html", web_page(body=body).encode())
    assert draft.text == (
        "# The Ferry That Had No Quay\n\nShips & quays of every kind come into it.\n\n"
        f"{PROSE}\n\n## A second one\n\n{MORE}\n"
    )


LD = json.dumps({"@graph": [{"@type": "NewsArticle", "datePublished": "1901-05-06T08:00:00Z"}]})


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="1901-05-06T08:00:00+02:00">',
            saved(date(1901, 5, 6), "stated", "the page's article:published_time"),
        ),
        (
            f'<script type="application/ld+json">{LD}</script>',
            saved(date(1901, 5, 6), "stated", "the page's datePublished"),
        ),
        (
            '<meta property="article:published_time" content="1901-02-31">'
            f'<script type="application/ld+json">{LD}</script>',
            saved(date(1901, 5, 6), "stated", "the page's datePublished"),
        ),
        (
            "<!-- Page saved with SingleFile\n url: https://x.example\n"
            " saved date: Tue Mar 19 2024 12:00:00 GMT+0100 -->",
            saved(date(2024, 3, 19), "captured", "the day the page was saved"),
        ),
        (
            "<!-- FILE ARCHIVED ON 12:33:20 Mar 19, 2024 AND RETRIEVED FROM THE ARCHIVE -->",
            saved(date(2024, 3, 19), "captured", "the day the page was saved"),
        ),
        ('<script type="application/ld+json">{"datePublished": 7</script>', None),
    ],
)
def test_how_a_pages_day_is_known_is_told_truthfully(
    head: str, published: Published | None
) -> None:
    """What the page calls its day of publication is stated; the day it was saved is captured."""
    assert read_draft("x.html", web_page(head).encode()).facts.published == published


def test_a_day_that_the_page_does_not_call_its_own_is_inferred() -> None:
    """A day taken from other marks says so, with its reason."""
    head = '<meta name="date" content="2019-05-06">'
    published = read_draft("x.html", web_page(head).encode()).facts.published
    assert published is not None
    assert (published.interval, published.basis) == (single_day(date(2019, 5, 6)), "inferred")
    assert published.why


def test_a_pages_other_facts_are_proposed() -> None:
    """Title, authors, outlet and address come from what the page says of itself."""
    head = (
        "<title>The Ferry That Had No Quay | Gazette</title>"
        '<meta name="author" content="Ada Quill">'
        '<meta property="og:site_name" content="The Gazette">'
        '<link rel="canonical" href="https://gazette.example/ferry">'
    )
    facts = read_draft("x.html", web_page(head).encode()).facts
    assert (facts.title, facts.authors) == ("The Ferry That Had No Quay", ("Ada Quill",))
    assert (facts.outlet, facts.url) == ("The Gazette", "https://gazette.example/ferry")
    assert facts.language == "en"


def test_an_address_that_is_none_is_left_out() -> None:
    """A page cannot smuggle a script into what is shown as its address."""
    head = '<link rel="canonical" href="javascript:alert(1)">'
    assert read_draft("x.html", web_page(head).encode()).facts.url == ""


def test_latin_1_that_a_page_declares_is_read() -> None:
    """The encoding that a page names is taken as browsers take it."""
    page = web_page(body="<p>The “Città” of the far bank is seen from here.</p>", charset="latin1")
    assert "“Città”" in read_draft("x.html", page.encode("cp1252")).text


# ------------------------------------------------------------------ PDF


FIRST = (
    "The ferry of Calder was the first one of its kind, and nobody knew how\n"
    "it would be steered. Its captain had learned on a lake, where the wa-\n"
    "ter does not move, and on the well-known canals of the north. He had"
)
SECOND = (
    "never seen a tide before, and neither had the ship, which was built far\n"
    "from any sea, by people who made the well-known barges for the coal-\n"
    "Trade and thought that one hull was as good as another hull for this."
)


def two_pages(**told: str) -> bytes:
    """Return a PDF whose one paragraph goes over a page's end, with furniture on both pages."""
    return pdf(
        [
            [
                ("The Gazette, 5 May 1901", 60, 810, 8),
                ("The Ferry That Had No Quay", 60, 785, 20),
                *column([FIRST], top=740),
                ("1", 290, 30, 8),
            ],
            [
                ("The Gazette, 5 May 1901", 60, 810, 8),
                *column([SECOND, "A last line ends it."], top=780),
                ("2", 290, 30, 8),
            ],
        ],
        **told,
    )


def test_a_pdfs_breaks_are_healed_and_its_furniture_left_out() -> None:
    """A paragraph over two pages is one; words parted at a line's end are whole again."""
    draft = read_draft("x.pdf", two_pages(CreationDate="D:19010507120000Z"))
    assert draft.text == (
        "# The Ferry That Had No Quay\n\n"
        "The ferry of Calder was the first one of its kind, and nobody knew how it would be "
        "steered. Its captain had learned on a lake, where the water does not move, and on the "
        "well-known canals of the north. He had never seen a tide before, and neither had the "
        "ship, which was built far from any sea, by people who made the well-known barges for the "
        "coal-Trade and thought that one hull was as good as another hull for this.\n\n"
        "A last line ends it.\n"
    )
    assert draft.facts.title == "The Ferry That Had No Quay"
    why = "the day the document was made; the text names none"
    assert draft.facts.published == saved(date(1901, 5, 7), "captured", why)


def test_a_pdfs_own_record_gives_facts_unless_it_is_a_programs() -> None:
    """The name of a Word file is no title; a person's name is an author."""
    page = [column([FIRST])]
    named = read_draft("x.pdf", pdf(page, Title="The Ferry", Author="Ada Quill; Tom Reed")).facts
    assert (named.title, named.authors) == ("The Ferry", ("Ada Quill", "Tom Reed"))
    made = read_draft("old-ferry.pdf", pdf(page, Title="Microsoft Word - ferry3.docx")).facts
    assert made.title == "Old ferry"


def test_two_columns_are_read_one_after_the_other() -> None:
    """A paragraph that goes on at the head of the next column is one."""
    left = column(
        ["It began in the left column, and went on for as\nlong as there was room in the"]
    )
    right = column(["right one, where it came to its end at last."], x=320)
    assert read_draft("x.pdf", pdf([[*left, *right]])).text == (
        "It began in the left column, and went on for as long as there was room in the right one, "
        "where it came to its end at last.\n"
    )


@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                st.text(st.characters(categories=["Ll", "Lu", "Po", "Pd", "Nd"]), min_size=1),
                st.floats(0, 500),
                st.floats(0, 800),
                st.sampled_from([8.0, 11.0, 20.0]),
            ),
            max_size=8,
        ),
        max_size=4,
    )
)
def test_any_lines_make_a_text_of_their_letters(pages: list[list[Line]]) -> None:
    """However lines stand on pages, no letter is invented and none but furniture is lost."""
    text = text_of_pages(pages)
    letters = [c for page in pages for line in page for c in line.text if c.isalpha()]
    found = [c for c in text if c.isalpha()]
    rest = iter(letters)
    assert all(letter in rest for letter in found)


# ------------------------------------------------------------------ names and sameness


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Ferry, 1901", "the-ferry-1901"),
        ("Straße_über", "strasse-uber"),
        ("../../etc/passwd", "etc-passwd"),
        ("паром", "article"),
        ("", "article"),
        ("a" * 100, "a" * 60),
    ],
)
def test_a_name_becomes_small_latin_letters(name: str, expected: str) -> None:
    """Names of files and ids are safe on every system."""
    assert slug(name, "article") == expected


@pytest.mark.parametrize(
    "other",
    [
        "The ferry came\r\nin at four.\r\n",
        "\ufeffThe ferry  came in at four.".lstrip("\ufeff"),
        "The fer\u00adry came in\u00a0at four.",
    ],
)
def test_a_text_is_the_same_however_it_is_wrapped(other: str) -> None:
    """Line ends, spaces and soft hyphens make no other text."""
    assert normal_hash(other) == normal_hash("The ferry came in at four.\n")
    assert normal_hash(other) != normal_hash("The ferry came in at five.\n")
