"""What is asked of who waits for a room, and of who offers one."""

from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.core.forms import FilterForm, M
from wijkhart.places.actions.waiting import HELD_HOURS
from wijkhart.places.forms.booking import BookingForm
from wijkhart.places.models import WaitingState

HOURS: Final = [("24", _("1 day")), (str(HELD_HOURS), _("2 days")), ("72", _("3 days")), ("168", _("a week"))]
ON_THE_LIST: Final = (WaitingState.WAITING, WaitingState.OFFERED)


class WaitingForm(BookingForm):
    """Somebody with an account waits for one date."""

    weeks = None  # type: ignore[assignment] # one date: a series keeps its own list
    last_day = None  # type: ignore[assignment]
    anyway = None  # type: ignore[assignment] # an exception is made when booking


class OfferForm(forms.Form):
    """How long the time is held for who waits."""

    hours = forms.ChoiceField(
        label=_("How long do we hold the room for them?"),
        choices=HOURS,
        initial=str(HELD_HOURS),
        help_text=_("Never longer than until two hours before it begins."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WaitingFilter(FilterForm):
    """Which of those who wait. Its values stand in the address."""

    zoek = forms.CharField(label=_("What for, room or place"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=_("How it stands"),
        required=False,
        choices=[("", _("waits or has an offer")), *WaitingState.choices, ("alles", _("all"))],
    )
    vrij = forms.BooleanField(label=_("Only for a time that is free now"), required=False)

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Those who answer all that is asked; whether a time is free is worked out after it."""
        asked: dict[str, Any] = self.cleaned_data
        wanted = Q()
        for word in asked["zoek"].split():
            matches = Q()
            for name in ("title", "room__name", "room__place__name", "organisation__name", "name"):
                matches |= Q(**{f"{name}__icontains": word})
            wanted &= matches
        if asked["stand"] != "alles":
            wanted &= Q(state=asked["stand"]) if asked["stand"] else Q(state__in=ON_THE_LIST)
        return rows.filter(wanted)
