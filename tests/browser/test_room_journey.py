"""Finding and booking a room, with a mouse and with nothing but a keyboard; and the manager who answers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=lambda one: one.name)


@BOTH
def test_a_resident_books_a_room_for_twenty_with_a_kitchen_near_liendert(
    hand: Hand, world: World, visit: Callable[..., Watched]
) -> None:
    """A room for 20 with a kitchen, Tuesday afternoon, step-free, near Liendert."""
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    seen.open("/plekken/", WIDE)
    hand.press(main.get_by_role("link", name="Zoek een ruimte"))
    page.wait_for_url(re.compile("/plekken/ruimtes/$"))
    hand.write(main.locator("[name=mensen]"), "20")
    hand.choose(main.locator("[name=weekdag]"), "Dinsdag")
    hand.choose(main.locator("[name=dagdeel]"), "middag")
    hand.write(main.locator("[name=bij]"), "Liendert")
    hand.tick(main.locator("[name=rolstoel]"))
    hand.tick(main.locator("[name=nodig][value=kitchen]"))
    hand.press(main.locator("form button[type=submit]"))
    page.wait_for_url(re.compile("mensen=20"))
    expect(main.locator("h2").first).to_have_text(re.compile(r"\d+ ruimtes? pas"))
    hit = main.locator(".room-hits > li").filter(has_text="Eetzaal met keuken").first
    expect(hit).to_contain_text("rolstoel kan naar binnen")
    expect(hit).to_contain_text("heeft wat u vroeg: keuken")
    found = hit.locator(".room-when").inner_text()
    assert re.search(r"dinsdag .* 1[2-5]\.[03]0 uur tot 1[4-8]\.[03]0 uur", found), found
    wrong = seen.breaches()
    hand.press(hit.get_by_role("link", name="Boek Eetzaal met keuken"))
    page.wait_for_url(re.compile("/boeken/"))
    expect(main.locator("[name=people]")).to_have_value("20")
    for name, text in (("title", "Samen koken"), ("name", "Ria"), ("email", f"{hand.name}@example.org")):
        hand.write(main.locator(f"[name={name}]"), text)
    wrong += seen.breaches()
    page.wait_for_timeout(3_200)
    hand.press(main.get_by_role("button", name="Boek deze ruimte"))
    page.wait_for_url(re.compile("/mijn-boeking/"))
    expect(main).to_contain_text("De ruimte is voor u.")
    expect(main).to_contain_text("Meld u bij de balie")
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())

    seen.open("/plekken/ruimtes/?mensen=20&weekdag=1&dagdeel=afternoon&bij=Liendert&nodig=kitchen", NARROW)
    again = main.locator(".room-hits > li").filter(has_text="Eetzaal met keuken").first
    expect(again.locator(".room-when")).not_to_have_text(found)
    assert seen.overflow() == 0
    source.none(seen.breaches())


def test_a_manager_says_no_with_a_reason_and_the_calendar_is_free_again(
    world: World, visit: Callable[..., Watched]
) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, "place_manager")
    page.goto(world.url + "/boekingen/?stand=requested")
    main.get_by_role("row").filter(has_text="Repetitie van het buurtkoor").get_by_role("link").click()
    booking = page.url
    main.get_by_role("link", name="Agenda van Grote zaal").click()
    expect(main.locator("table")).to_contain_text("Repetitie van het buurtkoor")
    wrong = seen.breaches()
    page.goto(booking)
    main.get_by_role("link", name="Zeg nee").click()
    main.get_by_role("button", name="Zeg nee").click()
    expect(main).to_contain_text("Zeg waarom")
    main.locator("textarea").fill("De zaal wordt dan geschilderd.")
    main.get_by_role("button", name="Zeg nee").click()
    page.wait_for_url(booking)
    expect(main).to_contain_text("De zaal wordt dan geschilderd.")
    main.get_by_role("link", name="Agenda van Grote zaal").click()
    expect(main.locator("table")).not_to_contain_text("Repetitie van het buurtkoor")
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())
