"""What is asked about a division: its choices, a decision, a grant from the reserve."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.forms.fields import day, version_field
from wijkhart.core.forms import FilterForm
from wijkhart.deployment.actions.adopting import Decided, Granted
from wijkhart.deployment.actions.divisions import Choices
from wijkhart.deployment.models import Division, DivisionState, NeedBasis
from wijkhart.deployment.names import Names

PROFESSIONALS = _("Professionals of this municipality read this, and everybody once it is adopted.")
EVERYONE = _("Everybody can read this. Write nothing about a person.")
FAIRNESS: Final = [
    ("0", _("As much reach as can be, weighed by the agenda")),
    ("25", _("As much as can be, with an eye for who stays behind")),
    ("50", _("In between")),
    ("75", _("Who stays behind, with an eye for the whole")),
    ("100", _("The worst-off wijk first")),
]
AGENDA: Final = [
    ("0", _("It does not count: every theme weighs the same")),
    ("4", _("It counts: the heaviest issue weighs 5 times a theme on no agenda")),
    ("9", _("It counts heavily: 10 times")),
    ("19", _("It decides: 20 times")),
]
FACTORS: Final = [
    ("1", _("as it is")),
    ("0", _("does not count")),
    ("0.5", _("half")),
    ("1.5", _("one and a half times")),
    ("2", _("twice")),
    ("3", _("three times")),
]
BEFORE: Final = "emphasis_"


def words(label: Any, readers: Any, *, rows: int = 0, most: int = 300, **options: Any) -> forms.CharField:
    """Words that others read; says who."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(label=label, widget=widget, max_length=most, **options)
    setattr(field, "readers", readers)  # noqa: B010 - core.forms reads this name
    return field


class DivisionFilter(FilterForm):
    """Which divisions. Its values stand in the address."""

    staat = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("all")), *DivisionState.choices]
    )
    begroting = forms.ChoiceField(label=_("Budget"), required=False)

    def __init__(self, *args: Any, rows: QuerySet[Division], **options: Any) -> None:
        super().__init__(*args, **options)
        found = rows.order_by().values_list("budget_id", "budget__title").distinct()
        self.offer("begroting", _("all"), {str(key): title for key, title in found})

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["staat"]:
            rows = rows.filter(state=asked["staat"])
        return rows.filter(budget=asked["begroting"]) if asked["begroting"] else rows


class DivisionForm(forms.Form):
    """The choices of one scenario."""

    name = words(_("Name"), PROFESSIONALS, most=120, help_text=_("Such as: as much reach as can be."))
    note = words(_("The thought behind it"), PROFESSIONALS, rows=3, most=2000, required=False)
    fairness = forms.TypedChoiceField(
        label=_("What counts most?"), choices=FAIRNESS, coerce=int, widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(label=_("Whose need counts?"), choices=NeedBasis.choices, widget=forms.RadioSelect)
    agenda_weight = forms.TypedChoiceField(
        label=_("How much does the agenda of the city count?"), choices=AGENDA, coerce=float, widget=forms.RadioSelect
    )
    reserve = forms.FloatField(
        label=_("How many percent is held back for later?"),
        min_value=0,
        max_value=50,
        localize=True,
        help_text=_("The reserve. It can be granted later, each time with a reason."),
    )
    block = forms.FloatField(
        label=_("In blocks of how many hours?"),
        min_value=0,
        max_value=2000,
        localize=True,
        help_text=_("Write 0 for any amount. 208 is four hours a week. Blocks take longer to compute."),
    )
    version = version_field()

    def __init__(self, data: Any, names: Names, division: Division | None = None) -> None:
        super().__init__(data, initial=self.told(division))
        emphasis = division.emphasis if division else {}
        for key, title in names.themes.items():
            self.fields[BEFORE + key] = forms.TypedChoiceField(
                label=_("%(theme)s weighs") % {"theme": title},
                choices=FACTORS,
                coerce=float,
                required=False,
                empty_value="1",
                initial=f"{emphasis.get(key, 1):g}",
            )

    @staticmethod
    def told(division: Division | None) -> dict[str, Any]:
        """What stands there now, or what most start with."""
        if division is None:
            return {"fairness": "0", "basis": NeedBasis.NEED, "agenda_weight": "9", "reserve": 5, "block": 0}
        return {
            "name": division.name,
            "note": division.note,
            "fairness": str(division.fairness),
            "basis": division.basis,
            "agenda_weight": f"{division.agenda_weight:g}",
            "reserve": division.reserve,
            "block": division.block,
            "version": division.version,
        }

    def choices(self) -> Choices:
        """The cleaned values as the action takes them."""
        given = dict(self.cleaned_data)
        given.pop("version")
        emphasis = {key.removeprefix(BEFORE): float(given.pop(key)) for key in list(given) if key.startswith(BEFORE)}
        return Choices(**given, emphasis=emphasis)


class AdoptForm(forms.Form):
    """The decision, written down."""

    adopted_by = words(_("Who decided?"), EVERYONE, most=120, help_text=_("Such as: the college, the council."))
    adopted_on = day(_("On which day?"))
    reason = words(
        _("Why this one?"), EVERYONE, rows=4, most=2000, help_text=_("In plain words, for residents and the council.")
    )
    version = version_field()

    def decided(self) -> Decided:
        """The cleaned values as the action takes them."""
        return Decided(**{name: self.cleaned_data[name] for name in ("adopted_on", "adopted_by", "reason")})


class WithdrawForm(forms.Form):
    """Why something counts no longer."""

    reason = words(_("Why?"), EVERYONE, rows=3)
    version = version_field()


class GrantForm(forms.Form):
    """Hours from the reserve."""

    district = forms.ChoiceField(label=_("For which wijk?"))
    kind = forms.ChoiceField(label=_("Which kind of effort?"))
    year = forms.TypedChoiceField(label=_("In which year?"), coerce=int)
    hours = forms.FloatField(label=_("How many hours?"), min_value=0.01, localize=True)
    reason = words(_("Why?"), EVERYONE, rows=3, most=500)
    version = version_field()

    def __init__(self, data: Any, division: Division, names: Names, district: str = "") -> None:
        super().__init__(data, initial={"district": district, "version": division.version})
        rows = division.districts.order_by("name").values_list("district_code", "name")
        kinds = [(one["key"], names.kind(one["key"])) for one in division.inputs["kinds"]]
        years = [division.budget.first_year + period for period in range(len(division.inputs["hours"]))]
        for name, choices in (("district", list(rows)), ("kind", kinds), ("year", [(one, one) for one in years])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def granted(self) -> Granted:
        """The cleaned values as the action takes them."""
        names = ("district", "kind", "year", "hours", "reason")
        return Granted(**{name: self.cleaned_data[name] for name in names})


def start_choices() -> tuple[Choices, ...]:
    """Three scenarios to start with: the two ends, and between them."""
    return (
        Choices(str(_("As much reach as can be")), fairness=0),
        Choices(str(_("In between")), fairness=50),
        Choices(str(_("The worst-off wijk first")), fairness=100),
    )
