"""The pages of a budget: who sees what, what is typed stays, and what comes of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast
from tests.deployment.budgeting import EAST, WEST, adopted, budget, town

from wijkhart.deployment.models import Budget

PAGES = ("edit", "years", "kinds", "districts", "last_year", "remove")


@pytest.fixture
def people(db: None) -> Cast:
    town()
    return cast()


@pytest.fixture
def bob(people: Cast) -> Client:
    return people.bob.client()


def url(name: str, of: Budget, *more: int) -> str:
    return reverse(name, args=[of.pk, *more])


def test_a_budget_is_made_and_says_what_is_missing(people: Cast, bob: Client) -> None:
    page = reverse("budget_start", args=[make.AMERSFOORT])
    assert bob.get(page).status_code == 200
    typed = {"title": "Welzijn", "first_year": "2027", "years": "2", "hours": "1000,5", "euros": "", "floor": "0"}
    wrong = bob.post(page, {**typed, "years": "9"}).content.decode()
    assert "1000,5" in wrong
    assert not Budget.objects.exists()
    answer = bob.post(page, typed, follow=True)
    made = Budget.objects.get()
    assert made.years.values_list("hours", flat=True)[0] == 1000.5
    assert url("budget_kinds", made) in answer.content.decode()
    assert bob.post(page, typed).status_code == 200
    assert Budget.objects.count() == 1


def test_pages_are_for_who_keeps_budgets_here(people: Cast, bob: Client) -> None:
    made = budget(people)
    for page in PAGES:
        assert bob.get(url(f"budget_{page}", made)).status_code == 200, page
        assert people.alice.client().get(url(f"budget_{page}", made)).status_code == 403, page
        assert people.charlie.client().get(url(f"budget_{page}", made)).status_code == 404, page
    start = reverse("budget_start", args=[make.AMERSFOORT])
    assert people.charlie.client().get(start).status_code == 403
    assert Client().get(url("budget_detail", made)).status_code == 404
    adopted(made)
    public = Client().get(url("budget_detail", made)).content.decode()
    assert "West" in public
    assert url("budget_kinds", made) not in public


def test_the_wijken_can_be_sorted_and_taken_along(people: Cast, bob: Client) -> None:
    made = budget(people)
    sorted_page = bob.get(url("budget_detail", made), {"sorteer": "-inwoners"}).content.decode()
    assert sorted_page.index("Oost") < sorted_page.index(">West<")
    file = bob.get(url("budget_detail", made), {"uitvoer": "csv"})
    assert b"Oost" in file.content if not file.streaming else True


def test_years_keep_what_was_typed(people: Cast, bob: Client) -> None:
    made = budget(people)
    typed = {"version": "1", "hours_2027": "900", "hours_2028": "", "euros_2028": "", "places_2028": ""}
    refused = bob.post(url("budget_years", made), typed).content.decode()
    assert "hours_2028" in refused
    assert 'value="900"' in refused
    bob.post(url("budget_years", made), {**typed, "euros_2028": "7"})
    assert list(made.years.values_list("hours", "euros")) == [(900, None), (None, 7)]


def test_a_kind_goes_out_and_another_gets_its_provider(people: Cast, bob: Client) -> None:
    made = budget(people)
    people.foundation.published = True
    people.foundation.save()
    typed = {
        "version": "1",
        "inside_youth_work": "on",
        "provider_youth_work": str(people.foundation.pk),
        "capacity_youth_work": "300",
        "euros_youth_work": "61,5",
        "places_youth_work": "2",
    }
    missing = bob.post(url("budget_kinds", made), {**typed, "euros_youth_work": ""}).content.decode()
    assert 'aria-invalid="true"' in missing
    bob.post(url("budget_kinds", made), typed)
    row = made.kinds.get()
    assert (row.kind, row.provider, row.capacity, row.euros) == ("youth_work", people.foundation, 300, 61.5)


def test_wijken_start_later_or_not_at_all(people: Cast, bob: Client) -> None:
    made = budget(people)
    typed = {"version": "1", f"start_{WEST}": "2028", f"floor_{WEST}": "80", f"start_{EAST}": ""}
    bob.post(url("budget_districts", made), typed)
    assert list(made.districts.values_list("district_code", "first_year", "floor")) == [(WEST, 2028, 80)]


def test_somebody_else_was_first(people: Cast, bob: Client) -> None:
    made = budget(people)
    Budget.objects.update(version=2)
    typed = {"version": "1", "title": "Mijn naam", "note": ""}
    refused = bob.post(url("budget_edit", made), typed).content.decode()
    assert "Mijn naam" in refused
    assert 'name="version" value="2"' in refused
    bob.post(url("budget_edit", made), {**typed, "version": "2"})
    assert Budget.objects.get().title == "Mijn naam"


def test_a_promise_comes_and_goes(people: Cast, bob: Client) -> None:
    made = budget(people)
    typed = {"version": "1", "district": WEST, "kind": "youth_work", "year": "2027", "hours": "120", "says": "School"}
    assert "School" in bob.post(url("commitment_add", made), {**typed, "hours": "0"}).content.decode()
    bob.post(url("commitment_add", made), typed)
    row = made.commitments.get()
    page = url("commitment_remove", made, row.pk)
    assert "School" in bob.get(page).content.decode()
    assert made.commitments.exists()
    bob.post(page, {"version": "2"})
    assert not made.commitments.exists()
    assert bob.get(page).status_code == 404


def test_last_year_from_a_file_or_nothing(people: Cast, bob: Client) -> None:
    made = budget(people)

    def send(text: str) -> str:
        file = SimpleUploadedFile("vorig.csv", text.encode())
        return bob.post(url("budget_last_year", made), {"version": "1", "file": file}).content.decode()

    assert "vliegeren" in send("West;Jongerenwerk;5\nWest;vliegeren;5\n")
    assert not made.districts.exclude(last_year=None).exists()
    send("West;youth_work;5\n")
    assert {row.district_code: row.last_year for row in made.districts.all()} == {WEST: {"youth_work": 5}, EAST: None}


def test_last_year_from_the_division_before(people: Cast, bob: Client) -> None:
    adopted(budget(people, "Vorige", 2025))
    made = budget(people)
    assert "neem_over" in bob.get(url("budget_last_year", made)).content.decode()
    bob.post(url("budget_last_year", made), {"version": "1", "neem_over": "1"})
    assert made.districts.get(district_code=WEST).last_year == {"youth_work": 300}


def test_nothing_to_take_over(people: Cast, bob: Client) -> None:
    made = budget(people)
    assert bob.post(url("budget_last_year", made), {"version": "1", "neem_over": "1"}).status_code == 200
    assert not made.districts.exclude(last_year=None).exists()


def test_a_budget_is_removed_after_a_question(people: Cast, bob: Client) -> None:
    made = budget(people)
    bob.get(url("budget_remove", made))
    assert Budget.objects.exists()
    assert bob.post(url("budget_remove", made), {"version": "1"}).status_code == 302
    assert not Budget.objects.exists()
