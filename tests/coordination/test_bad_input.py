"""Inputs that are strange, each with its words on the page and nothing that breaks."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.coordination.town import AGES, EAST, EMPTY, WEST, district, norm, offer, town

from wijkhart.analysis.coverage import NeedRow
from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.forms import NormForm
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.core.actors import System
from wijkhart.directory.models import Service, ServiceTime

pytestmark = pytest.mark.django_db
BOARD = reverse("gap_list", args=["GM0307"])


def computed() -> CoverageRun:
    return recompute_coverage(by=System("test"), municipality="GM0307")


def result(code: str) -> CoverageResult:
    return CoverageResult.objects.get(run__in_force=True, area__code=code)


def board(client: Client, **asked: str) -> str:
    return client.get(BOARD, asked).content.decode()


def notes(run: CoverageRun) -> dict[str, str]:
    return {note["name"]: note["kind"] for note in run.notes if "service" in note}


def recipe(run: CoverageRun, client: Client) -> str:
    """The page of a computation as a member of the council reads it."""
    town_hall = make.organisation("Gemeente", kind="municipality")
    reader = make.user("raad@example.org")
    make.membership(reader, "council", town_hall)
    client.force_login(reader)
    return client.get(reverse("coverage_run_detail", args=["GM0307", run.pk])).content.decode()


def at(x: float, **facts: Any) -> Service:
    """A service of 20 places on Tuesday afternoon at a place whose wijk follows from its point."""
    place = make.place(x=x, y=400_500.0, district_code=facts.pop("district_code", ""))
    made = make.service(place=place, **facts)
    times = {"weekday": 1, "part_of_day": "afternoon", "starts_at": "14:00", "ends_at": "16:00", "per_week": 1}
    ServiceTime.objects.create(service=made, **times)
    return made


def visits(**facts: Any) -> Service:
    """A service that comes to people at home on Tuesday afternoon."""
    made = make.service("Op bezoek", at_home=True, **facts)
    times = {"weekday": 1, "part_of_day": "afternoon", "starts_at": "14:00", "ends_at": "16:00", "per_week": 1}
    ServiceTime.objects.create(service=made, **times)
    return made


def test_no_supply_at_all(client: Client) -> None:
    town()
    norm()
    computed()
    assert (result(WEST).unserved, result(WEST).reasons["out_of_reach"]) == (pytest.approx(50), pytest.approx(50))
    assert "Er is geen aanbod dat meetelt" in board(client)


def test_supply_that_counts_says_nothing_of_this(client: Client) -> None:
    town()
    norm()
    offer("Koffie", 150_500)
    computed()
    text = board(client)
    assert "Er is geen aanbod dat meetelt" not in text
    assert "speelt afstand geen rol" not in text
    assert "heeft niemand een vraag" not in text


def test_no_need_at_all(client: Client) -> None:
    town()
    norm(share=0.0)
    offer("Koffie", 150_500)
    computed()
    assert (result(WEST).need, result(WEST).unserved, result(WEST).accessibility) == (0, 0, None)
    text = board(client)
    assert "heeft niemand een vraag" in text
    assert "Niets gevonden" in text


def test_a_wijk_without_inhabitants(client: Client) -> None:
    town()
    norm()
    computed()
    assert (result(EMPTY).need, result(EMPTY).missing) == (0, "no_inhabitants")
    assert board(client, wijk=EMPTY, toon="alles").count("hier woont niemand") >= 2, "on the map and in the row"


def test_only_wijken_without_inhabitants(client: Client) -> None:
    make.area("GM0307", name="Amersfoort")
    district(EMPTY, 152_000, 0)
    norm()
    computed()
    assert "hier woont niemand" in board(client)


def test_a_missing_figure_of_one_wijk(client: Client) -> None:
    make.area("GM0307", name="Amersfoort")
    district(WEST, 150_000, 1000, **AGES, lonely_65plus=None)
    district(EAST, 151_000, 1000, **AGES, lonely_65plus=40.0)
    norm()
    computed()
    assert result(WEST).need is None
    assert "Van 1 wijk is niet elke vraag bekend" in board(client)
    assert "hier te weinig mensen wonen of antwoord gaven" in board(client, toon="onbekend")


def test_a_missing_figure_of_every_wijk(client: Client) -> None:
    make.area("GM0307", name="Amersfoort")
    district(WEST, 150_000, 1000, **AGES, lonely_65plus=None)
    norm()
    computed()
    assert "Van geen enkele wijk is de vraag bekend" in board(client)


def test_capacity_0_is_no_supply_and_not_the_same_as_unknown(client: Client) -> None:
    town()
    norm()
    offer("Nul", 150_500, capacity=0)
    offer("Onbekend", 150_500, capacity=None)
    run = computed()
    assert notes(run) == {"Nul": "zero_capacity", "Onbekend": "no_capacity"}
    assert result(WEST).served == 0
    text = recipe(run, client)
    assert "Er zijn 0 plekken." in text
    assert "Niet bekend is hoeveel mensen er kunnen komen." in text


def test_reach_0_is_refused_by_the_form_and_by_the_computation() -> None:
    form = NormForm({"reach": "0"})
    assert "reach" in form.errors
    with pytest.raises(ValueError, match="reach must be above 0"):
        NeedRow("meeting", "seniors", weekly_places=1, reach=0, parts=frozenset({"morning"}))


def test_all_services_at_home(client: Client) -> None:
    town()
    norm()
    visits(district_code=WEST)
    visits(capacity=4)
    run = computed()
    assert (run.parameters["services"], run.parameters["without_distance"]) == (2, 2)
    assert (result(WEST).served or 0) + (result(EAST).served or 0) == pytest.approx(24)
    assert notes(run) == {}, "what comes to the whole municipality does not lie outside it"
    assert "Daarom speelt afstand geen rol" in board(client)


def test_all_services_online(client: Client) -> None:
    """Without a place on the map and without coming to people: nobody is within reach, and that is said."""
    town()
    norm()
    online = make.service("Online praatgroep")
    times = {"weekday": 1, "part_of_day": "afternoon", "starts_at": "14:00", "ends_at": "16:00", "per_week": 1}
    ServiceTime.objects.create(service=online, **times)
    run = computed()
    assert notes(run) == {"Online praatgroep": "no_place"}
    assert "Er is geen aanbod dat meetelt" in board(client)
    assert "bijvoorbeeld omdat het online is" in recipe(run, client)


def test_a_place_outside_the_municipality_counts_for_who_lives_within_reach(client: Client) -> None:
    town()
    norm(reach=800)
    near, far = at(149_800, name="Net over de grens"), at(140_000, name="Ver weg")
    at(150_500, name="Binnen", district_code=WEST, capacity=1)
    run = computed()
    assert notes(run) == {near.name: "outside", far.name: "outside"}
    served = (result(WEST).served or 0) + (result(EAST).served or 0)
    assert served == pytest.approx(21), "20 over the border and 1 inside; the far one reaches nobody"
    assert "Het ligt buiten de gemeente. Het telt mee voor wie er binnen bereik van woont." in recipe(run, client)


def test_an_area_without_a_border_is_unknown_and_breaks_nothing(client: Client) -> None:
    area = town()[0]
    area.border = None
    area.outline = None
    area.save()
    norm()
    run = computed()
    assert (result(WEST).need, result(WEST).missing) == (None, "unknown")
    assert {"code": WEST, "border": ""} in run.parameters["areas"]
    assert "Van 1 wijk is niet elke vraag bekend" in board(client)
