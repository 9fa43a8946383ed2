"""A board and three organisations make the programme of a week; a visitor reads and prints it.

Once with a mouse, and once with nothing but a keyboard.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World
from wijkhart.core.formats import day as day_words
from wijkhart.times.clock import AMSTERDAM

pytestmark = pytest.mark.browser
PLACE = "Het Middelpunt (voorbeeld)"
MAKERS = (
    ("provider", "Buurtspreekuur", "Stichting Welzijn"),
    ("taalhuis", "Taalles", "Taalhuis Het Gesprek"),
    ("bibliotheek", "Voorlezen", "Bibliotheek Het Leeslicht"),
)
"""Who logs in, what they propose, and for which organisation."""
BOTH = pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=lambda one: one.name)


def monday(hand: Hand) -> date:
    """A Monday on which nothing of the demonstration stands; each hand has its own."""
    today = datetime.now(AMSTERDAM).date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=3 if hand.name == "mouse" else 4)


def start(hand: Hand, page: Page, world: World) -> str:
    """The board starts a week; gives the address of the programme."""
    main = page.locator("main")
    page.goto(world.url + "/gemeenten/GM0307/weekprogrammas/")
    hand.press(main.get_by_role("link", name="Begin een week"))
    hand.choose(main.locator("[name=of]"), PLACE)
    hand.choose(main.locator("[name=monday]"), f"vanaf {day_words(monday(hand))}")
    hand.write(main.locator("[name=title]"), "Samen deze week")
    hand.press(main.locator("form button[type=submit]"))
    page.wait_for_url(re.compile("/weekprogrammas/[0-9a-f-]{36}/"))
    return page.url


def propose(hand: Hand, page: Page, programme: str, title: str, organisation: str) -> None:
    """An organisation proposes one line, in the afternoon of the Tuesday."""
    main = page.locator("main")
    page.goto(programme)
    hand.press(main.get_by_role("link", name="Regel voorstellen"))
    hand.write(main.locator("[name=title]"), title)
    hand.choose(main.locator("[name=day]"), day_words(monday(hand) + timedelta(days=1)))
    hand.write(main.locator("[name=starts]"), "14:00")
    hand.write(main.locator("[name=ends]"), "16:00")
    expect(main.locator("[name=organisation] option[selected]")).to_contain_text(organisation)
    hand.press(main.locator("form.wh-form button[type=submit]"))
    expect(main).to_contain_text("Uw regel is voorgesteld")


@BOTH
def test_a_board_and_three_organisations_make_a_week(hand: Hand, world: World, visit: Callable[..., Watched]) -> None:
    """Two lines are agreed, one is put back with a reason and comes again; then the week is published and printed."""
    board = visit()
    log_in(board.page, world, "place_manager")
    programme, wrong = start(hand, board.page, world), board.breaches()
    makers = {}
    for role, title, organisation in MAKERS:
        seen = makers[title] = visit()
        log_in(seen.page, world, role)
        propose(hand, seen.page, programme, title, organisation)
        wrong += seen.breaches()
    page, main = board.page, board.page.locator("main")
    page.goto(programme)
    expect(main).to_contain_text("3 wachten op antwoord")
    for title in ("Buurtspreekuur", "Taalles"):
        hand.press(main.get_by_role("button", name=re.compile(rf"Akkoord\s*: {title}")))
        expect(main.locator("li.is-agreed").filter(has_text=title)).to_be_visible()
    hand.press(main.get_by_role("link", name=re.compile(r"Terugleggen\s*: Voorlezen")))
    hand.write(main.locator("textarea"), "Op donderdag past het beter.")
    hand.press(main.get_by_role("button", name="Terugleggen"))
    expect(main.locator(".week-aside")).to_contain_text("Op donderdag past het beter.")
    wrong += board.breaches()

    again = makers["Voorlezen"].page
    again.goto(programme)
    hand.press(again.locator("main").get_by_role("link", name=re.compile(r"Wijzigen\s*: Voorlezen")))
    hand.choose(again.locator("main [name=day]"), day_words(monday(hand) + timedelta(days=3)))
    hand.press(again.locator("main form.wh-form button[type=submit]"))
    page.goto(programme)
    hand.press(main.get_by_role("button", name="Publiceren"))
    hand.press(main.get_by_role("link", name="Wat het publiek ziet"))
    expect(main).to_contain_text("Taalhuis Het Gesprek")
    expect(main).to_contain_text("Buurtspreekuur")
    expect(main).not_to_contain_text("Voorlezen")
    everyone = [board, *makers.values()]
    source.none(wrong + [words for one in everyone for words in one.complaints + one.strangers()])
    printed(visit(), page.url.removeprefix(world.url))


def printed(visitor: Watched, path: str) -> None:
    """What a visitor reads on a phone, and gets on paper: one sheet of A4."""
    visitor.open(path, NARROW)
    expect(visitor.page.locator("main")).to_contain_text("Taalles")
    assert visitor.overflow() == 0
    assert pages_of(visitor.page) == 1
    source.none(visitor.breaches() + visitor.complaints + visitor.strangers())


def pages_of(page: Page) -> int:
    """How many sheets of A4 a page takes when it is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@BOTH
def test_a_visitor_filters_the_week(hand: Hand, world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    seen.open("/plekken/", WIDE)
    hand.write(main.locator("[name=zoek]"), "Middelpunt")
    hand.press(main.get_by_role("button", name="Toon"))
    hand.press(main.get_by_role("link", name=PLACE).first)
    hand.press(main.get_by_role("link", name="Weekprogramma"))
    page.wait_for_url(re.compile("/weekprogramma/"))
    expect(main).to_contain_text("Samen eten")
    hand.choose(main.locator("[name=dagdeel]"), "avond")
    hand.press(main.get_by_role("button", name="Toon"))
    page.wait_for_url(re.compile("dagdeel=evening"))
    expect(main).to_contain_text("Naaiatelier")
    expect(main).not_to_contain_text("Samen eten")
    assert pages_of(page) == 1
    source.none(seen.breaches() + seen.complaints + seen.strangers())
