"""Issues: what decides for one, what does not, and the words that are shown for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.curation import load_settings
from mapdash.errors import Fault
from mapdash.issues import find_issues
from mapdash.phrases import Phrase
from mapdash.records import Issue, Mention, Passage
from mapdash.rules import IssueRule

ROOT = Path(__file__).resolve().parent.parent
BRIDGES = Issue(
    id="bridges",
    title="Bridges",
    definition="Who builds them.",
    phrases=("suspension bridge",),
    layers=("bridge",),
    rules=(
        IssueRule("spans", (("span*",), ("river", "spanner", "#town"))),
        IssueRule("works", (("pile", "piles"), ("driv*", "piles"), ("#town", "bank")), ("cell",)),
    ),
    terms=("arch*",),
    leanings=("girder*", "rivet*", "cable*"),
    needs=("Oldtown",),
    company=("mason*",),
    elsewhere=("Far Country",),
    forbids=("dental bridge", "suspension bridge loan"),
)
PIERS = replace(BRIDGES, id="piers", phrases=("pier",), layers=(), rules=(), terms=(), leanings=())


def issues_of(text: str, *layers: str, kind: str = "paragraph") -> list[str]:
    """Return the issues of a one-passage text with a mention of some layers at its start."""
    passage = Passage(0, len(text), "heading" if kind == "heading" else "paragraph")
    mentions = [Mention(0, 1, text[:1], layer, (), "name") for layer in layers]
    return [found.issue for found in find_issues(text, [passage], (BRIDGES, PIERS), mentions)[0]]


@pytest.mark.parametrize(
    ("text", "layers", "expected"),
    [
        ("A Suspension\nBridge opened by the pier.", (), ["bridges", "piers"]),
        ("A bridge opened.", (), []),
        ("A bridge opened.", ("bridge",), ["bridges"]),
        ("A bridge opened.", ("road",), []),
        ("It spans the river.", (), []),
        ("It spans the river. Oldtown paid.", (), ["bridges"]),
        ("It spans the gap. The river is low. Oldtown paid.", (), []),
        ("It spans the gap.", ("town",), ["bridges"]),
        ("Spanners in Oldtown.", (), []),
        ("Piles were driven at the bank. Oldtown paid.", (), ["bridges"]),
        ("Piles were driven. The bank is far. Oldtown paid.", (), []),
        ("Piles beside piles at the bank, Oldtown.", (), []),
        ("Piles were driven at the bank for a cell. Oldtown paid.", (), []),
        ("The arches of Oldtown.", (), ["bridges"]),
        ("Oldtown buys girders and rivets.", (), ["bridges"]),
        ("Oldtown buys girders, and girders again.", (), []),
        ("Oldtown buys girders. Rivets are dear.", (), []),
        ("Newtown buys girders and rivets.", (), []),
        ("Oldtown buys girders and rivets for its pier.", (), ["piers"]),
        ("Piles were driven at the bank under an arch.", (), ["bridges"]),
        ("Piles were driven at the bank.", (), ["bridges"]),
        ("An arch, another arch, all arches.", (), []),
        ("The arches of Newtown.", (), []),
        ("The arches of Newtown and their masons.", (), ["bridges"]),
        ("The arches of Newtown.", ("road",), ["bridges"]),
        ("A suspension bridge loan.", (), []),
        ("A suspension bridge loan for a suspension bridge.", (), ["bridges"]),
        ("A suspension bridge in the Far Country.", (), []),
        ("A suspension bridge as in the Far Country, for Oldtown.", (), ["bridges"]),
    ],
)
def test_what_decides(text: str, layers: tuple[str, ...], expected: list[str]) -> None:
    """Phrases and layers decide alone, words together and common ones on the subject only."""
    assert issues_of(text, *layers) == expected


def test_a_heading_carries_no_issue() -> None:
    """What stands over a text is not said in it."""
    assert issues_of("Suspension bridge", kind="heading") == []


def test_a_common_word_may_find_its_subject_in_a_passage_near() -> None:
    """The subject need not be named again in every paragraph."""
    parts = [
        "Oldtown builds.",
        "The money is short.",
        "Its arches wait.",
        "So.",
        "No arch elsewhere.",
    ]
    text = "\n\n".join(parts)
    starts = [text.index(part) for part in parts]
    passages = [Passage(at, at + len(part)) for at, part in zip(starts, parts, strict=True)]
    found = find_issues(text, passages, (BRIDGES,), ())
    assert [bool(each) for each in found] == [False, False, True, False, False]


@given(
    st.lists(
        st.sampled_from(
            ["suspension bridge", "span", "river", "arch", "Oldtown", ".", " A", "İ", "\n"]
        )
        | st.text(max_size=4)
    ).map(" ".join),
    st.integers(min_value=0, max_value=9),
)
def test_the_evidence_lies_in_its_passage(text: str, start: int) -> None:
    """Whatever the text, what is shown as deciding is a stretch of the passage itself."""
    passage = Passage(min(start, len(text)), len(text))
    (found,) = find_issues(text, [passage], (BRIDGES, PIERS), ())
    assert all(each.evidence for each in found)
    for span in (span for each in found for span in each.evidence):
        assert passage.start <= span.start < span.end <= passage.end
    assert len({each.issue for each in found}) == len(found)


# ---------------------------------------------------------------- the atlas's own issues
def settings_issues() -> tuple[Issue, ...]:
    """Return the issues of the atlas of the repository."""
    faults: list[Fault] = []
    settings = load_settings(ROOT, faults)
    assert settings is not None, [str(fault) for fault in faults]
    return settings.issues


ISSUES = settings_issues()
ROLES = ("phrases", "terms", "leanings", "needs", "company", "elsewhere", "forbids")
SAID = [
    (
        "peace-treaty",
        "After thirteen months the two ministers' negotiators have two points left.",
    ),
    ("peace-treaty", "Yerevan answered the latest round of comments and expects the next draft."),
    ("border-delimitation", "The joint commission on the border agreed to use maps of 1976."),
    (
        "border-delimitation",
        "Where exactly the line between Armenia and Azerbaijan runs is for the commission.",
    ),
    ("transport-corridors", "Trade routes that bypass Armenia make its neighbours rich."),
    ("transport-corridors", "All economic and transport links are to be unblocked."),
    ("exclaves", "Armenia and Azerbaijan each hold enclaves that the other claims."),
    ("occupied-territory", "Azerbaijani units crossed into Armenian territory and dug in."),
    ("karabakh-takeover", "The 44-day war ended on 10 November."),
    ("displacement", "The court upheld the right of return of all who fled."),
    ("constitution", "The preamble of Armenia's constitution is to be amended."),
    ("mediation", "The Minsk Group has not met, and no other mediator is in sight."),
    ("foreign-alignment", "Armenia has frozen its membership of the CSTO."),
    ("arms", "The army received howitzers and air-defence systems."),
    (
        "peace-treaty",
        "Of the points in the paper, thirteen are settled, Mirzoyan said; two remain.",
    ),
    ("border-delimitation", "Nobody knows to the metre where Armenia ends and Azerbaijan begins."),
    ("transport-corridors", "Baku wants its lorries to cross Armenia without customs checks."),
    (
        "occupied-territory",
        "Azerbaijani snipers sit on the hill above the fields of Armenian farmers.",
    ),
    (
        "displacement",
        "The people of Karabakh will one day go back to their homes, says the bishop.",
    ),
    ("mediation", "Michel sat down with both Aliyev and Pashinyan for three hours."),
    ("foreign-alignment", "Iran calls the borders of Armenia its red line."),
    ("foreign-alignment", "Moscow punishes Yerevan for flirting with Brussels."),
    ("arms", "Military expenditure in Azerbaijan will rise to four billion dollars."),
    (
        "confidence-building",
        "Analysts from Yerevan flew to Baku, and a group will return the visit.",
    ),
    ("confidence-building", "Thirty-two servicemen were freed in exchange for two Azerbaijanis."),
]
NOT_SAID = [
    "The harvest of apricots in the valley was poor this year, and prices rose by a third.",
    "The bank acts as broker for bonds; the horse has the constitution of an ox.",
    "Spain's enclave was fenced in; Norway demarcated its sea border.",
    "The hospital's long corridor was repainted, and the heights of fashion reached.",
    "Colombia's government and the guerrillas signed a peace agreement.",
    "Two prisoners escaped from the jail in Marseille.",
    "Wine exports from Armenia grew, and the harvest promises a good year.",
    "Russian tourists fill the cafes of Yerevan.",
    "Azerbaijan's central bank cut its rate, for inflation is low.",
    "A lorry hit a bus on the road between Yerevan and Sevan.",
    "Iran beat Russia at volleyball, and the Turkish referee was whistled at.",
]


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.id)
def test_every_phrase_of_the_atlas_follows_the_rules(issue: Issue) -> None:
    """Each issue has phrases, all of them can be read, and none is there twice."""
    assert issue.phrases
    lists = [getattr(issue, role) for role in ROLES]
    lists += [phrases for rule in issue.rules for phrases in (*rule.all, rule.without)]
    for phrases in lists:
        assert len(set(phrases)) == len(phrases), phrases
        words = [phrase for phrase in phrases if not phrase.startswith("#")]
        assert all(Phrase.parse(phrase).beginnings for phrase in words)
    assert len({rule.id for rule in issue.rules}) == len(issue.rules)


@pytest.mark.parametrize(("issue", "text"), SAID)
def test_an_issue_is_recognised_by_its_words(issue: str, text: str) -> None:
    """What one says of an issue is recognised without any place being linked."""
    found = find_issues(text, [Passage(0, len(text))], ISSUES, ())[0]
    assert issue in {each.issue for each in found}


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_sounds_alike_is_no_issue(text: str) -> None:
    """The same words said of something else are not the issue."""
    assert find_issues(text, [Passage(0, len(text))], ISSUES, ()) == ((),)
