"""What is asked about a wijk team and its seats; and the fields that all forms of a team share."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.team_seats import SeatFacts
from wijkhart.agenda.forms.fields import day, today, version_field
from wijkhart.agenda.forms.queue import SureForm
from wijkhart.agenda.forms.signals import read_by
from wijkhart.agenda.models import TeamRole, TeamSeat, WijkTeam
from wijkhart.agenda.queries.team import organisations_here
from wijkhart.core.actors import Actor

EVERYBODY = _("Everybody can read this once the team is public. Write nothing about a person.")
COLLEAGUES = _("Only professionals of this municipality read this. Residents do not see it.")
MEETING_READERS = _(
    "If residents may come, everybody can read this. Otherwise professionals of this municipality. Name no person."
)


def words(label: Any, *, rows: int = 0, most: int = 300, readers: Any = EVERYBODY, **options: Any) -> forms.Field:
    """A free text that says who reads it."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return read_by(forms.CharField(label=label, widget=widget, max_length=most, **options), readers)


def clock(label: Any, **options: Any) -> forms.TimeField:
    """A time of day as browsers ask for one."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


def choice(label: Any, empty: Any, **options: Any) -> forms.Field:
    """An organisation of a list that the form fills in, or none."""
    rows = Organisation.objects.none()
    return forms.ModelChoiceField(label=label, queryset=rows, required=False, empty_label=empty, **options)


def fill(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Say from which rows one may be chosen."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


class TeamForm(SureForm):
    """What the team is for and when its wijk started."""

    field_order = ("starts_on", "purpose", "sure", "version")
    starts_on = day(
        _("On which day does this wijk start?"),
        help_text=_("The dates of the target pictures of this wijk run from this day."),
    )
    purpose = words(
        _("What is this team for?"),
        rows=4,
        most=2000,
        required=False,
        help_text=_("In plain words: what you look at together, and what you advise about."),
    )
    version = version_field()

    @staticmethod
    def told(team: WijkTeam) -> dict[str, Any]:
        """What stands there now."""
        return {"starts_on": team.starts_on, "purpose": team.purpose}


class SeatForm(SureForm):
    """For whom a seat is, in which role and with which say."""

    field_order = ("organisation", "group", "role", "authority", "person", "since", "from_day", "sure", "mark")
    organisation = choice(_("For which organisation?"), _("none of these"))
    group = words(
        _("Or for which group?"),
        most=120,
        required=False,
        help_text=_("A group or street that is not on the list, such as “mothers of the Saturday market”."),
    )
    role = forms.ChoiceField(label=_("In which role?"), choices=TeamRole.choices, initial=TeamRole.MEMBER)
    authority = words(
        _("What may this seat decide?"),
        required=False,
        help_text=_("For those it speaks for. For example: “may promise the hall on Wednesday evening”."),
    )
    person = words(
        _("Who sits there?"),
        most=120,
        required=False,
        readers=COLLEAGUES,
        help_text=_("Ask first. The name is erased when the seat ends."),
    )
    since = day(_("From which day?"), initial=today)
    from_day = day(
        _("From which day does the change hold?"),
        required=False,
        help_text=_("What was stays readable. Leave it empty if it was written down wrong."),
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, actor: Actor, municipality: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {})
        fill(self, "organisation", organisations_here(actor, municipality))
        del self.fields["from_day" if initial is None else "since"]

    @staticmethod
    def told(seat: TeamSeat) -> dict[str, Any]:
        """What stands there now."""
        return {
            "organisation": seat.organisation_id,
            "group": seat.group,
            "role": seat.role,
            "authority": seat.authority,
            "person": seat.person,
        }

    def facts(self) -> SeatFacts:
        """The cleaned values as the action takes them."""
        return SeatFacts(**{name: self.cleaned_data[name] for name in SeatFacts.__dataclass_fields__})


class SeatEndForm(forms.Form):
    """The last day of a seat."""

    until = day(
        _("What is the last day?"),
        initial=today,
        help_text=_("The seat stays readable below the others. The name of the person is erased."),
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
