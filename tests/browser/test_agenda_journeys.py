"""From signals and white spots to an agenda that is decided, and to a resident who reads what and why."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
LIENDERT = "/wijken/WK030710/agenda/"


def put_on_agenda(page: Page, *, new: str = "", under: str = "") -> None:
    """On the page of something that was found: on the agenda, as a new issue or under one that stands there."""
    page.locator("main").get_by_role("link", name="Zet op de agenda").first.click()
    if new:
        page.get_by_label(re.compile("Een nieuw punt op: Agenda van Liendert")).check()
        page.locator("main input[name=title]").fill(new)
        page.locator("main select[name=theme]").select_option("meeting")
        page.locator("main select[name=target_group]").select_option("seniors")
    else:
        page.get_by_label(re.compile(under)).check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/agendapunten/"))


def test_a_coordinator_goes_from_signals_to_an_agenda_and_a_resident_reads_what_was_decided(
    world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "coordinator")
    page.goto(world.url + "/wijken/WK030710/agenda/aanleiding/")
    page.locator("main a[href^='/signalen/groepen/']").first.click()
    put_on_agenda(page, new="Licht bij het speelveld")
    page.goto(world.url + "/wijken/WK030710/agenda/aanleiding/")
    page.locator("main a[href*='/witte-vlekken/WK030710/']:not([href$='/agenda/'])").first.click()
    put_on_agenda(page, under="Licht bij het speelveld")
    expect(page.locator("main")).to_contain_text("signalen")
    expect(page.locator("main")).to_contain_text("punten van de 10")

    page.goto(world.url + LIENDERT)
    page.locator("main a[href^='/agenda/']").first.click()
    page.locator("main a[href$='/gewichten/']").click()
    for name, weight in (("figures", "20"), ("professionals", "20"), ("residents", "60")):
        page.locator(f"main input[name=weight_{name}]").fill(weight)
    page.locator("main textarea[name=note]").fill("Bewoners het zwaarst")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("bewoners voor 60%")
    first = page.locator("main tbody th a").first.inner_text()
    page.locator("main a[href$='/stap/']").click()
    page.locator("main input[name=asked]").fill("Het wijkteam")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/agenda/[0-9a-f-]+/$"))
    advised = page.url
    source.none(seen.complaints + seen.strangers())

    reader = visit()
    reader.open(LIENDERT, NARROW)
    text = reader.page.locator("main")
    expect(text.locator("ol.agenda-points > li").first).to_contain_text(first)
    expect(text).to_contain_text("De gemeente moet er nog over beslissen")
    expect(text).to_contain_text("Waarom het hier staat")
    expect(text).to_contain_text("Bewoners het zwaarst")

    town = visit()
    log_in(town.page, world, "policy_officer")
    town.page.goto(advised)
    town.page.locator("main a[href$='/vaststellen/']").click()
    town.page.locator("main textarea[name=note]").fill("Het college neemt het advies over.")
    town.page.locator("main form button[type=submit]").click()
    town.page.wait_for_url(advised)

    reader.open(LIENDERT, NARROW)
    expect(text).to_contain_text("De gemeente besloot dit op")
    expect(text).to_contain_text("Het college neemt het advies over.")
    reader.open("/wijken/WK030710/", NARROW)
    expect(text.locator("#afgesproken")).to_contain_text(first)
    source.none(reader.complaints + reader.strangers() + town.complaints)


def test_a_coordinator_closes_an_overlap_with_a_decision(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "coordinator")
    page.goto(world.url + world.paths["overlap_list"])
    page.locator("main tbody th a").first.click()
    page.locator("main input[name=state][value=kept]").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("Zeg waarom")
    page.locator("main textarea[name=reason]").fill("De twee groepen willen elk hun eigen avond houden.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("De afspraak is bewaard")
    expect(page.locator("main")).to_contain_text("willen elk hun eigen avond houden")
    source.none(seen.complaints + seen.strangers())
