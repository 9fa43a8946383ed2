"""The list of places, one place, and the forms that keep them right."""

from datetime import time

import pytest
from django.test import Client
from tests import make
from tests.cast import Cast, cast

from wijkhart.areas.models import Source
from wijkhart.directory.models import ServiceTime
from wijkhart.places.models import Place, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort")
    return cast()


def page(path: str, **asked: str) -> str:
    answer = Client().get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_narrows_sorts_and_downloads() -> None:
    make.place("Bergkerk", search_text="bergkerk 3818", kind="faith", step_free="yes")
    make.place("Adventkerk", search_text="adventkerk", kind="faith", agreed=True, owner=make.organisation())
    make.place("Het Klokhuis", search_text="het klokhuis", kind="community", mobile=True)
    told = page("/plekken/")
    assert told.index("Adventkerk") < told.index("Bergkerk") < told.index("Het Klokhuis")
    assert "3 plekken" in told
    assert "mobiel of tijdelijk" in told
    assert "Adventkerk" not in page("/plekken/", zoek="BERGKERK")
    assert "Bergkerk" not in page("/plekken/", bekend="afspraak")
    assert "Adventkerk" not in page("/plekken/", rolstoel="on")
    assert "Geen plek gevonden" in page("/plekken/", soort="outdoor")
    assert "Het Klokhuis" in Client().get("/plekken/?soort=community&uitvoer=csv").content.decode("utf-8-sig")


def test_a_known_place_is_never_shown_as_agreed_and_names_its_source() -> None:
    Source.objects.create(key="stembureaus-2023", title="Stembureaus 2023", publisher="WIMS", licence="vrij")
    place = make.place(
        "Bergkerk", registered_name="Bergkerk 1", source="stembureaus-2023", source_id="1", latitude=52.1, longitude=5.3
    )
    told = page(place.get_absolute_url())
    assert "Bekende openbare plek (stembureau 2023)" in told
    assert "Stembureaus 2023" in told
    assert "Bergkerk 1" in told
    assert "mlat=52.1&amp;mlon=5.3" in told
    assert '"@type": "Place"' in told


def test_a_week_shows_what_happens_in_order_and_marks_examples() -> None:
    place = make.place("Bergkerk")
    for name, hour, example in (("Koor", 20, False), ("Koffie", 10, True)):
        service = make.service(name, place=place, example=example)
        ServiceTime.objects.create(
            service=service,
            weekday=1,
            part_of_day="evening",
            starts_at=time(hour),
            ends_at=time(hour + 1),
            per_week=0.5,
        )
    told = page(place.get_absolute_url())
    assert "Dinsdag" in told
    assert told.index("Koffie") < told.index("Koor")
    assert "niet elke week" in told
    assert "verzonnen" in told


def test_a_draft_is_for_its_owner_and_its_municipality(people: Cast) -> None:
    place = make.place("Geheim", published=False, owner=people.centre)
    path = place.get_absolute_url()
    assert Client().get(path).status_code == 404
    assert people.charlie.client().get(path).status_code == 404
    assert people.joris.client().get(path).status_code == 200
    assert people.alice.client().get(path).status_code == 200


def test_a_coordinator_adds_changes_and_furnishes_a_place(people: Cast) -> None:
    browser = people.alice.client()
    told = {"name": "Het Middelpunt", "kind": "community", "step_free": "yes", "published": "on"}
    assert browser.post("/gemeenten/GM0307/plekken/nieuw/", told).status_code == 302
    place = Place.objects.get()
    edit = f"/plekken/{place.pk}/wijzigen/"
    assert "Het Middelpunt" in browser.get(edit).content.decode()
    assert browser.post(edit, {**told, "name": "Het Hart", "version": "1"}).status_code == 302
    stale = browser.post(edit, {**told, "name": "Te laat", "version": "1"})
    assert "intussen veranderd" in stale.content.decode()
    assert "Te laat" in stale.content.decode()
    room = {"name": "Zaal", "floor_area": "40", "step_free": "yes", "functions": "koken, zingen"}
    assert browser.post(f"/plekken/{place.pk}/ruimtes/nieuw/", room).status_code == 302
    made = Room.objects.get()
    assert made.functions == ["koken", "zingen"]
    wrong = browser.post(f"/plekken/ruimtes/{made.pk}/wijzigen/", {**room, "floor_area_in_use": "50", "version": "3"})
    assert "Er zijn meer m² in gebruik" in wrong.content.decode()
    assert "koken, zingen" in page_of(browser, place)
    assert browser.post(f"/plekken/ruimtes/{made.pk}/weg/").status_code == 302
    assert not Room.objects.exists()


def page_of(browser: Client, place: Place) -> str:
    return browser.get(place.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["charlie", "lena", "dina", "kees"])
def test_nobody_else_gets_the_forms(people: Cast, name: str) -> None:
    place = make.place(owner=people.centre)
    room = Room.objects.create(place=place, name="Zaal")
    browser = getattr(people, name).client()
    for path in (
        f"/plekken/{place.pk}/wijzigen/",
        f"/plekken/{place.pk}/ruimtes/nieuw/",
        f"/plekken/ruimtes/{room.pk}/wijzigen/",
    ):
        assert browser.get(path).status_code == 403
        assert browser.post(path, {"name": "x"}).status_code == 403
    assert browser.post(f"/plekken/ruimtes/{room.pk}/weg/").status_code == 403
    assert Room.objects.exists()


def test_an_owner_keeps_its_own_place(people: Cast) -> None:
    place = make.place("Ons huis", owner=people.centre)
    browser = people.joris.client()
    assert "Wijzig deze plek" in page_of(browser, place)
    told = {"name": "Ons huis", "kind": "community", "step_free": "no", "owner": str(people.centre.pk), "version": "1"}
    assert browser.post(f"/plekken/{place.pk}/wijzigen/", told).status_code == 302
    assert Place.objects.get().step_free == "no"


def test_visitors_are_asked_to_log_in_before_a_form(people: Cast) -> None:
    place = make.place()
    assert Client().get(f"/plekken/{place.pk}/wijzigen/").status_code == 302
    assert Client().get("/gemeenten/GM0307/plekken/nieuw/").status_code == 302
