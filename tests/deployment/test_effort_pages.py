"""The pages of kinds of effort and their reach."""

import csv
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast

from wijkhart.core.actors import System
from wijkhart.deployment.actions.effort import load_effort
from wijkhart.deployment.models import EffortKind, ReachCurve
from wijkhart.deployment.queries.effort import curves_in_force, kinds_in_force
from wijkhart.themes.actions import load_themes

pytestmark = pytest.mark.django_db
HERE, THERE = make.AMERSFOORT, make.DEVENTER
KIND = {
    "title_nl": "Opbouwwerk",
    "title_en": "Community work",
    "euros": "80,50",
    "euros_origin": "jaarrekening 2025",
    "places": "2",
    "places_origin": "geteld in 2025",
    "active": "on",
}
REACH = {"upto_1": "600", "rate_1": "0,1", "upto_2": "1.800", "rate_2": "0,05", "source": "telling", "active": "on"}


@pytest.fixture
def people() -> Cast:
    for code in (HERE, THERE, make.LIENDERT):
        make.area(code, name=code)
    system = System("test")
    load_themes(by=system)
    load_effort(by=system)
    return cast()


@pytest.fixture
def bob(people: Cast) -> Client:
    """Keeps the divisions of Amersfoort."""
    return people.bob.client()


def kind(municipality: str = "") -> EffortKind:
    return EffortKind.objects.get(municipality_code=municipality, key="community_work")


def curve(municipality: str = "", district: str = "") -> ReachCurve:
    about = {"municipality_code": municipality, "district_code": district}
    return ReachCurve.objects.get(theme="meeting", kind="community_work", **about)


def address(name: str, row: EffortKind | ReachCurve, code: str = HERE) -> str:
    return reverse(name, args=[code, row.pk])


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    form = answer.context["form"]  # type: ignore[attr-defined]
    return {name: [str(one) for one in found] for name, found in form.errors.items()}


def lines_of(answer: HttpResponse) -> list[list[str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_everyone_reads_what_counts_and_only_who_may_finds_the_way_to_change(people: Cast, bob: Client) -> None:
    for name, change in (("effort_kind_list", "effort_kind_edit"), ("reach_curve_list", "reach_curve_edit")):
        row = kind() if name == "effort_kind_list" else curve()
        path = reverse(name, args=[HERE])
        for client in (Client(), people.alice.client(), people.charlie.client()):
            page = client.get(path)
            assert page.status_code == 200
            assert address(change, row) not in page.content.decode()
        assert address(change, row) in bob.get(path).content.decode()
        assert Client().get(reverse(name, args=["GM9999"])).status_code == 404


def test_without_numbers_the_pages_say_what_to_do(people: Cast, client: Client) -> None:
    EffortKind.objects.all().delete()
    ReachCurve.objects.all().delete()
    for name in ("effort_kind_list", "reach_curve_list"):
        assert "wijkhart load_effort" in client.get(reverse(name, args=[HERE])).content.decode()


def test_own_numbers_count_here_stay_beside_the_national_and_go_back(people: Cast, bob: Client) -> None:
    path, listed = address("effort_kind_edit", kind()), reverse("effort_kind_list", args=[HERE])
    assert bob.post(path, KIND).url == listed  # type: ignore[attr-defined]
    assert (kind(HERE).euros, kind().euros) == (80.5, 68)
    page = bob.get(listed).content.decode()
    assert "80,50" in page
    assert "jaarrekening 2025" in page
    assert "80,50" not in bob.get(reverse("effort_kind_list", args=[THERE])).content.decode()
    assert "68,00" in bob.get(path).content.decode(), "the old link shows our own, and the national beside it"
    bob.post(address("effort_kind_reset", kind(HERE)))
    assert kind() in kinds_in_force(HERE)
    assert not EffortKind.objects.filter(municipality_code=HERE).exists()


@pytest.mark.parametrize(
    ("field", "value"), [("euros", "-1"), ("euros", "veel"), ("euros", "20000"), ("places", ""), ("euros_origin", " ")]
)
def test_a_kind_that_cannot_be_gets_its_message_at_the_field_and_keeps_what_was_typed(
    bob: Client, field: str, value: str
) -> None:
    answer = bob.post(address("effort_kind_edit", kind()), {**KIND, field: value, "title_nl": "Buurtwerk"})
    assert answer.status_code == 200
    assert list(errors(answer)) == [field]
    assert 'value="Buurtwerk"' in answer.content.decode()
    assert not EffortKind.objects.filter(municipality_code=HERE).exists()


def test_the_kinds_are_filtered_sorted_and_a_file(people: Cast, bob: Client) -> None:
    listed = reverse("effort_kind_list", args=[HERE])
    bob.post(address("effort_kind_edit", kind()), KIND)
    own = lines_of(bob.get(listed, {"van": "eigen", "uitvoer": "csv"}))
    assert [line[:3] for line in own[1:]] == [["Opbouwwerk", "80,5", "jaarrekening 2025"]]
    dearest = lines_of(bob.get(listed, {"sorteer": "-euro", "uitvoer": "csv"}))
    assert dearest[1][0] == "Opbouwwerk"
    assert len(dearest) == 1 + len(kinds_in_force(HERE))
    assert len(lines_of(bob.get(listed, {"van": "landelijk", "uitvoer": "csv"}))) == len(dearest) - 1


def test_reach_is_said_in_words_with_a_line_and_as_an_assumption(people: Cast, client: Client) -> None:
    ReachCurve.objects.filter(pk=curve().pk).update(steps=[[600, 0.1], [1800, 0.05]])
    page = client.get(reverse("reach_curve_list", args=[HERE]), {"thema": "meeting", "soort": "community_work"})
    text = page.content.decode()
    assert "tot 600 uur: 0,1 mensen per uur" in text
    assert "tot 1.800 uur: 0,05 mensen per uur" in text
    assert "ten hoogste 120 mensen" in text
    assert "aanname" in text
    assert "<polyline" in text


def test_reach_is_filtered_by_theme_kind_and_assumption_and_is_a_file(people: Cast, bob: Client) -> None:
    listed = reverse("reach_curve_list", args=[HERE])
    everything = lines_of(bob.get(listed, {"uitvoer": "csv"}))
    assert len(everything) == 1 + len(curves_in_force(HERE))
    bob.post(address("reach_curve_edit", curve()), REACH)
    left = lines_of(bob.get(listed, {"aanname": "on", "uitvoer": "csv"}))
    assert len(left) == len(everything) - 1
    mine = lines_of(bob.get(listed, {"van": "eigen", "thema": "meeting", "uitvoer": "csv"}))
    assert [line[3] for line in mine[1:]] == ["tot 600 uur: 0,1 mensen per uur; tot 1.800 uur: 0,05 mensen per uur"]
    assert len(lines_of(bob.get(listed, {"soort": "elderly_work", "uitvoer": "csv"}))) < len(everything)
    assert "Niets gevonden" in bob.get(listed, {"van": "eigen", "thema": "money"}).content.decode()


def test_own_reach_counts_here_and_goes_back(people: Cast, bob: Client) -> None:
    before = curve().steps
    assert bob.post(address("reach_curve_edit", curve()), REACH).status_code == 302
    assert curve(HERE).steps == [[600, 0.1], [1800, 0.05]], "1.800 is eighteen hundred"
    assert (curve().steps, curve(HERE).source) == (before, "telling")
    page = bob.get(address("reach_curve_edit", curve())).content.decode()
    assert 'value="1800"' in page, "the old link shows our own"
    bob.post(address("reach_curve_reset", curve(HERE)))
    assert curve() in curves_in_force(HERE)
    assert not ReachCurve.objects.filter(municipality_code=HERE).exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"rate_2": "0,2"}, "rate_2"),
        ({"upto_2": "600"}, "upto_2"),
        ({"upto_1": "0"}, "upto_1"),
        ({"rate_1": "-0,1"}, "rate_1"),
        ({"upto_2": "-5"}, "upto_2"),
        ({"rate_2": ""}, "rate_2"),
        ({"upto_2": "veel"}, "upto_2"),
        ({"upto_1": "inf"}, "upto_1"),
        ({"rate_1": "nan"}, "rate_1"),
        ({"upto_4": "2400"}, "rate_4"),
        ({"upto_4": "2400", "rate_4": "0,06"}, "rate_4"),
        ({"upto_1": "", "rate_1": "", "upto_2": "", "rate_2": ""}, "upto_1"),
        ({"source": " "}, "source"),
        ({"source": "x" * 301}, "source"),
    ],
)
def test_steps_that_cannot_be_get_their_message_at_the_step_and_nothing_typed_is_lost(
    bob: Client, typed: dict[str, str], field: str
) -> None:
    sent = {**REACH, **typed, "thought": ""}
    answer = bob.post(address("reach_curve_edit", curve()), sent)
    assert answer.status_code == 200
    assert list(errors(answer)) == [field]
    page = answer.content.decode()
    assert f'href="#id_{field}"' in page
    for name in ("upto_1", "rate_1", "upto_2", "rate_2"):
        assert not sent[name] or f'value="{sent[name]}"' in page
    assert not ReachCurve.objects.filter(municipality_code=HERE).exists()


def test_every_wrong_step_is_told_at_once(bob: Client) -> None:
    sent = {**REACH, "rate_2": "0,2", "upto_3": "500", "rate_3": "0,3"}
    assert list(errors(bob.post(address("reach_curve_edit", curve()), sent))) == ["rate_2", "upto_3", "rate_3"]


def test_a_line_of_seven_steps_keeps_them_all(bob: Client) -> None:
    steps = [[100 * number, 1 / number] for number in range(1, 8)]
    ReachCurve.objects.filter(pk=curve().pk).update(steps=steps)
    page = bob.get(address("reach_curve_edit", curve())).content.decode()
    typed = dict(re.findall(r'name="((?:upto|rate)_\d)" value="([^"]*)"', page))
    assert len(typed) == 14
    bob.post(address("reach_curve_edit", curve()), {**typed, "source": "telling"})
    assert [upto for upto, _rate in curve(HERE).steps] == [upto for upto, _rate in steps]
    assert [rate for _upto, rate in curve(HERE).steps] == pytest.approx([rate for _upto, rate in steps])


def test_reach_for_one_wijk_is_added_and_removed(people: Cast, bob: Client) -> None:
    new = reverse("reach_curve_new", args=[HERE])
    about = {"theme": "meeting", "kind": "community_work", "district": make.LIENDERT}
    assert bob.post(new, {**REACH, **about}).status_code == 302
    made = curve(HERE, make.LIENDERT)
    assert {one.district_code for one in curves_in_force(HERE) if one.kind == "community_work"} == {"", make.LIENDERT}
    answer = bob.post(new, {**REACH, **about})
    assert list(errors(answer)) == ["kind"]
    assert address("reach_curve_edit", made) in answer.content.decode(), "the way to the one that is there"
    assert ReachCurve.objects.filter(municipality_code=HERE).count() == 1
    bob.post(address("reach_curve_reset", made))
    assert not ReachCurve.objects.filter(municipality_code=HERE).exists()


@pytest.mark.parametrize(("field", "value"), [("theme", "cafe"), ("kind", ""), ("district", "WK015001")])
def test_new_reach_needs_a_theme_a_kind_and_a_wijk_of_here(bob: Client, field: str, value: str) -> None:
    about = {"theme": "work", "kind": "community_work", "district": ""}
    answer = bob.post(reverse("reach_curve_new", args=[HERE]), {**REACH, **about, field: value})
    assert list(errors(answer)) == [field]
    assert not ReachCurve.objects.filter(municipality_code=HERE).exists()


def test_who_does_not_keep_divisions_here_is_refused(people: Cast) -> None:
    sent = [
        (address("effort_kind_edit", kind()), KIND),
        (address("effort_kind_reset", kind()), {}),
        (address("reach_curve_edit", curve()), REACH),
        (address("reach_curve_reset", curve()), {}),
        (reverse("reach_curve_new", args=[HERE]), REACH),
    ]
    for person in (people.alice, people.charlie, people.dina, people.lena):
        client = person.client()
        assert [client.post(path, data).status_code for path, data in sent] == [403] * len(sent), person.role
        assert client.get(sent[0][0]).status_code == 403
    assert all("/inloggen/" in Client().post(path, data).url for path, data in sent)  # type: ignore[attr-defined]
    assert not EffortKind.objects.exclude(municipality_code="").exists()
    assert not ReachCurve.objects.exclude(municipality_code="").exists()


def test_rows_of_another_municipality_do_not_exist_here(people: Cast, bob: Client) -> None:
    EffortKind.objects.filter(pk=kind().pk).update(municipality_code=THERE)
    ReachCurve.objects.filter(pk=curve().pk).update(municipality_code=THERE)
    for name, row in (("effort_kind", kind(THERE)), ("reach_curve", curve(THERE))):
        for step in ("edit", "reset"):
            assert bob.post(address(f"{name}_{step}", row), {**KIND, **REACH}).status_code == 404
            assert bob.post(address(f"{name}_{step}", row, THERE), {**KIND, **REACH}).status_code == 403
        assert str(row.pk) not in bob.get(reverse(f"{name}_list", args=[HERE])).content.decode()
    assert (kind(THERE).euros, ReachCurve.objects.filter(municipality_code=HERE).count()) == (68, 0)


def test_a_kind_of_our_own_without_a_national_one_stays_and_says_why(bob: Client) -> None:
    EffortKind.objects.filter(pk=kind().pk).update(municipality_code=HERE)
    answer = bob.post(address("effort_kind_reset", kind(HERE)), follow=True)
    assert "Er is geen landelijke soort" in answer.content.decode()
    assert kind(HERE)
