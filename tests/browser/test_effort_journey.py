"""From an assumption about reach to a count of our own, and back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
REACH = "/gemeenten/GM0307/verdeling/bereik/"
ABOUT = "?thema=language&soort=language_support"


def test_who_keeps_divisions_writes_a_count_and_everyone_reads_it(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    send = main.locator("form.wh-form button[type=submit]")
    log_in(page, world, "administrator")
    page.goto(world.url + REACH + ABOUT)
    row = main.locator("tbody tr")
    expect(row).to_contain_text("landelijk")
    row.get_by_role("link").click()
    main.locator("input[name=upto_1]").fill("1.200")
    main.locator("input[name=rate_1]").fill("0,07")
    main.locator("input[name=upto_2]").fill("900")
    main.locator("input[name=source]").fill("Telling van het taalhuis in 2025")
    send.click()
    main.locator(".wh-error-summary a").first.click()
    expect(main.locator("input[name=upto_2]")).to_be_focused()
    expect(main.locator("input[name=source]")).to_have_value("Telling van het taalhuis in 2025")
    assert seen.breaches() == []
    main.locator("input[name=upto_2]").fill("2400")
    send.click()

    reader = visit()
    reader.open(REACH + ABOUT, NARROW)
    told = reader.page.locator("main tbody tr")
    expect(told).to_contain_text("tot 1.200 uur: 0,07 mensen per uur")
    expect(told).to_contain_text("Telling van het taalhuis in 2025")
    assert told.get_by_role("link").count() == 0
    assert reader.overflow() == 0

    page.goto(world.url + REACH + ABOUT)
    row.get_by_role("link").click()
    main.get_by_role("button", name="Gebruik de landelijke getallen").click()
    page.goto(world.url + REACH + ABOUT)
    expect(row).to_contain_text("landelijk")
    source.none(seen.complaints + reader.complaints + seen.strangers())
