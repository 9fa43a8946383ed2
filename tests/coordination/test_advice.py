"""What is stored beside a white spot, and how page, text and JSON tell it."""

from dataclasses import replace

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests import make
from tests.cast import cast
from tests.coordination.town import EAST, EMPTY, WEST, norm, offer, town

from wijkhart.analysis.coverage import SetReach, Supply, apply, solve
from wijkhart.areas.queries import area_by_code
from wijkhart.coordination.actions import load_certainty_rules, recompute_coverage
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.coordination.queries import (
    closing_sentences,
    coverage_problem,
    gap_of,
    gaps_of,
    help_sentences,
    interval_sentence,
    quarter_sentence,
    sensitivity_sentence,
    told_gaps,
    told_overlaps,
)
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.portal.formats import as_facts, as_text
from wijkhart.portal.queries import wijkbeeld

pytestmark = pytest.mark.django_db
BY = System("test")


@pytest.fixture
def run() -> CoverageRun:
    """Seniors who are lonely: 50 in need west, 80 east. One service in the west with 20 places, full."""
    town()
    norm()
    offer("Koffie", 150_500.0, capacity=20, groups=("seniors",), example=True)
    load_certainty_rules(by=BY)
    return recompute_coverage(by=BY, municipality=make.AMERSFOORT)


def result(code: str) -> CoverageResult:
    return CoverageResult.objects.get(run__in_force=True, area__code=code)


def test_the_interval_holds_the_number_and_comes_from_the_rules(run: CoverageRun) -> None:
    west = result(WEST)
    assert west.low is not None
    assert west.high is not None
    assert west.low < (west.unserved or 0) < west.high
    assert {rule["kind"] for rule in run.parameters["certainty"]} == {
        "people_step", "ages_step", "figure_step", "model_error", "spread",
    }  # fmt: skip


def test_the_same_inputs_draw_the_same_worlds(run: CoverageRun) -> None:
    before = result(WEST)
    recompute_coverage(by=BY, municipality=make.AMERSFOORT, forced=True)
    after = result(WEST)
    assert (before.low, before.high, before.worst_quarter) == (after.low, after.high, after.worst_quarter)


def test_of_two_wijken_the_larger_spot_is_the_worst_quarter(run: CoverageRun) -> None:
    assert (result(WEST).worst_quarter, result(EAST).worst_quarter) == (0.0, 1.0)
    assert result(EMPTY).worst_quarter is None


def test_a_norm_halved_and_doubled_by_hand(run: CoverageRun) -> None:
    """Twice as many who would come: 260 people for 20 places; half as many: 65."""
    kept = {one["field"]: one for one in result(WEST).sensitivity["norms"]}
    both = result(EAST).sensitivity
    east = {one["field"]: one for one in both["norms"]}
    assert kept["share"]["halved"] + east["share"]["halved"] == pytest.approx(65 - 20, abs=0.2)
    assert kept["share"]["doubled"] + east["share"]["doubled"] == pytest.approx(260 - 20, abs=0.2)
    assert both["high"] >= east["share"]["doubled"]


def test_what_closes_the_spot_does_so_and_one_place_less_does_not(run: CoverageRun) -> None:
    """The stored answer, applied to the inputs as they stand: the same as a municipality would do."""
    inputs = coverage_problem(make.AMERSFOORT)
    own = result(WEST).closes["own"]["places"]
    for places, closed in ((own, True), (own - 1, False)):
        supply = Supply("new", (0, places, 0), frozenset({"meeting"}), frozenset({"seniors"}), area=0)
        plan = solve(replace(inputs.problem, supply=(*inputs.problem.supply, supply)))
        assert bool(plan.unserved[0, 0] < 0.5) == closed
    assert result(EAST).closes["reach"] is None


def test_a_longer_walk_closes_a_spot_that_has_places_to_spare() -> None:
    town()
    norm(reach=300, share=0.1)
    offer("Koffie", 150_500.0, capacity=400, groups=("seniors",))
    recompute_coverage(by=BY, municipality=make.AMERSFOORT)
    metres = result(WEST).closes["reach"]["metres"]
    problem = coverage_problem(make.AMERSFOORT).problem
    for reach, closed in ((metres, True), (metres - 300 / 8, False)):
        assert bool(solve(apply(problem, [SetReach(0, reach)])).unserved[0, 0] < 0.5) == closed
    with override("nl"):
        gap = gap_of(ANONYMOUS, result(WEST).area, "meeting", "seniors")
        assert gap is not None
        assert any("Mensen uit deze groep gaan" in sentence for sentence in closing_sentences(gap))


def test_one_group_more_is_advised_where_it_helps_and_by_how_much(run: CoverageRun) -> None:
    group = next(one for one in result(WEST).helps if one["kind"] == "group")
    inputs = coverage_problem(make.AMERSFOORT)
    parts = [20.0 if part == group["part"] else 0.0 for part in ("morning", "afternoon", "evening")]
    extra = Supply(
        "group", (parts[0], parts[1], parts[2]), frozenset({"meeting"}), frozenset({"seniors"}),
        x=float(group["x"]), y=float(group["y"]),
    )  # fmt: skip
    before = solve(inputs.problem)
    after = solve(replace(inputs.problem, supply=(*inputs.problem.supply, extra)))
    assert (after.served - before.served)[0, 0] == pytest.approx(group["gain"], abs=0.3)
    assert group["part"] == "morning"
    more = next(one for one in result(WEST).helps if one["kind"] == "place")
    assert more["total"] == pytest.approx(1.0)
    assert more["service_name"] == "Koffie"


def test_the_words_name_every_number(run: CoverageRun) -> None:
    with override("nl"):
        gap = gap_of(ANONYMOUS, result(WEST).area, "meeting", "seniors")
        assert gap is not None
        assert gap.low is not None
        assert f"tussen {round(gap.low)} en" in interval_sentence(gap)
        assert quarter_sentence(gap).startswith("Deze wijk hoort zeker niet bij")
        assert "hoeveel mensen zouden komen" in sensitivity_sentence(gap)
        assert "Huis Koffie" in help_sentences(gap)[0]
        assert any("alleen voor deze groep in Wijk 01" in sentence for sentence in closing_sentences(gap))


def test_a_whole_municipality_and_an_unknown_need_get_no_advice(run: CoverageRun) -> None:
    [gap] = gaps_of(ANONYMOUS, area_by_code("GM0307"))
    assert (gap.low, gap.helps, gap.closes) == (None, [], {})
    assert interval_sentence(gap) == quarter_sentence(gap) == sensitivity_sentence(gap) == ""
    assert closing_sentences(gap) == help_sentences(gap) == []
    assert gap_of(ANONYMOUS, area_by_code(WEST), "meeting", "nobody") is None


def test_without_rules_there_is_no_spread_and_no_failure() -> None:
    town()
    norm()
    offer("Koffie", 150_500.0)
    recompute_coverage(by=BY, municipality=make.AMERSFOORT)
    west = result(WEST)
    np.testing.assert_allclose([west.low, west.high], west.unserved, atol=1e-3)


def test_page_text_and_json_tell_the_same(run: CoverageRun, client: Client) -> None:
    cast()
    page = client.get(reverse("gap_detail", args=["GM0307", WEST, "meeting", "seniors"])).content.decode()
    wijk = client.get(reverse("district_detail", args=[WEST])).content.decode()
    with override("nl"):
        picture = wijkbeeld(BY, WEST)
        [spot] = picture.white_spots
        text, facts = as_text(picture), as_facts(picture)["white_spots"][0]
        for sentence in (*spot.certainty, *spot.helps, *spot.closes):
            assert sentence in page
            assert sentence in wijk
            assert sentence.split(" ")[0] in text
        assert facts["closes"] == spot.gap.closes
        assert facts["interval"]["low"] == spot.gap.low
        assert [player["name"] for player in facts["players"]] == [player.name for player in spot.players]
    assert "Het aanbod is voorbeeld" in page
    assert "Wat als we dit doen?" not in page


def test_a_coordinator_is_led_to_what_if(run: CoverageRun, client: Client) -> None:
    client.force_login(cast().alice.user)
    page = client.get(reverse("gap_detail", args=["GM0307", WEST, "meeting", "seniors"])).content.decode()
    assert "Wat als we dit doen?" in page
    [spot] = told_gaps(BY, result(WEST).area, gaps_of(BY, result(WEST).area))
    answer = client.get(f"{reverse('what_if', args=['GM0307'])}?{spot.what_if}")
    assert answer.status_code == 200
    assert "krijgen een plek" in answer.content.decode()


def test_overlaps_stand_on_the_wijk_page_for_professionals_only(client: Client) -> None:
    town()
    norm(share=0.02)
    offer("Koffie", 150_500.0, capacity=20, groups=("seniors",))
    offer("Thee", 150_600.0, capacity=20, groups=("seniors",))
    recompute_coverage(by=BY, municipality=make.AMERSFOORT)
    area = result(WEST).area
    assert told_overlaps(ANONYMOUS, area) == ()
    [one] = told_overlaps(BY, area)
    assert {proposal.kind for proposal in one.proposals} >= {"stop", "other_part"}
    address = reverse("district_detail", args=[WEST])
    assert one.overlap.get_absolute_url() not in client.get(address).content.decode()
    client.force_login(cast().alice.user)
    assert one.overlap.get_absolute_url() in client.get(address).content.decode()
    with override("nl"):
        assert as_facts(wijkbeeld(BY, WEST))["overlaps"][0]["title"] == told_overlaps(BY, area)[0].title
        assert as_facts(wijkbeeld(ANONYMOUS, WEST))["overlaps"] == []
