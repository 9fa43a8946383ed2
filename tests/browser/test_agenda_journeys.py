"""From a list of issues to an advice, and to a resident who reads what was decided and why."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
LIENDERT = "/wijken/WK030710/agenda/"


def test_a_coordinator_publishes_an_advice_and_a_resident_reads_why(
    world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "coordinator")
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
    source.none(seen.complaints + seen.strangers())

    reader = visit()
    reader.open(LIENDERT, NARROW)
    text = reader.page.locator("main")
    expect(text.locator("ol.agenda-points > li").first).to_contain_text(first)
    expect(text).to_contain_text("De gemeente moet er nog over beslissen")
    expect(text).to_contain_text("Waarom het hier staat")
    expect(text).to_contain_text("Bewoners het zwaarst")
    source.none(reader.complaints + reader.strangers())
