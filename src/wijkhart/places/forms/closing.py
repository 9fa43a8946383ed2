"""What is asked of who closes a room."""

from datetime import datetime, time, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wijkhart.core.actors import Actor
from wijkhart.core.formats import clock, day
from wijkhart.places.booking_facts import end_in_words
from wijkhart.places.forms.fields import at_hour, free_text, on_day
from wijkhart.places.models import Booking, Room
from wijkhart.places.queries.in_the_way import can_be_cancelled, in_the_way
from wijkhart.times.clock import instant

READERS: Final = _("The manager of the room reads this, and who has a booking that you cancel for it.")


class BlockForm(forms.Form):
    """When a room is closed, and why. What stands in the way is named, and asked about, once the time is known."""

    day = on_day(_("From which day?"))
    starts = at_hour(_("From what time?"), required=False, help_text=_("Empty: from the start of that day."))
    last_day = on_day(_("Up to and including which day?"), help_text=_("It stays closed all the time in between."))
    ends = at_hour(_("Until what time?"), required=False, help_text=_("Empty: until the end of that day."))
    title = free_text(_("Why?"), READERS, most=160, help_text=_("Such as: the floor is renewed."))
    cancelled = forms.ModelMultipleChoiceField(
        label=_("Which bookings in the way do you cancel?"),
        queryset=Booking.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Who booked reads why, and gets a mail. Would you rather move one? Then do that first."),
    )

    def __init__(self, data: Any, actor: Actor, room: Room, **options: Any) -> None:
        super().__init__(data, **options)
        self.actor, self.room = actor, room
        self.in_the_way: list[Booking] = []
        field = cast("forms.ModelMultipleChoiceField[Booking]", self.fields["cancelled"])
        field.queryset = Booking.objects.visible_to(actor).filter(room__place=room.place_id)
        if data is None:
            del self.fields["cancelled"]

    def clean(self) -> dict[str, Any]:
        """Everything in the way is ticked to be cancelled, or the room stays open."""
        cleaned = super().clean() or {}
        found = self._found(cleaned)
        if not found:
            self.fields.pop("cancelled", None)
            return cleaned
        may = self.in_the_way = [one for one in found if can_be_cancelled(one)]
        field = cast("forms.ModelMultipleChoiceField[Booking]", self.fields["cancelled"])
        field.choices = [(str(one.pk), in_words(one)) for one in may]
        if stuck := [in_words(one) for one in found if one not in may]:
            words = str(_("Held for somebody who waits, or from a calendar elsewhere; change that first: %(what)s"))
            self.add_error("day", words % {"what": "; ".join(stuck)})
        ticked = set(cleaned.get("cancelled") or ())
        if left := len([one for one in may if one not in ticked]):
            message = ngettext(
                "%(n)s booking is in the way. Tick it to cancel it, or choose other days.",
                "%(n)s bookings are in the way. Tick each that you cancel, or choose other days.",
                left,
            )
            self.add_error("cancelled", message % {"n": left})
        return cleaned

    def period(self) -> tuple[datetime, datetime]:
        """From when until when the room is closed."""
        told = self.cleaned_data
        midnight = instant(told["last_day"] + timedelta(days=1), time.min)
        ends = instant(told["last_day"], told["ends"]) if told["ends"] else midnight
        return instant(told["day"], told["starts"] or time.min), ends

    def _found(self, cleaned: dict[str, Any]) -> list[Booking]:
        if self.errors or not {"day", "last_day"} <= cleaned.keys():
            return []
        begins, ends = self.period()
        return in_the_way(self.actor, self.room, begins, ends) if begins < ends else []


def in_words(booking: Booking) -> str:
    """A booking as the manager knows it."""
    starts = timezone.localtime(booking.starts_at)
    facts = {"day": day(starts.date()), "from": clock(starts), "until": end_in_words(booking), "title": booking.title}
    return str(_("%(day)s, %(from)s until %(until)s: %(title)s") % facts) + f" ({booking.who}, {booking.room.name})"
