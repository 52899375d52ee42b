"""The brief: one file, opened from the disk with the network off."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dashboard import until
from playwright.sync_api import Locator, Page, expect

from mapdash.atlas import Atlas, load_atlas
from mapdash.dashboard.panel import panel_model
from mapdash.export.brief import brief
from mapdash.export.extract import take
from mapdash.intervals import epoch_day
from mapdash.queries import features_on, select
from mapdash.selection import Selection, opening_selection, widened

DAY = date(1880, 6, 1)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
ELEMENT = "</script><script>window.hurt = 0</script>"
HOSTILE = (
    '</script><script>window.hurt = 1</script> <img src=x onerror="window.hurt = 2"> '
    "{{ 7 * 7 }} {% raw %} `${window.hurt = 3}` \u2028 <!-- & &lt; $title \\"
)


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def opening(isles: Atlas) -> Selection:
    """Select what the tests' brief opens with."""
    return replace(opening_selection(isles.settings), day=DAY)


@pytest.fixture(scope="module")
def file(isles: Atlas, opening: Selection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the brief of the second atlas."""
    return written(isles, opening, tmp_path_factory.mktemp("brief"))


def written(atlas: Atlas, selection: Selection, folder: Path) -> Path:
    """Write a brief; return its file."""
    path = folder / "brief.html"
    path.write_text(brief(take(atlas, selection)), encoding="utf-8", newline="")
    return path


def opened(page: Page, file: Path, address: str = "") -> list[str]:
    """Open a brief with the network off; return the addresses it asks for, itself included."""
    asked: list[str] = []
    page.context.set_offline(True)
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{file.as_uri()}{address}")
    until(lambda: report(page).get("painted"), "the brief shows shapes")
    return asked


def report(page: Page) -> dict[str, Any]:
    """Return what the map's engine says of itself."""
    script = "window.mapdash && window.mapdash.engine ? window.mapdash.engine.report() : {}"
    found: dict[str, Any] = page.evaluate(script)
    return found


def shapes(atlas: Atlas, day: date, layers: tuple[str, ...] | None = None) -> list[str]:
    """Return the ids of the features that a map of a day shows, in order."""
    return sorted(each.id for each in features_on(atlas, day, layers))


def press(page: Page, feature: str) -> None:
    """Press a shape on the map."""
    spot = page.evaluate("(id) => window.mapdash.engine.spot(id)", feature)
    page.locator("#map_div").click(position=spot)


def panel(page: Page) -> Locator:
    """Return the panel beside the map."""
    return page.locator(".panel")


@pytest.mark.parametrize("device", [{}, PHONE, {"color_scheme": "dark"}])
def test_the_brief_opens_from_the_disk_with_the_network_off(
    new_page: Callable[..., Page],
    tmp_path: Path,
    either_atlas: Atlas,
    device: dict[str, Any],
) -> None:
    """It asks for nothing but itself, shows its day, and is as wide as the screen."""
    atlas = either_atlas
    selection = opening_selection(atlas.settings)
    path = written(atlas, selection, tmp_path)
    page = new_page(**device)
    asked = opened(page, path)
    assert report(page)["shown"] == shapes(atlas, selection.day)
    expect(page.locator("h1")).to_have_text(atlas.settings.title)
    expect(page.locator(".edition")).to_contain_text(f"version {atlas.version}")
    theme = page.evaluate("document.documentElement.dataset.theme")
    assert theme == device.get("color_scheme", "light")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == [path.as_uri()]
    assert path.stat().st_size < 2_000_000


def test_pressing_a_shape_shows_the_sentences_that_speak_of_its_place(
    page: Page, file: Path
) -> None:
    """A press opens the place, its names and its passages, the words for it marked."""
    opened(page, file)
    press(page, "hesk-ward-1852")
    expect(panel(page).get_by_role("heading", name="Hesk Ward")).to_be_visible()
    expect(panel(page).locator("mark.chosen").first).to_have_text("Heske Ward")
    expect(panel(page).locator(".excerpt cite").first).to_have_text(
        "A Clear Road Through Great Osmer"
    )
    assert report(page)["place"] == "hesk-ward"
    panel(page).get_by_role("button", name="Close", exact=True).click()
    expect(panel(page).get_by_role("heading", name="Where to begin")).to_be_visible()


def test_the_slider_moves_the_map_and_the_list(page: Page, file: Path, isles: Atlas) -> None:
    """Shapes and passages are those of the day at the slider's handle."""
    opened(page, file)
    slider = page.get_by_role("slider", name="Day")
    for day in (date(1871, 1, 1), date(1879, 3, 14)):
        slider.fill(str(epoch_day(day)))
        until(lambda: report(page)["day"] == epoch_day(day), "the map shows the day")  # noqa: B023
        assert report(page)["shown"] == shapes(isles, day)
        listed = len(select(isles, replace(opening_selection(isles.settings), day=day)).hits)
        expect(page.locator(".counts")).to_contain_text(f"{listed} passage")
    slider.press("ArrowLeft")
    until(lambda: report(page)["day"] == epoch_day(date(1879, 3, 13)), "a key moves the day")


def test_the_steps_go_from_one_change_to_the_next(page: Page, file: Path, isles: Atlas) -> None:
    """The button beside the slider goes to the next day on which a shape changes."""
    opened(page, file)
    page.get_by_role("button", name="Whole period").click()
    before = report(page)["shown"]
    page.get_by_role("button", name="Next change").click()
    until(lambda: report(page)["shown"] != before, "the shapes change")
    page.get_by_role("button", name="Previous change").click()
    until(lambda: report(page)["day"] < epoch_day(DAY), "an earlier change is shown")
    page.get_by_label("Day, typed").fill("1874-05-01")
    until(lambda: report(page)["shown"] == shapes(isles, date(1874, 5, 1)), "the typed day shows")


@pytest.mark.parametrize("day", [date(1862, 1, 1), date(1879, 3, 14), date(1912, 6, 30)])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"issues": ("tolls",)},
        {"layers": ("lights", "wards")},
        {"issues": ("tolls", "wrecks"), "order": "date"},
        {"order": "article"},
    ],
)
def test_the_brief_lists_what_the_page_lists(
    page: Page, file: Path, isles: Atlas, day: date, change: dict[str, Any]
) -> None:
    """For every place, day, issue and layer the passages are the page's, in its order."""
    opened(page, file)
    selection = widened(opening_selection(isles.settings), isles.settings)
    selection = replace(selection, day=day, **change)
    for place in ("", *isles.places):
        told = page.evaluate(
            """({ place, day, from, layers, issues, order }) => {
                const { answers, state } = window.mapdash.brief;
                Object.assign(state, { day, from, order });
                Object.assign(state, { layers: new Set(layers), issues: new Set(issues) });
                const { hits, outside } = answers.answer(place);
                const key = (hit) => hit.each.key;
                return [hits.map(key), outside.map(key)];
            }""",
            {
                "place": place,
                "day": epoch_day(day),
                "from": epoch_day(isles.settings.extent.first),
                "layers": list(selection.layers),
                "issues": list(selection.issues),
                "order": selection.order,
            },
        )
        expected = select(isles, replace(selection, place=place))
        assert told[0] == [hit.excerpt.key for hit in expected.hits]
        assert told[1] == [hit.excerpt.key for hit in expected.outside]


def test_the_list_of_places_is_the_page_s(page: Page, tmp_path: Path, either_atlas: Atlas) -> None:
    """Each place has the same name, state and counts of passages as on the page, in its order."""
    atlas = either_atlas
    whole = widened(opening_selection(atlas.settings), atlas.settings)
    selection = replace(whole, day=atlas.settings.extent.as_of)
    opened(page, written(atlas, selection, tmp_path))
    rows = page.evaluate("window.mapdash.brief.telling.model().places")
    assert rows == panel_model(atlas, selection, select(atlas, selection))["places"]


def test_a_place_no_article_speaks_of_is_told_apart_from_a_choice_that_hides_it(
    page: Page, tmp_path: Path, own_atlas: Atlas
) -> None:
    """Whatever issue is chosen, the brief says of each place what the page says of it."""
    opening = opening_selection(own_atlas.settings)
    opened(page, written(own_atlas, opening, tmp_path))
    spoken = """issues => {
        const { state, telling, data } = window.mapdash.brief;
        state.issues = new Set(issues);
        return Object.keys(data.places).filter((place) => telling.placeModel(place).spokenOf);
    }"""
    for issues in ((), (own_atlas.settings.issues[0].id,)):
        chosen = [replace(opening, issues=issues, place=place) for place in own_atlas.places]
        models = [panel_model(own_atlas, each, select(own_atlas, each)) for each in chosen]
        expected = {each["place"] for each in models if each["spokenOf"]}
        assert set(page.evaluate(spoken, issues)) == expected
    silent = next(each for each in own_atlas.places if each not in expected)
    page.evaluate("place => window.mapdash.brief.act({ type: 'choose', place })", silent)
    expect(panel(page).get_by_text("No article here speaks of this place")).to_be_visible()
    expect(panel(page).get_by_text("None fits what is chosen")).to_have_count(0)


def test_where_there_is_no_place_to_list_the_brief_says_why(
    page: Page, file: Path, isles: Atlas
) -> None:
    """A day of which nothing is known is told apart from layers that are off."""
    opened(page, file)
    page.get_by_label("Day, typed").fill(isles.settings.extent.last.isoformat())
    page.evaluate("window.mapdash.brief.state.from = window.mapdash.brief.state.day")
    page.evaluate("window.mapdash.brief.show()")
    expect(panel(page).get_by_text("Nothing is known of 31 December 1920")).to_be_visible()
    for layer in isles.settings.layers:
        page.get_by_role("button", name=layer.title).click()
    expect(panel(page).get_by_text("Every layer is switched off")).to_be_visible()


def test_layers_issues_and_names_are_chosen_without_a_server(
    page: Page, file: Path, isles: Atlas
) -> None:
    """A layer switched off leaves the map; an issue narrows the list; names change language."""
    opened(page, file)
    page.get_by_role("button", name="Lighthouses").click()
    until(
        lambda: report(page)["shown"] == shapes(isles, DAY, ("wards", "canals")),
        "the layer leaves the map",
    )
    page.get_by_role("button", name="Lighthouses").click()
    page.locator("summary", has_text="All issues").click()
    page.get_by_label("Tolls and dues").check()
    tolls = replace(opening_selection(isles.settings), day=DAY, issues=("tolls",))
    expect(panel(page).locator(":scope > .excerpt")).to_have_count(len(select(isles, tolls).hits))
    expect(panel(page)).to_contain_text("Only on Tolls and dues.")
    panel(page).get_by_role("button", name="All issues").click()
    expect(page.get_by_label("Tolls and dues")).not_to_be_checked()
    page.get_by_label("Names on the map").select_option("fr")
    until(lambda: "Canal de Merrow" in report(page)["labels"], "the labels are in French")


def test_a_narrowed_selection_leaves_the_rest_out_of_the_file(
    page: Page, isles: Atlas, tmp_path: Path
) -> None:
    """Only the chosen layers and articles are in it, their sources credited; it opens as chosen."""
    chosen = replace(
        opening_selection(isles.settings),
        layers=("wards", "canals"),
        articles=("almanac.txt",),
        issues=("tolls",),
        place="skerrow-light",
    )
    path = written(isles, chosen, tmp_path)
    opened(page, path)
    assert report(page)["shown"] == shapes(isles, chosen.day, chosen.layers)
    expect(panel(page).get_by_role("heading", name="Where to begin")).to_be_visible()
    expect(page.locator("summary", has_text="Tolls and dues")).to_be_visible()
    expect(page.locator(".edition")).to_contain_text("layers: Harbour wards, Canals")
    held = path.read_text(encoding="utf-8")
    assert '"skerrow-light"' not in held
    assert "barque Constance" not in held


def test_an_excerpt_opens_its_whole_article(page: Page, file: Path, isles: Atlas) -> None:
    """The reader shows every passage of the article, the one it came from marked."""
    opened(page, file, "#place=merrow-canal")
    panel(page).get_by_role("button", name="Read it in the article").first.click()
    whole = [each for each in isles.excerpts if each.file == "harbour-gazette.txt"]
    expect(panel(page).locator(".passage")).to_have_count(len(whole))
    expect(panel(page).locator(".passage.at")).to_contain_text("The toll is a penny a ton")
    panel(page).locator(".passage mark", has_text="Hesk").first.focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", name="Hesk Ward")).to_be_visible()


@pytest.mark.parametrize("device", [{}, PHONE])
def test_the_brief_is_read_as_the_page_is(
    new_page: Callable[..., Page], file: Path, isles: Atlas, device: dict[str, Any]
) -> None:
    """Steps, dates and issues on request, an article alone, and reading that drives the map."""
    page = new_page(**device)
    opened(page, file)
    page.get_by_role("button", name="Whole period").click()
    listed = panel(page).locator(":scope > .excerpt")
    expect(listed.nth(2)).to_be_attached()
    panel(page).get_by_role("button", name="Next passage").click()
    panel(page).locator("[aria-current=true]").press("j")
    expect(panel(page).locator(".step-told")).to_contain_text(f"2 of {listed.count()}")
    until(lambda: "at=" in page.evaluate("location.hash"), "the address holds the passage")
    panel(page).get_by_role("button", name="Only this article").first.click()
    expect(panel(page)).to_contain_text("Only from “")
    panel(page).get_by_role("button", name="All articles").click()
    panel(page).get_by_role("button", name="Read it in the article").first.click()
    expect(panel(page).locator(".aside").first).to_be_visible()
    panel(page).get_by_role("switch", name="Dates and issues").press("Enter")
    expect(panel(page).locator(".paragraph-issues").first).to_be_visible()
    panel(page).get_by_role("switch", name="Follow on the map").press("Enter")
    shown = panel(page).locator("[aria-current=true] .mention").first
    place = shown.get_attribute("data-place") or ""
    drawn = isles.places[place].shares or place
    until(lambda: drawn in report(page)["read"], "the places of the paragraph stand out")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_address_keeps_day_and_place(page: Page, file: Path) -> None:
    """A link into the file opens the same place on the same day."""
    opened(page, file, "#day=1878-06-02&place=thole-cut")
    assert report(page)["day"] == epoch_day(date(1878, 6, 2))
    expect(panel(page).get_by_role("heading", name="Thole Cut")).to_be_visible()
    panel(page).get_by_role("button", name="Close", exact=True).click()
    until(lambda: "place" not in page.url, "the address forgets the place")
    assert "day=1878-06-02" in page.url


def test_a_hostile_address_opens_the_brief_as_it_is(page: Page, file: Path) -> None:
    """What an address asks for that the file does not hold is passed over."""
    opened(page, file, "#day=9999-99-99&place=__proto__&passage=%3Cscript%3E")
    assert report(page)["day"] == epoch_day(DAY)
    expect(panel(page).get_by_role("heading", name="Where to begin")).to_be_visible()


def test_it_can_be_used_with_a_finger(new_page: Callable[..., Page], file: Path) -> None:
    """On a phone every control is at least 44 pixels high, and a press opens a place."""
    page = new_page(**PHONE)
    opened(page, file)
    controls = page.locator(".filters > *, .day-row > :not(output)")
    for control in controls.all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    spot = page.evaluate("window.mapdash.engine.spot('hesk-ward-1852')")
    page.locator("#map_div").tap(position=spot)
    expect(panel(page).get_by_role("heading", name="Hesk Ward")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_texts_are_shown_as_they_are_and_do_nothing(
    page: Page, isles_folder: Path, tmp_path: Path
) -> None:
    """What an article, a title or a place's name holds is text, wherever it stands."""
    folder = tmp_path / "atlas"
    shutil.copytree(isles_folder, folder)
    text = (
        f"A Hostile Notice\n\nBeyond the Merrow Canal they wrote {HOSTILE} and no more was said.\n"
    )
    (folder / "seeds" / "hostile.txt").write_text(text, encoding="utf-8", newline="")
    with (folder / "seeds" / "articles.toml").open("a", encoding="utf-8") as facts:
        facts.write(
            f'\n[[article]]\nfile = "hostile.txt"\ntitle = {json.dumps(HOSTILE)}\n'
            f"authors = []\nsha256 = {json.dumps(hashlib.sha256(text.encode()).hexdigest())}\n"
        )
    places = folder / "geodata" / "places.toml"
    named = places.read_text(encoding="utf-8").replace("Skerrow Light", f"Skerrow {ELEMENT}")
    places.write_text(named, encoding="utf-8")
    settings = folder / "atlas.toml"
    titled = settings.read_text(encoding="utf-8").replace('"Lighthouses"', json.dumps(HOSTILE))
    settings.write_text(titled, encoding="utf-8")
    atlas = load_atlas(folder)
    path = written(atlas, replace(opening_selection(atlas.settings), day=DAY), tmp_path)
    asked = opened(page, path, "#place=merrow-canal")
    shown = " ".join(panel(page).inner_text().split())
    assert " ".join(HOSTILE.split()) in shown
    page.get_by_role("button", name="Close", exact=True).click()
    panel(page).locator("summary", has_text="more on the map").click()
    expect(panel(page).locator(".place-name", has_text=ELEMENT)).to_be_visible()
    expect(page.locator(".chip", has_text="{{ 7 * 7 }}")).to_be_visible()
    assert page.evaluate("window.hurt") is None
    assert asked == [path.as_uri()]
