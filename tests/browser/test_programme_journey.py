"""A board and three organisations make the programme of a week; a visitor reads and prints it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.test_journeys import log_in
from tests.browser.test_room_journey import tab_to
from tests.house import source
from tests.world import World
from wijkhart.times.clock import AMSTERDAM

pytestmark = pytest.mark.browser
PLACE = "Het Middelpunt (voorbeeld)"
MAKERS = (("provider", "Taalles"), ("broker", "Buurtspreekuur"), ("coordinator", "Wijkmarkt"))


def monday() -> date:
    """The Monday three weeks ahead: nothing of the demonstration stands there."""
    today = datetime.now(AMSTERDAM).date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=3)


def start(page: Page, world: World) -> str:
    """The board starts a week; gives the address of the programme."""
    main = page.locator("main")
    page.goto(world.url + "/gemeenten/GM0307/weekprogrammas/")
    main.get_by_role("link", name="Begin een week").click()
    main.locator("[name=of]").select_option(label=PLACE)
    main.locator("[name=monday]").select_option(f"{monday()}")
    main.locator("[name=title]").fill("Samen deze week")
    main.locator("form button[type=submit]").click()
    page.wait_for_url(re.compile("/weekprogrammas/[0-9a-f-]{36}/"))
    return page.url


def test_a_board_and_three_organisations_make_a_week(world: World, visit: Callable[..., Watched]) -> None:
    board = visit()
    log_in(board.page, world, "place_manager")
    programme = start(board.page, world)
    wrong = board.breaches()
    for role, title in MAKERS:
        seen = visit(role)
        page, main = seen.page, seen.page.locator("main")
        page.goto(programme)
        main.get_by_role("link", name=re.compile("Regel (voorstellen|toevoegen)")).click()
        for name, keys in (("title", title), ("starts", "14:00"), ("ends", "16:00")):
            main.locator(f"[name={name}]").fill(keys)
        if role == "coordinator":
            main.locator("[name=organisation]").select_option(index=1)
        main.locator("form button[type=submit]").click()
        expect(main).to_contain_text(title)
        wrong += seen.breaches() + seen.complaints + seen.strangers()
    page, main = board.page, board.page.locator("main")
    page.goto(programme)
    main.get_by_role("button", name="Akkoord: Taalles").click()
    main.get_by_role("link", name="Terugleggen: Buurtspreekuur").click()
    main.locator("textarea").fill("Op donderdag past het beter.")
    main.get_by_role("button", name="Terugleggen").click()
    expect(main).to_contain_text("Op donderdag past het beter.")
    main.get_by_role("button", name="Publiceren").click()
    main.get_by_role("link", name="Wat het publiek ziet").click()
    expect(main).to_contain_text("Taalles")
    expect(main).to_contain_text("Wijkmarkt")
    expect(main).not_to_contain_text("Buurtspreekuur")
    source.none(wrong + board.breaches() + board.complaints + board.strangers())

    visitor = visit()
    visitor.open(page.url.removeprefix(world.url), NARROW)
    expect(visitor.page.locator("main")).to_contain_text("Taalles")
    assert visitor.overflow() == 0
    assert pages_of(visitor.page) == 1
    source.none(visitor.breaches() + visitor.complaints + visitor.strangers())


def pages_of(page: Page) -> int:
    """How many sheets of A4 a page takes when it is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_visitor_filters_the_week_by_keyboard(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    seen.open("/plekken/?q=Middelpunt", WIDE)
    main.get_by_role("link", name=PLACE).first.focus()
    page.keyboard.press("Enter")
    tab_to(page, main.get_by_role("link", name="Weekprogramma"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/weekprogramma/"))
    expect(main).to_contain_text("Samen eten")
    tab_to(page, main.locator("[name=dagdeel]"))
    page.keyboard.type("avond")
    tab_to(page, main.locator("form button[type=submit]").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("dagdeel=evening"))
    expect(main).to_contain_text("Naaiatelier")
    expect(main).not_to_contain_text("Samen eten")
    source.none(seen.breaches() + seen.complaints + seen.strangers())


def test_an_organisation_proposes_by_keyboard(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit("provider")
    page, main = seen.page, seen.page.locator("main")
    seen.open("/gemeenten/GM0307/weekprogrammas/", WIDE)
    tab_to(page, main.get_by_role("link", name="Deze week in Het Middelpunt").first)
    page.keyboard.press("Enter")
    tab_to(page, main.get_by_role("link", name="Regel voorstellen"))
    page.keyboard.press("Enter")
    for name, keys in (("title", "Wandelen"), ("starts", "1000"), ("ends", "1130")):
        tab_to(page, main.locator(f"[name={name}]"))
        page.keyboard.type(keys)
    tab_to(page, main.locator("form button[type=submit]"))
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Uw regel is voorgesteld")
    source.none(seen.breaches() + seen.complaints)
