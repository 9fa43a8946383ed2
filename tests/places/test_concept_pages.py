"""The pages on which a place says what it is for, and a municipality which share it keeps free."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import Cast, cast
from tests.places.building import centre, room

from wijkhart.places.models import ConceptRule, Place, UseNorm

pytestmark = pytest.mark.django_db
NORM = "/gemeenten/GM0307/plekken/norm/"
RULE = {"effect": "never", "user_kinds": ["commercial"], "weekdays": ["1", "3"], "why": "Dit huis is van de buurt."}


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def norm(**changed: Any) -> dict[str, Any]:
    return {"unit": "hours", "base": "open", "percent_": "20", "days_": "21", "before": "", **changed}


def test_a_manager_says_what_the_place_is_for_and_everyone_reads_it(people: Cast) -> None:
    place = centre(owner=people.centre)
    space = room(place)
    browser, path = people.joris.client(), f"/plekken/{place.pk}/concept/"
    version = str(Place.objects.get().version)
    assert browser.get(f"{path}wijzigen/").status_code == 200
    stale = browser.post(f"{path}wijzigen/", {"concept": "Een huis voor allen", "version": "99"})
    assert "Een huis voor allen" in stale.content.decode()
    wrong = browser.post(f"{path}wijzigen/", {"concept": "Huis <b>", "version": version})
    assert wrong.status_code == 200
    assert "Huis &lt;b&gt;" in wrong.content.decode()
    assert browser.post(f"{path}wijzigen/", {"concept": "Een huis voor allen", "version": version}).status_code == 302

    bad = browser.post(f"{path}regels/nieuw/", {**RULE, "why": "", "room": str(space.pk)}).content.decode()
    assert 'href="#id_why"' in bad
    assert f'value="{space.pk}" selected' in bad
    empty = browser.post(f"{path}regels/nieuw/", {"effect": "only", "why": "Zomaar een reden"}).content.decode()
    assert "Zomaar een reden" in empty
    assert not ConceptRule.objects.exists()
    for reason in ("Eerste reden.", "Tweede reden."):
        assert browser.post(f"{path}regels/nieuw/", {**RULE, "why": reason}).status_code == 302
    first, second = ConceptRule.objects.order_by("position")
    edit = f"{path}regels/{first.pk}/"
    assert "Eerste reden." in browser.get(edit).content.decode()
    kept = browser.post(edit, {**RULE, "user_kinds": [], "why": "Andere reden."}).content.decode()
    assert "Andere reden." in kept
    assert browser.post(edit, {**RULE, "part_of_day": "evening", "why": "Andere reden."}).status_code == 302
    assert browser.post(f"{path}regels/{second.pk}/omhoog/").status_code == 302
    assert [one.why for one in ConceptRule.objects.order_by("position")] == ["Tweede reden.", "Andere reden."]
    for reader in (Client(), people.charlie.client()):
        page = reader.get(path).content.decode()
        for words in ("Een huis voor allen", "Andere reden.", "Dinsdag en donderdag"):
            assert words in page
        assert f"{path}wijzigen/" not in page
    assert browser.get(f"{edit}weg/").status_code == 405
    assert browser.post(f"{edit}weg/").status_code == 302
    assert ConceptRule.objects.count() == 1


@pytest.mark.parametrize("name", ["charlie", "bob", "dina", "kees", "lena"])
def test_nobody_else_changes_a_concept(people: Cast, name: str) -> None:
    place = centre(owner=people.centre)
    people.joris.client().post(f"/plekken/{place.pk}/concept/regels/nieuw/", RULE)
    rule = ConceptRule.objects.get()
    browser, path = getattr(people, name).client(), f"/plekken/{place.pk}/concept/"
    for part in ("wijzigen/", "regels/nieuw/", f"regels/{rule.pk}/", f"regels/{rule.pk}/weg/"):
        assert browser.post(f"{path}{part}", {**RULE, "why": "Van mij"}).status_code == 403
    assert browser.post(f"{path}regels/{rule.pk}/omhoog/").status_code == 403
    assert ConceptRule.objects.get().why == RULE["why"]
    assert Client().get(f"{path}wijzigen/").status_code == 302


def test_a_rule_of_another_place_is_not_reached_by_ones_own(people: Cast) -> None:
    own, other = centre(owner=people.centre), centre("Elders", owner=people.foundation)
    people.dina.client().post(f"/plekken/{other.pk}/concept/regels/nieuw/", RULE)
    rule = ConceptRule.objects.get()
    browser = people.joris.client()
    for part in ("", "weg/", "omhoog/"):
        assert browser.post(f"/plekken/{own.pk}/concept/regels/{rule.pk}/{part}", RULE).status_code == 404
        assert browser.post(f"/plekken/{other.pk}/concept/regels/{rule.pk}/{part}", RULE).status_code == 403


def test_a_policy_officer_sets_the_norm_and_what_differs_for_a_place(people: Cast) -> None:
    place = centre(owner=people.centre)
    room(place)
    browser = people.bob.client()
    assert 'value="15"' in browser.get(NORM).content.decode()
    for wrong in ({"percent_": "101"}, {"days_": ""}, {"percent_evening": "33"}, {"unit": "eieren"}):
        page = browser.post(NORM, norm(**{"days_morning": "", "percent_morning": "", **wrong}))
        assert page.status_code == 200
        assert 'aria-invalid="true"' in page.content.decode()
        assert all(f'value="{value}"' in page.content.decode() for value in wrong.values() if value.isdecimal())
    assert not UseNorm.objects.exists()
    assert browser.post(NORM, norm(percent_evening="40", days_evening="7")).status_code == 302
    assert [
        (one.part_of_day, one.free_percent, one.days_before) for one in UseNorm.objects.order_by("part_of_day")
    ] == [
        ("", 20, 21),
        ("evening", 40, 7),
    ]
    stale = browser.post(NORM, norm(percent_="55")).content.decode()
    assert 'value="55"' in stale
    assert UseNorm.objects.get(part_of_day="").free_percent == 20
    own = f"{NORM}?plek={place.pk}"
    assert place.name in browser.get(own).content.decode()
    assert browser.post(own, {"percent_": "30", "days_": "10", "before": ""}).status_code == 302
    assert UseNorm.objects.get(place=place).free_percent == 30
    assert browser.get(f"{NORM}?plek=x").status_code == 404


@pytest.mark.parametrize("name", ["alice", "charlie", "joris", "dina", "lena", "greet"])
def test_nobody_else_sets_the_norm(people: Cast, name: str) -> None:
    browser = getattr(people, name).client()
    assert browser.get(NORM).status_code == 403
    assert browser.post(NORM, norm()).status_code == 403
    assert not UseNorm.objects.exists()
