"""Taking over a calendar that the owner of a room keeps elsewhere: each event closes the room here."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import clock, day
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.actions.booking import occupy
from wijkhart.places.actions.occupying import RoomTaken, hold_room
from wijkhart.places.models import Booking, BookingKind, BookingState, OutsideCalendar, Room
from wijkhart.places.outside_file import OutsideEvent, read_outside
from wijkhart.places.perms import may_decide
from wijkhart.places.queries.free import AHEAD


def bring_in_calendar(*, by: Actor, room: Room, name: str, content: bytes) -> OutsideCalendar:
    """Close the room at each event of the file in the coming year.

    A calendar of this name that stood here is replaced: what is no longer in the file is opened again. An event at
    which somebody has booked the room here is not taken over; the remarks say which, so that the manager can settle it.
    """
    if not may_decide(by, room.place):
        raise NotAllowed(_("You may not decide on this room."))
    title = _name(name)
    now = timezone.now()
    read = read_outside(content, now, now + AHEAD)
    with transaction.atomic():
        held = hold_room(room)
        calendar, _made = OutsideCalendar.objects.get_or_create(
            room=held, name=title, defaults={"actor_id": by.actor_id}
        )
        known = {one.outside_uid: one for one in calendar.bookings.filter(ends_at__gt=now)}
        wanted = {event.uid: event for event in read.events}
        for uid, booking in known.items():
            event = wanted.get(uid)
            if event is None or (event.starts_at, event.ends_at) != (booking.starts_at, booking.ends_at):
                booking.delete()
            else:
                wanted.pop(uid)
        clashes = [words for event in wanted.values() if (words := _close(by, held, calendar, event))]
        calendar.read_at, calendar.actor_id = now, by.actor_id
        calendar.events = len(read.events) - len(clashes)
        calendar.remarks = [*clashes, *read.remarks][:100]
        calendar.save()
        record(by, "calendar.brought_in", calendar, municipality=held.place.municipality_code)
    return calendar


def _close(by: Actor, room: Room, calendar: OutsideCalendar, event: OutsideEvent) -> str:
    """Close the room at one event; gives what stands in the way, else nothing."""
    try:
        with transaction.atomic():
            made = Booking.objects.create(
                room=room,
                municipality_code=room.place.municipality_code,
                kind=BookingKind.BLOCK,
                state=BookingState.ACCEPTED,
                title=calendar.name,
                starts_at=event.starts_at,
                ends_at=event.ends_at,
                actor_id=by.actor_id,
                outside=calendar,
                outside_uid=event.uid,
                example=room.place.example,
            )
            occupy(made, room)
    except RoomTaken:
        facts = {"when": _when(event.starts_at, event.ends_at)}
        return (
            _("%(when)s: the room is taken here then. Settle it with who booked, and bring the file in again.") % facts
        )
    return ""


def _when(start: datetime, end: datetime) -> str:
    begins, ends = timezone.localtime(start), timezone.localtime(end)
    if ends - begins >= timedelta(days=1):
        return _("%(from)s to %(until)s") % {"from": day(begins.date()), "until": day(ends.date())}
    facts = {"day": day(begins.date()), "from": clock(begins), "until": clock(ends)}
    return _("%(day)s, %(from)s until %(until)s") % facts


def drop_calendar(*, by: Actor, calendar: OutsideCalendar) -> None:
    """Let go of a calendar: what it closed is open again."""
    if not may_decide(by, calendar.room.place):
        raise NotAllowed(_("You may not decide on this room."))
    with transaction.atomic():
        hold_room(calendar.room)
        record(by, "calendar.dropped", calendar, municipality=calendar.room.place.municipality_code)
        calendar.delete()


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 120:
        raise Refused(_("Give the calendar a name of at most 120 letters."), field="name")
    if wrong := wrong_in_text(name):
        raise Refused(" ".join(wrong), field="name")
    return name
