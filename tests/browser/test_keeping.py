"""Keeping entries true, to the end: a provider sends, the wijk team decides and sees the history."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser


def test_a_wijk_team_approves_a_change_and_sees_the_history(world: World, visit: Callable[..., Watched]) -> None:
    """A group that is not trusted yet sends another price; the coordinator looks, takes it over, looks back."""
    sender = visit()
    page = sender.page
    page.set_viewport_size(NARROW)
    log_in(page, world, "place_manager")
    page.get_by_role("link", name="Mijn aanbod").first.click()
    row = page.locator("tbody tr").filter(has_text="Geschiedenis").first
    name = row.locator("a").first.inner_text().strip()
    row.get_by_role("link", name=re.compile("^Wijzigen")).click()
    page.get_by_label(re.compile("Wat kost het per keer")).fill("7,25")
    page.get_by_role("button", name="Stuur naar het wijkteam").click()
    expect(page.locator("main")).to_contain_text("wacht op het wijkteam")
    wrong = sender.breaches() + sender.complaints + sender.strangers()

    team = visit()
    page = team.page
    page.set_viewport_size(WIDE)
    log_in(page, world, "coordinator")
    page.get_by_role("link", name="Mijn aanbod").first.click()
    page.get_by_role("link", name="Wijzigingen die wachten op het wijkteam").click()
    page.get_by_role("row").filter(has_text="Prijs").get_by_role("link", name=name).first.click()
    expect(page.locator("main table").first).to_contain_text("7,25")
    wrong += team.breaches()
    page.get_by_role("button", name="Neem over en toon aan iedereen").click()
    expect(page.locator("main h1")).to_have_text(f"Geschiedenis van {name}")
    expect(page.locator("main")).to_contain_text("7,25")
    expect(page.get_by_role("button", name=re.compile("^Zet terug")).first).to_be_visible()
    page.locator("main .wh-breadcrumbs a, nav.wh-breadcrumbs a").last.click()
    expect(page.locator("main")).to_contain_text("7,25")
    source.none(wrong + team.breaches() + team.complaints + team.strangers())


def test_a_volunteer_enters_an_activity_with_the_essentials_alone(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page = seen.page
    page.set_viewport_size(NARROW)
    log_in(page, world, "provider")
    page.get_by_role("link", name="Mijn aanbod").first.click()
    page.get_by_role("link", name="Voer aanbod in").click()
    page.get_by_label("Hoe heet het?").fill("Soep op zaterdag")
    page.get_by_label("Ontmoeten").check()
    page.get_by_label("Iedereen", exact=True).check()
    page.get_by_label("bij mensen thuis").check()
    page.locator("#id_slot1_day").select_option(label="zaterdag")
    page.locator("#id_slot1_from").fill("12:00")
    page.locator("#id_slot1_to").fill("11:00")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("main .wh-error-summary")).to_contain_text("Het einde ligt voor het begin")
    wrong = seen.breaches()
    page.locator("#id_slot1_to").fill("14:00")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("main h1")).to_have_text("Soep op zaterdag")
    expect(page.locator("main")).to_contain_text("Elke zaterdag 12.00-14.00 uur")
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())
