"""What people come for, from the first page to the end."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Watched
from tests.house import source
from tests.world import ROOT, World, environment

pytestmark = pytest.mark.browser
PATIENCE = 60_000


def log_in(page: Page, world: World, role: str) -> None:
    """Log in on the page itself, with address and password."""
    email, password = world.logins[role]
    page.goto(world.url + world.paths["account_login"])
    page.locator("input[type=email], input[name=login]").first.fill(email)
    page.locator("input[type=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/inloggen/" not in url)


@pytest.fixture
def worker(world: World) -> Iterator[None]:
    """A worker beside the server, as `make demo` starts one."""
    command = [sys.executable, "-m", "wijkhart", "work"]
    with (world.folder / "worker.log").open("w") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=environment(world.folder), stdout=log, stderr=log)
        yield
        running.terminate()
        running.wait(20)


def test_a_resident_finds_something_to_do(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open("/", NARROW)
    page = seen.page
    page.locator("main input[type=search]").first.fill("koffie")
    page.locator("main input[type=search]").first.press("Enter")
    page.wait_for_url(re.compile("/aanbod/"))
    hit = page.locator("main a[href*='/aanbod/0']").first
    words = hit.inner_text().strip()
    hit.click()
    expect(page.locator("main h1")).to_contain_text(words)
    source.none(seen.complaints + seen.strangers())


@pytest.mark.usefixtures("worker")
def test_a_coordinator_computes_the_coverage_anew(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "coordinator")
    page.goto(world.url + world.paths["gap_list"])
    page.locator("form[action$='/berekeningen/opnieuw/'] button").first.click()
    page.wait_for_url(re.compile("/taken/"))
    done = page.get_by_text(re.compile(r"\b(klaar|gelukt)\b", re.IGNORECASE)).first
    expect(done).to_be_visible(timeout=PATIENCE)
    source.none(seen.complaints + seen.strangers())


def test_a_coordinator_asks_what_if_keeps_it_and_compares(world: World, visit: Callable[..., Watched]) -> None:
    """From the city board: something more in Liendert, something that stops, both kept, side by side."""
    seen = visit()
    page = seen.page
    log_in(page, world, "coordinator")
    page.goto(world.url + world.paths["gap_list"])
    page.locator("main a[href$='/wat-als/']").first.click()
    page.locator("main a[href*='kies=erbij']").click()
    page.locator("main input[name=naam]").fill("Soep op dinsdag")
    for name, value in (("thema", "meeting"), ("groep", "seniors"), ("dagdeel", "afternoon")):
        page.locator(f"main input[name={name}][value={value}]").check()
    page.locator("main select[name=plek]").select_option("WK030710")
    page.locator("main input[name=mensen]").fill("40")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main .wh-error-summary")).to_contain_text("Hoe vaak per week")
    page.locator("main input[name=keer]").fill("1")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main .whatif-headline")).to_contain_text("Niemand verliest een plek.")
    more = page.url
    _keep(page, "Soep erbij")
    page.goto(more)
    page.locator("main a[href*='kies=plekdicht']").click()
    page.locator("main select[name=plek]").select_option(index=1)
    page.locator("main button[type=submit]").click()
    expect(page.locator("main .whatif-changes li")).to_have_count(2)
    expect(page.locator("main .whatif-headline")).to_contain_text(re.compile("verlie(st|zen)"))
    wrong = seen.breaches()
    page.go_back()
    page.go_back()
    expect(page.locator("main .whatif-changes li")).to_have_count(1)
    page.go_forward()
    page.go_forward()
    _keep(page, "Soep erbij, plek dicht")
    page.goto(world.url + world.paths["scenario_list"])
    for name in ("Soep erbij", "Soep erbij, plek dicht"):
        page.get_by_label(f"Vergelijk {name}", exact=True).check()
    page.get_by_role("button", name="Vergelijk wat is aangevinkt").click()
    expect(page.locator("main .wh-card h2")).to_have_count(2)
    expect(page.locator("main table").first).to_contain_text("Verliezen hun plek")
    source.none(wrong + seen.breaches() + seen.complaints + seen.strangers())


def _keep(page: Page, name: str) -> None:
    page.get_by_role("link", name="Bewaar dit als scenario").click()
    page.locator("main input[name=name]").fill(name)
    page.locator("main button[type=submit]").click()
    expect(page.locator("main h1")).to_have_text(name)


def test_an_administrator_invites_somebody(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    page = seen.page
    log_in(page, world, "administrator")
    page.goto(world.url + world.paths["invitation_send"])
    page.locator("main input[type=email]").fill("gast@example.org")
    for choice in page.locator("main select").all():
        choice.select_option(index=1)
    page.locator("main form button[type=submit]").first.click()
    page.goto(world.url + world.paths["member_list"])
    expect(page.locator("main")).to_contain_text("gast@example.org")
    source.none(seen.complaints + seen.strangers())


def test_the_language_can_be_switched_and_stays(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    seen.open("/", WIDE)
    page = seen.page
    dutch = page.locator("main h1").inner_text()
    assert page.locator("html").get_attribute("lang") == "nl"
    page.locator("a[href*='taal=en']").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    seen.open("/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("main h1").inner_text() != dutch
    source.none(seen.complaints + seen.strangers())


def test_a_visitor_is_sent_to_log_in_and_back(world: World, visit: Callable[..., Watched]) -> None:
    seen = visit()
    path = world.paths["member_list"]
    seen.open(path)
    assert "/inloggen/" in seen.page.url
    assert "next=" in seen.page.url
    email, password = world.logins["administrator"]
    seen.page.locator("input[type=email], input[name=login]").first.fill(email)
    seen.page.locator("input[type=password]").fill(password)
    seen.page.locator("main form button[type=submit]").first.click()
    seen.page.wait_for_url(world.url + path)


def test_a_resident_tells_what_she_notices_and_reads_the_answer(world: World, visit: Callable[..., Watched]) -> None:
    """First with a name in it, then without; a coordinator answers; the resident opens her page again."""
    seen = visit()
    seen.open(world.paths["district_detail"], NARROW)
    page = seen.page
    page.locator("main a[href$='/signaal/']").first.click()
    page.locator("main textarea[name=text]").fill("Mijn buurman Henk zegt dat de lift in de flat kapot is.")
    page.wait_for_timeout(3200)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("buurman Henk")
    page.locator("main textarea[name=text]").fill("De lift in de flat is al een week kapot.")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(re.compile("/signalen/antwoord/"))
    expect(page.locator("main h1")).to_contain_text("Bedankt")
    own = page.url
    team = visit()
    log_in(team.page, world, "coordinator")
    team.page.goto(world.url + world.paths["signal_list"])
    team.page.get_by_role("link", name=re.compile("De lift in de flat")).first.click()
    team.page.locator("main a[href$='/antwoord/']").first.click()
    team.page.locator("main textarea[name=answer]").fill("De lift is gemaakt. Dank u wel.")
    team.page.locator("main form button[type=submit]").last.click()
    page.goto(own)
    expect(page.locator("main")).to_contain_text("De lift is gemaakt.")
    page.goto(world.url + world.paths["district_signals"])
    expect(page.locator("main")).to_contain_text("De lift is gemaakt.")
    expect(page.locator("main")).not_to_contain_text("een week kapot")
    source.none(seen.complaints + seen.strangers() + team.complaints)
