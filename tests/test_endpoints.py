"""What programs read of an atlas: endpoints in JSON and GeoJSON, the same truth as the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from mapdash.atlas import Atlas, load_atlas, shown_atlas
from mapdash.endpoints.addresses import features_address, passages_address
from mapdash.endpoints.answers import accepts_gzip, known
from mapdash.endpoints.catalogue import API, ENDPOINTS
from mapdash.endpoints.parameters import PARAMETERS, read_query
from mapdash.errors import AtlasError
from mapdash.export.extract import take
from mapdash.export.tables import link_rows
from mapdash.intervals import Interval
from mapdash.queries import features_on, select, states_of
from mapdash.search import search
from mapdash.selection import opening_selection
from mapdash.word_index import index_of

Answering = Callable[..., TestClient]
Record = dict[str, Any]


@pytest.fixture
def client(answering: Answering) -> TestClient:
    """Ask the second atlas."""
    return answering()


@pytest.fixture
def isles(client: TestClient) -> Atlas:
    """Return the atlas that is asked."""
    return shown_atlas()


@pytest.fixture(scope="module")
def small(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


def pages(client: TestClient, address: str) -> Iterator[Record]:
    """Follow `next` from a first address to the end."""
    following: str | None = f"/{API}/{address}"
    while following:
        answer = client.get(following)
        told = answer.json()
        header = f'<{told["next"]}>; rel="next"' if told["next"] else None
        assert answer.headers.get("link") == header
        yield told
        following = urljoin(following, told["next"]) if told["next"] else None


def listed(client: TestClient, address: str) -> list[Record]:
    """Return all that a list holds."""
    name = address.partition("?")[0]
    key = "passages" if name == "search" else name
    return [each for told in pages(client, address) for each in told[key]]


# ---------------------------------------------------------------- the same truth


def test_the_index_tells_of_every_endpoint_and_each_answers(client: TestClient) -> None:
    """What can be asked is told where one begins; its addresses lead where they say."""
    index = client.get(f"/{API}/").json()
    assert {each["href"] for each in index["endpoints"]} == set(ENDPOINTS) - {""}
    for each in index["endpoints"]:
        words = "?q=canal" if each["href"] == "search" else ""
        answer = client.get(urljoin(f"/{API}/", each["href"] + words))
        assert answer.status_code == 200
        assert answer.headers["content-type"] == each["media_type"]
        assert answer.headers["atlas-version"] == index["atlas"]["version"]
        assert {told["name"] for told in each["parameters"]} <= set(PARAMETERS)


def test_the_prefix_leads_to_its_index(client: TestClient) -> None:
    """Without its last slash the prefix is one redirect away from the index."""
    answer = client.get(f"/{API}")
    assert urljoin(f"/{API}", answer.headers["location"]) == f"/{API}/"


def test_the_atlas_is_counted_as_it_is(client: TestClient, isles: Atlas) -> None:
    """Layers, issues, articles and counts are those of the atlas."""
    told = client.get(f"/{API}/atlas").json()
    assert told["title"] == isles.settings.title
    assert [each["id"] for each in told["layers"]] == [each.id for each in isles.settings.layers]
    assert sum(each["features"] for each in told["layers"]) == len(isles.features)
    assert [each["article"] for each in told["articles"]] == list(isles.articles)
    assert told["counts"]["passages"] == len(isles.excerpts)


@pytest.mark.parametrize("day", [date(1850, 1, 1), date(1879, 3, 14), date(1912, 6, 30)])
def test_the_features_of_a_day_are_those_of_the_map(
    client: TestClient, isles: Atlas, day: date
) -> None:
    """What the map draws on a day is what a GIS is given of it."""
    found = listed(client, f"features?day={day}")
    assert [each["id"] for each in found] == [each.id for each in features_on(isles, day)]
    for each in found:
        feature = isles.feature_by_id[each["id"]]
        assert feature.geometry is not None
        assert shapely.geometry.shape(each["geometry"]).equals(feature.geometry)


def test_the_passages_of_a_place_are_those_of_its_panel(client: TestClient, isles: Atlas) -> None:
    """Each place is told of by the passages that pressing it would list, nearest first."""
    extent = isles.settings.extent
    for place in listed(client, "places"):
        chosen = replace(
            opening_selection(isles.settings),
            day=extent.last,
            window=Interval(extent.first, extent.last),
            place=place["id"],
        )
        answer = select(isles, chosen)
        window = f"&from={extent.first}&to={extent.last}"
        found = listed(client, f"passages?place={place['id']}{window}&limit=2")
        assert [each["passage"] for each in found] == [hit.excerpt.key for hit in answer.hits]
        every = listed(client, f"passages?place={place['id']}")
        assert len(every) == place["passages"] == len(answer.hits) + len(answer.outside)


def test_places_name_their_states_in_order(client: TestClient, isles: Atlas) -> None:
    """A place's states are those of its panel, also where it shares them with another."""
    for place in listed(client, "places"):
        states = states_of(isles, place["id"])
        assert place["features"] == [each.id for each in states]


def test_what_is_found_stands_where_it_is_said_to(client: TestClient, isles: Atlas) -> None:
    """Every link, date, context and word found is the text at its offsets."""
    found = [*listed(client, "passages?limit=7"), *listed(client, "search?q=canal+tolls")]
    assert any(each["links"] for each in found)
    assert any(each["dates"] for each in found)
    for passage in found:
        text = isles.articles[passage["article"]].text
        assert text[passage["start"] : passage["end"]] == passage["text"]
        spans = [*passage["links"], *passage["dates"]]
        spans += [each for link in passage["links"] for each in link["context"]]
        spans += [each for issue in passage["evidence"].values() for each in issue]
        for each in spans:
            assert text[each["start"] : each["end"]] == each["exact"]
        assert set(passage["issues"]) == set(passage["evidence"])


def test_links_are_those_of_the_export(client: TestClient, isles: Atlas) -> None:
    """A notebook that reads the links reads what `mapdash export links` writes."""
    whole = take(isles, opening_selection(isles.settings), whenever=True)
    assert listed(client, "links?limit=5") == json.loads(json.dumps(link_rows(whole)))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"place": "thole-cut", "layers": ("canals",)},
        {"issues": ("tolls", "wrecks"), "axis": "publication"},
        {"articles": ("almanac.txt",), "day": date(1911, 5, 1)},
        {"known_on": date(1900, 1, 1), "window": Interval(date(1870, 1, 1), None)},
        {"search": "light & wreck"},
    ],
)
def test_the_addresses_shown_answer_what_the_page_shows(
    client: TestClient, isles: Atlas, changed: dict[str, Any]
) -> None:
    """Whatever is chosen on the page, its addresses for programs tell the same."""
    chosen = replace(opening_selection(isles.settings), **changed)
    taken = take(isles, chosen)
    shapes = client.get(features_address(isles, chosen)).json()
    told = client.get(passages_address(isles, chosen)).json()
    assert [each["id"] for each in shapes["features"]] == [each.id for each in taken.features]
    assert [each["passage"] for each in told["passages"]] == [hit.excerpt.key for hit in taken.hits]


@pytest.mark.parametrize("words", ["canal", "toll", "merow", "light wreck"])
def test_a_search_finds_what_the_page_finds(client: TestClient, isles: Atlas, words: str) -> None:
    """Places, passages, their order and the words read otherwise are the page's."""
    found = search(index_of(isles), words)
    told = client.get(f"/{API}/search", params={"q": words}).json()
    assert [each["passage"] for each in told["passages"]] == [
        each.excerpt.key for each in found.passages
    ]
    assert [each["place"] for each in told["places"]] == [each.place for each in found.places]
    assert [(each["word"], each["taken"]) for each in told["read_as"]] == list(found.read_as)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("article=almanac.txt", {"almanac.txt"}),
        ("article=almanac.txt,keepers-letter.txt", {"almanac.txt", "keepers-letter.txt"}),
        ("article=almanac.txt&article=keepers-letter.txt", {"almanac.txt", "keepers-letter.txt"}),
        ("known=1899-12-31", {"harbour-gazette.txt"}),
        # The letter's day is not known: no date hides it, and none vouches for it.
        ("axis=publication&from=1911&to=1911", {"almanac.txt", "keepers-letter.txt"}),
    ],
)
def test_a_filter_keeps_what_it_says(client: TestClient, query: str, expected: set[str]) -> None:
    """Several values are parted by commas, or given one by one."""
    assert {each["article"] for each in listed(client, f"passages?{query}")} == expected


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("-180,-90,180,90", 12),
        ("0,0,10,10", 0),
        ("170,-90,-170,90", 0),
        ("-28.37,47.05,-28.19,47.17", None),
    ],
)
def test_a_box_takes_the_shapes_that_touch_it(
    client: TestClient, isles: Atlas, box: str, expected: int | None
) -> None:
    """A box counts west, south, east, north; west of more than east crosses the date line."""
    found = listed(client, f"features?bbox={box}")
    west, south, east, north = map(float, box.split(","))
    inside = [
        each.id
        for each in isles.features
        if west <= east
        and each.geometry is not None
        and each.geometry.intersects(shapely.box(west, south, east, north))
    ]
    assert [each["id"] for each in found] == inside
    assert expected is None or len(found) == expected


# ---------------------------------------------------------------- what cannot be answered


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("passages?day=1879-03-14", "'day'"),
        ("features?day=14.3.1879", "day"),
        ("features?day=1879-03", "day"),
        ("features?day=1879-02-30", "day"),
        ("features?day=1700-01-01", "day"),
        ("features?day=1879-03-14&day=1879-03-15", "day"),
        ("features?layer=rivers", "layer"),
        ("features?layer=", "layer"),
        ("features?bbox=1,2,3", "bbox"),
        ("features?bbox=1,2,3,nan", "bbox"),
        ("features?bbox=1,50,3,40", "bbox"),
        ("features?bbox=1,-91,3,40", "bbox"),
        ("features?bbox=-181,0,3,40", "bbox"),
        ("features?limit=0", "limit"),
        ("features?limit=10001", "limit"),
        ("passages?limit=1001", "limit"),
        ("passages?offset=-1", "offset"),
        ("passages?offset=%D9%A3", "offset"),
        ("passages?limit=99999999999999999999", "limit"),
        ("passages?place=thole", "place"),
        ("passages?place=a&place=b", "place"),
        ("passages?issue=weather", "issue"),
        ("passages?article=../atlas.toml", "article"),
        ("passages?axis=time", "axis"),
        ("passages?from=1900&to=1899", "to"),
        ("passages?from=yesterday", "from"),
        ("passages?known=1900", "known"),
        ("search", "q"),
        ("search?q=%20", "q"),
        (f"search?q={'x' * 201}", "q"),
        ("search?q=%ff", "query"),
        ("passages?" + "limit=1&" * 101, "query"),
        ("atlas?day=1879-03-14", "'day'"),
    ],
)
def test_a_bad_parameter_is_named_with_what_is_accepted(
    client: TestClient, query: str, named: str
) -> None:
    """The answer is 400 and one line: which parameter, what is wrong with it, what to give."""
    answer = client.get(f"/{API}/{query}")
    assert answer.status_code == 400
    told = answer.json()
    assert [each["parameter"] for each in told["faults"]] == [named]
    assert all(each["what"] and each["remedy"] for each in told["faults"])
    assert "\n" not in told["error"]
    assert len(told["error"]) < 400


def test_every_fault_is_told_at_once(client: TestClient) -> None:
    """Whoever asked amiss in five ways need not ask five times."""
    answer = client.get(f"/{API}/passages?limit=x&axis=y&from=z&layer=w&v=u")
    told = [each["parameter"] for each in answer.json()["faults"]]
    assert sorted(told) == ["'v'", "axis", "from", "layer", "limit"]


@given(
    st.text(max_size=60)
    | st.lists(st.tuples(st.sampled_from([*PARAMETERS]), st.text(max_size=12))).map(urlencode)
)
def test_no_query_breaks_the_reader(small: Atlas, query: str) -> None:
    """Whatever stands behind the question mark is read, or refused with its faults."""
    with suppress(AtlasError):
        assert read_query(small, query, tuple(PARAMETERS)).offset >= 0


# ---------------------------------------------------------------- the wire


def test_what_is_known_already_is_not_sent_again(client: TestClient) -> None:
    """An entity tag holds for the plain and the packed body; with it, nothing is sent."""
    address = f"/{API}/passages"
    packed = client.get(address)
    plain = client.get(address, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["etag"] == plain.headers["etag"]
    assert client.get(f"{address}?limit=1").headers["etag"] != plain.headers["etag"]
    for told in (plain.headers["etag"], f'"x", {plain.headers["etag"]}', "*"):
        again = client.get(address, headers={"if-none-match": told})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == plain.headers["etag"]


def test_head_says_of_the_body_all_but_the_body(client: TestClient) -> None:
    """HEAD has the headers of GET, its length among them."""
    for address in ("features", "atlas", "nothing", "features?day=x"):
        got, asked = (
            each(f"/{API}/{address}", headers={"accept-encoding": "identity"})
            for each in (client.get, client.head)
        )
        assert asked.content == b""
        assert asked.status_code == got.status_code
        assert asked.headers == got.headers
        assert int(asked.headers["content-length"]) == len(got.content)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("bytes=0-99", (0, 100)),
        ("bytes=100-", (100, None)),
        ("bytes=-50", (-50, None)),
        ("bytes=10-99999999", (10, None)),
    ],
)
def test_a_part_of_a_body_is_sent_alone(
    client: TestClient, told: str, expected: tuple[int, int | None]
) -> None:
    """A GIS reads a long file piece by piece, unpacked."""
    whole = client.get(f"/{API}/features").content
    answer = client.get(f"/{API}/features", headers={"range": told})
    part = whole[slice(*expected)]
    first = whole.index(part)
    assert answer.status_code == 206
    assert answer.content == part
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{len(whole)}"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("bytes=9999999-", 416),
        ("bytes=-0", 416),
        ("bytes=5-2", 200),
        ("bytes=0-1,4-5", 200),
        ("bytes=-", 200),
        ("lines=1-2", 200),
    ],
)
def test_what_is_no_part_is_refused_or_left_aside(
    client: TestClient, told: str, status: int
) -> None:
    """Bytes behind the end are refused; what asks for no single part is given the whole."""
    assert client.get(f"/{API}/features", headers={"range": told}).status_code == status
    held = {"range": "bytes=0-1", "if-range": '"x"'}
    assert client.get(f"/{API}/features", headers=held).status_code == 200


def test_text_travels_as_utf_8(client: TestClient) -> None:
    """Names in every script arrive as they are written."""
    answer = client.get(f"/{API}/passages", headers={"accept-encoding": "gzip"})
    assert "“" in answer.text
    assert "“".encode() in answer.content


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("x-gzip-like", False),
    ],
)
def test_only_who_takes_gzip_is_given_it(told: str, expected: bool) -> None:
    """The header of accepted codings is read with its weights."""
    assert accepts_gzip(told) is expected


def test_an_entity_tag_is_compared_weakly() -> None:
    """A proxy may have made a tag strong or weak on its way."""
    assert known('"a"', 'W/"a"')
    assert known('W/"a"', '"a"')
    assert not known('"a', 'W/"a"')
    assert not known("", 'W/"a"')
