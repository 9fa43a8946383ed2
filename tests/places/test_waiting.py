"""The waiting list: who may wait and offer, that an offer holds the time, and that time itself ends what waited."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from tests.cast import Cast, cast
from tests.places.building import BY, at, centre, double_bookings, room, some_tuesday, wish

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import (
    Terms,
    accept_booking,
    cancel_booking,
    decline_offer,
    expire_overdue,
    forget_bookers,
    join_waiting,
    leave_waiting,
    offer_freed,
    request_booking,
    take_offer,
    tell_expired,
    tell_place,
)
from wijkhart.places.actions.expiring import answer_by
from wijkhart.places.actions.occupying import RoomTaken
from wijkhart.places.actors import LinkHolder
from wijkhart.places.models import Booking, Occupancy, Room, UseRule, UseRules, WaitingEntry
from wijkhart.places.queries.links import booking_of_link, entry_of_link, link_token, waiting_token
from wijkhart.places.queries.waiting import freed_here, waiters

NOW = "django.utils.timezone.now"


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


def wait(space: Room, starts: str = "14:00", ends: str = "16:00", email: str = "kees@example.org") -> WaitingEntry:
    facts = wish(starts, ends, name="Kees", email=email, note="Graag met koffie")
    return join_waiting(by=ANONYMOUS, room=space, facts=facts, sender="wacht")


def freed(people: Cast) -> tuple[Room, WaitingEntry]:
    """Somebody waits for a time that has come free."""
    space = room(centre(owner=people.centre))
    taken = request_booking(by=BY, room=space, facts=wish(), sender="t")
    entry = wait(space)
    cancel_booking(by=BY, booking=taken, version=taken.version, reason="ziek")
    return space, entry


def offered(people: Cast) -> tuple[WaitingEntry, Booking]:
    _space, entry = freed(people)
    offer = offer_freed(by=people.joris.actor, entry=entry, version=entry.version)
    entry.refresh_from_db()
    return entry, offer


@pytest.mark.django_db
def test_only_a_room_that_is_taken_is_waited_for_and_all_else_is_checked(people: Cast) -> None:
    space = room(centre())
    with pytest.raises(Refused, match="boek"):
        wait(space)
    request_booking(by=BY, room=space, facts=wish(), sender="t")
    with pytest.raises(BadInput):
        wait(space, "08:00", "10:00")
    entry = wait(space, "15:30", "17:00")
    assert (entry.state, entry.name, entry.starts_at) == ("waiting", "Kees", at("15:30"))
    with pytest.raises(Refused, match="al"):
        wait(space, "15:00", "16:00", "KEES@example.org")
    assert wait(space, "15:00", "16:00", "ria@example.org")
    assert Occupancy.objects.count() == 1


@pytest.mark.django_db
def test_nobody_waits_for_very_many_dates(people: Cast) -> None:
    space = room(centre())
    for week in range(11):
        request_booking(by=BY, room=space, facts=wish(day=some_tuesday() + timedelta(weeks=week)), sender="t")
    for week in range(10):
        facts = wish(day=some_tuesday() + timedelta(weeks=week))
        join_waiting(by=BY, room=space, facts=facts, sender="t")
    with pytest.raises(Refused, match="10"):
        join_waiting(by=BY, room=space, facts=wish(day=some_tuesday() + timedelta(weeks=10)), sender="t")


@pytest.mark.django_db
def test_an_offer_holds_the_time_until_it_is_taken(people: Cast) -> None:
    space, entry = freed(people)
    with pytest.raises(NotAllowed):
        offer_freed(by=people.dina.actor, entry=entry, version=1)
    offer = offer_freed(by=people.joris.actor, entry=entry, version=1)
    assert offer.state == "offered"
    assert offer.answer_by is not None
    assert abs(offer.answer_by - timezone.now() - timedelta(hours=48)) < timedelta(minutes=1)
    with pytest.raises(RoomTaken):
        request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="x")
    with pytest.raises(NotAllowed):
        take_offer(by=people.lena.actor, booking=offer, version=offer.version)
    taken = take_offer(by=LinkHolder(offer.pk), booking=offer, version=offer.version)
    entry.refresh_from_db()
    assert (taken.state, taken.answer_by, entry.state, entry.offer) == ("accepted", None, "taken", taken)
    with pytest.raises(Refused, match="geboekt"):
        take_offer(by=LinkHolder(offer.pk), booking=taken, version=taken.version)
    assert double_bookings() == 0


@pytest.mark.django_db
def test_an_offer_is_made_once_and_only_for_a_time_to_come(people: Cast) -> None:
    entry, offer = offered(people)
    with pytest.raises(Refused, match="aanbod"):
        offer_freed(by=people.joris.actor, entry=entry, version=entry.version)
    decline_offer(by=LinkHolder(offer.pk), booking=offer, version=offer.version)
    entry.refresh_from_db()
    with pytest.raises(Refused, match="intussen"):
        offer_freed(by=people.joris.actor, entry=entry, version=1)
    for hours in (0, 169):
        with pytest.raises(Refused, match="168"):
            offer_freed(by=people.joris.actor, entry=entry, version=entry.version, hours=hours)
    for moment, words in ((at("13:00"), "twee uur"), (at("14:00"), "voorbij"), (at("20:00"), "voorbij")):
        with mock.patch(NOW, return_value=moment), pytest.raises(Refused, match=words):
            offer_freed(by=people.joris.actor, entry=entry, version=entry.version)
    morning, noon = at("10:00"), at("12:00")
    with mock.patch(NOW, return_value=morning):
        made = offer_freed(by=BY, entry=entry, version=entry.version)
    assert made.answer_by == noon


@pytest.mark.django_db
def test_a_no_frees_the_time_and_the_one_who_waits_waits_on_or_stops(people: Cast) -> None:
    entry, offer = offered(people)
    decline_offer(by=LinkHolder(offer.pk), booking=offer, version=offer.version)
    entry.refresh_from_db()
    assert (entry.state, entry.offer, Occupancy.objects.count()) == ("waiting", None, 0)
    again = offer_freed(by=people.joris.actor, entry=entry, version=entry.version)
    decline_offer(by=people.joris.actor, booking=again, version=again.version, wait_on=False)
    entry.refresh_from_db()
    assert (entry.state, entry.name, entry.email, entry.note) == ("withdrawn", "", "", "")
    with pytest.raises(Refused, match="gestopt"):
        leave_waiting(by=LinkHolder(entry.pk), entry=entry)


@pytest.mark.django_db
def test_leaving_gives_an_offer_back_and_erases_who_waited(people: Cast) -> None:
    entry, offer = offered(people)
    token = waiting_token(entry)
    assert entry_of_link(token) == entry
    assert entry_of_link(link_token(offer)) is None
    assert booking_of_link(token) is None
    with pytest.raises(NotAllowed):
        leave_waiting(by=people.dina.actor, entry=entry)
    left = leave_waiting(by=LinkHolder(entry.pk), entry=entry)
    offer.refresh_from_db()
    assert (left.state, left.email, offer.state) == ("withdrawn", "", "cancelled")
    assert entry_of_link(token) is None
    assert not Occupancy.objects.exists()


@pytest.mark.django_db
def test_an_offer_that_nobody_answers_ends_by_itself_and_its_time_is_free(people: Cast) -> None:
    entry, offer = offered(people)
    late = timezone.now() + timedelta(hours=49)
    with mock.patch(NOW, return_value=late):
        with pytest.raises(Refused, match="wachtlijst"):
            take_offer(by=LinkHolder(offer.pk), booking=offer, version=offer.version)
        made = request_booking(by=ANONYMOUS, room=offer.room, facts=wish(email="jan@example.org"), sender="y")
        offer.refresh_from_db()
        entry.refresh_from_db()
        assert (offer.state, made.state, entry.state, entry.offer) == ("expired", "accepted", "waiting", None)
        with pytest.raises(Refused, match="wachtlijst"):
            take_offer(by=LinkHolder(offer.pk), booking=offer, version=offer.version)
        mail.outbox.clear()
        assert [tell_expired(by=BY, site="https://wijkhart.example") for _time in range(2)] == [1, 0]
    assert mail.outbox[0].to == ["kees@example.org"]
    assert double_bookings() == 0


@pytest.mark.django_db
def test_a_request_that_nobody_answers_ends_every_night(people: Cast) -> None:
    space = room(centre(owner=people.centre), booking_mode="request")
    asked = request_booking(by=ANONYMOUS, room=space, facts=wish(), sender="een")
    assert asked.answer_by is not None
    assert abs(asked.answer_by - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)
    entry = wait(space)
    assert expire_overdue(by=BY) == 0
    with mock.patch(NOW, return_value=timezone.now() + timedelta(days=8)):
        with pytest.raises(Refused, match="Niemand"):
            accept_booking(by=people.joris.actor, booking=asked, version=asked.version, terms=Terms())
        mail.outbox.clear()
        call_command("expire_bookings", site="https://wijkhart.example")
        call_command("expire_bookings", site="https://wijkhart.example")
    asked.refresh_from_db()
    entry.refresh_from_db()
    assert (asked.state, entry.state, Occupancy.objects.count()) == ("expired", "waiting", 0)
    assert [one.to for one in mail.outbox] == [["ria@example.org"]]
    with mock.patch(NOW, return_value=at("15:00")):
        expire_overdue(by=BY)
    entry.refresh_from_db()
    assert entry.state == "over"
    with pytest.raises(NotAllowed):
        expire_overdue(by=people.alice.actor)


def test_a_request_for_tomorrow_holds_until_it_begins() -> None:
    soon = timezone.now() + timedelta(hours=20)
    assert answer_by(soon) == soon


@pytest.mark.django_db
def test_the_list_goes_by_rank_then_by_how_long_and_says_what_is_free(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    first = request_booking(by=BY, room=space, facts=wish("09:00", "12:00"), sender="t")
    request_booking(by=BY, room=space, facts=wish("14:00", "16:00"), sender="t")
    rules = UseRules.objects.create(
        municipality_code="GM0307", number=1, valid_from=timezone.localdate(), published_at=timezone.now(), actor_id="t"
    )
    for position, (kinds, rank) in enumerate(((["subsidised"], 2), (["residents"], 1))):
        UseRule.objects.create(rules=rules, position=position, name="x", user_kinds=kinds, rank=rank, percent=0)
    kinds = {"bedrijf": "commercial", "stichting": "subsidised", "laat": "residents", "buren": "residents"}
    for number, (title, kind) in enumerate(kinds.items()):
        hours = ("09:00", "10:00") if title == "bedrijf" else ("14:00", "15:00")
        facts = wish(*hours, title=title, user_kind=kind, email=f"p{number}@example.org")
        join_waiting(by=BY, room=space, facts=facts, sender="t")
    WaitingEntry.objects.filter(title="buren").update(made_at=timezone.now() - timedelta(days=1))
    actor = people.joris.actor
    assert freed_here(actor, space) == 0
    cancel_booking(by=BY, booking=first, version=1, reason="x")
    rows = waiters(actor, WaitingEntry.objects.visible_to(actor))
    assert [(row.entry.title, row.rank, row.free) for row in rows] == [
        ("buren", 1, False),
        ("laat", 1, False),
        ("stichting", 2, False),
        ("bedrijf", 0, True),
    ]
    assert (freed_here(actor, space), freed_here(people.dina.actor, space)) == (1, 0)


@pytest.mark.django_db
def test_who_sees_who_waits(people: Cast) -> None:
    space = room(centre(owner=people.centre))
    request_booking(by=BY, room=space, facts=wish(), sender="t")
    loose = wait(space)
    facts = wish(organisation=people.foundation)
    theirs = join_waiting(by=people.ines.actor, room=space, facts=facts, sender="t")
    seen = {
        name: set(WaitingEntry.objects.visible_to(getattr(people, name).actor).values_list("pk", flat=True))
        for name in ("joris", "alice", "dina", "lena", "kees", "charlie", "greet")
    }
    assert seen["joris"] == seen["alice"] == {loose.pk, theirs.pk}
    assert seen["dina"] == {theirs.pk}
    assert not any(seen[name] for name in ("lena", "kees", "charlie", "greet"))


@pytest.mark.django_db
def test_names_of_who_waited_are_forgotten_too(people: Cast) -> None:
    space = room(centre())
    request_booking(by=BY, room=space, facts=wish(), sender="t")
    entry = wait(space)
    WaitingEntry.objects.update(starts_at=at("14:00") - timedelta(days=90), ends_at=at("16:00") - timedelta(days=90))
    assert forget_bookers(by=BY) == 1
    entry.refresh_from_db()
    assert (entry.name, entry.email, entry.note, entry.title) == ("", "", "", "Breiclub")


@pytest.mark.django_db
def test_the_manager_hears_what_who_booked_did_but_no_name(people: Cast) -> None:
    place = centre(owner=people.centre, email="beheer@example.org")
    made = request_booking(by=ANONYMOUS, room=room(place), facts=wish(title="Verjaardag van Ria"), sender="t")
    about = {"booking": made, "site": "https://wijkhart.example/", "deed": "new"}
    assert tell_place(by=ANONYMOUS, **about)
    letter = mail.outbox[-1]
    assert letter.to == ["beheer@example.org"]
    assert f"https://wijkhart.example/boekingen/{made.pk}/" in letter.body
    assert "Ria" not in letter.body + letter.subject
    assert not tell_place(by=people.joris.actor, **about)
    place.email = made.room.place.email = ""
    assert not tell_place(by=ANONYMOUS, **about)
    people.centre.email = "huis@example.org"
    people.centre.save()
    place.save()
    assert tell_place(by=ANONYMOUS, **{**about, "booking": Booking.objects.get(pk=made.pk)})
    assert mail.outbox[-1].to == ["huis@example.org"]
