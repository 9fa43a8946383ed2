"""The pages of divisions: who sees what, side by side, as a file, and the worker that computes."""

import csv
import io
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast, cast
from tests.deployment.material import BY, CODE, EAST, WEST, budget, computed, division, ground

from wijkhart.core.jobs.models import Job
from wijkhart.deployment.actions.adopting import Decided, adopt_division
from wijkhart.deployment.models import BudgetDistrict, Division

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    ground()
    return cast()


def text(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=list(args)), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def rows(client: Client, name: str, *args: object, **query: object) -> list[list[str]]:
    answer = client.get(reverse(name, args=list(args)), {"uitvoer": "csv", **query})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_scenario_is_for_professionals_and_a_decision_for_everybody(people: Cast) -> None:
    made = computed(budget())
    for name, args in (("division_detail", [made.pk]), ("division_district", [made.pk, WEST])):
        assert Client().get(reverse(name, args=args)).status_code == 404
        assert people.alice.client().get(reverse(name, args=args)).status_code == 200
        assert people.charlie.client().get(reverse(name, args=args)).status_code == 404
    decided = Decided(timezone.localdate(), "Het college", "Zo bereiken we de meeste mensen.")
    adopt_division(by=BY, division=made, decided=decided, version=made.version)
    assert "Zo bereiken we de meeste mensen." in text(Client(), "division_detail", made.pk)
    assert "Wijk 01 krijgt 40 uur" in text(Client(), "division_district", made.pk, WEST)
    assert "vaststellen" not in text(Client(), "division_detail", made.pk)


def test_a_wijk_that_is_not_in_it_does_not_exist(people: Cast) -> None:
    made = computed(budget())
    assert people.alice.client().get(reverse("division_district", args=[made.pk, "WK030799"])).status_code == 404


def test_a_clash_is_said_on_the_page_with_what_would_mend_it(people: Cast) -> None:
    of = budget()
    BudgetDistrict.objects.filter(budget=of).update(floor=60)
    made = computed(of)
    page = text(people.bob.client(), "division_detail", made.pk)
    assert "Deze verdeling kan niet" in page
    assert "20 uur meer in de begroting van 2027" in page
    assert people.bob.client().get(reverse("division_certainty", args=[made.pk])).status_code == 404


def test_two_stand_side_by_side_with_what_differs(people: Cast) -> None:
    of = budget()
    first, second = computed(of), computed(of, "Eerst wie achterblijft", fairness=100)
    wanted = [str(first.pk), str(second.pk), "onzin", str(uuid4()), str(first.pk)]
    page = text(people.alice.client(), "division_compare", of.pk, v=wanted)
    assert page.count('<svg class="map"') == 2
    assert "Eerst wie achterblijft" in page
    table = rows(people.alice.client(), "division_compare", of.pk, v=wanted)
    assert len(table) == 3
    assert {line[0] for line in table[1:]} == {"Wijk 01", "Wijk 02"}


def test_with_an_eye_for_who_stays_behind_each_theme_is_made_heavier_and_lighter(people: Cast) -> None:
    """One theme only: heavier or lighter, the same hours are the best."""
    made = computed(budget(), fairness=50)
    assert [(one["theme"], one["factor"], one["moved"]) for one in made.result["weights"]] == [
        ("meeting", 0.5, pytest.approx(0, abs=0.1)),
        ("meeting", 2.0, pytest.approx(0, abs=0.1)),
    ]
    page = text(people.alice.client(), "division_certainty", made.pk)
    assert "half zo zwaar" in page
    assert computed(budget(title="Tweede")).result["weights"] == []


@pytest.mark.parametrize("count", [1, 5])
def test_one_or_five_cannot_be_compared(people: Cast, count: int) -> None:
    of = budget()
    made = [computed(of, f"Verdeling {number}") for number in range(count)]
    page = text(people.alice.client(), "division_compare", of.pk, v=[str(one.pk) for one in made])
    assert "Kies twee, drie of vier verdelingen" in page


def test_what_each_wijk_gets_goes_along_as_a_file(people: Cast) -> None:
    made = computed(budget())
    table = rows(people.alice.client(), "division_detail", made.pk, sorteer="wijk")
    assert [line[:2] for line in table[1:]] == [["Wijk 01", "40,0"], ["Wijk 02", "60,0"]]
    shares = rows(people.alice.client(), "division_district", made.pk, EAST)
    assert shares[1] == ["Opbouwwerk", "60,0", "60,0"]


def test_a_new_division_is_handed_to_a_worker(people: Cast) -> None:
    of = budget()
    choices = {
        "name": "Ontmoeten telt dubbel", "note": "", "fairness": "50", "basis": "need", "agenda_weight": "4",
        "reserve": "5", "block": "0", "emphasis_meeting": "2",
    }  # fmt: skip
    answer = people.bob.client().post(reverse("division_add", args=[of.pk]), choices)
    made, job = Division.objects.get(), Job.objects.get()
    assert answer.headers["Location"] == job.get_absolute_url()
    assert (made.fairness, made.emphasis, job.params) == (50, {"meeting": 2.0}, {"division": str(made.pk)})
    assert people.alice.client().post(reverse("division_add", args=[of.pk]), choices).status_code == 403


def test_what_was_typed_is_not_lost_when_it_is_refused(people: Cast) -> None:
    of = budget()
    division(of, "Eén")
    choices = {"name": "Eén", "note": "Mijn gedachte", "fairness": "0", "basis": "need", "agenda_weight": "9",
               "reserve": "5", "block": "0"}  # fmt: skip
    page = people.bob.client().post(reverse("division_add", args=[of.pk]), choices).content.decode()
    assert "Kies een andere naam" in page
    assert "Mijn gedachte" in page


def test_three_to_start_with_are_made_once(people: Cast) -> None:
    of, bob = budget(), people.bob.client()
    for _times in range(2):
        assert bob.post(reverse("division_three", args=[of.pk])).status_code == 302
    assert sorted(Division.objects.values_list("fairness", flat=True)) == [0, 50, 100]
    assert Job.objects.count() == 3


def test_every_division_that_waits_becomes_a_job_of_its_own(people: Cast) -> None:
    of = budget()
    division(of), division(of, "Tweede"), computed(of, "Klaar")
    for _times in range(2):
        call_command("compute_divisions", municipality=CODE)
    assert Job.objects.filter(kind="division.compute", municipality_code=CODE).count() == 2
    call_command("compute_divisions", municipality="GM0150")
    assert Job.objects.count() == 2
