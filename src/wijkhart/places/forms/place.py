"""Forms about places: narrowing the list, and telling about a place."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.geocoder import Located, locate
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm, M
from wijkhart.places.facts import PlaceFacts
from wijkhart.places.kinds import fold
from wijkhart.places.models import Place, PlaceKind, PlaceQuerySet, StepFree

ANY = ("", _("all"))
EVERYONE = _("Everyone can read this.")


class PlaceFilter(FilterForm):
    """Which places. Its values stand in the address."""

    zoek = forms.CharField(label=_("Name, street or postcode"), required=False, max_length=100)
    soort = forms.ChoiceField(label=_("Kind of place"), required=False, choices=[ANY, *PlaceKind.choices])
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    wijk = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    bekend = forms.ChoiceField(
        label=_("Known how?"),
        required=False,
        choices=[ANY, ("afspraak", _("agreed with the owner")), ("lijst", _("only from an open list"))],
    )
    rolstoel = forms.BooleanField(label=_("Only where a wheelchair can get in"), required=False)

    def __init__(self, data: Mapping[str, Any], places: PlaceQuerySet) -> None:
        super().__init__(data)
        codes = places.order_by().values("municipality_code").distinct()
        areas = list(Area.objects.current().municipalities().filter(code__in=codes).order_by("name"))
        here = areas[0].code if len(areas) == 1 else str(self.data.get("gemeente", ""))
        wijken = Area.objects.current().districts().within(here or "-").order_by("name")
        cast(forms.ChoiceField, self.fields["gemeente"]).choices = [ANY, *((area.code, area.name) for area in areas)]
        cast(forms.ChoiceField, self.fields["wijk"]).choices = [ANY, *wijken.values_list("code", "name")]
        if len(areas) < 2:
            del self.fields["gemeente"]

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        """The places that answer all that is asked."""
        asked = self.cleaned_data
        wanted = Q()
        for word in fold(asked["zoek"]).split():
            wanted &= Q(search_text__contains=word)
        for field, name in (("kind", "soort"), ("municipality_code", "gemeente"), ("district_code", "wijk")):
            wanted &= Q(**{field: asked[name]}) if asked.get(name) else Q()
        wanted &= Q(agreed=asked["bekend"] == "afspraak") if asked["bekend"] else Q()
        wanted &= Q(step_free=StepFree.YES) if asked["rolstoel"] else Q()
        return rows.filter(wanted)


class PlaceForm(forms.Form):
    """What somebody tells about a place."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of place"), choices=PlaceKind.choices)
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    house_number = forms.CharField(label=_("House number"), max_length=20, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=7, required=False, help_text=_("Such as 3812 AB."))
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    step_free = forms.ChoiceField(
        label=_("Can a wheelchair get in?"), choices=StepFree.choices, widget=forms.RadioSelect, initial="unknown"
    )
    access_note = forms.CharField(
        label=_("How to get in"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=EVERYONE
    )
    concept = forms.CharField(
        label=_("What this place is for"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=EVERYONE
    )
    floor_area = forms.IntegerField(label=_("Floor area in m²"), required=False)
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Organisation.objects.none(), required=False)
    manager = forms.ModelChoiceField(
        label=_("Manager"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("the owner"),
        help_text=_("Who runs the place and answers requests for its rooms."),
    )
    phone = forms.CharField(
        label=_("Phone of the manager"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        help_text=EVERYONE,
    )
    email = forms.EmailField(
        label=_("Mail address of the manager"),
        required=False,
        help_text=_("Everyone can read this. New requests, changes and cancellations are told there."),
    )
    agreed = forms.BooleanField(label=_("The owner takes part and this entry is agreed"), required=False)
    published = forms.BooleanField(label=_("Everyone may see this place"), required=False, initial=True)
    x = forms.FloatField(
        label=_("X on the Dutch grid (RD)"),
        required=False,
        help_text=_("In metres. Empty: the middle of the postcode area."),
    )
    y = forms.FloatField(label=_("Y on the Dutch grid (RD)"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, actor: Actor, municipality: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.municipality = municipality
        owners = Organisation.objects.visible_to(actor).working_in(municipality)
        cast("forms.ModelChoiceField[Organisation]", self.fields["manager"]).queryset = owners
        if not actor.may("place.edit", municipality):
            owners = owners.filter(pk__in=actor.organisation_ids)
        cast("forms.ModelChoiceField[Organisation]", self.fields["owner"]).queryset = owners

    def clean_postcode(self) -> str:
        """Without a space, in capitals."""
        return str(self.cleaned_data["postcode"]).replace(" ", "").upper()

    def facts(self) -> PlaceFacts:
        """What was told; a point that is not told comes from the postcode."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if told["x"] is None and told["y"] is None and told["postcode"]:
            located = locate(told["postcode"], self.municipality)
            told |= {"x": located.x, "y": located.y} if isinstance(located, Located) else {}
        return PlaceFacts(**told)

    @staticmethod
    def told_of(place: Place) -> dict[str, Any]:
        """The fields as a place has them now."""
        plain = [name for name in PlaceForm.base_fields if name not in ("owner", "manager")]
        told = {name: getattr(place, name) for name in plain}
        return told | {"owner": place.owner_id, "manager": place.manager_id}
