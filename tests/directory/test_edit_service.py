"""Changing an entry: live or waiting, field by field, never over somebody else; closing, opening, putting back."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.cast import Cast, cast
from tests.directory.keeping import TUESDAYS, offer, offered

from wijkhart.accounts.models import Organisation
from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.actions import (
    ChangedMeanwhileError,
    change_service,
    close_service,
    offer_service,
    pause_service,
    reopen_service,
    send_offer,
    undo_change,
)
from wijkhart.directory.facts import differences, facts_of, offer_from, offer_of
from wijkhart.directory.models import ChangeState, FieldGroup, LifeCycle, Service, ServiceChange
from wijkhart.directory.offers import Offer
from wijkhart.times.actions import Change, Slot, Timetable
from wijkhart.times.models import Occurrence

pytestmark = pytest.mark.django_db
THURSDAYS = Timetable(date(2026, 1, 8), [Slot("FREQ=WEEKLY;BYDAY=TH", time(14), time(16))])


@pytest.fixture
def people() -> Cast:
    return cast()


def changed(by: Any, service: Service, **facts: Any) -> ServiceChange:
    now = Service.objects.get(pk=service.pk)
    return change_service(by=by, service=now, offer=replace(offer_of(now), **facts), version=now.version)


def test_a_change_of_a_trusted_provider_is_live_and_kept_field_by_field(people: Cast) -> None:
    service = offered(people, trusted=True)
    service.confirmations.update(confirmed_on=date(2026, 1, 1))
    change = changed(people.dina.actor, service, price=Decimal("2.50"), timetable=THURSDAYS, themes=["money"])
    now = Service.objects.get()
    assert change.state == ChangeState.LIVE
    assert change.facts["price"] == ["4.00", "2.50"]
    assert change.facts["themes"] == [["meeting"], ["money"]]
    assert set(change.facts) == {"price", "themes", "timetable"}
    assert (now.price, now.version) == (Decimal("2.50"), 2)
    assert [one.weekday for one in now.times.all()] == [3]
    assert now.schedule
    coming = Occurrence.objects.filter(schedule=now.schedule, starts_at__gte=timezone.now())
    assert {timezone.localtime(one.starts_at).weekday() for one in coming} == {3}
    fresh = {one.group for one in now.confirmations.filter(confirmed_on=timezone.localdate())}
    assert fresh == {FieldGroup.COST, FieldGroup.TIMES, FieldGroup.CONTENT}
    assert Entry.objects.filter(verb="service.changed", object_id=str(service.pk)).exists()


def test_a_change_of_who_is_not_trusted_waits_and_changes_nothing(people: Cast) -> None:
    service = offered(people)
    change = changed(people.dina.actor, service, price=Decimal(2))
    now = Service.objects.get()
    assert change.state == ChangeState.WAITING
    assert (now.price, now.version) == (Decimal("4.00"), 1)
    assert Entry.objects.filter(verb="service_change.sent").exists()


def test_a_second_waiting_change_takes_the_place_of_the_first_but_closing_stands_beside(people: Cast) -> None:
    service = offered(people)
    first = changed(people.dina.actor, service, price=Decimal(2))
    second = changed(people.dina.actor, service, price=Decimal(3))
    closing = close_service(by=people.dina.actor, service=service, version=1)
    states = dict(ServiceChange.objects.values_list("pk", "state"))
    assert states[first.pk] == ChangeState.WITHDRAWN
    assert states[second.pk] == states[closing.pk] == ChangeState.WAITING


def test_what_the_wijk_team_changes_is_live_whoever_offers_it(people: Cast) -> None:
    assert changed(people.alice.actor, offered(people), price=Decimal(1)).state == ChangeState.LIVE


def test_nothing_different_is_refused(people: Cast) -> None:
    service = offered(people, trusted=True)
    both_ways = Timetable(TUESDAYS.starts_on, [Slot("freq=weekly;interval=1;byday=tu", time(12), time(13, 30))])
    with pytest.raises(Refused, match="Er is niets anders"):
        changed(people.dina.actor, service, timetable=both_ways)


def test_the_second_of_two_is_told_what_changed_and_overwrites_nothing(people: Cast) -> None:
    service = offered(people, trusted=True)
    changed(people.alice.actor, service, price=Decimal(1))
    with pytest.raises(ChangedMeanwhileError, match="Prijs") as refused:
        change_service(by=people.dina.actor, service=service, offer=replace(offer_of(service), capacity=8), version=1)
    assert refused.value.fields == {"price"}
    assert Service.objects.get().capacity == 20


def test_who_may_not_change_may_not(people: Cast) -> None:
    service = offered(people, trusted=True)
    for stranger in (people.charlie, people.joris, people.hans, people.lena, people.kees, people.bob):
        with pytest.raises(NotAllowed):
            changed(stranger.actor, service, price=Decimal(1))
        with pytest.raises(NotAllowed):
            send_offer(by=stranger.actor, offer=offer(provider=people.foundation))
    with pytest.raises(NotAllowed):
        close_service(by=ANONYMOUS, service=service, version=1)


def test_a_provider_cannot_give_its_entry_away_or_move_it_to_another_municipality(people: Cast) -> None:
    service = offered(people, trusted=True)
    with pytest.raises(Refused, match="niets anders"):
        changed(people.dina.actor, service, provider=people.centre, municipality_code=make.DEVENTER)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "<b>Tafel</b>"}, "name"),
        ({"description": "Kom <script>alert(1)</script>"}, "description"),
        ({"how_to_join": 'Bel <a href="x">ons</a>'}, "how_to_join"),
        ({"description": "nul\x00"}, "description"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"price": Decimal(-1)}, "price"),
        ({"exit": "ended"}, "exit_on"),
        ({"exit": "exception"}, "exit_note"),
        ({"supported_until": date(2027, 1, 1)}, "supported_by"),
    ],
)
def test_what_cannot_be_right_is_refused_also_when_it_would_wait(
    people: Cast, wrong: dict[str, Any], field: str
) -> None:
    service = offered(people)
    with pytest.raises(BadInput) as refused:
        changed(people.dina.actor, service, **wrong)
    assert field in {problem.field for problem in refused.value.problems}
    assert all(problem.advice for problem in refused.value.problems)
    assert not ServiceChange.objects.waiting().exists()


def test_plain_text_with_signs_is_fine(people: Cast) -> None:
    text = "Koffie & thee, 2 < 3 euro, <3 van ons, 65+"
    changed(people.alice.actor, offered(people), description=text)
    assert Service.objects.get().description == text


@pytest.mark.parametrize(
    "never",
    [
        Timetable(date(2026, 1, 7), TUESDAYS.slots, ends_on=date(2026, 1, 8)),
        Timetable(date(2026, 1, 6), TUESDAYS.slots, ends_on=date(2026, 1, 6), changes=[Change(date(2026, 1, 6))]),
    ],
)
def test_times_that_never_happen_are_refused_before_they_wait(people: Cast, never: Timetable) -> None:
    service = offered(people)
    with pytest.raises(BadInput, match="nooit"):
        changed(people.dina.actor, service, timetable=never)
    with pytest.raises(BadInput, match="nooit"):
        send_offer(by=people.dina.actor, offer=offer(provider=people.foundation, timetable=never))
    assert Occurrence.objects.exclude(schedule=service.schedule).count() == 0


def test_a_series_without_end_simply_goes_on(people: Cast) -> None:
    changed(people.alice.actor, offered(people), timetable=replace(THURSDAYS, ends_on=None))
    kept = Service.objects.get().schedule
    assert kept
    assert kept.ends_on is None


def test_a_new_offer_waits_or_is_live_with_its_history(people: Cast) -> None:
    waiting = send_offer(by=people.dina.actor, offer=offer(provider=people.foundation), note="Nieuw!")
    assert (waiting.state, waiting.service, waiting.verb) == (ChangeState.WAITING, None, "offered")
    assert not Service.objects.exists()
    with pytest.raises(NotAllowed):
        offer_service(by=people.dina.actor, offer=offer(provider=people.foundation))
    people.foundation.trusted = True
    live = send_offer(by=people.dina.actor, offer=offer(provider=people.foundation))
    assert live.state == ChangeState.LIVE
    assert live.service == Service.objects.get()
    assert live.facts["name"] == [None, "Open tafel"]
    assert live.facts["price"] == [None, "4.00"]


def test_closing_stops_the_dates_and_opening_begins_again(people: Cast) -> None:
    service = offered(people, trusted=True)
    today = timezone.localdate()
    closed = close_service(by=people.dina.actor, service=service, version=1, last_day=today)
    assert set(closed.facts) == {"life_cycle", "timetable"}
    now = Service.objects.get()
    assert now.life_cycle == LifeCycle.ENDED
    assert not Occurrence.objects.filter(starts_at__date__gt=today).exists()
    with pytest.raises(Refused, match="gestopt"):
        close_service(by=people.dina.actor, service=now, version=2)
    again = reopen_service(by=people.dina.actor, service=now, version=2)
    assert again.verb == "reopened"
    assert Service.objects.get().life_cycle == LifeCycle.RUNNING
    assert Occurrence.objects.filter(starts_at__date__gt=today).count() > 40
    with pytest.raises(Refused):
        reopen_service(by=people.dina.actor, service=Service.objects.get(), version=3)


def test_a_pause_keeps_the_times(people: Cast) -> None:
    service = offered(people, trusted=True)
    paused = pause_service(by=people.dina.actor, service=service, version=1)
    assert set(paused.facts) == {"life_cycle"}
    now = Service.objects.get()
    assert (now.life_cycle, now.times.count()) == (LifeCycle.PAUSED, 1)
    with pytest.raises(Refused):
        pause_service(by=people.dina.actor, service=now, version=2)


def test_closing_by_who_is_not_trusted_waits(people: Cast) -> None:
    assert close_service(by=people.dina.actor, service=offered(people), version=1).state == ChangeState.WAITING
    assert Service.objects.get().life_cycle == LifeCycle.RUNNING


def test_putting_back_makes_a_new_change_with_the_earlier_value(people: Cast) -> None:
    service = offered(people, trusted=True)
    change = changed(people.dina.actor, service, price=Decimal(1), capacity=5)
    changed(people.dina.actor, service, name="Lange tafel")
    back = undo_change(by=people.alice.actor, change=ServiceChange.objects.get(pk=change.pk))
    now = Service.objects.get()
    assert back.facts == {"capacity": [5, 20], "price": ["1.00", "4.00"]}
    assert (now.price, now.capacity, now.name, now.version) == (Decimal("4.00"), 20, "Lange tafel", 4)
    first = ServiceChange.objects.get(verb="offered")
    with pytest.raises(Refused):
        undo_change(by=people.alice.actor, change=first)
    with pytest.raises(NotAllowed):
        undo_change(by=people.charlie.actor, change=ServiceChange.objects.get(pk=change.pk))


def test_putting_back_a_place_that_is_gone_says_so(people: Cast) -> None:
    old = make.place("Oude zaal")
    service = offered(people, trusted=True, place=old)
    change = changed(people.dina.actor, service, place=make.place("Nieuwe zaal"))
    old.delete()
    with pytest.raises(BadInput, match="niet meer"):
        undo_change(by=people.alice.actor, change=ServiceChange.objects.get(pk=change.pk))


def test_times_can_be_taken_away_and_given_again(people: Cast) -> None:
    service = offered(people, trusted=True)
    taken = changed(people.dina.actor, service, timetable=None)
    now = Service.objects.get()
    assert now.schedule is None
    assert not now.times.exists()
    undo_change(by=people.dina.actor, change=ServiceChange.objects.get(pk=taken.pk))
    assert Service.objects.get().times.get().weekday == 1


def test_facts_go_there_and_back(people: Cast) -> None:
    rich = replace(
        TUESDAYS,
        ends_on=date(2027, 6, 1),
        changes=[Change(date(2026, 12, 29), reason="Kerst"), Change(date(2026, 12, 30), False, time(9), time(10))],
        holiday_region="midden",
        skips_school_holidays=True,
    )
    place = make.place()
    facts = {"place": place, "supported_by": people.centre, "supported_until": date(2027, 1, 1)}
    service = offered(people, timetable=rich, languages=["en", "ar"], minimum_age=12, **facts)
    plain = facts_of(offer_of(service))
    back = offer_from(plain, service.provider, service.municipality_code)
    assert facts_of(back) == plain
    assert differences(plain, facts_of(back)) == {}
    assert back.place == place
    assert back.supported_by == people.centre


DAYS = st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1)


@given(days=DAYS, interval=st.integers(1, 4))
@pytest.mark.hypothesis
def test_one_rule_for_some_days_is_the_same_as_a_rule_for_each(days: set[str], interval: int) -> None:
    def plain(rules: list[str]) -> Any:
        table = Timetable(date(2026, 1, 5), [Slot(rule, time(9), time(10)) for rule in rules])
        told = Offer(
            name="x", provider=Organisation(), municipality_code="", themes=[], target_groups=[], timetable=table
        )
        return facts_of(told)["timetable"]

    head = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY="
    assert plain([head + ",".join(sorted(days))]) == plain([head + day for day in days])
