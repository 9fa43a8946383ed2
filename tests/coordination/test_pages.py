"""The board, the norms and the computations as pages."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, cast
from tests.coordination.town import EAST, WEST, norm, offer, town

from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.models import CoverageNorm, CoverageRun
from wijkhart.core.actors import System
from wijkhart.core.jobs.models import Job

pytestmark = pytest.mark.django_db
FORM = {
    "share": "25,5", "share_origin": "bron", "weekly_places": "0,5", "weekly_places_origin": "bron", "reach": "700",
    "reach_origin": "bron", "parts_of_day": ["morning"], "parts_of_day_origin": "bron", "active": "on",
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    town()
    norm()
    norm(group="youth", measure="", share=0.1)
    offer("Koffie", 150_500, groups=("seniors",), example=True)
    recompute_coverage(by=System("test"), municipality="GM0307")
    return cast()


def page(name: str, *more: object) -> str:
    return reverse(name, args=["GM0307", *more])


def test_a_visitor_reads_the_board_and_that_the_supply_is_example(people: Cast, client: Client) -> None:
    text = client.get(page("gap_list")).content.decode()
    assert "Witte vlekken van Amersfoort" in text
    assert "Het aanbod is voorbeeld" in text
    assert "Wijk 01" in text
    assert "Opnieuw berekenen" not in text


def test_the_board_filters_sorts_and_exports(people: Cast, client: Client) -> None:
    rows = client.get(page("gap_list"), {"wijk": WEST, "groep": "youth"}).context["rows"]
    assert [(row.area.code, row.target_group_id) for row, *_more in rows] == [(WEST, "youth")]
    rows = client.get(page("gap_list"), {"waarom": "not_for_them"}).context["rows"]
    assert {row.target_group_id for row, *_more in rows} == {"youth"}
    rows = client.get(page("gap_list"), {"sorteer": "zonder"}).context["rows"]
    numbers = [row.unserved for row, *_more in rows]
    assert numbers == sorted(numbers)
    assert rows[-1][0].area.code == EAST
    answer = client.get(page("gap_list"), {"uitvoer": "csv"})
    assert WEST in b"".join(answer).decode("utf-8-sig")


def test_before_anything_was_computed_the_board_says_so(client: Client) -> None:
    town()
    assert "nog niets berekend" in client.get(page("gap_list")).content.decode()


@pytest.mark.parametrize("name", ["gap_list", "norm_list"])
@pytest.mark.parametrize("code", ["GM9999", WEST])
def test_what_is_no_municipality_is_not_found(people: Cast, client: Client, name: str, code: str) -> None:
    assert client.get(reverse(name, args=[code])).status_code == 404


def test_a_policy_officer_changes_a_norm_and_sets_it_back(people: Cast) -> None:
    client, national = people.bob.client(), CoverageNorm.objects.get(target_group_id="seniors")
    address = page("coverage_norm_edit", national.pk)
    assert "Norm voor" in client.get(address).content.decode()
    assert client.post(address, FORM).status_code == 302
    own = CoverageNorm.objects.get(municipality_code="GM0307")
    assert (own.share, own.weekly_places, own.reach, own.parts_of_day) == (0.255, 0.5, 700, ["morning"])
    listed = client.get(page("norm_list")).content.decode()
    assert "met andere normen berekend" in listed
    assert client.post(page("coverage_norm_reset", own.pk)).status_code == 302
    assert not CoverageNorm.objects.filter(municipality_code="GM0307").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"share": "140"}, "100"),
        ({"weekly_places": "0"}, "meer dan 0"),
        ({"reach": "0"}, "1"),
        ({"share_origin": ""}, "share_origin"),
        ({"parts_of_day": []}, "parts_of_day"),
    ],
)
def test_a_wrong_norm_is_refused_at_its_field_and_nothing_typed_is_lost(
    people: Cast, wrong: dict[str, str], words: str
) -> None:
    national = CoverageNorm.objects.get(target_group_id="seniors")
    answer = people.bob.client().post(page("coverage_norm_edit", national.pk), {**FORM, **wrong})
    assert answer.status_code == 200
    field = next(iter(wrong))
    assert list(answer.context["form"].errors) == [field]
    assert words in answer.content.decode()
    assert 'value="700"' in answer.content.decode() or field == "reach"
    assert not CoverageNorm.objects.filter(municipality_code="GM0307").exists()


def test_others_may_not_change_norms_nor_read_computations(people: Cast, client: Client) -> None:
    national, run = CoverageNorm.objects.get(target_group_id="seniors"), CoverageRun.objects.get()
    edit, detail = page("coverage_norm_edit", national.pk), page("coverage_run_detail", run.pk)
    assert people.alice.client().get(edit).status_code == 403
    assert people.charlie.client().post(edit, FORM).status_code == 403
    for person in (people.charlie, people.lena):
        assert person.client().get(detail).status_code == 403
        assert person.client().get(page("run_list")).status_code == 403
        assert person.client().post(page("coverage_recompute")).status_code == 403
    assert client.get(detail).status_code == 302
    assert not Job.objects.exists()


def test_a_coordinator_asks_for_a_computation_once(people: Cast) -> None:
    client = people.alice.client()
    first = client.post(page("coverage_recompute"))
    again = client.post(page("coverage_recompute"))
    job = Job.objects.get()
    assert first["Location"] == again["Location"] == job.get_absolute_url()
    assert (job.kind, job.municipality_code) == ("coverage.recompute", "GM0307")


def test_a_computation_shows_its_recipe_and_what_changed(people: Cast) -> None:
    offer("Zonder maat", 150_500, capacity=None)
    offer("Nieuw", 151_500, capacity=10, groups=("seniors",))
    recompute_coverage(by=System("test"), municipality="GM0307")
    client = people.greet.client()
    run = CoverageRun.objects.get(in_force=True)
    text = client.get(page("coverage_run_detail", run.pk)).content.decode()
    assert run.digest in text
    assert "Zonder maat" in text
    changes = {
        change.target_group.key: change for change in client.get(page("coverage_run_detail", run.pk)).context["changes"]
    }
    assert changes["seniors"].difference == pytest.approx(-10)
    assert client.get(page("run_list")).context["listing"].count.value == 2
