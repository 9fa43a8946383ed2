"""Finding and booking a room, with nothing but a keyboard; and the manager who answers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World

pytestmark = pytest.mark.browser
MOST_TABS = 80


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_a_resident_books_a_room_for_twenty_with_a_kitchen_near_liendert(
    world: World, visit: Callable[..., Watched]
) -> None:
    """A room for 20 with a kitchen, Tuesday afternoon, step-free, near Liendert: by keyboard only."""
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    seen.open("/plekken/", WIDE)
    tab_to(page, main.get_by_role("link", name="Zoek een ruimte"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plekken/ruimtes/$"))
    for name, keys in (("mensen", "20"), ("weekdag", "Dins"), ("dagdeel", "mid"), ("bij", "Liendert")):
        tab_to(page, main.locator(f"[name={name}]"))
        page.keyboard.type(keys)
    for box in ("[name=rolstoel]", "[name=nodig][value=kitchen]"):
        tab_to(page, main.locator(box))
        page.keyboard.press("Space")
    tab_to(page, main.locator("form button[type=submit]"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("mensen=20"))
    expect(main.locator("h2").first).to_have_text("1 ruimte past")
    hit = main.locator(".room-hits > li").first
    expect(hit).to_contain_text("rolstoel kan naar binnen")
    expect(hit).to_contain_text("heeft wat u vroeg: keuken")
    expect(hit.locator(".room-when")).to_contain_text(re.compile(r"dinsdag .* 12\.00 uur tot 14\.00 uur"))
    wrong = seen.breaches()
    tab_to(page, hit.get_by_role("link", name="Boek Eetzaal met keuken"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/boeken/"))
    expect(main.locator("[name=people]")).to_have_value("20")
    for name, keys in (("title", "Samen koken"), ("name", "Ria"), ("email", "ria@example.org")):
        tab_to(page, main.locator(f"[name={name}]"))
        page.keyboard.type(keys)
    page.wait_for_timeout(3_200)
    tab_to(page, main.locator("form button[type=submit]"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/mijn-boeking/"))
    expect(main).to_contain_text("De ruimte is voor u.")
    expect(main).to_contain_text("Meld u bij de balie")
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())

    seen.open("/plekken/ruimtes/?mensen=20&weekdag=1&dagdeel=afternoon&bij=Liendert&nodig=kitchen", NARROW)
    expect(main.locator(".room-when").first).not_to_contain_text("12.00 uur tot")
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
