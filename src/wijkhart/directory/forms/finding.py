"""The form that narrows the list of what there is."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkhart.areas.geocoder import Located, locate
from wijkhart.areas.models import Area
from wijkhart.core.formats import distance, weekday
from wijkhart.core.forms import FilterForm
from wijkhart.directory.models import ServiceQuerySet
from wijkhart.directory.queries.find import Near, Search
from wijkhart.themes.models import Line, TargetGroup, Theme
from wijkhart.times.models import PartOfDay

RADII = (500, 1000, 2000, 5000, 10_000)
USUAL_RADIUS = "2000"
ANY = ("", _("all"))


class ServiceFilter(FilterForm):
    """What somebody looks for, near where, when, for whom. Its values stand in the address.

    After cleaning, `located` is the point of "near"; `not_located` says why there is none.
    """

    zoek = forms.CharField(label=_("What are you looking for?"), required=False, max_length=100)
    bij = forms.CharField(
        label=_("Near which postcode or neighbourhood?"),
        required=False,
        max_length=60,
        help_text=_("The four digits of your postcode are enough, such as 3812."),
    )
    afstand = forms.ChoiceField(label=_("How far away at most?"), required=False)
    dag = forms.ChoiceField(label=_("Which day?"), required=False)
    dagdeel = forms.ChoiceField(
        label=_("Which part of the day?"), required=False, choices=[("", _("the whole day")), *PartOfDay.choices]
    )
    thema = forms.ChoiceField(label=_("Subject"), required=False)
    doelgroep = forms.ChoiceField(label=_("For whom?"), required=False)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    wijk = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    lijn = forms.ChoiceField(label=_("Who helps?"), required=False, choices=[ANY, *Line.choices])
    aanbieder = forms.ChoiceField(
        label=_("Offered by"),
        required=False,
        choices=[ANY, ("formeel", _("an organisation (formal)")), ("informeel", _("residents together (informal)"))],
    )
    subsidie = forms.ChoiceField(
        label=_("With subsidy of the municipality?"), required=False, choices=[ANY, ("ja", _("yes")), ("nee", _("no"))]
    )
    gratis = forms.BooleanField(label=_("Only what is free"), required=False)
    rolstoel = forms.BooleanField(label=_("Only where a wheelchair can get in"), required=False)

    def __init__(self, data: Mapping[str, Any], services: ServiceQuerySet) -> None:
        super().__init__(data)
        self.located: Located | None = None
        self.not_located = ""
        self.municipalities = municipalities_of(services)
        radii = [(str(metres), distance(metres)) for metres in RADII]
        self._choose("afstand", [("", distance(int(USUAL_RADIUS)))] + [one for one in radii if one[0] != USUAL_RADIUS])
        self._choose("dag", [("", gettext("every day")), *((str(day), weekday(day)) for day in range(7))])
        self._choose("thema", [ANY, *((theme.key, theme.label) for theme in Theme.objects.in_use())])
        self._choose("doelgroep", [ANY, *((group.key, group.label) for group in TargetGroup.objects.in_use())])
        self._choose("gemeente", [ANY, *((area.code, area.name) for area in self.municipalities)])
        self._choose("wijk", [ANY, *self._districts()])
        if len(self.municipalities) < 2:
            del self.fields["gemeente"]

    def _choose(self, field: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = choices

    @property
    def municipality(self) -> str:
        """The municipality that is asked, or the only one there is."""
        if len(self.municipalities) == 1:
            return self.municipalities[0].code
        return str(self.data.get("gemeente", ""))

    def _districts(self) -> list[tuple[str, str]]:
        """The wijken to choose from; none until it is clear in which municipality."""
        here = Area.objects.current().districts().within(self.municipality or "-")
        return list(here.order_by("name").values_list("code", "name"))

    def clean(self) -> dict[str, Any]:
        """Look up where "near" is."""
        cleaned = super().clean() or {}
        if cleaned.get("bij"):
            found = locate(cleaned["bij"], self.municipality)
            self.located = found if isinstance(found, Located) else None
            self.not_located = "" if isinstance(found, Located) else found.message
        return cleaned

    @property
    def search(self) -> Search:
        """What the cleaned values ask."""
        asked = self.cleaned_data
        near = self.located and Near(self.located.x, self.located.y, float(asked["afstand"] or USUAL_RADIUS))
        return Search(
            words=asked["zoek"],
            municipality=asked.get("gemeente", ""),
            district=asked["wijk"],
            theme=asked["thema"],
            group=asked["doelgroep"],
            weekday=int(asked["dag"]) if asked["dag"] else None,
            part_of_day=asked["dagdeel"],
            line=int(asked["lijn"]) if asked["lijn"] else None,
            formal={"formeel": True, "informeel": False}.get(asked["aanbieder"]),
            subsidised={"ja": True, "nee": False}.get(asked["subsidie"]),
            cost="free" if asked["gratis"] else "",
            step_free=asked["rolstoel"],
            near=near or None,
        )


def municipalities_of(services: ServiceQuerySet) -> list[Area]:
    """The municipalities in which there is something to find."""
    codes = services.order_by().values("municipality_code").distinct()
    return list(Area.objects.current().municipalities().filter(code__in=codes).order_by("name"))
