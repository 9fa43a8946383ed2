"""The equipment that rooms of a place share: kept, and lent along with a booking, each piece once at a time."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Booking, ItemUse, Place, SharedItem
from wijkhart.places.perms import may_edit_place

MOST: Final = 99
"""Pieces of one item."""


class ItemLent(Refused):
    """Not so many pieces are left then."""


def set_shared_item(*, by: Actor, place: Place, name: str, number: int) -> SharedItem:
    """Say how many pieces of something the place has; an item of this name that stands there gets the new number."""
    if not may_edit_place(by, place):
        raise NotAllowed(_("You may not change this place."))
    title = " ".join(name.split())
    if problems := [InputProblem(_("equipment"), None, *one) for one in _wrong_item(title, number)]:
        raise BadInput(problems)
    with transaction.atomic():
        found = SharedItem.objects.select_for_update().filter(place=place, name__iexact=title).first()
        item = found or SharedItem(place=place, name=title)
        most = max((use.unit for use in item.uses.filter(ends_at__gt=timezone.now())) if found else (), default=0)
        if number < most:
            message = _("Piece %(unit)s is lent for a time to come. Choose %(unit)s or more, or change that booking.")
            raise Refused(message % {"unit": most}, field="number")
        item.number = number
        item.save()
        record(by, "item.set", item, municipality=place.municipality_code)
    return item


def _wrong_item(name: str, number: int) -> list[tuple[str, str, str]]:
    found = []
    if not name or len(name) > 120:
        found.append(("name", _("The name is empty or too long."), _("Fill in a name of at most 120 letters.")))
    elif wrong := wrong_in_text(name):
        found.append(("name", *wrong))
    if not 1 <= number <= MOST:
        advice = _("Fill in a number from 1 up to and including %(most)s.") % {"most": MOST}
        found.append(("number", _("There must be at least one piece."), advice))
    return found


def remove_shared_item(*, by: Actor, item: SharedItem) -> None:
    """Take something off the list, unless somebody borrows it in the time to come."""
    if not may_edit_place(by, item.place):
        raise NotAllowed(_("You may not change this place."))
    with transaction.atomic():
        held = SharedItem.objects.select_for_update().get(pk=item.pk)
        if held.uses.filter(ends_at__gt=timezone.now()).exists():
            raise Refused(_("This is lent for a time to come. Change those bookings first."))
        record(by, "item.removed", held, municipality=item.place.municipality_code)
        held.delete()


def lent_with(booking: Booking) -> dict[UUID, int]:
    """Item -> pieces that go with a booking now."""
    return dict(Counter(booking.item_uses.values_list("item_id", flat=True)))


def lend(booking: Booking, wanted: Mapping[UUID, int], start: datetime, end: datetime) -> None:
    """Lend so many pieces of each item from `start` until `end`. Raises `ItemLent`; needs a transaction.

    The items are locked in one order before their pieces are counted, so that those who book wait in line; behind
    that stands the database, which refuses one piece twice.
    """
    keys = sorted(key for key, number in wanted.items() if number > 0)
    items = list(
        SharedItem.objects.select_for_update().filter(pk__in=keys, place_id=booking.room.place_id).order_by("pk")
    )
    if len(items) < len(keys):
        raise ItemLent(_("Something you want to borrow is no longer on the list of this place."), field="items")
    for item in items:
        met = item.uses.filter(starts_at__lt=end, ends_at__gt=start).exclude(booking=booking)
        lent = set(met.values_list("unit", flat=True))
        free = [unit for unit in range(1, item.number + 1) if unit not in lent]
        asked = wanted[item.pk]
        if len(free) < asked:
            facts = {"item": item.name, "free": len(free), "asked": asked}
            message = _("%(item)s: you ask for %(asked)s, and %(free)s can be borrowed then. Ask for fewer.")
            raise ItemLent(message % facts, field=f"item_{item.pk}")
        ItemUse.objects.lend(booking, item, free[:asked], (start, end))
