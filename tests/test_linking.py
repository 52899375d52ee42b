"""Links: which words name or describe a place, said in marked text that is read by eye.

``[K Nagorno-Karabakh]`` marks a mention of the layer that K stands for; marks nest.
"""

# ruff: noqa: RUF001 - the sentences are in the languages that are to be read
from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from mapdash.curation import load_places, load_settings
from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Ambiguity, Layer, Mention, Passage, Place
from mapdash.rules import Cue, Rule

LAYERS = {
    "K": "karabakh",
    "S": "syunik",
    "N": "nakhchivan",
    "Z": "zangezur-route",
    "I": "iran-route",
    "E": "exclave-villages",
    "O": "occupied-heights",
}

MARKED = """
[K Artsakh] ceased to exist on 1 January 2024, and [K Stepanakert] is now called [K Khankendi].
People fled [K Nagorno\u2011Karabakh] within a week. [K The enclave] emptied almost entirely.
The [K Nagorno-Karabakh Autonomous Oblast] was older than the first [K Karabakh] war.
The blockade of the [K Lachin corridor] lasted nine months.
The [K separatist enclave] surrendered; most of its Armenians left.
[K **N**agorno-Karabakh] was home to 120,000 Armenians.
The road through [S southern Armenia] is blocked by snow.
[S Zangezur] was defended by Nzhdeh's men in 1920.
Azerbaijan's [N landlocked exclave] depends on flights.
[N Nakhchivan], cut off by Armenia, has an airport. [N The exclave] also borders Turkey.
Baku wants a [Z land corridor linking it to [N Nakhchivan]], and Yerevan refuses.
Azerbaijan seeks a [Z land link through [S southern Armenia]].
The [Z Zangezur
corridor] will be discussed in Moscow.
**THE [Z ZANGEZUR CORRIDOR] AND ITS CRITICS**
[Z TRIPP] follows the border with Iran.
Aliyev said the [Z Meghri corridor] would open. [Z This route] is vital, he said.
[Z Zangezur] would connect Azerbaijan with Turkey.
Azerbaijan agreed to a [I transit route through northern Iran].
People in [K the enclave] queue for bread. Azerbaijan calls what is told of [K Karabakh] untrue.
Work on the [I Aras Corridor] to [N Nakhchivan] goes on.
Lorries would bypass Armenia by a [I road through Iran] and reach [N Nakhchivan].
The [Z TRIPP] project is to include a railway.
The [I Aras corridor] is 107 kilometres long. Iran has built a third of [I the corridor].
Goods from Baku reach [N Nakhchivan] [I via Iran].
Azerbaijan claims [E eight villages], four of which are [E exclaves].
Armenia handed over [E four villages in the Tavush region] in May 2024.
[E Kyarki], known to Armenians as [E Tigranashen], lies on the road to Iran.
A swap of [E enclaves] has been proposed by experts in Yerevan.
[E Askipara] was burnt in 1990.
Azerbaijan seized [O strategic heights inside Armenia] in September 2022.
Yerevan demands that Baku withdraw from [O occupied Armenian territory].
Azerbaijani soldiers dug in on [O positions inside Armenian territory].
The [O incursion into [S Syunik]] of May 2021 began at [O Sev Lich].
Жители [K Нагорного Карабаха] ушли, о [Z Зангезурском коридоре] говорили в [N Нахичевани].
[S Սյունիքում] դիտորդներ կան, [N Նախիջևանի] սահմանը փակ է։
[K Xankəndidə] və [K Şuşada] bayraq qaldırıldı, [Z Zəngəzur dəhlizinin] açılışı gözlənilir.
""".strip()

TRAPS = """
The Middle Corridor carries goods from China to Europe across the Caspian.
The Suwałki corridor worries planners in Warsaw and Vilnius.
In the corridors of power in Yerevan, no one slept.
The hospital corridor was full of patients from Yerevan.
Kaliningrad is a Russian exclave between Poland and Lithuania.
Gaza is an enclave under siege; the enclave has no airport.
Israel annexed the Golan Heights in 1981; strategic heights there overlook Damascus.
Qarabağ beat Braga 4-2 in the Europa League.
A Karabakh horse won the race in Baku.
General Huseyn Khan Nakhchivanski served the tsar.
New Julfa, the Armenian quarter of Isfahan, has thirteen churches.
Eight villages in Assam were flooded.
The Fergana valley has eight enclaves, among them Sokh and Vorukh.
UN peacekeepers patrol the buffer zone in Cyprus.
Humanitarian corridors were opened for civilians leaving Mariupol.
The North-South corridor links Russia with India through Iran and Azerbaijan.
Russian border guards keep positions in Armenia under a treaty.
The Armenian-occupied territories around the oblast were returned.
Linda Tripp recorded the conversations.
He lives on Artsakh Street.
She was born in Askeran Street in Tbilisi.
The Syunik Quartet closed the festival at Gstaad.
At the stand of Karabakh Optics, engineers showed binoculars.
The south of Armenia's capital is a plain of greenhouses.
""".strip()


def cases(block: str) -> list[str]:
    """Return a block's lines; a line that opens a mark without closing it goes on."""
    found: list[str] = []
    for line in block.split("\n"):
        if found and found[-1].count("[") > found[-1].count("]"):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def unmarked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a marked text without its marks, and what was marked: layer and exact words."""
    text, opened, found = "", [], []
    for piece in re.split(r"(\[[A-Z] |\])", marked):
        if piece.startswith("["):
            opened.append((LAYERS[piece[1]], len(text)))
        elif piece == "]":
            layer, start = opened.pop()
            found.append((start, layer, len(text)))
        else:
            text += piece
    return text, [(layer, text[start:end]) for start, layer, end in sorted(found)]


@cache
def gazetteer() -> Gazetteer:
    """Return the bundled atlas's gazetteer."""
    settings = load_settings(ROOT, [])
    assert settings is not None
    return Gazetteer.build(load_places(ROOT, settings, []), settings.layers)


def linked(text: str, known: Gazetteer | None = None) -> tuple[list[Mention], list[Ambiguity]]:
    """Return a text's mentions and ambiguities."""
    mentions, unclear = find_mentions(text, find_passages(text), known or gazetteer())
    return list(mentions), list(unclear)


@pytest.mark.parametrize("marked", cases(MARKED))
def test_names_descriptions_and_references_are_linked(marked: str) -> None:
    """Each mark is found by one mention of its layer that overlaps it, and nothing else is."""
    text, expected = unmarked(marked)
    mentions, _ = linked(text)
    found = [(each.layer, each.exact) for each in mentions]
    assert [layer for layer, _ in sorted(found)] == [layer for layer, _ in sorted(expected)]
    for layer, words in expected:
        start = text.index(words)
        assert any(
            each.layer == layer and each.start < start + len(words) and start < each.end
            for each in mentions
        )


@pytest.mark.parametrize("trap", cases(TRAPS))
def test_what_looks_alike_is_no_mention(trap: str) -> None:
    """Another corridor, a club, a breed, a surname, an exclave elsewhere: nothing is linked."""
    assert linked(trap)[0] == []


def test_a_reference_links_only_where_its_antecedent_is_clear() -> None:
    """Not without one, not two paragraphs after it, and not with two of them."""
    clear = "Azerbaijan took Karabakh.\n\nMost people left the enclave at once."
    assert [each.exact for each in linked(clear)[0]] == ["Karabakh", "enclave"]
    alone = "Most people left the enclave at once, Baku said."
    assert [each.why for each in linked(alone)[0]] == []
    later = "The enclave is poor. Armenia and its neighbours talked. Baku took Karabakh."
    assert [each.exact for each in linked(later)[0]] == ["Karabakh"]
    filler = "Armenia and its neighbours talked of trade for a day, and of little else."
    far = f"Azerbaijan took Karabakh.\n\n{filler}\n\nMost people left the enclave at once."
    assert [each.exact for each in linked(far)[0]] == ["Karabakh"]
    two = "Between Karabakh and Nakhchivan lies Armenia, and the enclave is poor."
    mentions, unclear = linked(two)
    assert {each.exact for each in mentions} == {"Karabakh", "Nakhchivan"}
    assert [each.exact for each in unclear] == ["enclave"]
    assert set(unclear[0].candidates) == {"nagorno-karabakh", "nakhchivan"}


def test_every_link_says_why() -> None:
    """The name or the rule is told, and the words that decided, with true offsets."""
    text = "Azerbaijan took Karabakh. The enclave emptied, and Baku holds heights inside Armenia."
    for each in linked(text)[0]:
        assert each.rule
        assert each.why in {"name", "rule", "anaphor"}
        if each.why == "anaphor":
            assert [text[span.start : span.end] for span in each.context] == ["Karabakh"]


SENTENCES = [unmarked(each)[0] for each in cases(MARKED)[::3]] + cases(TRAPS)[::4]
SCRAPS = st.lists(
    st.sampled_from([*SENTENCES, "\n\n", " ", "# ", "-\n"]) | st.text(max_size=12), max_size=8
).map("".join)


@given(SCRAPS | st.text())
def test_links_hold_in_any_text(text: str) -> None:
    """Offsets are true, one layer's mentions never overlap, and reading twice says the same."""
    passages = find_passages(text)
    mentions, unclear = find_mentions(text, passages, gazetteer())
    for each in (*mentions, *unclear):
        assert text[each.start : each.end] == each.exact
        assert any(p.start <= each.start < each.end <= p.end for p in passages)
    for layer in LAYERS.values():
        row = [each for each in mentions if each.layer == layer]
        assert all(one.end <= other.start for one, other in pairwise(row))
    assert find_mentions(text, passages, gazetteer()) == (mentions, unclear)


@given(SCRAPS)
def test_a_passage_that_stands_twice_is_linked_once(text: str) -> None:
    """Its copies are its reader's business."""
    passage = Passage(0, len(text))
    alone, _ = find_mentions(text, [passage], gazetteer())
    twice, _ = find_mentions(text + text, [passage], gazetteer())
    assert alone == twice


CANAL = Place("cut", "canals", {"en": ("Thole Cut",)}, spellings=("The Cut",), forbids=("tobacco",))
HILL = Place("hill", "hills", {"en": ("Ness",)}, needs=("light", "island"))
DALE = Place("dale", "hills", {"en": ("Ness",)})
ACRONYM = Place("cut", "canals", {"en": ("TRIP",)})


@pytest.mark.parametrize(
    ("places", "text", "expected"),
    [
        ([replace(HILL, elsewhere=("Merrow",))], "A light in Merrow. Ness is dark.", []),
        ([CANAL], "Thole Cut tobacco is dry. THOLE CUT is wet.", ["THOLE CUT"]),
        ([HILL], "Ness is high.\n\nThe light of Ness is low, at least on some nights.", ["Ness"]),
        ([HILL, DALE], "The island has a Ness of its own.", ["Ness"]),
        ([DALE], "Ness Petrova likes a finesse, and ness is a suffix in Ness.", ["Ness"]),
        ([ACRONYM], "A trip on TRIP, says Mrs Trip.", ["TRIP"]),
        ([Place("x", "hills", {"en": ("Ness",)}, linked=False)], "Ness.", []),
    ],
)
def test_names_have_their_conditions(places: list[Place], text: str, expected: list[str]) -> None:
    """What forbids stands in the sentence, what is needed nearby; capitals count in short names."""
    known = Gazetteer.build(places, [])
    assert [each.exact for each in linked(text, known)[0]] == expected


def test_a_decoy_hides_the_name_in_it_and_a_layer_can_be_needed() -> None:
    """A longer name of something else is no mention; a rule may ask for another layer's place."""
    rule = Rule("lock", "canals", "cut", ("lock*",), needs=("#hills",))
    layers = [
        Layer("canals", "", "", 1, rules=(rule,), decoys=("New Thole Cut",)),
        Layer("hills", "", "", 2),
    ]
    known = Gazetteer.build([CANAL, DALE], layers)
    text = "The locks are shut. The locks below Ness are open, and New Thole Cut is a street."
    assert [each.exact for each in linked(text, known)[0]] == ["locks", "Ness"]


def test_a_name_that_two_places_share_is_reported() -> None:
    """Two candidates left mean an ambiguity, and no link."""
    other = Place("other", "hills", {"en": ("Ness",)})
    mentions, unclear = linked("They climbed Ness.", Gazetteer.build([DALE, other], []))
    assert mentions == []
    assert [each.candidates for each in unclear] == [("dale", "other")]


def test_ten_thousand_names_are_one_gazetteer() -> None:
    """A large gazetteer is built, and finds the first and the last of its names."""
    many = [Place(f"p{n}", "hills", {"en": (f"Hill{n} Ness",)}) for n in range(10_000)]
    mentions, _ = linked("From Hill0 Ness to Hill9999 Ness.", Gazetteer.build(many, []))
    assert [each.places for each in mentions] == [("p0",), ("p9999",)]


WEIGHED = Rule(
    "mill",
    "canals",
    "cut",
    ("(old|) mill*",),
    cues=(
        Cue(2, ("(water|paper) @", "@ ...2 by the canal")),
        Cue(1, ("Thole",), "near"),
        Cue(1, ("Osmer",), "before"),
        Cue(-3, ("wind*",)),
    ),
    enough=3,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Thole the old mill stands by the canal.", ["old mill"]),
        ("The old mill stands by the canal.", []),
        ("They met in Thole at last.\n\nThe paper mill burnt down, and nobody came.", ["mill"]),
        ("Osmer is far away.\n\nNobody goes there now.\n\nA water mill hums.", ["mill"]),
        ("In Thole the old mill by the canal is a windmill, with wind.", []),
        ("# The paper mill\n\nIt is in Thole, where it has stood for a long time.", ["mill"]),
    ],
)
def test_weak_evidence_is_weighed(text: str, expected: list[str]) -> None:
    """Cues add up, some speak against; their reach is the sentence, what is near, or all before."""
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(WEIGHED,))])
    found, _ = linked(text, known)
    assert [each.exact for each in found] == expected
    assert all(each.context for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A weir below the lock is new.", ["weir below the lock"]),
        ("A weir and a lock are new.", ["weir", "lock"]),
        ("A weir, below the lock, is new.", ["weir", "lock"]),
        (
            "A weir that holds back the water through the lock",
            ["weir that holds back the water through the lock"],
        ),
        ("A weir. Below it is the lock.", ["weir", "lock"]),
        ("The weir the miller built at the lock", ["weir the miller built at the lock"]),
        ("The weir the miller built and the lock", ["weir", "lock"]),
    ],
)
def test_a_description_is_not_cut_in_two(text: str, expected: list[str]) -> None:
    """What a preposition joins within a sentence is one mention."""
    rule = Rule("works", "canals", "cut", ("weir", "lock", "through the lock"))
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(rule,))])
    assert [each.exact for each in linked(text, known)[0]] == expected


def test_modifiers_belong_to_what_they_stand_before() -> None:
    """As many as there are, and only in an unbroken run; they are no part of what is weighed."""
    rule = Rule(
        "mill", "canals", "cut", ("mill*",), modifiers=("old", "two", "paper"), needs=("@ hum*",)
    )
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(rule,))])
    text = "Nobody minds that the two old paper mills hum. An old big mill hums. Old mills stand."
    assert [each.exact for each in linked(text, known)[0]] == ["two old paper mills", "mill"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sluices remain, and no lock.", ["Sluices"]),
        ("Sluices Petrova wrote of the canal.", ["Sluices"]),
        ("Rialto Petrova wrote of the canal.", []),
        ("The Rialto stands.", ["Rialto"]),
    ],
)
def test_a_common_noun_that_begins_a_sentence_is_no_name(text: str, expected: list[str]) -> None:
    """Only what a rule's phrase writes with a capital may be a person's or a club's name."""
    rule = Rule("works", "canals", "cut", ("sluices", "Rialto"))
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(rule,))])
    assert [each.exact for each in linked(text, known)[0]] == expected


def test_the_reason_is_the_first_of_the_words_that_would_do() -> None:
    """Of several that hold a condition the first in the text is told, on every run the same."""
    words = ("ford", "ferry", "jetty", "wharf", "basin", "sluice", "towpath", "barge")
    text = f"By {', '.join(reversed(words))} stands the mill."
    rule = Rule("mill", "canals", "cut", ("mill",), needs=words)
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(rule,))])
    ((mention,), _) = linked(text, known)
    assert [text[each.start : each.end] for each in mention.context] == ["barge"]
