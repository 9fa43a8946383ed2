"""Rows that are made ready beforehand are the rows that saving would write."""

import pytest
from django.db import IntegrityError, transaction
from tests.places.building import BY, at, centre, room, some_tuesday, wish

from wijkhart.core.ids import new_id
from wijkhart.places.actions import request_booking
from wijkhart.places.actions.ready_rows import ReadyRows
from wijkhart.places.models import Booking, Occupancy


@pytest.mark.django_db
def test_a_ready_row_says_what_the_object_says_but_for_what_is_changed() -> None:
    made = request_booking(by=BY, room=room(centre()), facts=wish(traits=("loud",)), sender="t")
    rows = ReadyRows(Booking)
    key, begins = new_id(), at("19:00")
    before = {field.attname: getattr(made, field.attname) for field in Booking._meta.concrete_fields}
    rows.write([rows.like(rows.of(made), {"id": key, "starts_at": begins, "ends_at": at("20:00")})])
    other = Booking.objects.get(pk=key)
    after = {field.attname: getattr(other, field.attname) for field in Booking._meta.concrete_fields}
    assert after == {**before, "id": key, "starts_at": begins, "ends_at": at("20:00")}


@pytest.mark.django_db
def test_the_guard_of_the_database_looks_at_ready_rows_too() -> None:
    first = request_booking(by=BY, room=room(centre()), facts=wish("19:00", "21:00", some_tuesday()), sender="t")
    rows, taken = ReadyRows(Occupancy), first.occupancies.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.write([rows.like(rows.of(taken), {"key": new_id()})])
    assert Occupancy.objects.count() == 1
