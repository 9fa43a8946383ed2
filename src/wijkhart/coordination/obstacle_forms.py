"""Which obstacles to show, and what is asked about one."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.forms.fields import day, version_field
from wijkhart.areas.queries import districts_of
from wijkhart.coordination.actions.obstacles import LONGEST, ObstacleFacts, Settlement
from wijkhart.coordination.alliance_forms import text
from wijkhart.coordination.models import Alliance, Obstacle, ObstacleKind, ObstacleState
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm

READERS = _("Professionals of this municipality and the player read this. Write nothing about a person.")


class ObstacleFilter(FilterForm):
    """Which obstacles. Its values stand in the address."""

    soort = forms.ChoiceField(label=_("What kind?"), required=False, choices=[("", _("all")), *ObstacleKind.choices])
    staat = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("all")), *ObstacleState.choices]
    )
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    eigenaar = forms.ChoiceField(label=_("Who sees to it"), required=False)
    telaat = forms.ChoiceField(
        label=_("Late"), required=False, choices=[("", _("all")), ("ja", _("only what is late"))]
    )

    def __init__(self, *args: Any, rows: QuerySet[Obstacle], municipality: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("wijk", _("all wijken"), dict(districts_of(municipality).values_list("code", "name")))
        owners = {str(key): name for key, name in rows.exclude(owner=None).values_list("owner_id", "owner__name")}
        self.offer("eigenaar", _("all"), {"niemand": _("nobody yet"), **owners})

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        wanted = Q()
        for name, lookup in (("soort", "kind"), ("staat", "state"), ("wijk", "district_code")):
            if asked[name]:
                wanted &= Q(**{lookup: asked[name]})
        if asked["eigenaar"]:
            wanted &= Q(owner=None) if asked["eigenaar"] == "niemand" else Q(owner_id=asked["eigenaar"])
        if asked["telaat"]:
            wanted &= Q(state=ObstacleState.OPEN, due__lt=timezone.localdate())
        return rows.filter(wanted)


class TellForm(forms.Form):
    """What a player meets, in its own words."""

    kind = forms.ChoiceField(
        label=_("What stands in your way?"), choices=ObstacleKind.choices, widget=forms.RadioSelect
    )
    text = text(
        _("Tell what happens"),
        rows=4,
        most=LONGEST,
        readers=READERS,
        help_text=_("For example: the door of the hall is locked at seven."),
    )


class ObstacleForm(TellForm):
    """What a player met, written down by a professional."""

    field_order = ("player", "kind", "text", "sure", "district", "alliance")
    player = text(
        _("Who meets it?"), most=120, readers=READERS, help_text=_("An organisation or group, no name of a person.")
    )
    sure = forms.BooleanField(label=_("What was seen is no person. Keep the text as it is."), required=False)
    district = forms.ChoiceField(label=_("In which wijk?"), required=False)
    alliance = forms.ModelChoiceField(
        label=_("In which alliance?"), queryset=Alliance.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, data: Any, actor: Actor, municipality: str, *, ask: bool = False, alliance: str = "") -> None:
        super().__init__(data, initial={"alliance": alliance})
        self.fields["kind"].label = _("What stands in the way?")
        if not ask:
            del self.fields["sure"]
        field, where = self.fields["alliance"], self.fields["district"]
        if isinstance(field, forms.ModelChoiceField):
            rows = Alliance.objects.visible_to(actor).filter(municipality_code=municipality)
            field.queryset = rows.order_by("title")
        if isinstance(where, forms.ChoiceField):
            wijken = districts_of(municipality).values_list("code", "name")
            where.choices = [("", _("the whole municipality")), *wijken]

    def facts(self) -> ObstacleFacts:
        """The cleaned values as the action takes them."""
        return ObstacleFacts(**{name: value for name, value in self.cleaned_data.items() if name != "sure"})


class SettleForm(forms.Form):
    """Who takes an obstacle away, by when, and how it ended."""

    owner = forms.ModelChoiceField(
        label=_("Who sees to it?"), queryset=Organisation.objects.none(), required=False, empty_label=_("nobody yet")
    )
    due = day(_("By which day?"), required=False)
    state = forms.ChoiceField(label=_("How does it stand?"), choices=ObstacleState.choices, widget=forms.RadioSelect)
    outcome = text(
        _("How was it solved, or why can that not be?"),
        rows=3,
        most=LONGEST,
        readers=READERS,
        required=False,
        help_text=_("Needed when it has ended. The player reads it."),
    )
    version = version_field()

    def __init__(self, data: Any, actor: Actor, obstacle: Obstacle) -> None:
        super().__init__(data, initial={**self.told(obstacle), "version": obstacle.version})
        field = self.fields["owner"]
        if isinstance(field, forms.ModelChoiceField):
            owners = Organisation.objects.visible_to(actor).working_in(obstacle.municipality_code)
            field.queryset = owners.order_by("name")

    @staticmethod
    def told(obstacle: Obstacle) -> dict[str, Any]:
        """What stands there now."""
        return {
            "owner": obstacle.owner_id,
            "due": obstacle.due,
            "state": obstacle.state,
            "outcome": obstacle.outcome,
        }

    def settlement(self) -> Settlement:
        """The cleaned values as the action takes them."""
        return Settlement(**{name: value for name, value in self.cleaned_data.items() if name != "version"})
