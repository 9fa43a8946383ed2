"""The wijk team decides: taking over, refusing, a field that two people changed, two who decide at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.cast import Cast, cast
from tests.directory.keeping import BY, offer, offered

from wijkhart.audit.models import Entry
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.actions import (
    KEEP,
    TAKE,
    approve_change,
    change_service,
    close_service,
    refuse_change,
    send_offer,
    withdraw_change,
)
from wijkhart.directory.facts import offer_of
from wijkhart.directory.models import ChangeState, LifeCycle, Service, ServiceChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def sent(by: Any, service: Service, **facts: Any) -> ServiceChange:
    now = Service.objects.get(pk=service.pk)
    return change_service(by=by, service=now, offer=replace(offer_of(now), **facts), version=now.version)


def test_approving_makes_it_live_and_signed(people: Cast) -> None:
    change = sent(people.dina.actor, offered(people), price=Decimal(2), name="Lange tafel")
    approved = approve_change(by=people.alice.actor, change=change)
    now = Service.objects.get()
    assert (now.price, now.name, now.version) == (Decimal("2.00"), "Lange tafel", 2)
    assert (approved.state, approved.decided_by) == (ChangeState.LIVE, people.alice.actor.actor_id)
    assert Entry.objects.filter(verb="service_change.approved").exists()


def test_approving_a_new_one_puts_it_in_the_directory(people: Cast) -> None:
    change = send_offer(by=people.dina.actor, offer=offer(provider=people.foundation))
    approved = approve_change(by=people.alice.actor, change=change)
    service = Service.objects.get()
    assert approved.service == service
    assert (service.provider, service.price, service.times.count()) == (people.foundation, Decimal("4.00"), 1)
    assert service.changes.count() == 1


def test_approving_a_closing_stops_it(people: Cast) -> None:
    change = close_service(by=people.dina.actor, service=offered(people), version=1)
    approve_change(by=people.alice.actor, change=change)
    assert Service.objects.get().life_cycle == LifeCycle.ENDED


def test_only_who_approves_there_decides_and_only_the_sender_withdraws(people: Cast) -> None:
    change = sent(people.dina.actor, offered(people), price=Decimal(2))
    for stranger in (people.dina, people.charlie, people.ines, people.bob, people.lena):
        with pytest.raises(NotAllowed):
            approve_change(by=stranger.actor, change=change)
        with pytest.raises(NotAllowed):
            refuse_change(by=stranger.actor, change=change, reason="Nee")
    for stranger in (people.charlie, people.joris, people.lena):
        with pytest.raises(NotAllowed):
            withdraw_change(by=stranger.actor, change=change)
    withdraw_change(by=people.dina.actor, change=change)
    with pytest.raises(Refused, match="al besloten"):
        approve_change(by=people.alice.actor, change=change)


def test_refusing_needs_a_reason_and_changes_nothing(people: Cast) -> None:
    change = sent(people.dina.actor, offered(people), price=Decimal(2))
    with pytest.raises(Refused) as refused:
        refuse_change(by=people.alice.actor, change=change, reason="  ")
    assert refused.value.field == "reason"
    assert refuse_change(by=people.alice.actor, change=change, reason="Klopt niet").reason == "Klopt niet"
    assert Service.objects.get().price == Decimal("4.00")
    with pytest.raises(Refused, match="al besloten"):
        refuse_change(by=people.farid.actor, change=change, reason="Nog eens")


def test_a_field_that_both_changed_must_be_decided_and_the_rest_applies(people: Cast) -> None:
    service = offered(people)
    change = sent(people.dina.actor, service, price=Decimal(2), capacity=8)
    sent(people.alice.actor, service, price=Decimal(3), name="Lange tafel")
    with pytest.raises(BadInput) as refused:
        approve_change(by=people.alice.actor, change=change)
    assert [problem.field for problem in refused.value.problems] == ["price"]
    assert Service.objects.get().capacity == 20
    approved = approve_change(by=people.alice.actor, change=change, choices={"price": KEEP})
    now = Service.objects.get()
    assert (now.price, now.capacity, now.name) == (Decimal("3.00"), 8, "Lange tafel")
    assert approved.facts == {"capacity": [20, 8]}


def test_the_change_can_win_the_conflict(people: Cast) -> None:
    service = offered(people)
    change = sent(people.dina.actor, service, price=Decimal(2))
    sent(people.alice.actor, service, price=Decimal(3))
    approved = approve_change(by=people.alice.actor, change=change, choices={"price": TAKE})
    assert Service.objects.get().price == Decimal("2.00")
    assert approved.facts == {"price": ["3.00", "2.00"]}


def test_a_conflict_of_which_nothing_is_left_is_refused(people: Cast) -> None:
    service = offered(people)
    change = sent(people.dina.actor, service, price=Decimal(2))
    sent(people.alice.actor, service, price=Decimal(3))
    with pytest.raises(Refused, match="niets over"):
        approve_change(by=people.alice.actor, change=change, choices={"price": KEEP})
    assert ServiceChange.objects.get(pk=change.pk).state == ChangeState.WAITING


def test_both_said_the_same_is_no_conflict(people: Cast) -> None:
    service = offered(people)
    change = sent(people.dina.actor, service, price=Decimal(2), capacity=8)
    sent(people.alice.actor, service, price=Decimal(2))
    assert approve_change(by=people.alice.actor, change=change).facts == {"capacity": [20, 8]}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told() -> None:
    people = cast()
    change = sent(people.dina.actor, offered(people), price=Decimal(2))
    start = Barrier(2)

    def decide(approve: bool) -> str:
        start.wait()
        try:
            if approve:
                approve_change(by=BY, change=change)
            else:
                refuse_change(by=BY, change=change, reason="Nee")
        except Refused as refused:
            return refused.message
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(decide, [True, False]))
    assert "done" in outcomes
    assert any("al besloten" in one for one in outcomes)
    kept = ServiceChange.objects.get(pk=change.pk)
    assert Service.objects.get().price == (Decimal("2.00") if kept.state == ChangeState.LIVE else Decimal("4.00"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_one_entry_at_once_one_is_told() -> None:
    service = offered(cast(), trusted=True)
    start = Barrier(2)

    def change(price: int) -> str:
        start.wait()
        try:
            change_service(by=BY, service=service, offer=replace(offer_of(service), price=Decimal(price)), version=1)
        except Refused:
            return "told"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(change, [1, 2])) == ["done", "told"]
    assert Service.objects.get().version == 2
