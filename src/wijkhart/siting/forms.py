"""What is asked about costs, studies and advice."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.forms.fields import day, text, version_field
from wijkhart.areas.queries import districts_of
from wijkhart.places.models import Place
from wijkhart.siting.actions.costs import CostFacts
from wijkhart.siting.actions.publishing import Advice
from wijkhart.siting.actions.studies import Choices
from wijkhart.siting.models import PlaceCost, SitingPlan, SitingStudy, Way
from wijkhart.siting.queries.naming import plan_title
from wijkhart.siting.queries.people import groups_by_age
from wijkhart.siting.queries.problem import CLOSE, OUT, taking_part

PROFESSIONALS = _("Professionals of this municipality read this, and everybody once it is published.")
INSIDE = _("Professionals of this municipality read this.")
EVERYONE = _("Everybody can read this. Write nothing about a person.")
AIMS: Final = [
    ("mean", _("People live near a place: the distance of everybody together as small as can be")),
    ("beyond", _("As few people as can be beyond reach")),
    ("worst_first", _("First of all: who lives furthest away, as near as can be")),
]
FACTORS: Final = [
    ("1", _("as everybody")),
    ("1.5", _("one and a half times")),
    ("2", _("twice")),
    ("3", _("three times")),
]
BEFORE: Final = "emphasis_"
SEASON: Final = timedelta(days=83)


class StudyForm(forms.Form):
    """The choices of one study."""

    name = text(_("Name"), most=120, readers=PROFESSIONALS, help_text=_("Such as: sixty places, seniors first."))
    note = text(_("The thought behind it"), rows=3, most=2000, readers=PROFESSIONALS, required=False)
    buildings = forms.IntegerField(
        label=_("For how many buildings is there money?"),
        required=False,
        help_text=_("You also see the plan for every other number. Leave it empty when you do not know yet."),
    )
    euros = forms.FloatField(
        label=_("Or: how many euros a year are there?"),
        required=False,
        localize=True,
        help_text=_("Then the cost of each place must be known."),
    )
    aims = forms.MultipleChoiceField(label=_("What counts?"), choices=AIMS, widget=forms.CheckboxSelectMultiple)
    reach = forms.IntegerField(
        label=_("How many metres do people walk?"), help_text=_("Further away is beyond reach. 800 metres is usual.")
    )
    limit = forms.IntegerField(
        label=_("Which distance may nobody exceed, in metres?"), required=False, help_text=_("Leave it empty for none.")
    )
    factor = forms.FloatField(
        label=_("How much longer is walking than a straight line?"),
        localize=True,
        help_text=_("1.3 is an assumption that is usual in towns. Walking times of your own can replace it."),
    )
    first_day = day(_("Activities booked from"), help_text=_("Weekly bookings in this period must fit."))
    last_day = day(_("up to and including"))
    exempt = forms.MultipleChoiceField(
        label=_("Which wijken can do without a place of their own?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every other wijk with inhabitants keeps a beating heart."),
    )
    version = version_field()

    def __init__(self, data: Any, municipality: str, study: SitingStudy | None = None) -> None:
        super().__init__(data, initial=told_of(study))
        emphasis = study.emphasis if study else {}
        for group in groups_by_age():
            self.fields[BEFORE + group.key] = forms.TypedChoiceField(
                label=_("%(group)s count") % {"group": group.label},
                choices=FACTORS,
                coerce=float,
                required=False,
                empty_value="1",
                initial=f"{emphasis.get(group.key, 1):g}",
            )
        field = self.fields["exempt"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(districts_of(municipality).order_by("name").values_list("code", "name"))
        self.order_fields([name for name in self.fields if name != "exempt"])

    def choices(self) -> Choices:
        """The cleaned values as the action takes them."""
        given = dict(self.cleaned_data)
        given.pop("version")
        aims = given.pop("aims")
        emphasis = {key.removeprefix(BEFORE): float(given.pop(key)) for key in list(given) if key.startswith(BEFORE)}
        return Choices(**{**given, **{key: key in aims for key, _label in AIMS}}, emphasis=emphasis)

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with an aim is said at the question about aims."""
        super().add_error("aims" if field in dict(AIMS) else field, error)


def told_of(study: SitingStudy | None) -> dict[str, Any]:
    """What stands there now, or what most start with."""
    if study is None:
        today = timezone.localdate()
        return {"aims": ["mean"], "reach": 800, "factor": 1.3, "first_day": today, "last_day": today + SEASON}
    names = ("name", "note", "buildings", "euros", "reach", "limit", "factor", "first_day", "last_day", "exempt")
    told = {name: plain(getattr(study, name)) for name in (*names, "version")}
    return {**told, "aims": [key for key, _label in AIMS if getattr(study, key)]}


def plain(value: Any) -> Any:
    """A whole number without its decimals, as people write it.

    >>> plain(64000.0), plain(1.3), plain("x")
    (64000, 1.3, 'x')
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value


class FixedForm(forms.Form):
    """For each place: free, or a fixed choice."""

    version = version_field()

    def __init__(self, data: Any, study: SitingStudy) -> None:
        super().__init__(data, initial={"version": study.version})
        free = [("", _("free: the computation chooses")), *Way.choices]
        choices = [*free, (CLOSE, _("it closes")), (OUT, _("it takes no part"))]
        for place in taking_part(study.municipality_code):
            self.fields[str(place.pk)] = forms.ChoiceField(
                label=place.name, choices=choices, required=False, initial=study.fixed.get(str(place.pk), "")
            )

    def fixed(self) -> dict[str, str]:
        """Place -> its fixed choice."""
        return {name: wish for name, wish in self.cleaned_data.items() if name != "version" and wish}


class TravelForm(forms.Form):
    """Walking times, as a file."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV with ; between three columns: wijk (code or name), place, minutes on foot.")
    )
    source = text(_("Where do these times come from?"), most=200, readers=PROFESSIONALS)
    version = version_field()

    def __init__(self, data: Any, files: Any, study: SitingStudy) -> None:
        super().__init__(data, files, initial={"version": study.version})


class CostForm(forms.Form):
    """What a place costs in one way to have it."""

    way = forms.ChoiceField(label=_("In which way?"), choices=Way.choices)
    euros = forms.FloatField(label=_("Euros a year"), localize=True)
    year = forms.IntegerField(label=_("Of which year is this amount?"))
    source = text(_("Where does the amount come from?"), most=200, readers=INSIDE)
    heart = forms.BooleanField(
        label=_("It can be the beating heart of its wijk"),
        required=False,
        help_text=_("A living room or a church hall can be one too."),
    )
    hours_percent = forms.IntegerField(
        label=_("Which percent of its room-hours is there for the neighbourhood?"),
        help_text=_("100: as now. Shared with others it may be 50; with others bundled into it more than 100."),
    )
    version = version_field()

    def __init__(self, data: Any, place: Place, way: str = Way.KEEP) -> None:
        row = PlaceCost.objects.filter(place=place, way=way).first()
        year = timezone.localdate().year
        started = {"way": way, "year": year, "heart": True, "hours_percent": 100, "version": 0}
        names = ("way", "euros", "year", "source", "heart", "hours_percent", "version")
        super().__init__(data, initial={name: plain(getattr(row, name)) for name in names} if row else started)

    def facts(self) -> CostFacts:
        """The cleaned values as the action takes them."""
        given = dict(self.cleaned_data)
        given.pop("version")
        return CostFacts(**given)


class PublishForm(forms.Form):
    """Which plan is advised, beside which."""

    number = forms.TypedChoiceField(label=_("Which plan do you advise?"), coerce=int)
    others = forms.TypedMultipleChoiceField(
        label=_("Beside which other plans?"),
        coerce=int,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("One, two or three. On a computer, hold Ctrl to choose more than one."),
    )
    reason = text(
        _("Why this one?"),
        rows=4,
        most=2000,
        readers=EVERYONE,
        help_text=_("In plain words, for residents and the council."),
    )
    version = version_field()

    def __init__(self, data: Any, study: SitingStudy, plans: list[SitingPlan], chosen: list[int]) -> None:
        initial = {"version": study.version, "number": chosen[0] if chosen else "", "others": chosen[1:]}
        super().__init__(data, initial=initial)
        offered = [(one.number, plan_title(one)) for one in plans]
        for name in ("number", "others"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered

    def advice(self) -> Advice:
        """The cleaned values as the action takes them."""
        return Advice(**{name: self.cleaned_data[name] for name in ("number", "others", "reason")})


class WithdrawForm(forms.Form):
    """Why advice counts no longer."""

    reason = text(_("Why?"), rows=3, readers=EVERYONE)
    version = version_field()
