"""The pages of a weighing: what is typed stays, what is refused says why, and who has no right is turned away."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import city
from tests.agenda.scene import TODAY
from tests.cast import Cast, cast

from wijkhart.agenda.models import CityWeighing

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    city.town()
    city.advised(city.NORTH, "Eten", "Geld")
    city.advised(city.EAST, "Eten", "Taal")
    return cast()


def page(name: str, of: CityWeighing, *rest: object) -> str:
    return reverse(name, args=[of.pk, *rest])


def test_a_coordinator_starts_weighs_and_freezes(people: Cast) -> None:
    client = people.alice.client()
    start = reverse("weighing_start", args=[make.AMERSFOORT])
    period = {"starts_on": f"{TODAY.year}-01-01", "ends_on": f"{TODAY.year}-12-31", "many": 2}
    wrong = client.post(start, {**period, "title": "Onze weging", "ends_on": f"{TODAY.year - 1}-01-01"})
    assert "De laatste dag" in wrong.content.decode()
    assert "Onze weging" in wrong.content.decode()
    assert client.post(start, {**period, "title": "Onze weging"}).status_code == 302
    made = CityWeighing.objects.get()
    priorities = page("weighing_priorities", made)
    told = {"theme": "money", "points": 8, "says": "Motie 12", "version": made.version}
    assert client.post(priorities, {**told, "points": 11}).status_code == 200
    assert client.post(priorities, told).status_code == 302
    again = client.post(priorities, {**told, "version": made.version + 1, "says": "Nog eens"}).content.decode()
    assert "staat al op de lijst" in again
    assert "Nog eens" in again
    weights = {"weight_districts": 40, "weight_people": 30, "weight_council": 30, "note": "Zo"}
    stale = client.post(page("weighing_weights", made), {**weights, "version": made.version}).content.decode()
    assert "intussen gewijzigd" in stale
    assert "Iemand anders" in stale
    made.refresh_from_db()
    assert client.post(page("weighing_weights", made), {**weights, "version": made.version}).status_code == 302
    made.refresh_from_db()
    assert client.post(page("weighing_freeze", made), {"note": "", "version": made.version}).status_code == 302
    made.refresh_from_db()
    assert made.state == "frozen"
    assert "Maak de weging openbaar" not in client.get(made.get_absolute_url()).content.decode()
    assert client.get(page("weighing_publish", made)).status_code == 403


def test_joining_parting_and_taking_off_by_hand(people: Cast) -> None:
    made, client = city.weighing(many=2), people.bob.client()
    eten, geld = city.named(made, "Eten"), city.named(made, "Geld")
    join = page("city_issue_join", made, eten.pk)
    choices = client.get(join).content.decode()
    assert "Geld (Wijk 01)" in choices
    assert client.post(join, {"joined": geld.pk, "reason": "", "version": made.version}).status_code == 200
    assert client.post(join, {"joined": geld.pk, "reason": "Eén vraag", "version": made.version}).status_code == 302
    made.refresh_from_db()
    part = eten.parts.get(title="Geld")
    assert "Eén vraag" in client.get(page("city_issue_detail", made, eten.pk)).content.decode()
    split = page("city_issue_split", made, part.pk)
    assert client.post(split, {"reason": "Toch anders", "version": made.version}).status_code == 302
    assert sorted(city.order(made)) == ["Eten", "Geld", "Taal"]


def test_a_priority_is_changed_and_removed_with_a_button(people: Cast) -> None:
    made, client = city.weighing(), people.bob.client()
    told = {"theme": "money", "points": "", "says": "Later", "version": made.version}
    client.post(page("weighing_priorities", made), told)
    made.refresh_from_db()
    kept = made.priorities.get()
    assert kept.points is None
    edit = {"points": 4, "says": "Motie", "version": made.version}
    assert client.post(page("priority_edit", made, kept.pk), edit).status_code == 302
    old = client.post(page("priority_remove", made, kept.pk), {"version": made.version}, follow=True)
    assert "intussen gewijzigd" in old.content.decode()
    made.refresh_from_db()
    client.post(page("priority_remove", made, kept.pk), {"version": made.version})
    assert not made.priorities.exists()


def test_the_order_is_narrowed_sorted_and_taken_along(people: Cast) -> None:
    made = city.published(city.weighing(many=2))
    address = made.get_absolute_url()
    assert "Taal (Wijk 02)" in Client().get(address, {"soort": "wijk"}).content.decode()
    one = Client().get(address, {"wijk": city.EAST, "thema": "language", "uitvoer": "csv"}).content.decode()
    assert len(one.splitlines()) == 2
    every = Client().get(address, {"sorteer": "punt", "uitvoer": "csv"}).content.decode()
    assert [line.split(";")[1] for line in every.splitlines()[1:]] == ["Eten", "Geld", "Taal"]
    for kind in ("csv", "ods", "xlsx"):
        assert Client().get(page("weighing_district", made, city.NORTH), {"uitvoer": kind}).status_code == 200


def test_a_wijk_that_is_not_in_is_told_so_and_an_unknown_one_is_not_there(people: Cast) -> None:
    made = city.published(city.weighing())
    assert "zit niet in deze weging" in Client().get(page("weighing_district", made, city.SOUTH)).content.decode()
    assert Client().get(page("weighing_district", made, "WK999999")).status_code == 404
    assert Client().get(page("city_issue_detail", made, 999_999)).status_code == 404
    assert "geen weging van de vorige periode" in Client().get(page("weighing_compare", made)).content.decode()


def test_a_wijk_page_leads_to_what_the_city_made_of_it(people: Cast) -> None:
    made = city.published(city.weighing())
    there = page("weighing_district", made, city.NORTH)
    assert there in Client().get(reverse("district_agenda", args=[city.NORTH])).content.decode()
    assert made.get_absolute_url() in Client().get(reverse("weighing_list", args=[make.AMERSFOORT])).content.decode()
    assert (
        made.get_absolute_url()
        not in Client().get(reverse("weighing_list", args=[make.AMERSFOORT]), {"staat": "draft"}).content.decode()
    )


@pytest.mark.parametrize("name", ["weighing_edit", "weighing_weights", "weighing_priorities", "weighing_back"])
def test_working_on_it_asks_for_the_right(people: Cast, name: str) -> None:
    made = city.published(city.weighing())
    assert people.hans.client().get(page(name, made)).status_code == 403
    assert people.charlie.client().post(page(name, made), {"reason": "x"}).status_code == 403
