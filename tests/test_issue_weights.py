"""Weights of issues: what is weighed, what outweighs what, and which weights are no good."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.curation import load_settings
from mapdash.errors import Fault
from mapdash.issue_weighing import Fields, Scales
from mapdash.issues import find_issues
from mapdash.records import Issue, Mention, Passage
from mapdash.rules import Weights
from mapdash.weights import NAME, read_weights

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import fit_issues  # noqa: E402 - scripts/ is no package's folder

BRIDGES = Issue("bridges", "Bridges", "Who builds them.", phrases=("viaduct",))
PIERS = Issue("piers", "Piers", "Where ships lie.", phrases=("pier",))
WEIGHTS = Weights(
    fields={"building": ("girder*", "rivet*", "crane"), "ships": ("ship*", "ferr*")},
    signs={
        "<building>": {"bridges": 60, "piers": 20},
        "<building> 2": {"bridges": 60},
        "<ships>": {"piers": 90, "bridges": -80},
        "#harbour": {"piers": 100},
        **{each: {"bridges": 50, "piers": -200} for each in ("painte", "paints")},
        "dry dock": {"bridges": -90},
        **{each: {} for each in ("the", "town", "wants", "has", "and", "waits")},
    },
    start={"bridges": -110, "piers": -100},
    told=90,
)
SCALES = Scales(WEIGHTS, ("bridges", "piers"))
# So many more words that say nothing make a passage one that says enough.
FILLER = "".join(f" x{letter}" for letter in "abcdefghijklmnopqrstuvwxyz123456")


def issues_of(text: str, *layers: str) -> list[str]:
    """Return the issues of a one-passage text with a mention of some layers at its start."""
    mentions = [Mention(0, 1, text[:1], layer, (), "name") for layer in layers]
    found = find_issues(text, [Passage(0, len(text))], (BRIDGES, PIERS), mentions, SCALES)[0]
    return [each.issue for each in found]


@pytest.mark.parametrize(
    ("text", "layers", "expected"),
    [
        ("The town wants girders.", (), []),
        ("The town wants girders and rivets.", (), ["bridges"]),
        ("The town wants girders, a girder and girdering.", (), []),
        ("The town wants girders and rivets and a dry dock.", (), []),
        ("The town wants girders and rivets, dry and docked.", (), ["bridges"]),
        ("The town has girders, rivets and ships.", (), ["piers"]),
        ("The town has girders, rivets and Ferries.", ("harbour",), ["piers"]),
        ("The town waits.", ("harbour",), ["piers"]),
        ("The town waits.", ("lights",), []),
        ("The town has a viaduct.", (), []),
        ("The town has a viaduct and a painter.", (), ["bridges"]),
        ("The town has a viaduct and ships.", (), []),
        ("The town has a pier with girders.", (), ["piers"]),
        ("The town has a pier and paints ships.", (), []),
        # In words that nobody weighed, the rules decide alone.
        ("Ville ancienne: grand viaduct, petit fleuve.", (), ["bridges"]),
        ("Ville ancienne: girders, rivets, fleuve noir, petits ponts.", (), []),
    ],
)
def test_what_all_words_weigh_together(
    text: str, layers: tuple[str, ...], expected: list[str]
) -> None:
    """Weak signs add up; what rules tell is one weight among theirs, and can be outweighed."""
    assert issues_of(text + FILLER, *layers) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The town has a viaduct.", ["bridges"]),
        ("The town wants a crane.", []),
        (f"The town has a viaduct.{FILLER}", []),
    ],
)
def test_the_fewer_the_words_the_more_the_rules_tell(text: str, expected: list[str]) -> None:
    """In a short passage little else can speak for an issue; a word does not by itself."""
    assert issues_of(text) == expected


def test_the_words_that_weigh_most_are_told() -> None:
    """A reader sees what decided: the words that speak for an issue, none that speak against."""
    text = "The town has girders, painted rivets and a pier."
    (found,) = find_issues(text, [Passage(0, len(text))], (BRIDGES,), (), SCALES)[0]
    told = [text[each.start : each.end] for each in found.evidence]
    assert told == ["girders", "painted", "rivets"]


@given(
    st.lists(
        st.sampled_from(["girder", "rivets", "ship", "viaduct", "pier", "paint", ".", "İ", "\n"])
        | st.text(max_size=4)
    ).map(" ".join),
    st.integers(min_value=0, max_value=9),
)
def test_the_evidence_lies_in_its_passage(text: str, start: int) -> None:
    """Whatever the text, what is shown as deciding is a stretch of the passage itself."""
    passage = Passage(min(start, len(text)), len(text))
    (found,) = find_issues(text, [passage], (BRIDGES, PIERS), (), SCALES)
    assert all(each.evidence for each in found)
    for span in (span for each in found for span in each.evidence):
        assert passage.start <= span.start < span.end <= passage.end


def test_a_word_is_known_by_its_beginning_and_its_fields() -> None:
    """Endings do not matter, a field counts different words, and two side by side tell."""
    fields = Fields({"trade": ("tra*", "Şilep")})
    assert fields.of("traders") == ("trader", ("trade",))
    assert fields.of("silep") == ("silep", ("trade",))
    signs = {"trader", "trains", "trader trader", "trader trains", "<trade>", "<trade> 2"}
    assert set(fields.signs("trader traders trains", ())) == signs


def test_an_issue_that_was_not_fitted_is_told_by_its_rules() -> None:
    """A new issue works before the weights are fitted anew."""
    text = "The town has a pier and girders."
    scales = Scales(replace(WEIGHTS, start={"bridges": -110}, signs={}), ("bridges", "piers"))
    for each, expected in ((text, ["piers"]), ("The town has girders.", [])):
        found = find_issues(each, [Passage(0, len(each))], (BRIDGES, PIERS), (), scales)[0]
        assert [find.issue for find in found] == expected


@pytest.mark.parametrize(
    ("content", "usable", "told"),
    [
        ({"told": 1, "start": {"bridges": -1}}, True, None),
        ({"told": 1, "start": {"bridges": -1}, "signs": {"a": {"bridges": 2}}}, True, None),
        ({"told": 1, "start": {}}, True, None),
        ({"told": 1, "start": {"bridges": -1, "tolls": -1}}, True, "unknown issue 'tolls'"),
        ({"told": 1, "start": {}, "signs": {"a": {"b": 2}}}, True, "unknown issue 'b'"),
        ({"told": 1, "start": {"bridges": 0}}, False, "is not below zero"),
        ({"told": 1.5, "start": {"bridges": -1}}, False, "integer"),
        ({"start": {"bridges": -1}}, False, "is missing"),
        ("{", False, "JSON"),
    ],
)
def test_weights_that_are_no_good_are_said_to_be(
    tmp_path: Path, content: object, usable: bool, told: str | None
) -> None:
    """A fault names the file and what is wrong; without the file there are no weights."""
    faults: list[Fault] = []
    assert read_weights(tmp_path, ["bridges"], {}, faults) is None
    assert not faults
    path = tmp_path / NAME
    path.parent.mkdir()
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    found = read_weights(tmp_path, ["bridges"], {}, faults)
    assert (found is not None) == usable
    assert bool(faults) == (told is not None)
    assert all(told in str(fault) and NAME in str(fault) for fault in faults if told)


def test_every_weight_of_the_atlas_can_be_shown() -> None:
    """A field or layer that has a weight is one of the atlas's own."""
    settings = load_settings(ROOT, [])
    assert settings is not None
    signs = json.loads((ROOT / NAME).read_text(encoding="utf-8"))["signs"]
    assert {sign[1:].split(">")[0] for sign in signs if sign[0] == "<"} <= set(settings.fields)
    assert {sign[1:] for sign in signs if sign[0] == "#"} <= {each.id for each in settings.layers}


def test_what_is_fitted_tells_the_issues_it_was_fitted_to() -> None:
    """A word that goes with an issue weighs for it, one that never does against it."""
    texts = [("girder rivet", "bridges"), ("girder paint", "bridges"), ("ship paint", "piers")] * 9
    # Most passages speak of something else: a word that stands everywhere tells little.
    every = [
        fit_issues.Sample("a", tuple(text.split()), frozenset(), frozenset(issue), frozenset())
        for text, *issue in [*texts, *[("calm",)] * 500]
    ]
    columns = {sign: at for at, sign in enumerate(("girder", "paint", "rivet", "ship"), start=1)}
    weights = fit_issues.fitted(every, columns, ["bridges", "piers"])
    bridges, piers = weights.T
    assert bridges[1] > 0.3 > 0 > bridges[4]
    assert piers[4] > 0.3 > 0 > piers[1]
    balance = fit_issues.incidence(every, columns).times(weights)
    unshifted = fit_issues.SHIFTS.index(0.0)
    for number, issue in enumerate(("bridges", "piers")):
        figures = fit_issues.counts(every, balance[:, number], issue, 0.0)
        assert fit_issues.f1(figures)[unshifted] == 1


def test_an_issue_fitted_too_low_is_told_sooner() -> None:
    """The shift is that with which most are told rightly, and of equals the least."""
    sample = fit_issues.Sample("a", (), frozenset(), frozenset({"bridges"}), frozenset())
    calm = fit_issues.Sample("a", (), frozenset(), frozenset(), frozenset())
    for balance, expected in ((-0.55, 0.75), (-0.1, 0.3), (0.5, 0.0)):
        each = np.array([balance, balance - 2])
        figures = fit_issues.counts([sample, calm], each, "bridges", 0.0)
        assert fit_issues.SHIFTS[fit_issues.best_shift(figures)] == expected
