"""The clocks: worked days, the nightly run, periods of a municipality, and confirming one's own entry."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests import make
from tests.cast import cast
from tests.directory.asked import BY, confirmed, due

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory import cards
from wijkhart.directory.actions import (
    age_services,
    confirm_service,
    load_freshness_periods,
    reset_freshness_period,
    set_freshness_period,
)
from wijkhart.directory.freshness import clocks, limits, season_of, standard_periods, to_ask, worst
from wijkhart.directory.models import FieldGroup, Freshness, FreshnessPeriod, LifeCycle, Service, ServiceKind
from wijkhart.directory.queries.freshness import periods_in_force

DAY = date(2026, 11, 25)
PERIODS = {"times": 120, "place": 180, "contact": 180, "cost": 180, "content": 365}


def test_each_group_of_each_kind_has_a_period_with_its_origin() -> None:
    known = {(one.kind, one.group) for one in standard_periods()}
    assert known == {(kind, group) for kind in ServiceKind.values for group in FieldGroup.values}
    assert all(one.origin.startswith("aanname") and one.days >= 7 for one in standard_periods())


@pytest.mark.parametrize(
    ("days_ago", "state", "asked"),
    [
        (0, "fresh", []),
        (119, "fresh", []),
        (120, "due", ["times", "place", "contact", "cost"]),
        (161, "due", ["times", "place", "contact", "cost"]),
        (162, "stale", ["times", "place", "contact", "cost"]),
        (301, "stale", ["times", "place", "contact", "cost"]),
        (305, "hidden", ["times", "place", "contact", "cost", "content"]),
    ],
)
def test_worked_days_of_an_activity_confirmed_at_once(days_ago: int, state: str, asked: list[str]) -> None:
    """120 days for hours; 42 days later it is marked, 182 days later hidden; what is due within 60 days goes along."""
    days = dict.fromkeys(PERIODS, DAY - timedelta(days=days_ago))
    found = clocks(days, PERIODS, known_since=DAY, today=DAY, limits=limits())
    assert worst(found) == state
    assert to_ask(found, today=DAY, limits=limits()) == asked


def test_hours_age_faster_than_a_description() -> None:
    found = clocks(
        dict.fromkeys(PERIODS, DAY - timedelta(days=200)), PERIODS, known_since=DAY, today=DAY, limits=limits()
    )
    assert {clock.group: str(clock.state) for clock in found} == {
        "times": "stale",
        "place": "due",
        "contact": "due",
        "cost": "due",
        "content": "fresh",
    }


def test_what_was_never_confirmed_ages_from_the_day_it_became_known() -> None:
    found = clocks({}, PERIODS, known_since=DAY - timedelta(days=50), today=DAY, limits=limits())
    assert worst(found) == Freshness.STALE


@pytest.mark.parametrize(
    ("day", "kind"),
    [("2026-05-14", None), ("2026-05-15", "summer"), ("2026-07-11", None), ("2026-11-20", "christmas")],
)
def test_the_seasons(day: str, kind: str | None) -> None:
    season = season_of(date.fromisoformat(day))
    assert (season and str(season[0])) == kind


@pytest.mark.django_db
def test_the_night_marks_and_hides_what_got_old_and_records_it_once() -> None:
    old, older, young = (make.service(name) for name in ("Oud", "Ouder", "Jong"))
    for service, days in ((old, 170), (older, 320), (young, 3)):
        confirmed(service, days)
    Service.objects.update(freshness=Freshness.FRESH)
    done = age_services(by=BY)
    assert (done.seen, done.changed) == (3, 2)
    assert dict(Service.objects.values_list("name", "freshness")) == {
        "Oud": "stale",
        "Ouder": "hidden",
        "Jong": "fresh",
    }
    assert list(Service.objects.findable().order_by("name").values_list("name", flat=True)) == ["Jong", "Oud"]
    assert Entry.objects.filter(verb="services.aged").count() == 1
    assert age_services(by=BY).changed == 0
    assert Entry.objects.filter(verb="services.aged").count() == 1


@pytest.mark.django_db
def test_the_night_takes_a_fixed_number_of_questions(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _number in range(30):
        confirmed(make.service(), 3)
    with django_assert_max_num_queries(8):
        age_services(by=BY)


@pytest.mark.django_db
def test_only_the_command_line_lets_everything_age() -> None:
    with pytest.raises(NotAllowed):
        age_services(by=cast().alice.actor)


@pytest.mark.django_db
def test_a_confirmation_makes_it_fresh_and_found_again() -> None:
    service = due(days_ago=400)
    assert service.freshness == Freshness.HIDDEN
    kept = confirm_service(by=BY, service=service)
    assert (kept.freshness, kept.confirmed_at) == (Freshness.FRESH, timezone.localdate())
    assert Service.objects.findable().filter(pk=service.pk).exists()
    assert Entry.objects.filter(verb="service.confirmed", object_id=str(service.pk)).exists()


@pytest.mark.django_db
def test_confirming_the_hours_leaves_the_other_clocks() -> None:
    kept = confirm_service(by=BY, service=due(days_ago=200), groups=["times"])
    assert kept.freshness == Freshness.DUE
    assert kept.confirmed_at == timezone.localdate() - timedelta(days=200)


@pytest.mark.django_db
def test_who_may_confirm() -> None:
    people = cast()
    own = due(provider=people.foundation)
    for person in (people.dina, people.alice, people.ines):
        assert confirm_service(by=person.actor, service=own).pk == own.pk
    for actor in (people.hans.actor, people.joris.actor, people.charlie.actor, ANONYMOUS):
        with pytest.raises(NotAllowed):
            confirm_service(by=actor, service=own)


@pytest.mark.django_db
def test_what_ended_is_not_confirmed() -> None:
    service = due()
    Service.objects.filter(pk=service.pk).update(life_cycle=LifeCycle.ENDED)
    with pytest.raises(Refused, match="gestopt"):
        confirm_service(by=BY, service=service)


@pytest.mark.django_db
def test_what_people_read_on_a_card() -> None:
    service = due()
    service.confirmed_at = date(2025, 3, 9)
    said = {}
    for state in Freshness:
        service.freshness = state
        said[str(state)] = cards.confirmed(service)
    assert said["fresh"] == said["due"] == "Bevestigd in maart 2025"
    assert said["stale"] == said["hidden"] == "Lang niet bevestigd (sinds maart 2025): bel eerst even"
    service.confirmed_at = None
    assert cards.confirmed(service) == "Nog niet bevestigd"


@pytest.mark.django_db
def test_the_page_of_what_is_hidden_stays_and_asks() -> None:
    people = cast()
    service = due(days_ago=400)
    told = people.lena.client().get(f"/aanbod/{service.pk}/").content.decode()
    assert "Weet u of dit nog bestaat?" in told
    assert f"/aanbod/{service.pk}/klopt-niet/" in told


@pytest.mark.django_db
def test_a_municipality_counts_with_its_own_period() -> None:
    people = cast()
    load_freshness_periods(by=BY)
    own = set_freshness_period(
        by=people.alice.actor, municipality=make.AMERSFOORT, kind="activity", group="times", days=30, origin="raad 2026"
    )
    assert periods_in_force(make.AMERSFOORT)["activity"]["times"] == 30
    assert periods_in_force(make.DEVENTER)["activity"]["times"] == 120
    reset_freshness_period(by=people.alice.actor, period=own)
    assert periods_in_force(make.AMERSFOORT)["activity"]["times"] == 120


@pytest.mark.django_db
def test_a_period_that_cannot_be_is_refused_with_every_reason() -> None:
    people = cast()
    wrong = {"municipality": make.AMERSFOORT, "kind": "activity", "group": "times", "days": 3, "origin": " "}
    with pytest.raises(BadInput) as refused:
        set_freshness_period(by=people.alice.actor, **wrong)
    assert {one.field for one in refused.value.problems} == {"days", "origin"}
    for person in (people.dina, people.bob, people.charlie):
        with pytest.raises(NotAllowed):
            set_freshness_period(by=person.actor, **{**wrong, "days": 30, "origin": "x"})
    with pytest.raises(NotAllowed):
        load_freshness_periods(by=people.alice.actor)


@pytest.mark.django_db
def test_the_pages_of_periods_and_of_confirming() -> None:
    people = cast()
    make.area(make.AMERSFOORT, name="Amersfoort")
    client = people.alice.client()
    path = f"/gemeenten/{make.AMERSFOORT}/termijnen/activity-times/"
    answer = client.post(path, {"days": "3", "origin": ""})
    assert answer.status_code == 200
    assert not FreshnessPeriod.objects.exists()
    assert client.post(path, {"days": "45", "origin": "afspraak"}).status_code == 302
    assert "eigen termijn" in client.get(f"/gemeenten/{make.AMERSFOORT}/termijnen/").content.decode()
    assert client.post(path + "terug/").status_code == 302
    assert client.get(f"/gemeenten/{make.AMERSFOORT}/termijnen/kite-times/").status_code == 404
    own = due(days_ago=200, provider=people.foundation)
    page = f"/aanbod/{own.pk}/bevestigen/"
    assert people.dina.client().get(page).status_code == 200
    assert people.kees.client().post(page).status_code == 403
    assert people.dina.client().post(page).status_code == 302
    assert Service.objects.get(pk=own.pk).freshness == Freshness.FRESH


@pytest.mark.django_db
def test_the_overview_counts_per_wijk() -> None:
    people = cast()
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    due("Welpen", 130, place=make.place(district_code=make.LIENDERT))
    due("Soep", 400)
    client = people.ines.client()
    told = client.get(f"/gemeenten/{make.AMERSFOORT}/bevestigen/").content.decode()
    assert "Liendert" in told
    assert "Welpen" in told
    assert "Soep" not in client.get(f"/gemeenten/{make.AMERSFOORT}/bevestigen/?wijk={make.LIENDERT}").content.decode()
    export = client.get(f"/gemeenten/{make.AMERSFOORT}/bevestigen/?uitvoer=csv").content.decode("utf-8-sig")
    assert len(export.splitlines()) == 3
    for person in (people.dina, people.lena, people.charlie):
        assert person.client().get(f"/gemeenten/{make.AMERSFOORT}/bevestigen/").status_code == 403
