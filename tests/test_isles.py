"""The second atlas: the same program, another subject."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mapdash.atlas import Atlas, load_atlas
from mapdash.queries import features_on

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.atlas import Excerpt

GAZETTE = [
    "A Clear Road Through Great Osmer",
    "**Nine months after its opening, the [Thole Cut|thole-cut] has emptied one harbour and filled "
    "another.**",
    "When the [Thole Cut|thole-cut] was opened in June 1878, its first boat was a lighter with "
    "forty barrels of herring, and its second was a bailiff looking for the first. Since then some "
    "six hundred vessels have gone through it, and the [Free Harbour of Calder|free-harbour] "
    "counts more masts than in any March since 1861.",
    "A [ship passage|thole-cut] across the isthmus of Great Osmer had been talked of for thirty "
    "years. The surveyors of 1863 drew it where it now runs; the Calder board found the money for "
    "it eight years later, on October 2, 1871.",
    "The toll is a penny a ton. Captains who remember the [Merrow Canal|merrow-canal], where the "
    "dues were threepence and the mud was free, call that a mercy. The boatmen of Merrow call it "
    "other things.",
    "What the Hesk board says",
    "The board of the [Heske Ward|hesk-ward] does not pay for buoys that it says stand in its own "
    "water. “The line between the wards was drawn by a clerk in Calder who had never been "
    "seasick,” its chairman told this paper on Tuesday.",
    "A smoker may be reassured that the tobacco sold as Thole Cut comes from elsewhere and has not "
    "become wet.",
]
LETTER = [
    "To the Brethren of the Lamp, from the keeper at Skerrow",
    "You ask what was seen from [Skerrow Light|skerrow-light] on the night the barque Constance "
    "ran aground. I write what is in my book and no more.",
    "The wind was north-west and rising at four. The Ness Light was dark from five until a quarter "
    "to nine; which of the two I could not tell, for the snow hid the land between them.",
    "At six the lifeboat went out from the [Free Harbour|free-harbour] and came back with eleven "
    "men. The Skerrow Light Infantry, who were at supper in Calder, came down to the quay and were "
    "of no use.",
    "Since the lamp at [South Ness Light|south-ness-light] was moved in November 1897, ships that "
    "come round the island at night see it too late. I have said so every year. Until the "
    "[three lights|three-lights] are made to look unlike one another, there will be another wreck.",
]
ALMANAC = [
    "The Mariner's Almanac for the Osmer Isles",
    "Canals",
    "The [Merrow Canal|merrow-canal] has been closed to all craft since January 1, 1904. Its locks "
    "stand open; a punt can pass at high water with a boatman who knows the gates, and nothing "
    "else has passed since the lock-keepers went home.",
    "The [Thole Canal|thole-cut] is open at all hours. Its tolls go to the Calder board, which "
    "since 1889 has kept the boundary with [Hesk Ward|hesk-ward] where both can see it.",
    "Lights",
    "[Skerrow Lighthouse|skerrow-light] shows one white flash every ten seconds. "
    "[North Ness Light|north-ness-light] is fixed and red. [South Ness Light|south-ness-light] is "
    "fixed and white, and stands a cable's length from where older charts have it.",
    "The [duty-free town|free-harbour] takes no pilotage from vessels under fifty tons.",
]


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas, which has no fault."""
    return load_atlas(isles_folder)


def marked(atlas: Atlas, excerpt: Excerpt) -> str:
    """Return a passage with its mentions in brackets, and its line breaks as spaces."""
    text = atlas.articles[excerpt.file].text
    parts, at = [], excerpt.passage.start
    for mention in excerpt.mentions:
        places = " ".join(mention.places)
        parts += [text[at : mention.start], f"[{mention.exact}|{places}]"]
        at = mention.end
    parts.append(text[at : excerpt.passage.end])
    return " ".join("".join(parts).split())


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("harbour-gazette.txt", GAZETTE),
        ("keepers-letter.txt", LETTER),
        ("almanac.txt", ALMANAC),
    ],
)
def test_the_body_is_read_and_its_places_are_found(
    isles: Atlas, file: str, expected: list[str]
) -> None:
    """Menus, bios and appeals are left out, repeats count once, look-alikes are no mentions."""
    found = [marked(isles, each) for each in isles.excerpts if each.file == file]
    assert found == [line.replace("“", '"').replace("”", '"') for line in expected]


def test_a_name_that_two_places_share_is_reported(isles: Atlas) -> None:
    """With two candidates left there is an ambiguity, and no link."""
    (found,) = isles.readings["keepers-letter.txt"].ambiguities
    assert found.exact == "Ness Light"
    assert set(found.candidates) == {"north-ness-light", "south-ness-light"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1850, 1, 1), set()),
        (date(1852, 1, 1), {"hesk-ward-1852"}),
        (
            date(1878, 5, 31),
            {
                "free-harbour-1858",
                "hesk-ward-1852",
                "merrow-canal-open",
                "thole-cut-building",
                "skerrow-light-1861",
                "north-ness-light-1874",
                "south-ness-light-1874",
            },
        ),
        (
            date(1912, 6, 30),
            {
                "free-harbour-1889",
                "hesk-ward-1852",
                "merrow-canal-closed",
                "thole-cut-open",
                "skerrow-light-1861",
                "north-ness-light-1874",
                "south-ness-light-1897",
            },
        ),
        (date(1912, 7, 1), set()),
    ],
)
def test_a_day_has_the_states_that_hold_on_it(isles: Atlas, day: date, expected: set[str]) -> None:
    """Bounds are included, a partial start is its first day, and after as_of nothing is known."""
    assert {feature.id for feature in features_on(isles, day)} == expected
