"""How many people and when comes first; the room follows from it."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.areas.geocoder import Located, locate
from wijkhart.areas.models import Area
from wijkhart.core.formats import weekday
from wijkhart.core.forms import FilterForm
from wijkhart.places.forms.fields import on_day, several
from wijkhart.places.models import Access, Equipment, Place, UserKind
from wijkhart.places.queries.search import RoomWish
from wijkhart.times.models import PartOfDay

LENGTHS = [(60, _("1 hour")), (90, _("1.5 hours")), (120, _("2 hours")), (180, _("3 hours")), (240, _("4 hours"))]


class RoomSearchForm(FilterForm):
    """What somebody looks for. Its values stand in the address."""

    mensen = forms.IntegerField(
        label=_("With how many people?"),
        required=False,
        min_value=1,
        max_value=5000,
        error_messages={
            "min_value": _("Fill in with how many you come, at least 1."),
            "invalid": _("Fill in a number, such as 20."),
        },
    )
    weekdag = forms.TypedChoiceField(label=_("On which day of the week?"), required=False, coerce=int, empty_value=None)
    datum = on_day(_("Or on which date?"), required=False)
    dagdeel = forms.ChoiceField(
        label=_("Which part of the day?"), required=False, choices=[("", _("any")), *PartOfDay.choices]
    )
    duur = forms.ChoiceField(label=_("For how long?"), required=False, choices=LENGTHS, initial=120)
    bij = forms.CharField(
        label=_("Near which wijk or postcode?"), required=False, max_length=80, help_text=_("Such as Liendert or 3814.")
    )
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    wie = forms.ChoiceField(
        label=_("Who uses the room?"),
        required=False,
        choices=[("", _("not told")), *UserKind.choices],
        help_text=_("Some places are not for everyone at all hours. The rules of use say what it costs you."),
    )
    rolstoel = forms.BooleanField(label=_("A wheelchair must be able to get in"), required=False)
    nodig = several(_("What must be there?"), Equipment.choices)
    toegang = several(_("What else helps you to take part?"), Access.choices)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data or None)
        days = [(n, weekday(n).capitalize()) for n in range(7)]
        cast(forms.ChoiceField, self.fields["weekdag"]).choices = [("", _("any")), *days]
        codes = Place.objects.filter(published=True, rooms__isnull=False).order_by().values("municipality_code")
        areas = list(Area.objects.current().municipalities().filter(code__in=codes).order_by("name"))
        choices = [("", _("all")), *((area.code, area.name) for area in areas)]
        cast(forms.ChoiceField, self.fields["gemeente"]).choices = choices
        self.home = areas[0].code if len(areas) == 1 else ""
        if len(areas) < 2:
            del self.fields["gemeente"]
        self.near: Located | None = None

    def clean_bij(self) -> str:
        """A wijk or postcode that is known."""
        text = str(self.cleaned_data["bij"]).strip()
        if text:
            found = locate(text, self.home or str(self.data.get("gemeente", "")))
            if not isinstance(found, Located):
                raise forms.ValidationError(found.message)
            self.near = found
        return text

    def wish(self) -> RoomWish:
        """What was asked."""
        asked = self.cleaned_data
        return RoomWish(
            people=asked["mensen"] or 1,
            on=asked["datum"],
            weekday=asked["weekdag"],
            part=asked["dagdeel"],
            minutes=int(asked["duur"] or 120),
            equipment=tuple(asked["nodig"]),
            access=tuple(asked["toegang"]),
            step_free=asked["rolstoel"],
            near=self.near,
            user_kind=asked["wie"],
            municipality=asked.get("gemeente") or self.home,
        )
