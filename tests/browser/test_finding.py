"""A resident finds something on Tuesday afternoon for her mother."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.house import source

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_resident_finds_tuesday_afternoon_for_her_mother(visit: Callable[..., Watched], size: dict[str, int]) -> None:
    """From the home page: a postcode and a word, then a day, a part of the day and an age; to the dates as a file."""
    seen = visit()
    seen.open("/", size)
    page = seen.page
    page.locator("main input[name=zoek]").fill("ontmoeten")
    page.locator("main input[name=bij]").fill("3812")
    page.locator("main input[name=bij]").press("Enter")
    page.wait_for_url(re.compile("/aanbod/"))
    page.locator("main summary").first.click()
    page.locator("main select[name=dag]").select_option("1")
    page.locator("main select[name=dagdeel]").select_option("afternoon")
    page.locator("main input[name=leeftijd]").fill("83")
    page.locator("main form[role=search] button[type=submit]").click()
    expect(page.locator("main .dir-wishes")).to_contain_text("dinsdag")
    expect(page.locator("main .dir-wishes")).to_contain_text("83 jaar oud")
    first = page.locator("main .dir-card").first
    expect(first.locator(".dir-card__reason")).to_contain_text(re.compile("dinsdag 1[2-7]"))
    wrong = seen.breaches()
    words = first.locator("h3 a").inner_text().strip()
    first.locator("h3 a").click()
    expect(page.locator("main h1")).to_contain_text(words)
    with page.expect_download() as download:
        page.locator("main a[href$='agenda.ics']").click()
    assert "BEGIN:VEVENT" in download.value.path().read_text()
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())


def test_one_line_does_the_same_and_a_wish_can_be_taken_out(visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open("/aanbod/", NARROW)
    page = seen.page
    page.locator("main input[name=zoek]").fill("dinsdagmiddag 65+ 3812")
    page.locator("main input[name=zoek]").press("Enter")
    expect(page.locator("main .dir-wish")).to_have_count(4)
    page.locator("main .dir-wish", has_text="65 jaar oud").click()
    expect(page.locator("main .dir-wish")).to_have_count(2)
    expect(page.locator("main input[name=bij]")).to_have_value("3812")
    assert seen.overflow() == 0
    source.none(seen.breaches() + seen.complaints + seen.strangers())


def test_nothing_found_says_what_does_give_results(visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open("/aanbod/?zoek=schaken&dag=6&dagdeel=morning&bij=3812&afstand=500", NARROW)
    page = seen.page
    expect(page.locator("main")).to_contain_text("zonder wie u bent")
    wrong = seen.breaches()
    page.locator("main .dir-wider a").first.click()
    expect(page.locator("main .dir-card").first).to_be_visible()
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())
