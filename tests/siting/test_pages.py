"""The pages of studies: who sees what, plans side by side, what it means for a wijk, files, and the worker."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, cast
from tests.places.building import BY
from tests.siting.town import CODE, EAST, EMPTY, TODAY, WEST, computed, cost, ground, study

from wijkhart.core.jobs.models import Job, JobState
from wijkhart.core.jobs.run import JobRun
from wijkhart.places.models import Place
from wijkhart.siting.actions.publishing import Advice, publish_study
from wijkhart.siting.models import PlaceCost, SitingStudy
from wijkhart.siting.queries.naming import names_of
from wijkhart.siting.queries.ways import ways_in
from wijkhart.siting.tasks import compute

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    ground()
    return cast()


def text(client: Client, name: str, *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=list(args)), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def rows(client: Client, name: str, *args: Any, **query: Any) -> list[list[str]]:
    answer = client.get(reverse(name, args=list(args)), {"uitvoer": "csv", **query})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def published() -> SitingStudy:
    made = computed()
    return publish_study(by=BY, study=made, advice=Advice(3, [2], "Zo blijft het dichtbij."), version=made.version)


def asked(**changed: Any) -> dict[str, Any]:
    day = f"{TODAY:%Y-%m-%d}"
    told = {"name": "Nieuw", "aims": ["mean"], "reach": "800", "factor": "1,3", "first_day": day, "last_day": day}
    return told | changed


def test_a_study_is_for_professionals_and_advice_for_everybody(people: Cast) -> None:
    made = computed()
    pages: list[tuple[str, list[Any]]] = [
        ("siting_detail", [made.pk]), ("siting_plan", [made.pk, 3]), ("siting_compare", [made.pk]),
        ("siting_district", [made.pk, WEST]),
    ]  # fmt: skip
    for name, args in pages:
        assert Client().get(reverse(name, args=args)).status_code == 404
        assert people.charlie.client().get(reverse(name, args=args)).status_code == 404
        assert people.alice.client().get(reverse(name, args=args)).status_code == 200
    publish_study(by=BY, study=made, advice=Advice(3, [2], "Zo blijft het dichtbij."), version=made.version)
    for name, args in pages:
        assert Client().get(reverse(name, args=args)).status_code == 200
    assert "Zo blijft het dichtbij." in text(Client(), "siting_list", CODE)


def test_a_resident_reads_what_it_means_for_her_wijk(people: Cast) -> None:
    made = published()
    page = text(Client(), "siting_district", made.pk, WEST)
    assert "Wat het betekent voor West" in page
    assert page.index("3 plekken") < page.index("2 plekken")
    assert "Dit is een advies. Er is niets mee besloten." in page
    assert "Andere manieren" not in page
    assert "3 plekken" in text(Client(), "siting_district", made.pk, WEST, v="77")
    assert "woont niemand" in text(Client(), "siting_district", made.pk, EMPTY)
    link = reverse("siting_district", args=[made.pk, WEST])
    assert link in text(Client(), "district_detail", WEST)
    assert Client().get(reverse("siting_district", args=[made.pk, "WK999999"])).status_code == 404


def test_the_curve_is_a_table_and_a_file(people: Cast) -> None:
    made = computed()
    found = rows(people.bob.client(), "siting_detail", made.pk)
    assert [row[0] for row in found[1:]] == ["4", "3", "2"]
    assert found[1][6] == "bewezen"
    page = text(people.bob.client(), "siting_detail", made.pk)
    assert page.count('class="siting-chart"') == 2
    assert "Bewezen voor elk aantal" in page


def test_a_plan_names_the_worst_off_and_every_place(people: Cast) -> None:
    made = computed()
    plan = made.plans.get(number=2)
    page = text(people.bob.client(), "siting_plan", made.pk, 2)
    assert f"{names_of(made).wijk(plan.worst_off)} verliest het meest" in page
    for place in Place.objects.all():
        assert place.name in page
    assert "Niemand hoeft verder te lopen" in text(people.bob.client(), "siting_plan", made.pk, 4)
    assert people.bob.client().get(reverse("siting_plan", args=[made.pk, 77])).status_code == 404
    assert len(rows(people.bob.client(), "siting_plan", made.pk, 2)) == 3


def test_two_to_four_plans_stand_side_by_side(people: Cast) -> None:
    made = computed()
    page = text(people.bob.client(), "siting_compare", made.pk, v=["4", "2"])
    assert page.count("siting-map") == 2
    assert "Kies twee, drie of vier" in text(people.bob.client(), "siting_compare", made.pk, v=["4"])
    found = rows(people.bob.client(), "siting_compare", made.pk, v=["4", "2"])
    assert found[0][2:] == ["4 plekken", "2 plekken"]
    for odd in ("x", "99999", "-1"):
        assert text(people.bob.client(), "siting_compare", made.pk, v=[odd])


def test_the_plan_for_the_money_can_be_compared_with_the_others(people: Cast) -> None:
    for place in Place.objects.all():
        cost(place, 1000)
    made = computed(euros=3000)
    page = text(people.bob.client(), "siting_compare", made.pk)
    assert page.count("siting-map") == 3
    assert '<option value="0" selected>zo veel als het geld toelaat: 3 plekken</option>' in page
    assert "geen andere keuze voor dit geld is beter" in text(people.bob.client(), "siting_plan", made.pk, 0)
    assert "geen andere keuze van zo veel plekken" not in text(people.bob.client(), "siting_plan", made.pk, 0)


def test_professionals_see_each_way_for_the_places_of_a_wijk(people: Cast) -> None:
    club = Place.objects.get(name="Club")
    cost(club, 900)
    cost(club, 500, "share", heart=False)
    made = computed(exempt=[EAST])
    found = ways_in(made, made.plans.get(number=1), WEST, names_of(made))
    mine = {one.way: one for one in found if one.place == "Club"}
    assert [one.euros for one in mine.values()] == [900, 500, 0]
    assert sum(one.chosen for one in found if one.place == "Club") == 1
    assert mine["houden zoals het is"].heart
    closed = {one.way: one for one in found if one.place == "School"}["sluiten"]
    assert closed.metres is None or closed.metres > 0
    assert "Andere manieren" in text(people.alice.client(), "siting_district", made.pk, WEST)


def test_a_policy_officer_asks_and_a_worker_computes(people: Cast) -> None:
    client = people.bob.client()
    answer = client.post(reverse("siting_add", args=[CODE]), asked(buildings="3"))
    assert answer.status_code == 302, answer.content.decode()
    made = SitingStudy.objects.get()
    job = Job.objects.get()
    assert (job.kind, job.key, job.municipality_code) == ("siting.compute", str(made.pk), CODE)
    Job.objects.update(state=JobState.RUNNING)
    done = compute(JobRun(job, people.bob.actor), study=str(made.pk))
    made.refresh_from_db()
    assert (made.state, done["url"]) == ("computed", made.get_absolute_url())
    again = client.post(reverse("siting_add", args=[CODE]), asked(buildings="0"))
    assert "Met geld voor nul gebouwen kan niets blijven." in again.content.decode()
    nothing = asked()
    nothing.pop("aims")
    assert "aims" in client.post(reverse("siting_add", args=[CODE]), nothing).context["form"].errors


def test_a_late_edit_keeps_what_was_typed(people: Cast) -> None:
    made, client = study(), people.bob.client()
    late = asked(name="Later", version=str(made.version + 5))
    page = client.post(reverse("siting_edit", args=[made.pk]), late).content.decode()
    assert "ondertussen" in page
    assert 'value="Later"' in page
    answer = client.post(reverse("siting_edit", args=[made.pk]), asked(name="Later", version=str(made.version)))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.name == "Later"


def test_fixing_a_place_on_the_page(people: Cast) -> None:
    made, club = study(), Place.objects.get(name="Club")
    told = {"version": str(made.version), str(club.pk): "close"}
    assert people.bob.client().post(reverse("siting_fixed", args=[made.pk]), told).status_code == 302
    made.refresh_from_db()
    assert made.fixed == {str(club.pk): "close"}
    assert "Club: sluit" in text(people.bob.client(), "siting_detail", made.pk)
    assert people.alice.client().get(reverse("siting_fixed", args=[made.pk])).status_code == 403


def test_walking_times_are_sent_and_taken_away(people: Cast) -> None:
    made, client = study(), people.bob.client()
    for content, code in ((b"West;Mars;5", 200), (b"West;Club;5", 302)):
        told = {"file": SimpleUploadedFile("t.csv", content), "source": "Gis", "version": str(made.version)}
        answer = client.post(reverse("siting_travel", args=[made.pk]), told)
        assert answer.status_code == code
    made.refresh_from_db()
    assert list(made.travel) == [WEST]
    assert "1 looptijden van “Gis”" in text(client, "siting_detail", made.pk)
    client.post(reverse("siting_travel_clear", args=[made.pk]))
    made.refresh_from_db()
    assert made.travel == {}


def test_costs_are_kept_on_their_page_and_hidden_from_residents(people: Cast) -> None:
    place, client = Place.objects.get(name="Club"), people.bob.client()
    told = {"way": "keep", "euros": "1500", "year": "2026", "source": "Jaarrekening", "heart": "on",
            "hours_percent": "100", "version": "0"}  # fmt: skip
    assert client.post(reverse("place_cost", args=[place.pk]), told).status_code == 302
    assert "1.500" in text(client, "siting_costs", CODE)
    late = client.post(reverse("place_cost", args=[place.pk]), told | {"euros": "9"}).content.decode()
    assert "ondertussen" in late
    assert people.lena.client().get(reverse("siting_costs", args=[CODE])).status_code == 403
    assert people.alice.client().get(reverse("place_cost", args=[place.pk])).status_code == 403
    cost_of = PlaceCost.objects.get()
    assert people.alice.client().post(reverse("place_cost_remove", args=[cost_of.pk])).status_code == 403
    assert people.charlie.client().post(reverse("place_cost_remove", args=[cost_of.pk])).status_code == 404
    assert client.post(reverse("place_cost_remove", args=[cost_of.pk])).status_code == 302


def test_publishing_withdrawing_and_removing_on_the_page(people: Cast) -> None:
    made, client = computed(), people.bob.client()
    told = {"number": "3", "others": ["2", "4"], "reason": "Zo.", "version": str(made.version)}
    short = client.post(reverse("siting_publish", args=[made.pk]), told | {"others": []}).content.decode()
    assert "naast één, twee of drie andere" in short
    assert client.post(reverse("siting_publish", args=[made.pk]), told).status_code == 302
    client.post(reverse("siting_remove", args=[made.pk]))
    made.refresh_from_db()
    assert made.advised == [3, 2, 4]
    withdraw = {"reason": "De raad wil anders.", "version": str(made.version)}
    assert client.post(reverse("siting_withdraw", args=[made.pk]), withdraw).status_code == 302
    assert "De raad wil anders." in text(Client(), "siting_detail", made.pk)
    other = study(name="Weg")
    client.post(reverse("siting_remove", args=[other.pk]))
    assert not SitingStudy.objects.filter(name="Weg").exists()
