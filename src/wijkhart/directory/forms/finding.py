"""The form that narrows the list of what there is."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkhart.areas.geocoder import Located
from wijkhart.areas.models import Area
from wijkhart.core.formats import clock, day, distance, weekday
from wijkhart.core.forms import FilterForm
from wijkhart.directory.forms.counting import FACETS, checked, counts_of
from wijkhart.directory.languages import language_choices
from wijkhart.directory.models import ServiceQuerySet
from wijkhart.directory.queries.entries import EVERYONE
from wijkhart.directory.queries.find import Near, Search
from wijkhart.directory.queries.near import where_is
from wijkhart.directory.reading import OLDEST, Reading, read
from wijkhart.themes.models import Line, TargetGroup, Theme
from wijkhart.times.models import PartOfDay

RADII = (500, 1000, 2000, 5000, 10_000)
USUAL_RADIUS = "2000"
ANY = ("", _("all"))
FARTHEST: Final = timedelta(days=366)
OPEN_ENDED: Final = timedelta(days=60)
"""How far a search looks when only its first day is given."""
COSTS = [ANY, ("free", _("free")), ("paid", _("paid"))]
WAYS = [ANY, ("place", _("at a place")), ("home", _("at your home")), ("online", _("online or by telephone"))]
PROVIDERS = [ANY, ("formeel", _("an organisation (formal)")), ("informeel", _("residents together (informal)"))]
NO: Final = ("", "0", "false", "False", "nee")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ServiceFilter(FilterForm):
    """What somebody looks for, near where, when, for whom. Its values stand in the address.

    After cleaning, `located` is the point of "near" and `not_located` says why there is none; `reading` is what was
    read out of the words, and `asked` everything together. What is wrong is not asked.
    """

    zoek = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=100,
        help_text=_("You may also say when and for whom, such as: walking Tuesday afternoon free 65+"),
    )
    bij = forms.CharField(
        label=_("Near which postcode or neighbourhood?"),
        required=False,
        max_length=60,
        help_text=_("The four digits of your postcode are enough, such as 3812. The name of a building will do too."),
    )
    afstand = forms.ChoiceField(label=_("How far away at most?"), required=False)
    dag = forms.ChoiceField(label=_("Which day?"), required=False)
    dagdeel = forms.ChoiceField(
        label=_("Which part of the day?"), required=False, choices=[("", _("the whole day")), *PartOfDay.choices]
    )
    van = forms.TimeField(label=_("Not before (time)"), required=False, widget=TIME)
    tot = forms.TimeField(label=_("Not after (time)"), required=False, widget=TIME)
    vanaf = forms.DateField(label=_("From which date?"), required=False, widget=DATE)
    tot_en_met = forms.DateField(
        label=_("Up to and including which date?"), required=False, widget=DATE, help_text=_("Left empty: two months.")
    )
    thema = forms.ChoiceField(label=_("Subject"), required=False)
    doelgroep = forms.ChoiceField(label=_("For whom?"), required=False)
    leeftijd = forms.IntegerField(label=_("How old are you?"), required=False, min_value=0, max_value=OLDEST)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    wijk = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    kosten = forms.ChoiceField(label=_("Free or paid?"), required=False, choices=COSTS)
    manier = forms.ChoiceField(label=_("Where do you want it?"), required=False, choices=WAYS)
    taal_aanbod = forms.ChoiceField(label=_("In which language?"), required=False)
    lijn = forms.ChoiceField(label=_("Who helps?"), required=False, choices=[ANY, *Line.choices])
    aanbieder = forms.ChoiceField(label=_("Offered by"), required=False, choices=PROVIDERS)
    subsidie = forms.ChoiceField(
        label=_("With subsidy of the municipality?"), required=False, choices=[ANY, ("ja", _("yes")), ("nee", _("no"))]
    )
    rolstoel = forms.BooleanField(label=_("Only where a wheelchair can get in"), required=False)
    plek = forms.BooleanField(label=_("Leave out what is full"), required=False)
    nu_open = forms.BooleanField(label=_("Only what is open or going on now"), required=False)
    letterlijk = forms.BooleanField(label=_("Look for exactly these words"), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], services: ServiceQuerySet) -> None:
        super().__init__(_with_new_names(data))
        self.located: Located | None = None
        self.not_located = ""
        self.reading = Reading("")
        self.asked: dict[str, Any] = {}
        self.municipalities = municipalities_of(services)
        self._groups = list(TargetGroup.objects.in_use())
        radii = [(str(metres), distance(metres)) for metres in RADII]
        self._choose("afstand", [("", distance(int(USUAL_RADIUS)))] + [one for one in radii if one[0] != USUAL_RADIUS])
        self._choose("dag", [("", gettext("every day")), *((str(day), weekday(day)) for day in range(7))])
        self._choose("thema", [ANY, *((theme.key, theme.label) for theme in Theme.objects.in_use())])
        self._choose("doelgroep", [ANY, *((group.key, group.label) for group in self._groups)])
        self._choose("gemeente", [ANY, *((area.code, area.name) for area in self.municipalities)])
        self._choose("wijk", [ANY, *self._districts()])
        self._choose("taal_aanbod", [ANY, *language_choices()])
        self.names = {name: dict(field.choices) for name, field in self._choices()}
        if len(self.municipalities) < 2:
            del self.fields["gemeente"]

    def _choose(self, field: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = choices

    def _choices(self) -> list[tuple[str, Any]]:
        return [(name, one) for name, one in self.fields.items() if isinstance(one, forms.ChoiceField)]

    @property
    def municipality(self) -> str:
        """The municipality that is asked, or the only one there is."""
        if len(self.municipalities) == 1:
            return self.municipalities[0].code
        asked = str(self.data.get("gemeente", ""))
        return asked if asked in {area.code for area in self.municipalities} else ""

    def _districts(self) -> list[tuple[str, str]]:
        """The wijken to choose from; none until it is clear in which municipality."""
        here = Area.objects.current().districts().within(self.municipality or "-")
        return list(here.order_by("name").values_list("code", "name"))

    def clean_vanaf(self) -> date | None:
        return self._within_a_year("vanaf")

    def clean_tot_en_met(self) -> date | None:
        return self._within_a_year("tot_en_met")

    def _within_a_year(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("Choose a day less than a year from today."))
        return day

    def clean(self) -> dict[str, Any]:
        """Keep out what contradicts itself, read the words, and look up where "near" is."""
        cleaned = super().clean() or {}
        self._in_order("vanaf", "tot_en_met", _("The last day comes before the first."), same=True)
        self._in_order("van", "tot", _("The end comes before the beginning."), same=False)
        self._read_words()
        if text := self.asked.get("bij"):
            found = where_is(str(text), self.municipality)
            self.located = found if isinstance(found, Located) else None
            self.not_located = "" if isinstance(found, Located) else found.message
        return cleaned

    def _in_order(self, first: str, last: str, message: Any, *, same: bool) -> None:
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins is not None and ends is not None and (ends < begins or (ends == begins and not same)):
            self.add_error(last, message)
            self.cleaned_data.pop(first)

    def _read_words(self) -> None:
        """What was typed in the box counts where the form itself says nothing."""
        self.asked = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}
        words = str(self.asked.get("zoek", ""))
        if words and "letterlijk" not in self.asked:
            self.reading = read(words, timezone.localdate(), self._group_names())
            told = self.reading.values
            if {"vanaf", "tot_en_met"} & self.asked.keys():
                told = {name: value for name, value in told.items() if name not in ("vanaf", "tot_en_met")}
            self.asked = {**told, **self.asked, "zoek": self.reading.words}

    def _group_names(self) -> dict[str, str]:
        """Key of a target group by each of its names of one word; the first group that goes by it."""
        return {
            name.lower(): group.key
            for group in reversed(self._groups)
            for name in (*group.synonyms_nl, *group.synonyms_en, group.label_nl, group.label_en)
        }

    @property
    def parameters(self) -> dict[str, str]:
        """All that is asked as the address would say it, also what was read out of the words."""
        return {name: _written(value) for name, value in self.asked.items() if value not in ("", None)}

    def said(self, name: str) -> str:
        """One wish in words: the choice that was made, or the question with what was filled in."""
        value = self.asked[name]
        if name in self.names:
            return str(self.names[name].get(value, value))
        if isinstance(value, bool):
            return str(self.fields[name].label)
        return str(WISHES[name] % {"value": clock(value) if isinstance(value, time) else _in_words(value)})

    @property
    def search(self) -> Search:
        """What is asked, of all that makes sense."""
        asked = self.asked
        near = self.located and Near(self.located.x, self.located.y, float(asked.get("afstand", USUAL_RADIUS)))
        first: date | None = asked.get("vanaf") or (timezone.localdate() if asked.get("tot_en_met") else None)
        from_time: time | None = asked.get("van")
        return Search(
            words=asked.get("zoek", ""),
            municipality=asked.get("gemeente", ""),
            district=asked.get("wijk", ""),
            theme=asked.get("thema", ""),
            group=asked.get("doelgroep", ""),
            age=asked.get("leeftijd"),
            weekday=int(asked["dag"]) if "dag" in asked else None,
            part_of_day=asked.get("dagdeel", ""),
            from_time=from_time,
            to_time=asked.get("tot"),
            first_day=first,
            last_day=asked.get("tot_en_met") or (first and first + OPEN_ENDED),
            open_now="nu_open" in asked,
            line=int(asked["lijn"]) if "lijn" in asked else None,
            formal={"formeel": True, "informeel": False}.get(asked.get("aanbieder", "")),
            subsidised={"ja": True, "nee": False}.get(asked.get("subsidie", "")),
            cost=asked.get("kosten", ""),
            language=asked.get("taal_aanbod", ""),
            step_free="rolstoel" in asked,
            with_room="plek" in asked,
            way=asked.get("manier", ""),
            near=near or None,
        )

    def count(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Write beside every choice how many there would be with it."""
        for name, field in self._choices():
            if name in FACETS:
                counts = counts_of(facets, name)
                rest = counts.get(EVERYONE, "0") if name == "doelgroep" else "0"
                field.choices = [
                    (value, label if value == "" else f"{label} ({counts.get(str(value), rest)})")
                    for value, label in field.choices
                ]
        for name, number in checked(facets).items():
            self[name].label = f"{self.fields[name].label} ({number})"


WISHES: Final = {
    "leeftijd": _("%(value)s years old"),
    "van": _("not before %(value)s"),
    "tot": _("not after %(value)s"),
    "vanaf": _("from %(value)s"),
    "tot_en_met": _("up to and including %(value)s"),
    "zoek": _("“%(value)s”"),
    "bij": _("near %(value)s"),
}
"""How a wish that is filled in is said."""


def _with_new_names(data: Mapping[str, Any]) -> dict[str, Any]:
    """The address as it is, with the older "gratis" read as what things cost."""
    told = {name: data[name] for name in data}
    if told.pop("gratis", "") not in NO and not told.get("kosten"):
        told["kosten"] = "free"
    return told


def _in_words(value: Any) -> str:
    return day(value) if isinstance(value, date) else str(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "on"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def municipalities_of(services: ServiceQuerySet) -> list[Area]:
    """The municipalities in which there is something to find."""
    codes = services.order_by().values("municipality_code").distinct()
    return list(Area.objects.current().municipalities().filter(code__in=codes).order_by("name"))
