"""From figures and services to stored white spots."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from tests import make
from tests.cast import cast
from tests.coordination.town import AGES, EAST, EMPTY, WEST, district, norm, offer, town

from wijkhart.areas.models import Area
from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.coordination.queries import (
    certainty_sentences,
    coverage_in_force,
    coverage_problem,
    gap_name,
    gap_title,
    gaps_of,
    reason_sentences,
    unknown_needs_of,
)
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.models import ServiceTime

pytestmark = pytest.mark.django_db
SYSTEM = System("test")


def computed() -> CoverageRun:
    return recompute_coverage(by=SYSTEM, municipality="GM0307")


def result(code: str, group: str = "seniors") -> CoverageResult:
    return CoverageResult.objects.get(run__in_force=True, area__code=code, target_group_id=group)


def test_need_is_group_times_figure_times_share() -> None:
    """West: 1,000 x 20 % of 65+ x 50 % lonely x 0.5 who would come = 50; east 2,000 x 20 % x 40 % x 0.5 = 80."""
    town()
    norm()
    offer("Koffie", 150_500, capacity=20)
    computed()
    west, east = result(WEST), result(EAST)
    assert (west.group_size, west.need) == (200, pytest.approx(50))
    assert (east.group_size, east.need) == (400, pytest.approx(80))
    assert (west.served or 0) + (east.served or 0) == pytest.approx(20)
    assert sum(west.reasons.values()) == pytest.approx(west.unserved)
    assert west.accessibility is not None


def test_a_wijk_without_people_has_no_need_and_says_why() -> None:
    town()
    norm()
    computed()
    empty = result(EMPTY)
    assert (empty.need, empty.unserved, empty.missing) == (0, 0, "no_inhabitants")


def test_a_missing_figure_is_unknown_and_never_0() -> None:
    make.area("GM0307")
    area = district(WEST, 150_000, 1000, **AGES, lonely_65plus=None)
    norm()
    run = computed()
    assert result(WEST).need is None
    assert result(WEST).unserved is None
    assert gaps_of(ANONYMOUS, area) == []
    assert [one.missing for one in unknown_needs_of(ANONYMOUS, area)] == ["suppressed"]
    assert {"kind": "need", "area": WEST, "missing": "suppressed"}.items() <= run.notes[0].items()


def test_missing_age_shares_leave_the_need_unknown() -> None:
    make.area("GM0307")
    area = district(WEST, 150_000, 1000, lonely_65plus=50.0)
    norm()
    computed()
    assert result(WEST).need is None
    assert unknown_needs_of(ANONYMOUS, area)[0].missing == "unknown"


def test_what_lacks_facts_is_named_and_counts_as_no_supply() -> None:
    town()
    norm()
    offer("Zonder maat", 150_500, capacity=None)
    make.service("Zonder uren", place=make.place(x=150_500.0, y=400_500.0))
    nowhere = make.service("Nergens", place=make.place("Onbekend"))
    ServiceTime.objects.create(
        service=nowhere, weekday=0, part_of_day="morning", starts_at="10:00", ends_at="11:00", per_week=1
    )
    run = computed()
    named = {note["name"]: note["kind"] for note in run.notes if "service" in note}
    assert named == {"Zonder maat": "no_capacity", "Zonder uren": "no_schedule", "Nergens": "no_place"}
    assert result(WEST).served == 0


def test_a_visit_at_home_reaches_its_wijk_only() -> None:
    town()
    norm()
    visit = make.service("Op bezoek", at_home=True, district_code=EAST, capacity=7)
    ServiceTime.objects.create(
        service=visit, weekday=2, part_of_day="morning", starts_at="10:00", ends_at="11:00", per_week=1
    )
    computed()
    assert result(EAST).served == pytest.approx(7)
    assert result(WEST).served == 0


def test_nothing_changed_makes_no_new_run_unless_forced() -> None:
    town()
    norm()
    first = computed()
    assert computed().pk == first.pk
    again = recompute_coverage(by=SYSTEM, municipality="GM0307", forced=True)
    assert again.pk != first.pk
    assert again.digest == first.digest
    offer("Nieuw", 150_500)
    assert computed().digest != first.digest
    assert CoverageRun.objects.filter(in_force=True).count() == 1
    assert CoverageRun.objects.count() == 3
    assert Entry.objects.filter(verb="coverage.recomputed").count() == 3


def test_the_norm_of_the_municipality_goes_before_the_national_one() -> None:
    town()
    norm()
    norm(municipality_code="GM0150", share=0.1)
    norm(municipality_code="GM0307", share=1.0)
    run = computed()
    assert result(WEST).need == pytest.approx(100)
    assert [row["own"] for row in run.parameters["norms"]] == [True]


def test_only_who_may_recomputes_and_the_history_is_not_public() -> None:
    town()
    norm()
    people = cast()
    with pytest.raises(NotAllowed):
        recompute_coverage(by=people.charlie.actor, municipality="GM0307")
    with pytest.raises(NotAllowed):
        recompute_coverage(by=ANONYMOUS, municipality="GM0307")
    old = recompute_coverage(by=people.alice.actor, municipality="GM0307")
    recompute_coverage(by=people.alice.actor, municipality="GM0307", forced=True)
    assert not CoverageRun.objects.visible_to(people.charlie.actor).filter(pk=old.pk).exists()
    assert CoverageRun.objects.visible_to(people.greet.actor).filter(pk=old.pk).exists()
    assert coverage_in_force(ANONYMOUS, "GM0307") is not None


def test_without_wijken_or_norms_it_refuses_with_advice() -> None:
    with pytest.raises(Refused, match=r"grenzen|boundaries"):
        computed()
    town()
    with pytest.raises(Refused, match="load_norms"):
        computed()


def test_an_interrupted_run_leaves_the_old_one_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    town()
    norm()
    before = computed()
    offer("Nieuw", 150_500)

    def fails(*args: object, **facts: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(CoverageResult.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError):
        computed()
    kept = coverage_in_force(ANONYMOUS, "GM0307")
    assert kept is not None
    assert kept.pk == before.pk


def test_gaps_come_largest_first_with_reasons_that_sum() -> None:
    west, east, _empty = town()
    norm()
    norm(group="youth", measure="", share=0.1)
    offer("Koffie", 150_500, groups=("seniors",))
    computed()
    gaps = gaps_of(ANONYMOUS, west)
    assert [gap.target_group.key for gap in gaps] == ["seniors", "youth"]
    assert all(sum(gap.reasons.values()) == gap.unserved for gap in gaps)
    assert gaps[1].reasons == {"not_for_them": gaps[1].unserved}
    town_gaps = gaps_of(ANONYMOUS, Area.objects.get(code="GM0307"))
    whole = sum(result(area.code).unserved or 0 for area in (west, east))
    assert town_gaps[0].unserved == round(whole)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("afternoon", ["zit vol", "20 plekken per week", "maandag, woensdag, donderdag en vrijdag"]),
        ("evening", ["niet in de ochtend of middag"]),
    ],
)
def test_the_reason_is_said_in_plain_dutch_with_numbers(part: str, words: list[str]) -> None:
    make.area("GM0307")
    west = district(WEST, 150_000, 1000, **AGES, lonely_65plus=50.0)
    norm(reach=2000)
    offer("Koffie", 150_500, part=part, example=True)
    computed()
    gap = gaps_of(ANONYMOUS, west)[0]
    said = " ".join([*reason_sentences(gap), *certainty_sentences(gap)])
    assert all(word in said for word in words), said
    assert "voorbeeld" in said
    assert gap_title(gap).startswith(f"{gap.unserved} van de {gap.need} mensen")
    assert "mensen met deze vraag heeft geen plek" in gap_title(replace(gap, unserved=1))
    assert gap_name(gap.theme, gap.target_group).count(", voor ") == 1


def test_the_command_computes_and_says_when_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    town()
    norm()
    call_command("recompute_coverage", "GM0307")
    assert "computed in" in capsys.readouterr().out
    call_command("recompute_coverage", "GM0307")
    assert "nothing changed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="GM9999"):
        call_command("recompute_coverage", "GM9999")


def test_a_venue_inside_a_wijk_is_never_out_of_reach_of_all_its_people() -> None:
    town()
    norm(reach=300)
    offer("Hoek", 150_001)
    inputs = coverage_problem("GM0307")
    computed()
    assert result(WEST).served == pytest.approx(20, rel=1) or inputs.problem.x.size == 0
    assert (result(WEST).served or 0) > 0
