"""From a white spot to an alliance at work, with two players of whom one has no account."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.addresses import MUNICIPALITY
from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
SPOT = f"/gemeenten/{MUNICIPALITY}/allianties/nieuw/?wijk=WK030710&thema=meeting&groep=seniors"
TITLE = "Koffie op donderdag"


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words).or_(
        page.locator("main").get_by_role("link", name=words)
    ).first.click()


def test_a_white_spot_is_filled_by_two_players_of_whom_one_has_no_account(
    world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "coordinator")
    page.goto(world.url + SPOT)
    page.locator("main input[name=title]").fill(TITLE)
    page.locator("main input[name=players]").first.check()
    page.locator("main textarea[name=others]").fill("Bewoners van de Wielstraat")
    press(page, "Op de lijst zetten")
    expect(page.locator("main")).to_contain_text("Bewoners van de Wielstraat")
    address = page.url

    link = _link(page, "Bewoners van de Wielstraat")
    guest = visit()
    guest.open(link, NARROW)
    expect(guest.page.locator("main")).to_contain_text("Niets moet")
    press(guest.page, "Ja, wij doen mee")
    expect(guest.page.locator("main")).to_contain_text("U zei: ja")

    page.goto(address)
    page.locator(".alliance-player", has_text="nog niet gevraagd").get_by_role("link", name="Wijzigen").click()
    page.locator("main input[name=task]").fill("Een gastvrouw vinden")
    press(page, "Opslaan")
    page.locator(".alliance-player", has_text="nog niet gevraagd").get_by_role("link", name="Antwoord").click()
    page.get_by_label("ja, doet mee").check()
    press(page, "Opslaan")

    press(page, "Wijzigen, of de afspraak opschrijven")
    page.locator("main textarea[name=agreement]").fill("Elke donderdag om tien uur. De bewoners zetten koffie.")
    page.locator("main input[name=until]").fill("2099-01-01")
    press(page, "Opslaan")
    press(page, "Beginnen")
    press(page, "We zijn begonnen")
    expect(page.locator("main")).to_contain_text("Iedereen kan haar nu lezen")
    source.none(seen.complaints + seen.strangers())

    guest.page.goto(address)
    expect(guest.page.locator("main")).to_contain_text("Bewoners van de Wielstraat")
    expect(guest.page.locator("main")).to_contain_text("telt even zwaar")
    source.none(guest.complaints + guest.strangers())


def _link(page: Page, name: str) -> str:
    """The path in the text that is made to hand over to this player."""
    page.locator(".alliance-player", has_text=name).get_by_role("link", name="Uitnodigen").click()
    page.locator("main input[name=task]").fill("Koffie zetten")
    page.locator("main input[name=gain]").fill("De buren leren elkaar kennen")
    press(page, "Tekst maken om te geven of voor te lezen")
    found = re.search(r"/meedoen/[^/\s]+/", page.locator(".alliance-letter").inner_text())
    assert found is not None
    return found.group()
