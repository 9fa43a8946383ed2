"""A policy officer compares divisions, has one written down, grants from its reserve; a council member reads why."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.test_journeys import log_in, worker
from tests.house import source
from tests.world import World

__all__ = ["worker"]
pytestmark = pytest.mark.browser
DIVIDING = "/gemeenten/GM0307/verdeling/"
WHY = "De raad wil dat jongeren zwaarder tellen."


def new_division(page: Page, name: str, **choices: str) -> None:
    """Ask for a division with these choices and wait until it is computed."""
    page.locator("main a[href$='/verdelingen/nieuw/']").first.click()
    page.locator("main input[name=name]").fill(name)
    for field, value in choices.items():
        if field.startswith("emphasis_"):
            page.locator(f"main select[name={field}]").select_option(value)
        else:
            page.locator(f"main input[name={field}][value='{value}']").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/taken/"))
    page.locator("main a[href*='/verdelingen/']").first.wait_for(timeout=180_000)
    page.locator("main a[href*='/verdelingen/']").first.click()
    expect(page.locator("main h1")).to_have_text(name)


def decide(page: Page, reason: str) -> None:
    """Write down that the division on this page was decided on."""
    main = page.locator("main")
    main.get_by_role("link", name="Schrijf op dat hiervoor is gekozen").click()
    main.locator("input[name=adopted_by]").fill("De raad")
    main.locator("input[name=adopted_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
    main.locator("textarea[name=reason]").fill(reason)
    main.locator("form.wh-form button[type=submit]").click()


def compared(page: Page, names: list[str]) -> None:
    """Tick these divisions, and see them side by side in table and map."""
    main = page.locator("main")
    main.get_by_role("link", name="Vergelijk met andere verdelingen").click()
    for box in main.locator("input[name=v]").all():
        box.set_checked(box.locator("..").inner_text().strip() in names)
    main.get_by_role("button", name="Vergelijk wat is aangevinkt").click()
    expect(main.locator(".division-sides svg.map")).to_have_count(len(names))
    for name in names:
        expect(main.locator("thead")).to_contain_text(name)


@pytest.mark.usefixtures("worker")
def test_a_policy_officer_compares_and_a_council_member_reads_why(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    send = main.locator("form.wh-form button[type=submit]")
    log_in(page, world, "policy_officer")
    page.goto(world.url + DIVIDING)
    new_division(page, "Jeugd zwaarder", emphasis_growing_up="3", agenda_weight="4")
    expect(main).to_contain_text("berekend")
    expect(main).to_contain_text("Bewezen: geen andere verdeling")
    heavier = page.url

    compared(page, ["Zo veel mogelijk bereik", "Half om half", "Jeugd zwaarder"])
    source.none(seen.breaches() + seen.complaints)

    page.goto(heavier)
    decide(page, WHY)
    expect(main).to_contain_text("Trek die eerst in")
    expect(main.locator("textarea[name=reason]")).to_have_value(WHY)

    page.goto(world.url + world.paths["division_detail"])
    main.get_by_role("link", name="Trek deze verdeling in").click()
    main.locator("textarea[name=reason]").fill("De raad koos een andere.")
    send.click()
    expect(main).to_contain_text("De raad koos een andere.")

    page.goto(heavier)
    decide(page, WHY)
    expect(main).to_contain_text("vastgesteld")

    main.get_by_role("link", name="Ken uren toe uit de reserve").click()
    main.locator("select[name=district]").select_option(label="Liendert")
    main.locator("input[name=hours]").fill("999999")
    main.locator("textarea[name=reason]").fill("Er kwamen veel nieuwe gezinnen wonen.")
    send.click()
    expect(main).to_contain_text("De reserve heeft in dit jaar nog")
    main.locator("select[name=kind]").select_option("elderly_work")
    main.locator("input[name=hours]").fill("20")
    send.click()
    expect(main.locator("#reserve ~ ul.division-grants")).to_contain_text("20 uur")
    source.none(seen.complaints + seen.strangers())

    reader = visit()
    reader.open("/wijken/WK030710/", NARROW)
    text = reader.page.locator("main")
    text.get_by_role("link", name="Waarom zo veel?").click()
    expect(text.locator("h1")).to_have_text("Waarom Liendert zo veel krijgt")
    expect(text).to_contain_text("Liendert krijgt")
    expect(text).to_contain_text("Er kwamen veel nieuwe gezinnen wonen.")
    assert reader.overflow() == 0
    source.none(reader.breaches() + reader.complaints + reader.strangers())
    text.get_by_role("link", name="Wat zou dit veranderen?").click()
    expect(text).to_contain_text("aanname")
    source.none(reader.breaches() + reader.complaints)
