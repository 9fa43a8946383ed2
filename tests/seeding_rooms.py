"""Rooms, bookings and rules of the world, and the addresses that show them."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from tests.addresses import MUNICIPALITY
from wijkhart.accounts.actors import ActingUser
from wijkhart.places.actions import add_photo, bring_in_calendar, set_shared_item, start_rules
from wijkhart.places.models import Booking, BookingSeries, ConceptRule, WaitingEntry
from wijkhart.places.queries.links import link_token, waiting_token


def bookings() -> dict[str, dict[str, str]]:
    """The example request that waits for an answer, and the link of whoever asked."""
    waits = Booking.objects.filter(state="requested").order_by("pk")[0]
    pages = ("detail", "accept", "refuse", "move", "cancel", "take", "decline")
    links = ("link", "link_move", "link_cancel", "link_erase", "link_calendar", "link_take", "link_decline")
    whole = ("detail", "change", "add_date", "note", "accept", "refuse", "cancel", "calendar")
    entry = WaitingEntry.objects.filter(organisation=None).order_by("pk")[0]
    series = {"pk": str(BookingSeries.objects.order_by("pk")[0].pk)}
    return {
        **{f"series_{page}": series for page in whole},
        **{f"waiting_{page}": {"pk": str(entry.pk)} for page in ("offer", "leave")},
        **{f"waiting_{page}": {"token": waiting_token(entry)} for page in ("link", "link_leave")},
        "place_calendar": {"pk": str(waits.room.place_id)},
        **{f"booking_{page}": {"pk": str(waits.pk)} for page in pages},
        **{f"booking_{page}": {"token": link_token(waits)} for page in links},
    }


def things(acting: ActingUser) -> dict[str, dict[str, str]]:
    """A picture, something to borrow, and a calendar from elsewhere, at the place of the example request."""
    room = Booking.objects.filter(state="requested").order_by("pk")[0].room
    photo = add_photo(by=acting, place=room.place, room=room, content=grey_picture(), alt="Een zaal met stoelen.")
    item = set_shared_item(by=acting, place=room.place, name="Beamer", number=2)
    calendar = bring_in_calendar(by=acting, room=room, name="Rooster van de school", content=school_calendar())
    return {
        "place_photos": {"pk": str(room.place_id)},
        "place_items": {"pk": str(room.place_id)},
        "room_calendars": {"pk": str(room.pk)},
        **{f"photo{page}": {"pk": str(photo.pk)} for page in ("", "_edit", "_first", "_remove")},
        "item_remove": {"pk": str(item.pk)},
        "calendar_drop": {"pk": str(calendar.pk)},
    }


def grey_picture() -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (320, 200), "grey").save(out, "PNG")
    return out.getvalue()


def school_calendar() -> bytes:
    """A weekly lesson, from tomorrow."""
    day = timezone.localdate() + timedelta(days=1)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:les@school"]
    lines += [f"DTSTART:{day:%Y%m%d}T080000", f"DTEND:{day:%Y%m%d}T084500", "RRULE:FREQ=WEEKLY;COUNT=3"]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def ruled(acting: ActingUser) -> dict[str, dict[str, str]]:
    """A draft of the next rules of use, the version in force, and a rule of the concept of a place."""
    start_rules(by=acting, municipality=MUNICIPALITY)
    rule = ConceptRule.objects.order_by("pk")[0]
    pages = ("edit", "remove", "up")
    return {
        "use_rules_version": {"number": "1"},
        **{f"place_concept_rule_{page}": {"pk": str(rule.place_id), "part": str(rule.pk)} for page in pages},
    }
