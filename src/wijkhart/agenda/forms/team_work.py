"""What is asked about the meetings of a wijk team and what it decides."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.actions.team_decisions import DecisionFacts
from wijkhart.agenda.actions.team_meetings import LONGEST_MINUTES, MeetingFacts
from wijkhart.agenda.forms.fields import day, today, version_field
from wijkhart.agenda.forms.queue import SureForm
from wijkhart.agenda.forms.team import MEETING_READERS, choice, clock, fill, words
from wijkhart.agenda.models import DecisionState, Issue, TeamDecision, TeamMeeting, WijkTeam
from wijkhart.agenda.queries.team import issues_here, organisations_here
from wijkhart.core.actors import Actor
from wijkhart.core.formats import moment
from wijkhart.core.forms import FilterForm


class MeetingForm(SureForm):
    """When and where the team meets, and about what."""

    field_order = ("day", "starts", "ends", "where", "about", "open_to_all", "sure", "version")
    day = day(
        _("On which day?"), help_text=_("A meeting that was held already may be written down too, with its minutes.")
    )
    starts = clock(_("From what time?"))
    ends = clock(_("Until what time?"))
    where = words(_("Where?"), most=160, readers=MEETING_READERS)
    about = words(
        _("What is it about?"),
        rows=6,
        most=2000,
        readers=MEETING_READERS,
        help_text=_("One point on each line."),
    )
    open_to_all = forms.BooleanField(
        label=_("Residents may come"),
        required=False,
        help_text=_("Then the meeting and its minutes are public once the team is."),
    )
    version = version_field()

    @staticmethod
    def told(meeting: TeamMeeting) -> dict[str, Any]:
        """What stands there now, on the clock of the room."""
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        return {
            "day": starts.date(),
            "starts": f"{starts:%H:%M}",
            "ends": f"{ends:%H:%M}",
            "where": meeting.where,
            "about": meeting.about,
            "open_to_all": meeting.open_to_all,
        }

    def facts(self) -> MeetingFacts:
        """The cleaned values as the action takes them."""
        return MeetingFacts(**{name: self.cleaned_data[name] for name in MeetingFacts.__dataclass_fields__})


class MeetingCancelForm(SureForm):
    """Why a meeting does not go on."""

    field_order = ("reason", "sure", "version")
    reason = words(
        _("Why does it not go on?"),
        readers=MEETING_READERS,
        help_text=_("The meeting stays in the calendar, as cancelled."),
    )
    version = version_field()


class MinutesForm(SureForm):
    """What was said."""

    field_order = ("minutes", "sure", "version")
    minutes = words(
        _("What was said?"),
        rows=14,
        most=LONGEST_MINUTES,
        readers=MEETING_READERS,
        help_text=_("Say what was agreed and why. Write “the sport club” or “a neighbour”, not who said it."),
    )
    version = version_field()


class MeetingField(forms.ModelChoiceField[TeamMeeting]):
    """A choice of meetings, each said by its day and time."""

    def label_from_instance(self, obj: TeamMeeting) -> str:
        return moment(obj.starts_at)


class DecisionForm(SureForm):
    """What was decided, who sees to it and until when."""

    field_order = (
        "text",
        "owner",
        "owner_name",
        "due",
        "decided_on",
        "meeting",
        "issue",
        "public",
        "sure",
        "version",
    )
    text = words(_("What was decided?"), rows=3, help_text=_("As something to do: who does what."))
    owner = choice(
        _("Which organisation sees to it?"),
        _("none of these"),
        help_text=_("Agree on it first: taking part is voluntary."),
    )
    owner_name = words(_("Or which group?"), most=120, required=False, help_text=_("If it is not on the list."))
    due = day(_("When is it done?"))
    decided_on = day(_("On which day was it decided?"), initial=today)
    meeting = MeetingField(
        label=_("In which meeting?"),
        queryset=TeamMeeting.objects.none(),
        required=False,
        empty_label=_("apart from one"),
    )
    issue = forms.ModelChoiceField(
        label=_("About which issue of the agenda?"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("about none"),
    )
    public = forms.BooleanField(
        label=_("Everybody can read it"),
        required=False,
        initial=True,
        help_text=_("Once the team is public. Otherwise professionals of this municipality read it."),
    )
    version = version_field()

    def __init__(self, data: Any, actor: Actor, team: WijkTeam, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        fill(self, "owner", organisations_here(actor, team.municipality_code))
        fill(self, "issue", issues_here(actor, team))
        fill(self, "meeting", TeamMeeting.objects.visible_to(actor).filter(team=team))

    @staticmethod
    def told(decision: TeamDecision) -> dict[str, Any]:
        """What stands there now."""
        return {
            "text": decision.text,
            "owner": decision.owner_id,
            "owner_name": decision.owner_name,
            "due": decision.due,
            "decided_on": decision.decided_on,
            "meeting": decision.meeting_id,
            "issue": decision.issue_id,
            "public": decision.public,
        }

    def facts(self) -> DecisionFacts:
        """The cleaned values as the action takes them."""
        return DecisionFacts(**{name: self.cleaned_data[name] for name in DecisionFacts.__dataclass_fields__})


class SettleForm(SureForm):
    """What came of a decision."""

    field_order = ("state", "outcome", "sure", "version")
    state = forms.ChoiceField(label=_("How does it stand?"), choices=DecisionState.choices, widget=forms.RadioSelect)
    outcome = words(_("What came of it?"), required=False, rows=3, help_text=_("Needed when it was not done: say why."))
    version = version_field()

    @staticmethod
    def told(decision: TeamDecision) -> dict[str, Any]:
        """What stands there now."""
        return {"state": decision.state, "outcome": decision.outcome}


class DecisionFilter(FilterForm):
    """Which decisions. Its values stand in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    staat = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *DecisionState.choices])
    wie = forms.CharField(label=_("Who sees to it"), required=False, max_length=80)
    laat = forms.BooleanField(label=_("Only what is late"), required=False)

    def __init__(self, *args: Any, names: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("wijk", _("all wijken"), names)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["wijk"]:
            rows = rows.filter(team__district_code=said["wijk"])
        if said["staat"]:
            rows = rows.filter(state=said["staat"])
        if said["wie"].strip():
            name = said["wie"].strip()
            public = Q(owner__published=True, owner__name__icontains=name)
            rows = rows.filter(public | Q(owner_name__icontains=name))
        return rows.filter(state=DecisionState.OPEN, due__lt=timezone.localdate()) if said["laat"] else rows
