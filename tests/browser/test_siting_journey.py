"""A policy officer compares 82, 60 and 40 places, holds one, publishes it; a resident reads what it means for her."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in, worker
from tests.house import source
from tests.world import World

__all__ = ["worker"]
pytestmark = pytest.mark.browser
PLACES = "/gemeenten/GM0307/plekkenkeuze/"
NAME = "Zestig plekken, van ons allemaal"
WITHOUT = ("Isselt", "Calveen", "De Hoef")
"""Wijken in which there is no place."""
WHY = "Met zestig plekken blijft het dichtbij, en komt er geld vrij voor mensen."


def computed(page: Page) -> None:
    """Wait for the job that was just started, and go to the study."""
    page.wait_for_url(re.compile("/taken/"))
    page.locator("main a[href*='/plekkenkeuzes/']").first.wait_for(timeout=240_000)
    page.locator("main a[href*='/plekkenkeuzes/']").first.click()
    expect(page.locator("main h1")).to_have_text(NAME)


def asked(page: Page, *, without: tuple[str, ...]) -> None:
    """Ask for a study of sixty places; these wijken can do without one."""
    main = page.locator("main")
    main.get_by_role("link", name="Nieuwe studie").click()
    main.locator("input[name=name]").fill(NAME)
    main.locator("input[name=buildings]").fill("60")
    for wijk in without:
        main.get_by_label(wijk, exact=True).check()
    main.locator("form.wh-form button[type=submit]").click()


def compared(page: Page, numbers: tuple[int, ...]) -> None:
    """See plans with these numbers of places side by side, on map and in a table."""
    main = page.locator("main")
    main.get_by_role("link", name="Plannen vergelijken").click()
    for slot, number in enumerate(numbers, start=1):
        main.locator(f"#plan-{slot}").select_option(str(number))
    main.get_by_role("button", name="Vergelijk").click()
    expect(main.locator("svg.siting-map")).to_have_count(len(numbers))
    for number in numbers:
        expect(main.locator("thead")).to_contain_text(f"{number} plekken")


def fixed(page: Page, place: str, wish: str) -> None:
    """Fix what happens with a place, and compute again."""
    main = page.locator("main")
    main.get_by_role("link", name="Vastleggen wat blijft of sluit").click()
    main.locator(".siting-row .wh-field", has_text=place).first.locator("select").select_option(wish)
    main.get_by_role("button", name="Opslaan").click()
    main.locator("form[action$='/berekenen/'] button").click()
    computed(page)


@pytest.mark.usefixtures("worker")
def test_a_policy_officer_compares_holds_and_publishes_and_a_resident_reads(
    world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, "policy_officer")
    page.goto(world.url + PLACES)
    asked(page, without=())
    computed(page)
    expect(main).to_contain_text("kan geen plek dat zijn: Isselt, Calveen, De Hoef")

    main.get_by_role("link", name="Wijzig de keuzes").click()
    for wijk in WITHOUT:
        main.get_by_label(wijk, exact=True).check()
    main.locator("form.wh-form button[type=submit]").click()
    main.locator("form[action$='/berekenen/'] button").click()
    computed(page)
    expect(main).to_contain_text("Bewezen voor elk aantal")
    study = page.url

    compared(page, (82, 60, 40))
    expect(main).to_contain_text("verliest het meest")
    source.none(seen.breaches() + seen.complaints)

    page.goto(study + "plannen/40/")
    closing = main.locator("#places ~ *").locator("tbody tr", has_text="sluiten").first.locator("th").inner_text()
    page.goto(study)
    fixed(page, closing, "keep")
    page.goto(study + "plannen/40/")
    expect(main.locator("#places ~ *").locator("tbody tr", has_text=closing).first).to_contain_text("houden zoals")
    now = main.locator("#activities ~ *").locator("tbody tr td").first.inner_text()
    page.goto(study)
    fixed(page, now, "close")
    page.goto(study + "plannen/60/")
    expect(main.locator("#activities ~ *").first).to_contain_text("verhui")
    expect(main.locator("#activities ~ *").locator("tbody tr").first).not_to_contain_text("blijft daar")
    expect(main).to_contain_text("Geld dat vrijkomt")

    page.goto(study)
    compared(page, (60, 81, 40))
    main.get_by_role("link", name="Deze vergelijking publiceren").click()
    main.locator("textarea[name=reason]").fill(WHY)
    main.locator("form.wh-form button[type=submit]").click()
    expect(main).to_contain_text("gepubliceerd als advies")
    source.none(seen.complaints + seen.strangers())

    reader = visit()
    reader.open("/wijken/WK030710/", NARROW)
    text = reader.page.locator("main")
    text.get_by_role("link", name="Wat betekent het voor deze wijk?").click()
    expect(text.locator("h1")).to_have_text("Wat het betekent voor Liendert")
    expect(text).to_contain_text("Nu lopen mensen hier gemiddeld")
    assert reader.overflow() == 0
    source.none(reader.breaches() + reader.complaints + reader.strangers())
