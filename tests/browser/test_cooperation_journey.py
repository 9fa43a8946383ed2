"""From the wijken of a municipality to who stands alone in one of them, and on to bringing that player together."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.addresses import DISTRICT, MUNICIPALITY
from tests.browser.conftest import NARROW, WIDE, Watched
from tests.house import source

pytestmark = pytest.mark.browser
YESTERDAY = timezone.localdate() - timedelta(days=1)
"""What other journeys began today does not count then."""


def test_from_the_network_to_an_alliance_with_who_stands_alone(visit: Callable[..., Watched]) -> None:
    seen = visit("administrator")
    page = seen.page
    seen.open(f"/gemeenten/{MUNICIPALITY}/", WIDE)
    page.get_by_role("link", name="Samenwerking: wie werkt met wie").click()
    page.get_by_role("link", name="Liendert", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie werkt met wie in Liendert?")
    page.locator("main input[name=dag]").fill(f"{YESTERDAY:%Y-%m-%d}")
    page.get_by_role("button", name="Toon").click()
    picture = page.get_by_role("img", name="Wie werkt met wie, getekend als netwerk")
    expect(picture.locator("g.player")).to_have_count(10)
    expect(page.locator("main")).to_contain_text("Zonder Bibliotheek Het Leeslicht staan er 2 groepen los van elkaar.")
    page.get_by_label("Wat telt als samenwerken?").select_option("alles")
    page.get_by_role("button", name="Toon").click()
    expect(picture.locator("line.weak").first).to_be_attached()
    page.get_by_role("link", name="Begin een alliantie met").first.click()
    expect(page.locator("main input[name=players]").first).to_be_checked()
    source.none(seen.complaints + seen.strangers() + seen.breaches())


def test_a_visitor_on_a_telephone_reads_the_same_in_a_table(visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open(f"/wijken/{DISTRICT}/samenwerking/?soort=alles", NARROW)
    main = seen.page.locator("main")
    expect(main.get_by_role("cell", name="Samen koken, samen eten").first).to_be_visible()
    expect(main).not_to_contain_text("Wie staat alleen?")
    assert seen.overflow() == 0
    source.none(seen.complaints + seen.strangers() + seen.breaches())


def test_a_day_to_come_is_refused_and_stays_in_the_field(visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open(f"/wijken/{DISTRICT}/samenwerking/", WIDE)
    seen.page.locator("main input[name=dag]").fill("2999-01-01")
    seen.page.get_by_role("button", name="Toon").click()
    expect(seen.page.locator("main")).to_contain_text("Deze dag moet nog komen.")
    expect(seen.page.locator("main input[name=dag]")).to_have_value("2999-01-01")
    source.none(seen.breaches())
