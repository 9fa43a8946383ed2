"""Equipment that rooms share is lent once at a time: by the action, by the database, and by eight who race."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import cast
from tests.places.building import BY, at, bare, centre, room, when, wish

from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions import cancel_booking, move_booking, remove_shared_item, request_booking, set_shared_item
from wijkhart.places.actions.lending import ItemLent
from wijkhart.places.models import Booking, ItemUse, SharedItem

pytestmark = pytest.mark.usefixtures("english")

HOURS = ["10:00", "11:00", "12:00", "13:00", "14:00"]


def most_lent(item: SharedItem) -> int:
    """By brute force: the most pieces that are lent at any quarter of an hour."""
    uses = list(item.uses.all())
    moments = {one.starts_at for one in uses}
    return max((sum(one.starts_at <= moment < one.ends_at for one in uses) for moment in moments), default=0)


@pytest.mark.django_db
def test_two_projectors_go_to_two_rooms_and_not_to_a_third() -> None:
    place = centre()
    beamer = set_shared_item(by=BY, place=place, name=" Beamer ", number=2)
    rooms = [room(place, f"Zaal {number}") for number in range(3)]
    for one in rooms[:2]:
        request_booking(by=BY, room=one, facts=wish(items={beamer.pk: 1}), sender="t")
    with pytest.raises(ItemLent, match="Beamer: you ask for 1, and 0 can be borrowed") as refused:
        request_booking(by=BY, room=rooms[2], facts=wish(items={beamer.pk: 1}), sender="t")
    assert refused.value.field == f"item_{beamer.pk}"
    assert Booking.objects.count() == 2, "nothing is left of what was refused"
    request_booking(by=BY, room=rooms[2], facts=wish("16:00", "17:00", items={beamer.pk: 2}), sender="t")
    assert most_lent(beamer) == 2


@pytest.mark.django_db
def test_what_is_borrowed_moves_along_and_comes_back() -> None:
    place = centre()
    beamer = set_shared_item(by=BY, place=place, name="Beamer", number=1)
    one, other = room(place, "Zaal 1"), room(place, "Zaal 2")
    first = request_booking(by=BY, room=one, facts=wish("10:00", "12:00", items={beamer.pk: 1}), sender="t")
    second = request_booking(by=BY, room=other, facts=wish("14:00", "15:00", items={beamer.pk: 1}), sender="t")
    with pytest.raises(ItemLent):
        move_booking(by=BY, booking=first, version=first.version, when=when("14:30", "15:30"), people=12)
    cancel_booking(by=BY, booking=second, version=second.version, reason="Ziek")
    moved = move_booking(by=BY, booking=first, version=first.version, when=when("14:30", "15:30"), people=12)
    assert [(use.starts_at, use.unit) for use in moved.item_uses.all()] == [(at("14:30"), 1)]


@pytest.mark.django_db
def test_the_database_refuses_one_piece_twice() -> None:
    place = centre()
    item, space = set_shared_item(by=BY, place=place, name="Beamer", number=2), room(place)
    about = {"item": item, "starts_at": at("14:00"), "ends_at": at("16:00")}
    ItemUse.objects.create(booking=bare(space, "14:00", "16:00"), unit=1, **about)
    ItemUse.objects.create(booking=bare(space, "14:00", "16:00"), unit=2, **about)
    late = {**about, "starts_at": at("15:45"), "ends_at": at("17:00")}
    with pytest.raises(IntegrityError, match="places_itemuse_once"), transaction.atomic():
        ItemUse.objects.create(booking=bare(space, "15:00", "17:00"), unit=1, **late)
    ItemUse.objects.create(booking=bare(space, "16:00", "17:00"), unit=1, **{**late, "starts_at": at("16:00")})


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(1, 3),
    asked=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(1, 3)), max_size=8),
)
def test_never_more_than_there_are(number: int, asked: list[tuple[int, int, int]]) -> None:
    with transaction.atomic():
        place = centre()
        item = set_shared_item(by=BY, place=place, name="Beamer", number=number)
        for count, (start, length, pieces) in enumerate(asked):
            starts, ends = HOURS[start], HOURS[min(start + length, 4)]
            free = number - _lent(item, starts, ends)
            facts = wish(starts, ends, items={item.pk: pieces})
            space = room(place, f"Zaal {count}")
            if pieces <= free:
                request_booking(by=BY, room=space, facts=facts, sender="t")
            else:
                with pytest.raises(ItemLent):
                    request_booking(by=BY, room=space, facts=facts, sender="t")
        assert most_lent(item) <= number
        transaction.set_rollback(True)


def _lent(item: SharedItem, starts: str, ends: str) -> int:
    """How many pieces are not free for all of these hours."""
    met = item.uses.filter(starts_at__lt=at(ends), ends_at__gt=at(starts))
    return len({use.unit for use in met})


@pytest.mark.usefixtures("real_database")
def test_eight_race_for_two_pieces() -> None:
    place = centre()
    item = set_shared_item(by=BY, place=place, name="Beamer", number=2)
    rooms, gate = [room(place, f"Zaal {number}") for number in range(8)], Barrier(8)

    def take(number: int) -> bool:
        gate.wait()
        try:
            request_booking(by=BY, room=rooms[number], facts=wish(items={item.pk: 1}), sender=f"t{number}")
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        won = sum(pool.map(take, range(8)))
    assert won == 2
    assert most_lent(item) == 2


@pytest.mark.django_db
def test_who_may_not_and_what_makes_no_sense_is_refused() -> None:
    cache.clear()
    people, place = cast(), centre()
    with pytest.raises(NotAllowed):
        set_shared_item(by=people.ines.actor, place=place, name="Beamer", number=1)
    for name, number, field in (("", 1, "name"), ("x" * 121, 1, "name"), ("Beamer", 0, "number")):
        with pytest.raises(BadInput) as refused:
            set_shared_item(by=BY, place=place, name=name, number=number)
        assert refused.value.problems[0].field == field
    item = set_shared_item(by=BY, place=place, name="Beamer", number=3)
    assert set_shared_item(by=BY, place=place, name="beamer", number=2).pk == item.pk
    request_booking(by=BY, room=room(place), facts=wish(items={item.pk: 2}), sender="t")
    with pytest.raises(Refused, match="Piece 2 is lent"):
        set_shared_item(by=BY, place=place, name="Beamer", number=1)
    with pytest.raises(Refused, match="lent for a time to come"):
        remove_shared_item(by=BY, item=item)
    elsewhere = set_shared_item(by=BY, place=centre("Elders"), name="Beamer", number=1)
    with pytest.raises(ItemLent, match="no longer on the list"):
        request_booking(by=BY, room=room(place, "Zaal 9"), facts=wish(items={elsewhere.pk: 1}), sender="t")
