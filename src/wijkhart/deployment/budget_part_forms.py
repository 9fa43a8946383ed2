"""What is asked about the parts of a budget. Fields of a row end in its year, kind or wijk."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.forms.fields import version_field
from wijkhart.areas.queries import districts_of
from wijkhart.deployment.actions.budget_parts import RESOURCES, DistrictPart, KindPart, Promise, YearPart
from wijkhart.deployment.budget_forms import amount
from wijkhart.deployment.division_forms import PROFESSIONALS, words
from wijkhart.deployment.models import Budget
from wijkhart.deployment.names import Names
from wijkhart.deployment.queries.effort import kinds_in_force


class RowsForm(forms.Form):
    """Rows of fields; `names` says the parts of a row."""

    version = version_field()
    names: Sequence[str] = ()
    keys: list[Any]

    def rows(self) -> list[list[BoundField]]:
        """The fields of each row together, for the page."""
        return [[self[f"{name}_{key}"] for name in self.names] for key in self.keys]

    def given(self, key: Any) -> dict[str, Any]:
        """The cleaned values of one row."""
        return {name: self.cleaned_data.get(f"{name}_{key}") for name in self.names}


class YearsForm(RowsForm):
    """Three amounts for each year."""

    names = RESOURCES

    def __init__(self, data: Any, budget: Budget) -> None:
        super().__init__(data, initial={"version": budget.version})
        rows = list(budget.years.order_by("year"))
        self.keys = [row.year for row in rows]
        labels = {"hours": _("%(year)s: hours"), "euros": _("%(year)s: euros"), "places": _("%(year)s: room places")}
        for row in rows:
            for name in RESOURCES:
                label = labels[name] % {"year": row.year}
                self.fields[f"{name}_{row.year}"] = amount(label, required=False, initial=getattr(row, name))

    def parts(self) -> dict[int, YearPart]:
        """The cleaned values as the action takes them."""
        return {year: YearPart(**self.given(year)) for year in self.keys}


class KindsForm(RowsForm):
    """Which kinds of effort are in it, with provider, capacity and cost."""

    names = ("inside", "provider", "capacity", "endless", "euros", "places")

    def __init__(self, data: Any, budget: Budget, names: Names) -> None:
        super().__init__(data, initial={"version": budget.version})
        there = {row.kind: row for row in budget.kinds.all()}
        known = {one.key: one for one in kinds_in_force(budget.municipality_code)}
        self.keys = list(dict.fromkeys([*known, *there]))
        providers = _providers(budget, [row.provider_id for row in there.values()])
        for key in self.keys:
            row, said = there.get(key), {"kind": names.kind(key)}
            start = row or known[key]
            fields: dict[str, forms.Field] = {
                "inside": forms.BooleanField(
                    label=_("%(kind)s is in the budget") % said, required=False, initial=row is not None
                ),
                "provider": forms.TypedChoiceField(
                    label=_("%(kind)s: provider") % said,
                    choices=providers,
                    coerce=UUID,
                    empty_value=None,
                    required=False,
                    initial=row.provider_id if row else None,
                ),
                "capacity": amount(
                    _("%(kind)s: hours a year that can be given") % said,
                    required=False,
                    initial=row.capacity if row else None,
                ),
                "endless": forms.BooleanField(
                    label=_("%(kind)s: no limit to the hours") % said,
                    required=False,
                    initial=bool(row and row.endless),
                ),
                "euros": amount(_("%(kind)s: euros an hour") % said, initial=start.euros, required=False),
                "places": amount(_("%(kind)s: room places an hour") % said, initial=start.places, required=False),
            }
            self.fields.update({f"{name}_{key}": field for name, field in fields.items()})

    def clean(self) -> dict[str, Any]:
        """Euros are needed of what is in the budget only."""
        cleaned = super().clean() or self.cleaned_data
        for key in self.keys:
            name = f"euros_{key}"
            if cleaned.get(f"inside_{key}") and cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill in what an hour costs. Write 0 when it costs nothing."))
        return cleaned

    def parts(self) -> dict[str, KindPart]:
        """The cleaned values as the action takes them."""
        rows = {key: self.given(key) for key in self.keys}
        return {
            key: KindPart(row["euros"], row["places"] or 0.0, row["capacity"], row["endless"], row["provider"])
            for key, row in rows.items()
            if row["inside"]
        }


class DistrictsForm(RowsForm):
    """From when each wijk takes part, and its lower limit."""

    names = ("start", "floor")

    def __init__(self, data: Any, budget: Budget, names: Names) -> None:
        super().__init__(data, initial={"version": budget.version})
        there = {row.district_code: row for row in budget.districts.all()}
        lived_in = districts_of(budget.municipality_code).filter(population__gt=0).values_list("code", flat=True)
        self.keys = sorted({*there, *lived_in}, key=lambda code: (names.area(code), code))
        years = budget.years.order_by("year").values_list("year", flat=True)
        choices = [(str(year), str(year)) for year in years] + [("", _("does not take part"))]
        for code in self.keys:
            row, said = there.get(code), {"wijk": names.area(code)}
            self.fields[f"start_{code}"] = forms.TypedChoiceField(
                label=_("%(wijk)s takes part from") % said,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=row.first_year if row else "",
            )
            floor = row.floor if row else 0
            self.fields[f"floor_{code}"] = amount(
                _("%(wijk)s: at least so many hours a year") % said, required=False, initial=floor
            )

    def parts(self) -> dict[str, DistrictPart]:
        """The cleaned values as the action takes them."""
        rows = {code: self.given(code) for code in self.keys}
        return {
            code: DistrictPart(row["start"], row["floor"] or 0.0)
            for code, row in rows.items()
            if row["start"] is not None
        }


class CommitmentForm(forms.Form):
    """Hours that were promised."""

    district = forms.ChoiceField(label=_("For which wijk?"))
    kind = forms.ChoiceField(label=_("Which kind of effort?"))
    year = forms.TypedChoiceField(label=_("In which year?"), coerce=int)
    hours = amount(_("How many hours?"), min_value=0.01)
    says = words(_("What was promised, and to whom?"), PROFESSIONALS, most=200)
    version = version_field()

    def __init__(self, data: Any, budget: Budget, names: Names) -> None:
        super().__init__(data, initial={"version": budget.version})
        codes = budget.districts.values_list("district_code", flat=True)
        kinds = budget.kinds.order_by("id").values_list("kind", flat=True)
        years = budget.years.order_by("year").values_list("year", flat=True)
        self._offer("district", sorted(((code, names.area(code)) for code in codes), key=lambda one: one[1]))
        self._offer("kind", [(key, names.kind(key)) for key in kinds])
        self._offer("year", [(str(year), str(year)) for year in years])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def promise(self) -> Promise:
        """The cleaned values as the action takes them."""
        given = dict(self.cleaned_data)
        given.pop("version")
        return Promise(**given)


class LastYearForm(forms.Form):
    """The hours of the year before, as a file."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV with ; between three columns: wijk (code or name), kind of effort, hours.")
    )
    version = version_field()

    def __init__(self, data: Any, files: Any, budget: Budget) -> None:
        super().__init__(data, files, initial={"version": budget.version})


def _providers(budget: Budget, there: Iterable[UUID | None]) -> list[tuple[str, Any]]:
    """Organisations that are public and work here, and those that stand in the budget."""
    here = Organisation.objects.working_in(budget.municipality_code)
    rows = here.filter(published=True) | here.filter(pk__in=[one for one in there if one])
    return [("", _("not known yet")), *((str(one.pk), one.name) for one in rows.distinct().order_by("name", "pk"))]
