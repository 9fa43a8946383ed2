"""A weighing goes back, is weighed otherwise and published; a resident reads what became of a wijk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser


def back(page: Page, reason: str) -> None:
    page.locator("main a[href$='/terug/']").click()
    page.locator("main textarea[name=reason]").fill(reason)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/wegingen/[0-9a-f-]+/$"))


def press(page: Page, end: str) -> None:
    """Open the page of a step, and do it."""
    page.locator(f"main a[href$='/{end}/']").click()
    page.wait_for_url(re.compile(f"/{end}/$"))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/wegingen/[0-9a-f-]+/$"))


def test_a_policy_officer_weighs_the_city_and_a_resident_reads_why(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page, text = seen.page, seen.page.locator("main")
    log_in(page, world, "policy_officer")
    page.goto(world.url + world.paths["weighing_detail"])
    first = page.url
    back(page, "De raad nam een nieuw besluit.")
    back(page, "Dat besluit moet mee.")
    expect(text).to_contain_text("Een concept")

    page.locator("main a[href$='/prioriteiten/']").click()
    page.locator("main select[name=theme]").select_option("safety")
    page.locator("main input[name=points]").fill("10")
    page.locator("main input[name=says]").fill("Motie over de straat, van vandaag.")
    page.locator("main form.wh-form button[type=submit]").click()
    expect(text.locator("tbody")).to_contain_text("Motie over de straat")

    page.goto(first)
    page.locator("main a[href$='/gewichten/']").click()
    for name, weight in (("districts", "20"), ("people", "10"), ("council", "60")):
        page.locator(f"main input[name=weight_{name}]").fill(weight)
    page.locator("main textarea[name=note]").fill("De raad beslist.")
    page.locator("main form button[type=submit]").click()
    expect(text).to_contain_text("samen 90, niet 100")
    expect(page.locator("main textarea[name=note]")).to_have_value("De raad beslist.")
    page.locator("main input[name=weight_people]").fill("20")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(first)

    street = page.locator("main tbody th a", has_text="Samen de straat schoon")
    expect(street).to_have_count(2)
    street.first.click()
    page.locator("main a[href$='/samen/']").click()
    same = page.locator("main select[name=joined] option", has_text="Samen de straat")
    page.locator("main select[name=joined]").select_option(same.first.get_attribute("value"))
    page.locator("main textarea[name=reason]").fill("Het gaat om dezelfde straten.")
    page.locator("main form button[type=submit]").click()
    expect(text).to_contain_text("Het staat in 2 wijken")
    page.goto(first)
    source.none(seen.breaches())
    press(page, "vastzetten")
    press(page, "openbaar")
    source.none(seen.complaints + seen.strangers())

    reader = visit()
    reader.open(world.paths["weighing_detail"], NARROW)
    read = reader.page.locator("main")
    expect(read).to_contain_text("Motie over de straat, van vandaag.")
    expect(read).to_contain_text("Dat besluit moet mee.")
    reader.page.locator("main #wijken + ul a").first.click()
    expect(read).to_contain_text("Van alle punten van de stad staat het op plaats")
    expect(read.locator("ol.agenda-points > li").first).to_contain_text("Wat het zou veranderen")
    reader.open(world.paths["weighing_certainty"], NARROW)
    reader.page.locator("main select[name=gewichten]").select_option("10")
    reader.page.locator("main form button[type=submit]").click()
    expect(read).to_contain_text("gewichten binnen 10 punten van die van nu")
    assert reader.overflow() == 0
    source.none(reader.breaches() + reader.complaints + reader.strangers())
