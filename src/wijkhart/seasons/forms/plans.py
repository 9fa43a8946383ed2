"""What is asked about a plan: which sessions, and where a session goes by hand."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.core.formats import weekday
from wijkhart.core.forms import FilterForm
from wijkhart.places.forms.fields import at_hour
from wijkhart.places.models import Room, UserKind
from wijkhart.seasons.models import SeasonSession


def days() -> list[tuple[str, str]]:
    """The days of the week, Monday first."""
    return [(str(day), weekday(day).capitalize()) for day in range(7)]


def time_in(text: str) -> time | None:
    """A time of day as a button sends it; None when it is none."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


class SessionFilter(FilterForm):
    """Which sessions. Its values stand in the address."""

    zoek = forms.CharField(label=_("Who or what"), required=False, max_length=100)
    ruimte = forms.ChoiceField(label=_("Room"), required=False)
    dag = forms.ChoiceField(label=_("Day"), required=False)
    vast = forms.ChoiceField(
        label=_("Pinned"), required=False, choices=[("", _("all")), ("ja", _("pinned")), ("nee", _("not pinned"))]
    )

    def __init__(self, data: Any, rooms: Sequence[Room]) -> None:
        super().__init__(data)
        self.offer("ruimte", _("every room"), {str(one.pk): f"{one.place.name}: {one.name}" for one in rooms})
        field = self.fields["dag"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("every day")), *days()]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        for word in asked["zoek"].split():
            named = Q(request__title__icontains=word) | Q(request__name__icontains=word)
            rows = rows.filter(named | Q(request__organisation__name__icontains=word))
        if asked["ruimte"]:
            rows = rows.filter(room=asked["ruimte"])
        if asked["dag"]:
            rows = rows.filter(weekday=int(asked["dag"]))
        return rows.filter(pinned=asked["vast"] == "ja") if asked["vast"] else rows


class UnmetFilter(FilterForm):
    """Which requests that got less. Its values stand in the address."""

    zoek = forms.CharField(label=_("Who or what"), required=False, max_length=100)
    soort = forms.ChoiceField(
        label=_("Who uses the room?"), required=False, choices=[("", _("all")), *UserKind.choices]
    )
    kreeg = forms.ChoiceField(
        label=_("What they got"),
        required=False,
        choices=[("", _("all")), ("niets", _("nothing")), ("deel", _("a part"))],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        for word in asked["zoek"].split():
            named = Q(request__title__icontains=word) | Q(request__name__icontains=word)
            rows = rows.filter(named | Q(request__organisation__name__icontains=word))
        if asked["soort"]:
            rows = rows.filter(request__user_kind=asked["soort"])
        if asked["kreeg"]:
            rows = rows.filter(granted=0) if asked["kreeg"] == "niets" else rows.filter(granted__gt=0)
        return rows


class MoveForm(forms.Form):
    """Where a session goes."""

    room = forms.ChoiceField(label=_("Room"))
    weekday = forms.ChoiceField(label=_("Day"))
    starts = at_hour(_("From what time?"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, rooms: Sequence[Room], **options: Any) -> None:
        super().__init__(data, **options)
        self.rooms = rooms
        choices = {
            "room": [(str(one.pk), f"{one.place.name}: {one.name}") for one in rooms],
            "weekday": days(),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered

    def chosen_room(self) -> Room:
        """The room that was chosen."""
        return next(one for one in self.rooms if str(one.pk) == self.cleaned_data["room"])

    @staticmethod
    def told_of(session: SeasonSession) -> dict[str, Any]:
        """Where it stands now."""
        return {
            "room": str(session.room_id),
            "weekday": str(session.weekday),
            "starts": session.starts,
            "version": session.plan.version,
        }
