"""A season is given out: a club asks, the manager plans and publishes, the club takes what is free, all is booked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.hands import tab_to
from tests.browser.test_journeys import log_in, worker
from tests.house import source
from tests.world import World
from wijkhart.accounts.actions import DEMO_PASSWORD

pytestmark = pytest.mark.browser
__all__ = ["worker"]
ROUND = re.compile(r"^Seizoen \d{4}-\d{4} \(voorbeeld\)$")
PATIENCE, LOOKS = 2_000, 150
"""Milliseconds between two looks at slow work, and how many looks it gets: it shares the machine."""


def enter(page: Page, wanted: Locator) -> None:
    """Go to something with the Tab key and press Enter there."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def await_(page: Page, shown: Locator) -> None:
    """Look again until slow work is done."""
    for _look in range(LOOKS):
        if shown.count():
            return
        page.wait_for_timeout(PATIENCE)
        page.reload()
    raise AssertionError(f"{shown} did not come: {page.locator('main').inner_text()[:600]}")


def secretary(page: Page, world: World) -> None:
    """The secretary of the chess club logs in, by keyboard."""
    page.goto(world.url + world.paths["account_login"])
    tab_to(page, page.locator("main input[name=login]"))
    page.keyboard.type("secretaris@example.org")
    tab_to(page, page.locator("main input[type=password]"))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/inloggen/" not in url)


def ask(seen: Watched, world: World) -> None:
    """By keyboard: a room that is too small, and no other."""
    page, main = seen.page, seen.page.locator("main")
    page.goto(world.url + "/gemeenten/GM0307/seizoenen/")
    enter(page, main.get_by_role("link", name=ROUND))
    enter(page, main.get_by_role("link", name="Vraag een ruimte"))
    page.wait_for_url(re.compile("/vragen/"))
    for name, keys in (("title", "Simultaan"), ("people", "24")):
        tab_to(page, main.locator(f"[name={name}]"))
        page.keyboard.type(keys)
    for name, keys in (("weekday", "Din"), ("begins", "1600"), ("ends", "1900")):
        tab_to(page, main.locator(f"[name=window_1_{name}]"))
        page.keyboard.type(keys)
    enter(page, main.get_by_role("button", name="Nog een tijd"))
    expect(main.locator("[name=title]")).to_have_value("Simultaan")
    expect(main.locator("[name=window_4_weekday]")).to_be_visible()
    tab_to(page, main.locator("[name=rank_1]"))
    page.keyboard.type("Consistorie")
    tab_to(page, main.locator("[name=elsewhere]"))
    page.keyboard.press("Space")
    enter(page, main.get_by_role("button", name="Verstuur de aanvraag"))
    expect(main).to_contain_text("Uw aanvraag is binnen.")
    source.none(seen.breaches())


def plan(seen: Watched, world: World) -> list[str]:
    """The manager closes the round, makes a first plan, and reads why the chess club did not get its first wish."""
    page, main = seen.page, seen.page.locator("main")
    page.goto(world.url + "/gemeenten/GM0307/")
    main.get_by_role("link", name="Seizoensrondes: een ruimte voor een heel seizoen").click()
    main.get_by_role("link", name=ROUND).click()
    main.get_by_role("button", name="Sluit de ronde").click()
    expect(main).to_contain_text("De ronde is gesloten")
    main.get_by_role("link", name="Maak het plan").click()
    main.get_by_role("button", name="Alleen een eerste plan, meteen").click()
    expect(main).to_contain_text("Er is een eerste plan.")
    main.get_by_role("link", name="Plan 2", exact=True).click()
    wrong = seen.breaches()
    main.get_by_role("link", name="Niet gelukt, en waarom").click()
    page.goto(page.url + "?zoek=De Toren")
    await_(page, main.get_by_role("link", name="Clubavond"))
    main.get_by_role("link", name="Clubavond").first.click()
    first = main.get_by_role("heading", name="Waarom niet uw eerste wens?")
    expect(first).to_be_visible()
    expect(first.locator("+ ul")).to_contain_text("Die tijden gingen naar anderen")
    expect(main).to_contain_text("Waarom niet alles wat u vroeg?")
    expect(main).to_contain_text("Dit is nog vrij")
    return wrong + seen.breaches()


def search(seen: Watched) -> list[str]:
    """She lets the computer search the best plan for a few seconds; it is never worse than the first one."""
    page, main = seen.page, seen.page.locator("main")
    main.get_by_role("link", name="Bekijk dit plan").click()
    main.get_by_role("link", name="Plannen").first.click()
    main.locator("select[name=seconds]").select_option("5")
    main.get_by_role("button", name="Zoek het beste plan").click()
    expect(main).to_contain_text("De computer zoekt")
    wrong = seen.breaches()
    await_(page, main.get_by_role("heading", name="Maak een plan"))
    main.get_by_role("link", name="Plan 3", exact=True).click()
    main.get_by_role("link", name="Vergelijk").click()
    first = main.locator("select[name=met] option", has_text="Plan 2,")
    main.locator("select[name=met]").select_option(first.get_attribute("value"))
    main.get_by_role("button", name="Vergelijk").click()
    expect(main).to_contain_text("Van plan 2 naar plan 3")
    return wrong + seen.breaches()


def improve(seen: Watched) -> list[str]:
    """She pins a session, has it worked out again, and compares."""
    page, main = seen.page, seen.page.locator("main")
    main.get_by_role("link", name="Lijst").click()
    main.get_by_role("button", name=re.compile("^Vastzetten")).first.click()
    expect(main).to_contain_text("Vastgezet: het blijft staan")
    wrong = seen.breaches()
    main.get_by_role("link", name="Week per ruimte").click()
    main.get_by_role("link", name="Reken opnieuw rond wat vaststaat").click()
    expect(main).to_contain_text("1 vastgezette keer blijft precies waar die is")
    main.locator("select[name=seconds]").select_option("5")
    main.get_by_role("button", name="Reken opnieuw").click()
    expect(main).to_contain_text("De computer zoekt")
    wrong += seen.breaches()
    await_(page, main.get_by_role("heading", name="Maak een plan"))
    main.get_by_role("link", name="Plan 4", exact=True).click()
    main.get_by_role("link", name="Vergelijk", exact=False).last.click()
    expect(main).to_contain_text("Van plan 3 naar plan 4")
    return wrong + seen.breaches()


def publish(seen: Watched) -> list[str]:
    """Everybody may know."""
    page, main = seen.page, seen.page.locator("main")
    main.get_by_role("link", name="Week per ruimte").click()
    main.get_by_role("link", name="Publiceer dit plan").click()
    wrong = seen.breaches()
    main.get_by_role("button", name="Publiceren").click()
    expect(main).to_contain_text("Het plan is bekend.")
    seen.open(re.sub(r"^https?://[^/]+", "", page.url), NARROW)
    assert seen.overflow() == 0
    seen.page.set_viewport_size({"width": WIDE["width"], "height": WIDE["height"]})
    return wrong + seen.breaches()


def take(seen: Watched, world: World) -> tuple[str, list[str]]:
    """By keyboard: the secretary finds her answer, takes what is free, reads why not her first wish, and objects."""
    page, main = seen.page, seen.page.locator("main")
    offers = main.get_by_role("button", name=re.compile("^Neem dit"))
    for title in ("Clubavond", "Simultaan"):
        page.goto(world.url + "/seizoenen/mijn-aanvragen/")
        enter(page, main.get_by_role("link", name=title))
        expect(main.locator("#antwoord")).to_be_visible()
        if offers.count():  # a search of a few seconds may place the club evening; the other has no room at all
            break
    wrong = seen.breaches()
    enter(page, offers.first)
    expect(main).to_contain_text("Het is van u.")
    expect(main).to_contain_text("U hebt een ruimte")
    expect(main.get_by_role("heading", name="Waarom niet uw eerste wens?")).to_be_visible()
    enter(page, main.get_by_role("link", name="Bezwaar maken"))
    tab_to(page, main.locator("textarea"))
    page.keyboard.type("Wij zitten liever in de Kerkzaal.")
    enter(page, main.get_by_role("button", name="Verstuur het bezwaar"))
    expect(main).to_contain_text("Uw bezwaar is binnen.")
    return title, wrong + seen.breaches()


def book(seen: Watched, world: World, title: str) -> list[str]:
    """The manager answers, and books the season."""
    page, main = seen.page, seen.page.locator("main")
    page.goto(world.url + "/gemeenten/GM0307/seizoenen/")
    main.get_by_role("link", name=ROUND).click()
    main.get_by_role("link", name="Bezwaren").click()
    main.get_by_role("link", name=title).click()
    main.get_by_role("radio", name=re.compile("zoals het is")).check()
    main.locator("textarea").fill("De Kerkzaal is dan van het koor.")
    wrong = seen.breaches()
    main.get_by_role("button", name="Verstuur het antwoord").click()
    main.get_by_role("link", name="Boeken").click()
    main.locator("textarea").fill("Alle groepen zijn gebeld en akkoord.")
    wrong += seen.breaches()
    main.get_by_role("button", name="Boek het plan").click()
    await_(page, main.get_by_text("reeksen"))
    page.goto(world.url + "/gemeenten/GM0307/seizoenen/")
    main.get_by_role("link", name=ROUND).click()
    main.get_by_role("link", name="Boeken").click()
    expect(main).to_contain_text(re.compile(r"reeksen zijn geboekt op"))
    return wrong + seen.breaches()


@pytest.mark.usefixtures("worker")
def test_a_season_from_asking_to_booking(world: World, visit: Callable[..., Watched]) -> None:
    club, manager = visit(), visit()
    secretary(club.page, world)
    ask(club, world)
    log_in(manager.page, world, "coordinator")
    wrong = plan(manager, world) + search(manager) + improve(manager) + publish(manager)
    title, more = take(club, world)
    wrong += more + book(manager, world, title)
    club.page.reload()
    expect(club.page.locator("main")).to_contain_text("De Kerkzaal is dan van het koor.")
    expect(club.page.locator("main").get_by_role("link", name=re.compile("^De boekingen"))).to_be_visible()
    for seen in (club, manager):
        wrong += seen.complaints + seen.strangers()
    source.none(wrong)
