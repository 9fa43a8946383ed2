"""Which handovers to show, and what is asked about one and its steps."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.forms.fields import day, version_field
from wijkhart.areas.queries import districts_of
from wijkhart.coordination.actions.handovers import LONGEST, HandoverFacts
from wijkhart.coordination.alliance_forms import text
from wijkhart.coordination.models import Alliance, Handover, HandoverState, HandoverStep
from wijkhart.coordination.queries.handovers import offers_to_hand_over
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm
from wijkhart.directory.models import Service

READERS = _("Everybody can read this once it is handed over. Write nothing about a person.")
INSIDE = _("Professionals of this municipality read this. Write nothing about a person.")


class HandoverFilter(FilterForm):
    """Which handovers. Its values stand in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    staat = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("all")), *HandoverState.choices]
    )
    telaat = forms.ChoiceField(
        label=_("Late"), required=False, choices=[("", _("all")), ("ja", _("only what is late"))]
    )

    def __init__(self, *args: Any, municipality: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("wijk", _("all wijken"), dict(districts_of(municipality).values_list("code", "name")))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        wanted = Q()
        if code := asked["wijk"]:
            wanted &= Q(service__place__district_code=code) | Q(service__place=None, service__district_code=code)
        if asked["staat"]:
            wanted &= Q(state=asked["staat"])
        if asked["telaat"]:
            wanted &= Q(late=True)
        return rows.filter(wanted)


class OfferField(forms.ModelChoiceField[Service]):
    """Offers that are told apart by who runs them and where."""

    def label_from_instance(self, obj: Any) -> str:
        parts = [obj.name, obj.provider.name, *([obj.place.name] if obj.place else [])]
        return ", ".join(parts)


class HandoverForm(forms.Form):
    """What is handed over to whom, from which day, and who stands by."""

    service = OfferField(
        label=_("Which offer is handed over?"),
        queryset=Service.objects.none(),
        help_text=_("Only general offers that a body of line 1 runs now stand in this list."),
    )
    taker = forms.ModelChoiceField(
        label=_("Who takes it over?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("not in this list"),
    )
    taker_name = text(
        _("Name of the group, when it is not in the list"),
        most=120,
        required=False,
        readers=READERS,
        help_text=_("For example: the residents who set the table."),
    )
    due = day(_("From which day do they go on by themselves?"), help_text=_("The first steps are spread until then."))
    supported_by = forms.ModelChoiceField(
        label=_("Who stands by after that?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("nobody"),
    )
    supported_until = day(_("Until which day?"), required=False)
    alliance = forms.ModelChoiceField(
        label=_("In which alliance?"), queryset=Alliance.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, data: Any, actor: Actor, municipality: str, **options: Any) -> None:
        super().__init__(data, **options)
        organisations = Organisation.objects.visible_to(actor).working_in(municipality).order_by("name")
        alliances = Alliance.objects.visible_to(actor).filter(municipality_code=municipality).order_by("title")
        self._offer("service", offers_to_hand_over(actor, municipality))
        self._offer("taker", organisations)
        self._offer("supported_by", organisations)
        self._offer("alliance", alliances)

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    def facts(self) -> HandoverFacts:
        """The cleaned values as the action takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("service", "version")}
        return HandoverFacts(**given)


class HandoverEditForm(HandoverForm):
    """The same for a handover that goes on; its offer stays."""

    service = None  # type: ignore[assignment]
    version = version_field()

    def __init__(self, data: Any, actor: Actor, handover: Handover) -> None:
        initial = {**self.told(handover), "version": handover.version}
        super().__init__(data, actor, handover.municipality_code, initial=initial)
        self.fields["due"].help_text = _("The days of the steps stay as they are. Change them one by one.")

    @staticmethod
    def told(handover: Handover) -> dict[str, Any]:
        """What stands there now."""
        return {
            "taker": handover.taker_id,
            "taker_name": handover.taker_name,
            "due": handover.due,
            "supported_by": handover.supported_by_id,
            "supported_until": handover.supported_until,
            "alliance": handover.alliance_id,
        }


class StepForm(forms.Form):
    """A step and its day."""

    title = text(_("What is done in this step?"), most=200, readers=READERS)
    due = day(_("Ready on which day?"))
    version = version_field()

    def __init__(self, data: Any, version: int, step: HandoverStep | None = None) -> None:
        told = self.told(step) if step else {}
        super().__init__(data, initial={**told, "version": version})

    @staticmethod
    def told(step: HandoverStep) -> dict[str, Any]:
        """What stands there now."""
        return {"title": step.title, "due": step.due}


class MarkForm(forms.Form):
    """Whether a step is done, and what came of it."""

    done = forms.TypedChoiceField(
        label=_("How does this step stand?"),
        choices=[("ja", _("done")), ("nee", _("still to do"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    says = text(_("What came of it?"), rows=3, most=LONGEST, required=False, readers=READERS)
    version = version_field()

    def __init__(self, data: Any, version: int, step: HandoverStep) -> None:
        super().__init__(data, initial={**self.told(step), "done": "ja", "version": version})

    @staticmethod
    def told(step: HandoverStep) -> dict[str, Any]:
        """What stands there now."""
        return {"done": "ja" if step.done_on else "nee", "says": step.says}


class RemoveStepForm(forms.Form):
    """Only that it was read."""

    version = version_field()

    def __init__(self, data: Any, version: int) -> None:
        super().__init__(data, initial={"version": version})


class FinishForm(RemoveStepForm):
    """That residents go on by themselves, and what to say when not every step is done."""

    outcome = text(
        _("Is a step not done? Say why that is not needed"),
        rows=3,
        most=LONGEST,
        required=False,
        readers=READERS,
        help_text=_("You can leave it empty when every step until the day is done."),
    )


class StopForm(RemoveStepForm):
    """Why it does not go on."""

    outcome = text(_("Why does it stop?"), rows=3, most=LONGEST, readers=INSIDE)
