"""Folding keeps offsets exact; phrases find what they say, at word borders, on the raw text."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.anchors import Anchors
from mapdash.endings import inflection
from mapdash.folding import fold
from mapdash.phrases import Phrase, PhraseError, PhraseIndex

#: Letters and signs at which folding has something to decide.
TRICKY = st.text(
    st.sampled_from(
        "aN\u0130\u0131\u00df\u00e9\u015f\u01c5\u03a3\u0587\u0565\u0582\ufb01 -\n\r\t\u00a0\u00ad"
        "\u2011\u2014*_[]()'\u2019\"\u201c:/.\u0301\u200b\u2028"
    )
)
ANY = st.text() | TRICKY


def found(phrase: str, text: str) -> list[str]:
    """Return the exact words that a phrase finds in a text."""
    return [text[hit.start : hit.end] for hit in PhraseIndex([(phrase, None)]).find(text)]


@given(ANY)
def test_every_folded_character_leads_back_to_its_own(text: str) -> None:
    """Positions never run backwards, and a letter that is kept is the letter it came from."""
    folded = fold(text)
    places = [folded.to_source(i) for i in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
    for letter, place in zip(folded.text, places, strict=True):
        if letter.isascii() and letter.isalnum() and text[place].isascii() and text[place] != "\n":
            assert text[place].lower() == letter
    assert [folded.to_source(folded.to_folded(place)) for place in places] == places


@given(ANY, ANY)
def test_a_name_is_found_wherever_it_stands_between_borders(before: str, after: str) -> None:
    """Whatever surrounds it, the span holds the name, and no more than the name."""
    text = f"{before} | Thole Cut | {after}"
    hits = PhraseIndex([("Thole Cut", "cut")]).find(text)
    assert len(before) + 3 in {hit.start for hit in hits}
    assert all(fold(text[hit.start : hit.end]).text == "thole cut" for hit in hits)


@pytest.mark.parametrize(
    "written",
    [
        "Thole Cut",
        "thole-cut",
        "THOLE CUT",
        "Thole\u2011Cut",
        "Thole\u2013Cut",
        "Thole\u00a0Cut",
        "Thole\nCut",
        "Thole \r\n  Cut",
        "**T**hole Cut",
        "**Thole** Cut",
        "_Thole Cut_",
        "[Thole Cut]",
        "\u201cThole\u201d Cut",
        "Tho\u00adle Cut",
        "Thole\u00adCut",
        "Tho-\nle Cut",
        "Thole\u200b Cut",
    ],
)
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    """Hyphens, spaces, breaks, marks and capitals make no other name of it."""
    text = f"Near the {written}'s mouth."
    (exact,) = found("Thole Cut", text)
    assert fold(exact, {"thole", "cut"}).text == "thole cut"
    assert exact in text


@pytest.mark.parametrize(
    "written",
    [
        "Tholes Cut",
        "Thole, Cut",
        "Thole. Cut",
        "xThole Cut",
        "Thole Cutter",
        "Thole - Cut",
        "Thole \u2014 Cut",
        "thole_cut",
    ],
)
def test_other_words_are_not_the_name(written: str) -> None:
    """A longer word, a dash or a full stop is not what parts the words of a name."""
    assert found("Thole Cut", f"Near {written} there.") == []


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("land (bridge|link)", "a land-link and a land bridge", ["land-link", "land bridge"]),
        ("(the|) canal*", "The canals, a canalboat", ["The canals", "canals", "canalboat"]),
        ("ship ... isthmus", "a ship over the isthmus", ["ship over the isthmus"]),
        ("ship ...2 isthmus", "a ship over the old narrow isthmus", []),
        ("ship ... isthmus", "a ship. The isthmus", []),
        ("its [harbour] (of|) Calder", "its harbour of Calder, its harbour", ["harbour"]),
        ("Calder 's ... harbour", "Calder's old harbour", ["Calder's old harbour"]),
        ("(north|south) (ness|head) light", "South Ness Light", ["South Ness Light"]),
        ("(old (town|port)|new town) hall", "Old Port hall, new town hal", ["Old Port hall"]),
        ("port, hall", "the port, hall and port hall", ["port, hall"]),
    ],
)
def test_the_language_of_phrases(phrase: str, text: str, expected: list[str]) -> None:
    """Choices, gaps, brackets and open words mean what the guide says."""
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        " ",
        "(a",
        "a)",
        "[a",
        "a]",
        "a] [b",
        "([a])",
        "... a",
        "a ...",
        "a ...99 b",
        "(|a)",
        "()",
        "*",
        "@ a",
    ],
)
def test_a_phrase_that_breaks_the_rules_is_refused_in_one_line(phrase: str) -> None:
    """Whoever wrote it is told what is wrong."""
    with pytest.raises(PhraseError) as refused:
        PhraseIndex([(phrase, None)])
    assert "\n" not in str(refused.value)


@given(st.text(st.sampled_from("ab()|[]*@. 1'"), max_size=20), TRICKY)
def test_no_phrase_makes_the_index_fail_otherwise(phrase: str, text: str) -> None:
    """A phrase is refused with a reason, or finds true spans in any text."""
    try:
        index = PhraseIndex([(phrase, None)])
    except PhraseError:
        return
    for hit in index.find(text):
        assert 0 <= hit.outer[0] <= hit.start < hit.end <= hit.outer[1] <= len(text)


#: Parts of phrases, each with what a text may hold there; some of it nearly fits.
PARTS = st.lists(
    st.sampled_from(
        [
            ("mill", "mill"),
            ("weir*", "weirs"),
            ("(old dam|mill*)", "old-dam"),
            ("(old|)", ""),
            ("...2", "a b"),
            ("...9", "c.d e"),
            ("...9", "f. g"),
            ("...2", "h; i"),
            ("...2", "j"),
            ("St.", "St."),
            ("'s", "'s"),
            ("dam,", "dam,"),
            ("mill", "amill"),
            ("mill", "_mill"),
        ]
    ),
    min_size=1,
    max_size=5,
)
ROUND = st.sampled_from(["", "mill. ", "a ", "old dam \u2014 ", "St. ", "x_", "weirs "])


@given(PARTS, ROUND, ROUND)
def test_what_is_not_tried_would_not_have_matched(
    parts: list[tuple[str, str]], before: str, behind: str
) -> None:
    """A phrase is found wherever it matches at a word's beginning, though few places are tried."""
    phrase, text = (" ".join(each) for each in zip(*parts, strict=True))
    try:
        index = PhraseIndex([(parsed := Phrase.parse(f"weir* {phrase}"), None)])
    except PhraseError:
        return
    folded = index.fold(f"{before}weirs {text} {behind}{text}")
    begins = [found.start() for found in re.finditer(r"\bweir", folded.text)]
    tried = [parsed.match(folded, start) for start in begins]
    assert [span for span, _, _ in index.matches(folded)] == [span for span in tried if span]


@given(PARTS, PARTS, ROUND)
def test_a_context_holds_only_where_its_anchors_are(
    left: list[tuple[str, str]], right: list[tuple[str, str]], before: str
) -> None:
    """What the anchors of a hit's clause rule out does not stand round it."""
    (one, head), (other, tail) = (
        [*map(" ".join, zip(*part, strict=True))] for part in (left, right)
    )
    anchors = Anchors()
    contexts = []
    for written in (f"{one} @ {other}", f"{one} @", f"@ {other}"):
        with contextlib.suppress(PhraseError):
            contexts.append(Phrase.parse(written))
    needed = [anchors.of(context.nodes) for context in contexts]
    index = PhraseIndex([("canal*", None), ("St. ...1 canal", None)], anchors=anchors)
    folded = index.fold(f"{before}{head} canal {tail}")
    for hit in index.find(folded):
        held = [context.surrounds(folded, *hit.folded) for context in contexts]
        assert not any(
            holds and bits & ~hit.anchors for holds, bits in zip(held, needed, strict=True)
        )


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        ("old @", "the old canal", True),
        ("old @", "the canal", False),
        ("@ (boat|boats)", "canal boats", True),
        ("@ (boat|boats)", "canal's boats", True),
        ("no ... @ boats", "no such canal boats", True),
    ],
)
def test_a_context_stands_round_what_was_found(context: str, text: str, expected: bool) -> None:
    """The @ is the found words themselves."""
    folded = fold(text)
    start = folded.text.index("canal")
    assert Phrase.parse(context).surrounds(folded, start, start + 5) is expected


@pytest.mark.parametrize(
    ("language", "name", "declined"),
    [
        ("ru", "Белая Гавань", ["Белой Гавани", "Белую Гавань", "Белая Гавань"]),
        ("ru", "Камень", ["Камени", "Камень", "Каменью"]),
        ("az", "Dəmirçi", ["Dəmirçidə", "Dəmirçinin", "Dəmirçiyə"]),
        ("hy", "Գորիս", ["Գորիսում", "Գորիսի", "Գորիսից"]),
    ],
)
def test_names_are_known_in_their_cases(language: str, name: str, declined: list[str]) -> None:
    """A declined name is found whole, with its ending."""
    index = PhraseIndex([(Phrase.literal(name, inflection(language, name)), name)])
    for word in declined:
        text = f"({word}.)"
        assert [text[hit.start : hit.end] for hit in index.find(text)] == [word]


def test_an_english_name_takes_no_endings() -> None:
    """Only languages that decline their names are given endings."""
    assert inflection("en", "Calder") is None
    assert inflection("", "Calder") is None


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("land (bridge|link*)", {("land bridge", False), ("land link", True)}),
        ("(old|) mill", {("old mill", False), ("mill", False)}),
        ("land* bridge", None),
        ("land ... bridge", None),
        ("its [bridge]", None),
        ("harbour 's", None),
    ],
)
def test_a_phrase_of_mere_words_is_spelled_out(
    phrase: str, forms: set[tuple[str, bool]] | None
) -> None:
    """Then it is found without being tried; whatever holds more than words is tried."""
    assert Phrase.parse(phrase).literals == forms


def test_a_choice_of_contexts_is_each_of_them() -> None:
    """A list of phrases with an @ can stand wherever a condition can."""
    folded = fold("the old mill hums")
    each = Phrase.parse("(new @|@ hums)").alternatives
    assert [phrase.surrounds(folded, 8, 12) for phrase in each] == [False, True]
    assert Phrase.parse("(old|new) @").alternatives == (Phrase.parse("(old|new) @"),)
