"""Keeping entries fresh as people do it: a scouting leader from the mail, a neighbour, a broker on the telephone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser


def test_a_scouting_leader_confirms_his_entry_from_the_mail_without_an_account(
    world: World, visit: Callable[..., Watched]
) -> None:
    link = world.paths["digest_answer"]
    seen = visit(java_script_enabled=False)
    page = seen.page
    assert seen.open(link, NARROW) == 200
    expect(page.locator("main h1")).to_have_text("Klopt dit nog?")
    entry = page.locator("main h2").first.inner_text()
    page.locator("main button[name=alles]").click()
    expect(page.locator("main h1")).to_have_text("Dank u voor uw antwoord")
    page.get_by_role("link", name=entry).first.click()
    expect(page.locator("main")).to_contain_text(re.compile("Bevestigd in "))
    seen.open(link)
    expect(page.locator("main")).to_contain_text("Deze link is nu klaar")
    source.none(seen.complaints + seen.strangers())


def test_a_neighbour_says_that_something_is_not_right_and_gets_an_answer(
    world: World, visit: Callable[..., Watched]
) -> None:
    neighbour = visit()
    page = neighbour.page
    neighbour.open(world.paths["service_detail"], NARROW)
    page.get_by_role("link", name="Klopt dit niet?").click()
    page.locator("main textarea").fill("De koffie is nu om tien uur.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("main .wh-error-summary")).to_contain_text("heel snel")
    assert neighbour.breaches() == []
    page.wait_for_timeout(3_000)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("main h1")).to_have_text("Dank u voor uw melding")
    own = page.url
    broker = visit()
    log_in(broker.page, world, "broker")
    broker.open(world.paths["suggestion_list"], WIDE)
    row = broker.page.locator("tr", has_text="De koffie is nu om tien uur.")
    row.get_by_role("link").first.click()
    broker.page.locator("input[name=state][value=accepted]").check()
    broker.page.locator("main textarea").fill("Dank u, we hebben het aangepast.")
    broker.page.get_by_role("button", name="Verstuur het antwoord").click()
    expect(broker.page.locator("main")).to_contain_text("Uw antwoord is bewaard")
    page.goto(own)
    expect(page.locator("main")).to_contain_text("Dank u, we hebben het aangepast.")
    source.none(broker.complaints + neighbour.complaints + neighbour.strangers())


def test_a_broker_calls_who_stays_silent(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "broker")
    seen.open(world.paths["freshness_overview"], WIDE)
    page.get_by_role("link", name="Wie te bellen").click()
    first = page.locator("main tbody th a").first
    name = first.inner_text()
    first.click()
    expect(page.locator("main h1")).to_have_text(f"Bel {name}")
    assert seen.breaches() == []
    page.get_by_role("button", name="Niet bereikt").click()
    expect(page.locator("main")).to_contain_text("vandaag niet bereikt")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("button", name="Alles klopt: bevestig alles").click()
    expect(page.locator("main")).to_contain_text("Telefonisch bevestigd")
    expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
    source.none(seen.complaints + seen.strangers())
