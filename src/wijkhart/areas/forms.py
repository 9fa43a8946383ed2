"""Sending a file, and entering a link between an old area and one of today."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.areas.kinds import KINDS
from wijkhart.areas.models import Area, ImportReport, Level
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.forms import FilterForm


class ImportForm(forms.Form):
    """What, for where, and the file itself."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=[(kind.key, kind.label) for kind in KINDS.values()])
    municipality = forms.ChoiceField(
        label=_("For which municipality?"), required=False, help_text=_("Only the rows of this municipality are read.")
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2049,
        help_text=_("Only needed when the file and its name do not say it."),
    )
    file = forms.FileField(label=_("File"), help_text=_("As the publisher gives it. You do not need to change it."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = actor.scope("areas.import")
        towns = Area.objects.current().municipalities().order_by("name")
        named = [(area.code, f"{area.name} ({area.code})") for area in towns.filter(scope.q("code"))]
        known = {code for code, _name in named}
        choices = named + [(code, code) for code in sorted(scope.codes - known)]
        if actor.may("areas.import", NATIONAL):
            choices.insert(0, ("", str(_("the whole country"))))
        self.fields["municipality"] = forms.ChoiceField(
            label=_("For which municipality?"),
            choices=choices,
            required=not actor.may("areas.import", NATIONAL),
            help_text=_("Only the rows of this municipality are read."),
        )
        self.order_fields(["kind", "municipality", "year", "file"])


class ImportFilterForm(FilterForm):
    """Reports of one kind of file."""

    soort = forms.ChoiceField(label=_("Kind of file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind.label) for kind in KINDS.values()]
        self.fields["soort"] = forms.ChoiceField(
            label=_("Kind of file"),
            required=False,
            choices=[("", _("every kind")), *kinds, ("places", _("Known public places"))],
        )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Only reports of the kind asked for."""
        kind = self.cleaned_data["soort"]
        return rows.filter(kind=kind) if kind else rows


class RemarkFilterForm(FilterForm):
    """Remarks of one kind in one report."""

    soort = forms.ChoiceField(label=_("Kind of remark"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"] = forms.ChoiceField(
            label=_("Kind of remark"), required=False, choices=[("", _("every kind")), *kinds]
        )

    def keep(self, report: ImportReport) -> list[dict[str, Any]]:
        """The remarks of the kind asked for."""
        kind = self.cleaned_data["soort"] if self.is_valid() else ""
        return [remark for remark in report.remarks if kind in ("", remark["kind"])]


class _AreaField(forms.ModelChoiceField[Area]):
    def label_from_instance(self, obj: Area) -> str:
        year = "" if obj.valid_to is None else f", {obj.valid_from.year}"
        return f"{obj.code} ({obj.name}{year})"


class AreaLinkForm(forms.Form):
    """Which older area went into which one of today, how much of it, and where that is known from."""

    predecessor = _AreaField(
        Area.objects.none(),
        label=_("Older area"),
        help_text=_("Areas of an older division, of this municipality or of one that is gone."),
    )
    successor = _AreaField(Area.objects.none(), label=_("Area of today"))
    percent = forms.FloatField(
        label=_("Part of the people"),
        min_value=0.1,
        max_value=100,
        help_text=_("Of every 100 people who live in the area of today: how many live where the older area was?"),
    )
    origin = forms.CharField(
        label=_("Where do you know this from?"),
        max_length=200,
        help_text=_("For example: CBS, changes of the division 2022. Everybody can read this."),
    )

    def __init__(self, *args: Any, municipality: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        predecessor, successor = self.fields["predecessor"], self.fields["successor"]
        if isinstance(predecessor, _AreaField) and isinstance(successor, _AreaField):
            predecessor.queryset = older_areas(municipality)
            successor.queryset = Area.objects.current().districts().within(municipality)


def older_areas(municipality: str) -> QuerySet[Area]:
    """Wijken of older divisions that may have gone into one of this municipality."""
    here = Area.objects.current().municipalities().values("code")
    older = Area.objects.exclude(valid_to=None).filter(level=Level.DISTRICT)
    return older.filter(Q(municipality_code=municipality) | ~Q(municipality_code__in=here)).order_by(
        "code", "valid_from"
    )
