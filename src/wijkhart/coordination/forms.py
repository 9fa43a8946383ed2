"""What is asked about norms and the board, and in which words."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.areas.models import Area
from wijkhart.coordination.actions import NormFacts, RuleFacts
from wijkhart.coordination.models import CertaintyRule, CoverageNorm, CoverageResult, CoverageRun
from wijkhart.coordination.queries.city_map import SHARE
from wijkhart.coordination.queries.comparison import FEWEST, MOST
from wijkhart.coordination.words import QUARTER_LABELS, QUARTER_LOOKUPS, REASON_LABELS, RULE_MEANINGS, RULE_UNITS
from wijkhart.core.errors import BadInput
from wijkhart.core.forms import FilterForm
from wijkhart.themes.models import label_field
from wijkhart.times.models import PartOfDay

M = TypeVar("M", bound=Model)
READERS = _("Everyone can read this.")


class GapFilter(FilterForm):
    """Which rows of the board to show."""

    toon = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("people without a place")), ("onbekend", _("what is not known")), ("alles", _("everything"))],
    )
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    groep = forms.ChoiceField(label=_("For whom"), required=False)
    zekerheid = forms.ChoiceField(
        label=_("In the worst quarter?"), required=False, choices=[("", _("all")), *QUARTER_LABELS.items()]
    )
    kaart = forms.ChoiceField(
        label=_("On the map"),
        required=False,
        choices=[("", _("people without a place")), (SHARE, _("part of those in need without a place"))],
    )
    waarom = forms.ChoiceField(label=_("Why"), required=False, choices=[("", _("all reasons")), *REASON_LABELS.items()])

    def __init__(self, *args: Any, run: CoverageRun | None, **options: Any) -> None:
        super().__init__(*args, **options)
        label = label_field()
        found = list(
            CoverageResult.objects.filter(run=run)
            .values_list(
                "area__code", "area__name", "theme_id", f"theme__{label}", "target_group_id", f"target_group__{label}"
            )
            .order_by()
            if run
            else []
        )
        self.offer("wijk", _("all wijken"), {row[0]: row[1] for row in found})
        self.offer("thema", _("all themes"), {row[2]: row[3] for row in found})
        self.offer("groep", _("all groups"), {row[4]: row[5] for row in found})

    def asked(self, name: str) -> str:
        """What one filter asks, empty when it asks nothing or something that cannot be."""
        return str(self.cleaned_data.get(name) or "") if self.is_valid() else ""

    def about(self) -> str:
        """The theme and group that the filters ask for, in words; empty when they ask for all."""
        chosen = [(name, self.asked(name)) for name in ("thema", "groep")]
        return ", ".join(str(dict(self.fields[name].choices)[key]) for name, key in chosen if key)  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        show: dict[str, dict[str, Any]] = {"": {"unserved__gte": 0.5}, "onbekend": {"need": None}, "alles": {}}
        rows = rows.filter(**show[asked["toon"]])
        for name, lookup in (("wijk", "area__code"), ("thema", "theme_id"), ("groep", "target_group_id")):
            if asked[name]:
                rows = rows.filter(**{lookup: asked[name]})
        if asked["zekerheid"]:
            bounds = QUARTER_LOOKUPS[asked["zekerheid"]]
            rows = rows.filter(**{f"worst_quarter__{name}": bound for name, bound in bounds.items()})
        if asked["waarom"]:
            rows = rows.filter(**{f"reasons__{asked['waarom']}__gte": 0.5})
        return rows


class NormForm(forms.Form):
    """One norm of a municipality, each value with its origin."""

    share = forms.FloatField(
        label=_("How many of every 100 people would come if there were a place?"),
        min_value=0,
        max_value=100,
        localize=True,
        help_text=_("Of the people with the figure above, or of the whole group when there is no figure."),
    )
    share_origin = forms.CharField(label=_("Where this number comes from"), max_length=300)
    weekly_places = forms.FloatField(
        label=_("How many places a week does one person use?"),
        localize=True,
        help_text=_("Once a week is 1, once a month is 0.25."),
    )
    weekly_places_origin = forms.CharField(label=_("Where this number comes from"), max_length=300)
    reach = forms.IntegerField(label=_("How many metres do people go, in a straight line?"), min_value=1)
    reach_origin = forms.CharField(label=_("Where this number comes from"), max_length=300)
    parts_of_day = forms.MultipleChoiceField(
        label=_("When can they come?"), choices=PartOfDay.choices, widget=forms.CheckboxSelectMultiple
    )
    parts_of_day_origin = forms.CharField(label=_("Where this comes from"), max_length=300)
    active = forms.BooleanField(label=_("Count with this norm"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if name.endswith("_origin"):
                field.help_text = _("A source, or “aanname:” with your thought behind it.")
                setattr(field, "readers", READERS)  # noqa: B010 - core.forms reads this name

    def facts(self) -> NormFacts:
        """What the form says, in the units of the model."""
        given = self.cleaned_data
        return NormFacts(**{**given, "share": given["share"] / 100})

    def show(self, refused: BadInput) -> None:
        """Put each reason of a refusal at its field."""
        for problem in refused.problems:
            self.add_error(
                problem.field if problem.field in self.fields else None, f"{problem.message} {problem.advice}"
            )


def values_of(norm: CoverageNorm) -> dict[str, Any]:
    """A norm as the form shows it."""
    names = [name for name in NormForm.base_fields if name != "share"]
    return {"share": round(norm.share * 100, 6), **{name: getattr(norm, name) for name in names}}


class CertaintyRuleForm(forms.Form):
    """One rule of certainty of a municipality, with its origin."""

    value = forms.FloatField(label=_("Value"), min_value=0, localize=True)
    origin = forms.CharField(
        label=_("Where this number comes from"),
        max_length=300,
        help_text=_("A source, or “aanname:” with your thought behind it."),
    )

    def __init__(self, *args: Any, rule: CertaintyRule, **options: Any) -> None:
        options.setdefault("initial", {"value": rule.value, "origin": rule.origin})
        super().__init__(*args, **options)
        self.fields["value"].label = _("Value, in %(unit)s") % {"unit": RULE_UNITS[rule.kind]}
        self.fields["value"].help_text = RULE_MEANINGS[rule.kind]
        setattr(self.fields["origin"], "readers", READERS)  # noqa: B010 - core.forms reads this name

    def facts(self) -> RuleFacts:
        return RuleFacts(**self.cleaned_data)


class CompareForm(FilterForm):
    """Which wijken to put side by side."""

    wijk = forms.MultipleChoiceField(
        label=_("Wijken to compare"),
        help_text=_("Choose 2, 3 or 4 wijken."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose 2, 3 or 4 wijken."),
            "invalid_choice": _("“%(value)s” is not a wijk of this municipality. Choose from the list."),
        },
    )

    def __init__(self, *args: Any, districts: Mapping[str, Area], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["wijk"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, area.name) for code, area in districts.items()]

    def clean_wijk(self) -> list[str]:
        """Each wijk once, in the order asked for."""
        chosen = list(dict.fromkeys(self.cleaned_data["wijk"]))
        if len(chosen) < FEWEST:
            raise forms.ValidationError(_("You chose one wijk. Choose 2, 3 or 4 wijken."))
        if len(chosen) > MOST:
            message = _("You chose %(count)s wijken. More than 4 do not fit side by side. Choose 2, 3 or 4.")
            raise forms.ValidationError(message, params={"count": len(chosen)})
        return chosen
