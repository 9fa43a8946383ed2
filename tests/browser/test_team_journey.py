"""From a seat to a meeting, its minutes and a decision that a resident can follow."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
WIJK = "/wijken/WK030711/team/"


def test_a_coordinator_brings_a_team_together_and_a_resident_reads_what_it_decided(
    world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    send = main.locator("form button[type=submit]")
    log_in(page, world, "coordinator")
    page.goto(world.url + WIJK)
    main.locator("a[href$='/team/beginnen/']").click()
    send.click()
    main.locator("a[href$='/zetels/nieuw/']").click()
    main.locator("input[name=group]").fill("Buren van de Kerkstraat")
    main.locator("select[name=role]").select_option("broker")
    main.locator("input[name=authority]").fill("Beslissen samen, elke zaterdag")
    send.click()
    main.get_by_role("button", name="Team openbaar maken").click()
    expect(main).to_contain_text("Buren van de Kerkstraat")

    main.locator("a[href$='/overleggen/nieuw/']").click()
    main.locator("input[name=day]").fill(f"{timezone.localdate() - timedelta(days=2):%Y-%m-%d}")
    main.locator("input[name=starts]").fill("20:00")
    main.locator("input[name=ends]").fill("19:00")
    main.locator("input[name=where]").fill("De buurtkamer")
    main.locator("textarea[name=about]").fill("Kennismaken")
    main.locator("input[name=open_to_all]").check()
    send.click()
    expect(main).to_contain_text("Het einde moet na het begin komen")
    main.locator("input[name=ends]").fill("21:00")
    send.click()
    page.wait_for_url(re.compile(r"/overleggen/[0-9a-f-]+/$"))
    meeting = page.url
    main.locator("a[href$='/verslag/']").click()
    main.locator("textarea[name=minutes]").fill("De buren zetten elke zaterdag koffie.")
    send.click()
    main.locator("a[href*='/besluiten/nieuw/']").click()
    main.locator("textarea[name=text]").fill("De buren vragen een sleutel")
    main.locator("input[name=owner_name]").fill("Buren van de Kerkstraat")
    main.locator("input[name=due]").fill(f"{timezone.localdate():%Y-%m-%d}")
    send.click()
    page.wait_for_url(meeting)
    source.none(seen.complaints + seen.strangers())

    reader = visit()
    reader.open(WIJK, NARROW)
    text = reader.page.locator("main")
    expect(text).to_contain_text("Dit team kijkt nooit in een dossier van iemand")
    text.locator("a[href^='/overleggen/']").first.click()
    expect(text).to_contain_text("De buren zetten elke zaterdag koffie.")
    text.get_by_role("link", name="De buren vragen een sleutel").click()
    expect(text).to_contain_text("te doen")
    assert reader.overflow() == 0
    source.none(reader.breaches() + reader.complaints + reader.strangers())
