"""The manager of a place: a week closed, a date of a series moved, a freed date offered, and what 85/15 comes to.

Each with a mouse, and each with nothing but a keyboard.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, Watched
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_journeys import log_in
from tests.house import source
from tests.world import World
from wijkhart.times.clock import AMSTERDAM

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=lambda one: one.name)]
PLACE = "Het Middelpunt (voorbeeld)"
OPEN_FORM_SECONDS = 3.2


def monday(weeks: int) -> date:
    """The Monday of so many weeks ahead."""
    today = datetime.now(AMSTERDAM).date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def weeks_of(hand: Hand, first: int) -> int:
    """Each hand works in weeks of its own, so that the two do not meet."""
    return first + 3 * (hand.name == "keyboard")


def to_room(page: Page, world: World, name: str) -> str:
    """The page of a room of the example place, and its address."""
    page.goto(world.url + world.paths["place_calendar"])
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    expect(page.locator("main h1")).to_have_text(name)
    return page.url


def booked(page: Page, room: str, day: date, hours: tuple[str, str], title: str, what: str = "boeken") -> None:
    """A resident books a room, or waits for it, with a mouse; the address of what was made is in the page."""
    page.goto(f"{room}{what}/")
    main = page.locator("main")
    facts = {"day": f"{day}", "starts": hours[0], "ends": hours[1], "people": "8", "title": title}
    for name, text in {**facts, "name": "Ria Voorbeeld", "email": "ria@example.org"}.items():
        main.locator(f"[name={name}]").fill(text)
    page.wait_for_timeout(OPEN_FORM_SECONDS * 1000)
    main.locator("form.wh-form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/mijn-(boeking|wachtlijst)/"))


def row_of(main: Locator, title: str) -> Locator:
    return main.get_by_role("row").filter(has_text=title)


def test_a_week_is_closed_and_opened_again(hand: Hand, world: World, visit: Callable[..., Watched]) -> None:
    """A booking in the way is named, and goes because the manager says so; another week is seen to be open."""
    resident, seen = visit(), visit()
    first = monday(weeks_of(hand, 9))
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, "place_manager")
    room = to_room(page, world, "Zaal 1")
    booked(resident.page, room, first + timedelta(days=1), ("14:00", "16:00"), f"Breiclub {hand.name}")
    page.goto(f"{room}agenda/?dag={first}")
    hand.press(main.get_by_role("link", name="Een tijd sluiten"))
    expect(main.locator("[name=day]")).to_have_value(f"{first}")
    hand.write(main.locator("[name=last_day]"), f"{first + timedelta(days=6)}")
    hand.write(main.locator("[name=title]"), "De vloer wordt gelakt")
    hand.press(main.get_by_role("button", name="Sluit de ruimte"))
    expect(main).to_contain_text("Er is 1 boeking in de weg")
    expect(main.get_by_role("link", name=f"Breiclub {hand.name}")).to_be_visible()
    wrong = seen.breaches()
    hand.tick(main.get_by_role("checkbox", name=re.compile(f"Breiclub {hand.name}")))
    hand.press(main.get_by_role("button", name="Sluit de ruimte"))
    expect(main).to_contain_text("1 boeking is hiervoor geannuleerd")
    expect(main.locator("td.is-free")).to_have_count(0)
    expect(main.locator("td.is-taken").first).to_contain_text("De vloer wordt gelakt")
    wrong += seen.breaches()
    resident.page.reload()
    expect(resident.page.locator("main")).to_contain_text("De vloer wordt gelakt")
    hand.press(main.locator("td.is-taken a").first)
    hand.press(main.get_by_role("link", name="Ruimte weer openen"))
    wrong += seen.breaches()
    hand.press(main.get_by_role("button", name="Ruimte weer openen"))
    expect(main).to_contain_text("De ruimte is weer open")
    page.goto(f"{room}agenda/?dag={first}")
    expect(main.locator("td.is-taken")).to_have_count(0)
    source.none(wrong + seen.complaints + seen.strangers() + resident.complaints)


def test_one_date_of_a_series_moves(hand: Hand, world: World, visit: Callable[..., Watched]) -> None:
    """The date moves to another hour; the other dates stay, and the series tells which differs."""
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, "place_manager")
    page.goto(world.url + "/boekingen/?zoek=Taalcaf%C3%A9&stand=accepted")
    number = 2 if hand.name == "mouse" else 3
    hand.press(row_of(main, "Taalcafé").nth(number).get_by_role("link"))
    hand.press(main.get_by_role("link", name="Alle datums van deze reeks"))
    whole, before = page.url, main.locator("tbody tr").all_inner_texts()
    hand.press(main.locator("tbody tr").nth(number).get_by_role("link"))
    hand.press(main.get_by_role("link", name="Wijzig tijd of aantal"))
    hand.write(main.locator("[name=starts]"), "13:30")
    hand.write(main.locator("[name=ends]"), "15:30")
    wrong = seen.breaches()
    hand.press(main.get_by_role("button", name="Wijzig tijd of aantal"))
    expect(main).to_contain_text("13.30 uur tot 15.30 uur")
    hand.press(main.get_by_role("link", name="Alle datums van deze reeks"))
    assert page.url == whole
    after = main.locator("tbody tr").all_inner_texts()
    assert [one for one, other in enumerate(after) if other != before[one]] == [number]
    expect(main.locator("tbody tr").nth(number)).to_contain_text("13.30 uur")
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())


def test_a_freed_date_goes_to_who_waits(hand: Hand, world: World, visit: Callable[..., Watched]) -> None:
    """One resident has the room, another waits; the manager cancels and offers, and the other says yes."""
    first, second, seen = visit(), visit(), visit()
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, "place_manager")
    room = to_room(page, world, "Zaal 1")
    day = monday(weeks_of(hand, 16)) + timedelta(days=2)
    booked(first.page, room, day, ("19:00", "21:00"), f"Bingo {hand.name}")
    booked(second.page, room, day, ("19:00", "21:00"), f"Zangavond {hand.name}", "wachtlijst")
    page.goto(world.url + "/boekingen/?zoek=Bingo")
    hand.press(row_of(main, f"Bingo {hand.name}").get_by_role("link"))
    hand.press(main.get_by_role("link", name="Deze boeking annuleren"))
    hand.write(main.locator("textarea"), "De organisator is ziek.")
    hand.press(main.get_by_role("button", name="Deze boeking annuleren"))
    hand.press(main.get_by_role("link", name=re.compile("nu vrij is")))
    hand.press(row_of(main, f"Zangavond {hand.name}").get_by_role("link", name=re.compile("^Aanbieden")))
    wrong = seen.breaches()
    hand.press(main.get_by_role("button", name="Aanbieden"))
    expect(row_of(main, f"Zangavond {hand.name}")).to_contain_text("heeft een aanbod")
    second.page.reload()
    other = second.page.locator("main")
    expect(other).to_contain_text("vrij")
    hand.press(other.get_by_role("link", name="Zeg ja of nee"))
    hand.press(other.get_by_role("button", name=re.compile("^Ja")))
    expect(other).to_contain_text("De ruimte is voor u.")
    source.none(wrong + seen.breaches() + second.breaches() + seen.complaints + second.complaints)


def test_the_use_of_rooms_is_read_against_the_norm(hand: Hand, world: World, visit: Callable[..., Watched]) -> None:
    """85/15 of the own place: by room, part of day and kind of user, over time, and where the empty hours are."""
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, "place_manager")
    page.goto(world.url + "/plekken/")
    hand.press(main.get_by_role("link", name=PLACE).first)
    hand.press(main.get_by_role("link", name="Hoeveel de ruimtes gebruikt worden"))
    expect(main).to_contain_text("De norm houdt 15 % van de tijd vrij")
    expect(main).to_contain_text("volgens de norm hoogstens 85 %")
    for words in ("wekelijkse boekingen", "losse boekingen", "bedrijven", "leeg"):
        expect(main.locator(".use-top")).to_contain_text(words)
    expect(main.locator(".use-heat")).to_contain_text("uur leeg")
    expect(main.locator("svg.use-chart[role=img]")).to_be_visible()
    for key in ("plekken", "ruimtes", "gebruikers", "leeg", "verloop"):
        expect(main.locator(f"div:has(> #tabel-{key}) tbody tr").first).to_be_visible()
    expect(main.locator("div:has(> #tabel-ruimtes)")).to_contain_text("Eetzaal met keuken")
    before = main.locator(".use-top").inner_text()
    hand.choose(main.locator("[name=periode]"), "de 12 weken die komen")
    hand.press(main.get_by_role("button", name="Toon"))
    page.wait_for_url(re.compile("periode=straks"))
    assert main.locator(".use-top").inner_text() != before
    wrong = seen.breaches()
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    assert seen.overflow() == 0
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())


@pytest.mark.parametrize("role", ["policy_officer", "coordinator"])
def test_the_municipality_reads_all_places(hand: Hand, role: str, world: World, visit: Callable[..., Watched]) -> None:
    """From the page of the municipality to the use of all places."""
    seen = visit()
    page, main = seen.page, seen.page.locator("main")
    log_in(page, world, role)
    page.goto(world.url + world.paths["municipality_detail"])
    hand.press(main.get_by_role("link", name="Gebruik van ruimtes"))
    for place in (PLACE, "Huis van de Buurt (voorbeeld)"):
        expect(main.locator("div:has(> #tabel-plekken)")).to_contain_text(place)
    source.none(seen.breaches() + seen.complaints)
