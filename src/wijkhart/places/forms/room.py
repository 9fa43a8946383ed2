"""What somebody tells about a room."""

from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wijkhart.places.facts import RoomFacts
from wijkhart.places.forms.fields import EVERYONE, free_text, several
from wijkhart.places.models import Access, BookingMode, Equipment, Layout, Place, Room, StepFree

LAYOUT = "layout_"


class RoomForm(forms.Form):
    """How large a room is, fit for what, and on what terms it can be booked."""

    name = forms.CharField(label=_("Name of the room"), max_length=120)
    floor_area = forms.IntegerField(label=_("Floor area in m²"), required=False)
    floor_area_in_use = forms.IntegerField(label=_("Of these in use, in m²"), required=False)
    seats = forms.IntegerField(
        label=_("Number of seats"), required=False, help_text=_("The most people at once, in whatever layout.")
    )
    step_free = forms.ChoiceField(
        label=_("Can a wheelchair get in?"), choices=StepFree.choices, widget=forms.RadioSelect, initial="unknown"
    )
    functions = free_text(
        _("What the room is fit for"),
        EVERYONE,
        required=False,
        help_text=_("With a comma between, such as: meeting, cooking, moving."),
    )
    equipment = several(_("What is there"), Equipment.choices)
    access = several(_("What helps people to take part"), Access.choices)
    booking_mode = forms.ChoiceField(
        label=_("Can it be booked?"),
        choices=BookingMode.choices,
        widget=forms.RadioSelect,
        initial=BookingMode.NONE,
        required=False,
    )
    shared = forms.BooleanField(
        label=_("Several groups may use it at once"),
        required=False,
        help_text=_("Together they never take more than the number of seats."),
    )
    parts = forms.ModelMultipleChoiceField(
        label=_("Made of these rooms"),
        queryset=Room.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a hall that can be split. Who books the hall takes all of them, and the other way round."),
    )
    setup_minutes = forms.IntegerField(label=_("Minutes to set up, before each use"), required=False)
    cleanup_minutes = forms.IntegerField(label=_("Minutes to clear up, after each use"), required=False)
    house_rules = free_text(_("House rules"), EVERYONE, rows=3, most=2000, required=False)
    price_note = free_text(
        _("What it costs"),
        EVERYONE,
        required=False,
        help_text=_("Such as: € 10 an hour, free for groups of residents."),
    )
    entry_note = free_text(
        _("Key, code or who opens"),
        _("Only who has a booking reads this, from the moment that it is accepted."),
        rows=2,
        most=1000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, place: Place, room: Room | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        for key, label in Layout.choices:
            self.fields[LAYOUT + key] = forms.IntegerField(
                label=format_lazy("{} {}", _("People that fit:"), label), required=False
            )
        others = place.rooms.filter(parts=None)
        others = others.exclude(pk=room.pk) if room else others
        cast("forms.ModelMultipleChoiceField[Room]", self.fields["parts"]).queryset = others
        if not others.exists():
            del self.fields["parts"]
        sizes = [LAYOUT + key for key in Layout.values]
        self.order_fields(["name", "floor_area", "floor_area_in_use", "seats", *sizes])

    def facts(self) -> RoomFacts:
        """What was told."""
        told = {name: value for name, value in self.cleaned_data.items() if name in RoomFacts.__dataclass_fields__}
        words = tuple(word.strip() for word in told["functions"].split(",") if word.strip())
        sizes = {key: self.cleaned_data[LAYOUT + key] for key in Layout.values}
        return RoomFacts(
            **{
                **told,
                "functions": words,
                "layouts": {key: people for key, people in sizes.items() if people is not None},
                "equipment": tuple(told["equipment"]),
                "access": tuple(told["access"]),
                "parts": tuple(told.get("parts", ())),
                "booking_mode": told["booking_mode"] or BookingMode.NONE,
                "setup_minutes": told["setup_minutes"] or 0,
                "cleanup_minutes": told["cleanup_minutes"] or 0,
            }
        )

    @staticmethod
    def told_of(room: Room) -> dict[str, Any]:
        """The fields as a room has them now."""
        told = {name: getattr(room, name, None) for name in RoomForm.base_fields}
        sizes = {LAYOUT + key: people for key, people in room.layouts.items()}
        parts = [part.pk for part in room.parts.all()]
        return {**told, **sizes, "functions": ", ".join(room.functions), "parts": parts, "version": room.place.version}
