"""Which overlaps to show, and what is asked about one."""

from typing import Any, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.queries import districts_of
from wijkhart.coordination.models import Overlap, OverlapQuerySet
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm
from wijkhart.themes.models import label_field

M = TypeVar("M", bound=Model)
NOBODY = "niemand"
READERS = _("Professionals of this municipality can read this.")


class OverlapFilter(FilterForm):
    """Which overlaps. Its values stand in the address."""

    toon = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("found by the last computation")), ("weg", _("no longer found")), ("alles", _("everything"))],
    )
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    groep = forms.ChoiceField(label=_("For whom"), required=False)
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    staat = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("all")), *Overlap.State.choices]
    )
    eigenaar = forms.ChoiceField(label=_("Who sees to it"), required=False)

    def __init__(self, *args: Any, rows: OverlapQuerySet, municipality: str, **options: Any) -> None:
        super().__init__(*args, **options)
        label = label_field()
        found = list(
            rows.order_by().values_list(
                "theme_id", f"theme__{label}", "target_group_id", f"target_group__{label}", "owner_id", "owner__name"
            )
        )
        self.offer("thema", _("all themes"), {row[0]: row[1] for row in found})
        self.offer("groep", _("all groups"), {row[2]: row[3] for row in found})
        self.offer("wijk", _("all wijken"), dict(districts_of(municipality).values_list("code", "name")))
        owners = {NOBODY: _("nobody yet"), **{str(row[4]): row[5] for row in found if row[4]}}
        self.offer("eigenaar", _("all"), owners)

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        wanted = {"": Q(run__in_force=True), "weg": ~Q(run__in_force=True) | Q(run=None), "alles": Q()}[asked["toon"]]
        for name, lookup in (
            ("thema", "theme_id"),
            ("groep", "target_group_id"),
            ("wijk", "facts__codes__icontains"),
            ("staat", "state"),
        ):
            if asked[name]:
                wanted &= Q(**{lookup: f",{asked[name]}," if name == "wijk" else asked[name]})
        if asked["eigenaar"]:
            wanted &= Q(owner=None) if asked["eigenaar"] == NOBODY else Q(owner_id=asked["eigenaar"])
        return rows.filter(wanted)


class OverlapForm(forms.Form):
    """Who sees to an overlap, by when, and how it ends."""

    owner = forms.ModelChoiceField(
        label=_("Who sees to it?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Agree on it first: taking part is voluntary, and nobody is told what to do here."),
    )
    due = forms.DateField(
        label=_("When should it have an end?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Until that day an overlap with an end stays closed, also when it is found again."),
    )
    state = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=Overlap.State.choices,
        widget=forms.RadioSelect,
        help_text=_("Keeping both is a good answer too. Then say why."),
    )
    reason = forms.CharField(
        label=_("What was agreed, and why?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, actor: Actor, overlap: Overlap) -> None:
        told = {
            "owner": overlap.owner_id,
            "due": overlap.due,
            "state": overlap.state,
            "reason": overlap.reason,
            "version": overlap.version,
        }
        super().__init__(data, initial=told)
        owners = Organisation.objects.visible_to(actor).working_in(overlap.municipality_code)
        field = self.fields["owner"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = owners.order_by("name")
        setattr(self.fields["reason"], "readers", READERS)  # noqa: B010 - core.forms reads this name
